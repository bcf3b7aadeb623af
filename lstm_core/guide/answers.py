"""Short answers to the questions that everyone asks first; each has a picture, drawn by `ui.charts.guide`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """A question and its answer. `name` is the picture's, too, and `shows` says what is seen on it.

    `pages` show the thing on one's own data, the best one first; `source` says where it was first written down.
    """

    name: str
    question: str
    text: str
    shows: str
    pages: tuple[str, ...]
    source: str = ""


ANSWERS = (
    Answer(
        "book",
        "How does it read? Like a reader with a notebook",
        "You read a novel word by word. Your eyes hold the last sentence, and a notebook holds what matters for"
        " later: who did it, who is dead. At each page you strike out what is settled, write down what is new, and look"
        " up what this page needs. An LSTM reads a series in the same way: the last sentence is its hidden state, the"
        " notebook its cell state, and striking out, writing and looking up are its three gates.",
        "An open book is read line by line; beside it a notebook in which one line is struck out, one is written and"
        " one is underlined.",
        ("inside", "forecast"),
    ),
    Answer(
        "lstm",
        "What is an LSTM?",
        "A network that reads a sequence one step at a time. At each step it takes the new values and its own last"
        " state, and hands a new state on to itself; after the last step it answers. Each of its units keeps a memory"
        " that it changes by a little multiplying and adding, so that something seen 100 steps ago can still count.",
        "Three copies of the same cell in a row, inputs coming in from below; a thick line, the cell state, and a thin"
        " one, the hidden state, lead from copy to copy and out to the forecast.",
        ("inside", "train"),
        "Hochreiter & Schmidhuber 1997, Neural Computation 9(8)",
    ),
    Answer(
        "gate",
        "What is a gate?",
        "A number between 0 and 1 that something is multiplied by: 0 lets nothing through, 1 everything. A unit has"
        " three. The forget gate says how much of the old memory stays, the input gate how much of the new is written,"
        " the output gate how much of the memory is shown. The network computes them anew at every step from what it"
        " reads and from its last state. The first LSTM of 1997 had no forget gate; it came in 2000.",
        "A value of 10 meets a gate: at 0 nothing passes, at 0.3 three pass, at 1 all ten pass.",
        ("inside", "forecast"),
        "Gers, Schmidhuber & Cummins 2000, Neural Computation 12(10)",
    ),
    Answer(
        "state",
        "What are cell state and hidden state?",
        "The cell state is the long memory: c' = f·c + i·g keeps the share f of the old and adds the share i of the new"
        " candidate g. The hidden state is the short memory and the unit's voice: h' = o·tanh(c') is what the output"
        " gate shows of it. With the forget gate near 1 the cell state runs on almost unchanged for many steps.",
        "The cell state c goes from left to right, times the forget gate f, plus the candidate g times the input gate"
        " i; from the result the output gate o takes the hidden state.",
        ("inside", "forecast"),
        "Hochreiter & Schmidhuber 1997; Gers et al. 2000",
    ),
    Answer(
        "window",
        "What is the sequence length?",
        "How many past rows the network reads before it answers; the horizon is how many values it answers. Both"
        " together are one window, and training slides it over the series row by row. Too short, and the rhythm does"
        " not fit in; too long, and there are fewer windows to learn from, each slower to read.",
        "A wave with a window on it: 20 rows go in, the next 5 come out; a second window, one row later, is drawn"
        " below.",
        ("features",),
    ),
    Answer(
        "epoch",
        "What is an epoch?",
        "One pass of training over all training windows. The windows are taken in batches; after each batch every"
        " weight is corrected a little. After each epoch the error on the validation part is measured, and training"
        " ends when that no longer falls.",
        "Rows of small squares, the windows, in four batches of six; an arrow leads through all four and back to the"
        " first: one epoch.",
        ("train",),
    ),
    Answer(
        "overfitting",
        "What is overfitting?",
        "Learning the training rows by heart, noise included. One sees it when the training loss goes on falling while"
        " the validation loss turns and rises. The best weights are those at the turn, and early stopping goes back to"
        " them. Fewer units, more dropout or more data help.",
        "Two curves over the epochs: the training loss falls all the way, the validation loss turns up again; the turn"
        " is marked. Drawn, not measured.",
        ("train", "pitfalls"),
        "Prechelt 1998, Early Stopping – But When?",
    ),
    Answer(
        "vanishing",
        "What are vanishing gradients?",
        "To learn from a step far back, its share in today's error must be carried back through every step between: a"
        " product of as many factors. In a plain recurrent network the factors are often well below 1: 0.8 a step"
        " leaves one part in 87 after 20 steps. Along an LSTM's cell state the factor is the forget gate, which can"
        " stay near 1: 0.99 a step leaves 82 percent. Factors above 1 explode instead, which clipping bounds.",
        "What is left of a gradient over 100 steps: at 0.8 a step it is gone after 20, at 0.99 a step 37 percent are"
        " left after 100.",
        ("memory", "inside"),
        "Hochreiter 1991; Bengio, Simard & Frasconi 1994, IEEE Transactions on Neural Networks 5(2)",
    ),
    Answer(
        "baseline",
        "What is a baseline?",
        "A method that anyone can do by hand: repeat the last value, or the value of one season before. An error says"
        " little alone; it says something beside the error of the best baseline. Skill is 1 − our error / its error:"
        " above 0 the network is better, at 0 it is not needed.",
        "A wave and two baselines after the origin: one repeats the last value, the other the last season.",
        ("forecast",),
        "Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 5.2",
    ),
    Answer(
        "running",
        "What is the difference between one-step and free-running?",
        "One-step forecasts are given the true value of the row before, each time anew. Drawn as a line they hug the"
        " truth, even if the method only repeats what it was given. A free-running forecast starts once and is fed its"
        " own answers, so its errors feed on each other. Ask of every chart which of the two it shows; ours say so.",
        "The same naive method drawn twice over the same wave: as one-step forecasts it hugs the truth one step late,"
        " free-running it is a flat line.",
        ("forecast", "pitfalls"),
        "Williams & Zipser 1989, Neural Computation 1(2)",
    ),
    Answer(
        "interval",
        "What is an interval?",
        "A band around the forecast that aims to hold a stated share of what happens, such as 90%. Ours is as wide as"
        " the errors on the validation part say, so it needs no bell curve, only that the future errs like the"
        " validation part did. Whether it held is measured on the test part: nominal and measured coverage stand side"
        " by side.",
        "A band around a forecast with ten true values: nine lie inside, one outside.",
        ("forecast",),
        "Split-conformal prediction: Vovk, Gammerman & Shafer 2005; Lei et al. 2018",
    ),
    Answer(
        "wrong",
        "When is an LSTM the wrong tool?",
        "When there are only a few hundred rows; when a season and a trend say all there is, and a baseline is as good;"
        " when the series is a random walk, as prices nearly are; when the reasons must be given, not only the number."
        " On 1,045 monthly series of the M3 competition classical methods beat every learning method that was"
        " tried, LSTMs among them. The verdict on the Forecast page says how it is with yours.",
        "A short list: few rows, a clear season alone, a random walk, reasons asked for; beside each what to use"
        " instead.",
        ("forecast", "pitfalls"),
        "Makridakis, Spiliotis & Assimakopoulos 2018, PLoS ONE 13(3)",
    ),
)
