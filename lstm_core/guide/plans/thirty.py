"""Thirty minutes: what a network remembers, on a wave that everyone can forecast by eye."""

from lstm_core.guide.lesson import Lesson, Setup, Step

WAVE = Setup("sine", look_back=50, horizon=10)
TOSSES = Setup("random-walk", look_back=30, horizon=5)
LESSON = Lesson(
    "30",
    "What a network remembers",
    "A wave that everyone can forecast by eye, then a coin toss that nobody can. In between, the three gates at work"
    " and a race of memories.",
    (
        Step(
            "data",
            "A wave",
            2,
            "Zoom into the chart until single turns are seen.",
            "One turn takes 50 steps. The wave is clear, and each value carries a little noise.",
            "We know what there is to learn, because we made it. So we can tell what the network has learnt.",
            (
                (
                    "How small can the error become?",
                    "Not smaller than the noise: nothing known before tells of it.",
                ),
            ),
            WAVE,
        ),
        Step(
            "features",
            "One turn in, ten steps out",
            2,
            "Under “Sequence length and horizon” compare the window with the rhythm beside it. Shorten it to 10,"
            " then put it back to 50.",
            "With 50 rows each window holds a whole turn. With 10 the network sees a piece of a slope.",
            "The sequence length says what the network may look at; its cell state says what it makes of it.",
            (
                (
                    "From ten values of a noisy slope, can you tell whether the top is near?",
                    "Hardly. A whole turn shows it.",
                ),
            ),
        ),
        Step(
            "train",
            "Watch the wave being learnt",
            3,
            "Press Train and watch the forecast take shape below the loss.",
            "First it draws the mean, then a wave that is too flat, then the wave.",
            "Each epoch corrects all weights a little, in the direction that makes the error smaller: the gradient.",
            (
                (
                    "Why does it not get it right at once?",
                    "Each correction is small on purpose. Large ones overshoot, and the loss jumps.",
                ),
            ),
        ),
        Step(
            "forecast",
            "Ten steps ahead",
            3,
            "Scroll to the time machine and press Play.",
            "From each origin a path of ten steps. Near a top it bends in time, or it does not.",
            "A naive forecast always goes straight on. To bend before the top one must know where in the turn one is:"
            " that is memory.",
            (
                (
                    "Is the skill above 0?",
                    "Read it beside the verdict. It is 1 − our error / the error of the best simple method.",
                ),
            ),
        ),
        Step(
            "guide",
            "Three gates, on this forecast",
            4,
            "Under “Your own gates” follow one unit through its last step with its real numbers.",
            "The old memory times the forget gate, plus the candidate times the input gate, is the new memory.",
            "Like a notebook: strike out, write, look up. All three are numbers between 0 and 1, computed anew at each"
            " step from what is read.",
            (
                (
                    "What happens to the memory if the forget gate is 0?",
                    "It is wiped: only what is written at this step remains.",
                ),
                (
                    "And if it is 0.99 at each of 100 steps?",
                    "0.99 to the power of 100 is 0.37: more than a third of it is still there.",
                ),
            ),
            tab="Your own gates",
        ),
        Step(
            "inside",
            "All units, all steps",
            4,
            "Drag the slider over the origins and look for a unit that follows the wave. Then, at the bottom, hold the"
            " forget gate shut.",
            "Some units swing with the wave, some hardly move. With the memory wiped at each step the forecast is"
            " another, and the error over the test part says what the memory is worth.",
            "Nobody told a unit what to keep. What helped to forecast was kept.",
            (
                (
                    "Long memory and short memory: which is which?",
                    "The cell state is the long one. The hidden state is what the output gate shows of it.",
                ),
            ),
            tab="If a gate were stuck",
        ),
        Step(
            "memory",
            "Let it run free",
            3,
            "Press Play and wait until it has learnt.",
            "One step ahead it is right soon. Running free, it reads nothing but its own answers, and drifts; the lower"
            " chart says after how many steps.",
            "A forecast of one step is easy to get right. Whoever promises a year has to run free.",
            (
                (
                    "Why does a small error grow?",
                    "It goes in again with the next step, and so does that step's own.",
                ),
            ),
            tab="Running free",
            controls={"wave look back": 50},
        ),
        Step(
            "memory",
            "Who still remembers?",
            4,
            "Press Play. While they learn, let everyone guess which of the three will give up first.",
            "Right answers by delay: the plain RNN is down to guessing after some ten or twenty steps, LSTM and GRU"
            " are not.",
            "The race is not quite fair, and the page says so: the gates begin nearly open.",
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
            2,
            "The data are now a random walk. Press Train again.",
            "The validation loss does not stay below the dashed line, or hardly.",
            "There is nothing to learn here but the last value. A network can't know that before it has tried.",
            (),
            TOSSES,
        ),
        Step(
            "forecast",
            "An honest no",
            3,
            "Read the verdict. Then switch the chart to one-step.",
            "“Not distinguishable”, or worse. And yet the one-step chart looks perfect.",
            "A chart like this one is what is shown under “AI predicts prices”. It repeats the last value, one step"
            " late.",
            (
                (
                    "How do you unmask such a chart?",
                    "Draw the naive forecast beside it, or ask for a forecast several steps ahead.",
                ),
                (
                    "The verdict says “better”, once in a while. What now?",
                    "Luck does that now and then. Train with another seed, or wait for new data.",
                ),
            ),
        ),
    ),
)
