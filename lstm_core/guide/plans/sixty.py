"""Sixty minutes: from a series to a forecast one can defend, and the mistakes that would have faked it."""

from lstm_core.guide.lesson import Lesson, Setup, Step

ALONE = Setup("temperature", look_back=30, horizon=7)
WITH_MORE = Setup("temperature", look_back=30, horizon=7, columns=("temp_min", "wind"))
TOSSES = Setup("random-walk", look_back=30, horizon=5)
LESSON = Lesson(
    "60",
    "A forecast one can defend",
    "The whole way twice: with data that can be forecast and with data that can't. Then the classic mistakes, made on"
    " purpose, and why plain recurrent networks forget.",
    (
        Step(
            "start",
            "The question",
            2,
            "Read the sentence under the title.",
            "Not “how good is the forecast” but “does it beat the simplest method, and could that be luck”.",
            "Of many public dashboards most show a score that has seen the answers. Today we learn how to tell.",
            (
                (
                    "A forecast is off by 2 degrees on average. Is that good?",
                    "One can't say. If “as today” is off by 2, it is worth nothing; if it is off by 4, a lot.",
                ),
            ),
        ),
        Step(
            "data",
            "Know the data",
            5,
            "Look at the whole series, at one month, and at the list of what was found.",
            "A year's wave, jitter from day to day, and what was mended, each mend one click to undo.",
            "Half of all bad forecasts are bad data: a comma read as a point, a gap filled with zeros.",
            (
                (
                    "Why are filled rows never scored?",
                    "Because we would be marking our own invention.",
                ),
            ),
            ALONE,
        ),
        Step(
            "features",
            "What goes in, and the proof",
            7,
            "Two more columns are chosen: the lowest temperature and the wind. Press “Run the proofs”.",
            "No feature looks ahead; nothing of validation and test was seen in training.",
            "A proof, not a promise: everything after the border is replaced by noise, and every number that was fitted"
            " stays the same.",
            (
                (
                    "Is tomorrow's wind a fair feature?",
                    "Only if it is known today. Otherwise the forecast would need a forecast.",
                ),
                (
                    "Why is the split by time, not at random?",
                    "At random, training would hold the neighbours of each test day, and those nearly tell it.",
                ),
            ),
            WITH_MORE,
        ),
        Step(
            "train",
            "Watch it learn",
            4,
            "Press Train.",
            "Training and validation loss against the dashed line to beat.",
            "Early stopping goes back to the epoch with the least validation loss: what follows is learnt by heart.",
            (
                (
                    "The training loss falls, the validation loss rises. What is it called?",
                    "Overfitting.",
                ),
            ),
        ),
        Step(
            "forecast",
            "Read the verdict",
            7,
            "Verdict, then chart, then the table of all methods. Then open “How we know”.",
            "Our error beside four simple ones; the skill; the p-value; how much the band held of what it claims.",
            "The best simple method is chosen on the validation part, before anyone looks at the test part.",
            (
                (
                    "The band claims 90% and held 84%. Is it broken?",
                    "Look at the interval of the measured share: with few forecasts 84 may well be luck.",
                ),
                (
                    "Which feature mattered?",
                    "See “Which features mattered”: how much worse it gets when one is shuffled.",
                ),
            ),
        ),
        Step(
            "guide",
            "Three gates, on this forecast",
            5,
            "Under “Your own gates” work the arithmetic of one unit by hand.",
            "f·c + i·g = c', then o·tanh(c') = h', with this network's own numbers.",
            "Three little switches per unit, and everything else is adding and multiplying.",
            (
                (
                    "Which gate did the LSTM of 1997 lack?",
                    "The forget gate: Gers, Schmidhuber and Cummins added it in 2000.",
                ),
            ),
            tab="Your own gates",
        ),
        Step(
            "inside",
            "All units, all steps",
            7,
            "Drag the slider over the origins. Sort the units by an input and choose the first. Then, at the bottom,"
            " hold the forget gate shut; let go of it and silence the unit.",
            "Gates as pictures over steps and units; the forecast redrawn without that memory, and what it does to the"
            " error over the whole test part.",
            "To know what a part does, take it out and see what breaks.",
            (
                (
                    "Why do some units hardly move?",
                    "A layer may be larger than the task needs; early stopping left them where they began.",
                ),
            ),
            tab="If a gate were stuck",
        ),
        Step(
            "memory",
            "What reaches a step far back",
            4,
            "Press Play. Compare how much of the gradient is left after 5, 20 and 50 steps in a plain RNN and in an"
            " LSTM. Then set the scale of the weights to 3 and play it again.",
            "The plain network's fades from step to step, the LSTM's hardly does. At a scale of 3 the RNN's explodes:"
            " drag the film to its first batch.",
            "What does not reach a step can't teach it anything: that is the vanishing gradient of 1991. The cell state"
            " was made against it.",
            (
                (
                    "0.8 per step, 20 steps: what is left?",
                    "0.8 to the power of 20, about 1 percent.",
                ),
            ),
            tab="Vanishing gradients",
        ),
        Step(
            "memory",
            "Who still remembers?",
            5,
            "Press Play. While they learn, let everyone guess which of the three will give up first.",
            "Right answers by delay: the plain RNN is down to guessing after some ten or twenty steps, LSTM and GRU"
            " are not.",
            "The LSTM is helped, and the page says so: its gates begin nearly open. A claim is an experiment that"
            " others can repeat: another seed, the same picture.",
            (
                (
                    "What has the LSTM that the RNN has not?",
                    "Gates: it can leave its memory alone. The RNN must overwrite all of it at every step.",
                ),
            ),
            tab="Who still remembers?",
            controls={"recall longest": 100, "recall batches": 600},
        ),
        Step(
            "train",
            "Now a coin toss",
            3,
            "The data are now a random walk. Press Train again.",
            "The validation loss does not stay below the dashed line, or hardly.",
            "There is nothing here to learn but the last value.",
            (),
            TOSSES,
        ),
        Step(
            "forecast",
            "An honest no",
            4,
            "Read the verdict, then switch the chart to one-step.",
            "“Not distinguishable”, or worse; and a one-step chart that looks perfect.",
            "The chart repeats the last value one step late. An honest tool must be able to say no.",
            (
                (
                    "When should one not use an LSTM?",
                    "Few rows, a season alone, a random walk, or when reasons are asked for: see the Guide.",
                ),
            ),
        ),
        Step(
            "pitfalls",
            "Fake it, on purpose",
            7,
            "Flip one switch after the other and read both scores. Each takes some seconds to train.",
            "Most mistakes raise the reported score; the true one stays where it was. Where one does little, the page"
            " says so, and on which series it does more.",
            "None of these looks like cheating in the code. Each is one line in the wrong place.",
            (
                (
                    "Choosing the best of 30 seeds on the test part: what is wrong with it?",
                    "The best of 30 throws is not the value of a die. The test part has become part of training.",
                ),
            ),
            address={"from": "walk", "walk": "1", "learns": "level", "wrong": "none"},
        ),
    ),
)
