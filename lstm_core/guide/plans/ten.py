"""Ten minutes: one forecast, and whether to believe it."""

from lstm_core.guide.lesson import Lesson, Setup, Step

WEEK = Setup("temperature", look_back=30, horizon=7)
LESSON = Lesson(
    "10",
    "A forecast, and whether to believe it",
    "A network learns four years of daily temperatures while everyone watches, and is then asked for an honest answer."
    " Nothing to prepare; nobody needs to program.",
    (
        Step(
            "data",
            "Look at the series",
            2,
            "Look at the highest temperature of each day in Seattle. Say aloud how warm the next day will be.",
            "One wave a year, and a jitter from day to day that no wave explains.",
            "A forecast has to come from something that repeats. Here it is the year; the jitter is weather.",
            (
                (
                    "How would you forecast tomorrow without any network?",
                    "As warm as today. That is the naive forecast, a baseline: the network must beat it to be worth"
                    " its while.",
                ),
            ),
            WEEK,
        ),
        Step(
            "features",
            "What the network will see",
            2,
            "Scroll to “Sequence length and horizon”. Move the slider and watch the window.",
            "So many rows go in, the next 7 come out. The coloured grounds are the training, validation and test part.",
            "The network learns on the first part in time, is chosen on the next, and is examined on the last, which"
            " it has never seen. Shuffling the rows would let it peek at tomorrow.",
            (
                (
                    "Why not let it read 365 days?",
                    "Then a window needs a year of rows: there are fewer windows to learn from, and each takes longer.",
                ),
            ),
        ),
        Step(
            "train",
            "Watch it learn",
            2,
            "Press Train. It takes some seconds.",
            "The loss falls from epoch to epoch. The dashed line is the error of the best simple method.",
            "One epoch is one pass over all training windows. Only below the dashed line does the network earn its"
            " keep.",
            (
                (
                    "Two curves: which one counts?",
                    "The validation loss. The training loss can always be made smaller by learning by heart.",
                ),
            ),
        ),
        Step(
            "forecast",
            "Read the verdict",
            3,
            "Read the sentence at the top first. Then switch the chart between multi-step and one-step.",
            "Is the network better than the simple method, and could that be luck? One-step forecasts hug the truth;"
            " a week ahead is harder.",
            "The same network, the same days, two charts. Whoever shows only the first one flatters the network.",
            (
                (
                    "What does p = 0.3 say?",
                    "Two equally good methods would differ this much in 3 of 10 cases: no proof of anything.",
                ),
                (
                    "Where is the band narrow, where wide?",
                    "One step ahead it is narrow; the further ahead, the more can happen.",
                ),
            ),
        ),
        Step(
            "guide",
            "Three gates, on this forecast",
            1,
            "Read the three sentences under “Your own gates”.",
            "How far the forget, input and output gates of this network stood open over its last window.",
            "Nobody set these numbers. The network found while training what to keep, what to write, what to show.",
            tab="Your own gates",
        ),
    ),
)
