"""Words of the series and of what goes in."""

TERMS = {
    # The series
    "series": (
        "Series",
        "Values of one thing in order of time, at equal steps: a temperature of each day, a price of each hour.",
        "data start memory pitfalls many compare",
    ),
    "target": (
        "Target",
        "The column that is forecast. All other columns can only help.",
        "data features train pitfalls compare many",
    ),
    "step": (
        "Step",
        "The time from one row to the next: an hour, a day, a trading day.",
        "data inside memory pitfalls",
    ),
    "gap": (
        "Gap",
        "Rows or values that are missing. They are filled, joined by a line, or left out; filled rows are never"
        " scored.",
        "data",
    ),
    "resampling": (
        "Resampling",
        "Joining rows to longer steps, such as hours to days, by their mean, their sum or the last of them.",
        "data",
    ),
    "log-return": (
        "Log return",
        "The logarithm of a value less that of the value before: close to the relative change where that is small.",
        "data train",
    ),
    "trend": ("Trend", "A slow rise or fall that goes on over many steps.", "data"),
    "season": (
        "Season",
        "A rhythm that repeats after a fixed number of steps, such as 24 hours or 12 months. Found on the training part"
        " alone.",
        "features data forecast pitfalls",
    ),
    "noise": (
        "Noise",
        "What no method can forecast, because nothing known before tells of it.",
        "data pitfalls memory",
    ),
    "random-walk": (
        "Random walk",
        "A series in which each value is the last one plus a coin toss. The best forecast of it is its last value.",
        "data pitfalls forecast",
    ),
    "correlation": (
        "Correlation",
        "How far two rows of numbers go along with each other: 1 always, 0 not at all, −1 one up where the other is"
        " down.",
        "features inside",
    ),
    "autocorrelation": (
        "Autocorrelation",
        "How alike a series is to itself so many steps earlier: 1 the same, 0 nothing in common, −1 the opposite.",
        "features forecast",
    ),
    # What goes in
    "feature": (
        "Feature",
        "A column that the network reads: the target's own past, another column, an indicator, the hour of the day.",
        "features train inside compare search many",
    ),
    "indicator": (
        "Technical indicator",
        "A number computed from past rows, such as a rolling mean or the RSI. It holds nothing that the rows do not"
        " hold, but may show it in a form that is easier to learn.",
        "features",
    ),
    "known-ahead": (
        "Known in advance",
        "A feature whose future is known when the forecast is made: the weekday, a holiday, a planned price.",
        "features data",
    ),
    "warm-up": (
        "Warm-up rows",
        "The first rows, for which an indicator has no value yet. They are dropped, not filled.",
        "features",
    ),
    "window": (
        "Window",
        "One example to learn from: so many rows in (the sequence length), and the next values out (the horizon).",
        "features inside memory pitfalls many",
    ),
    "sequence-length": (
        "Sequence length",
        "How many past rows the network reads before it answers. Also called look-back.",
        "features train inside memory compare search many",
    ),
    "horizon": ("Horizon", "How many steps ahead it forecasts.", "features forecast train compare many"),
    "origin": (
        "Origin",
        "The last row that is known when a forecast is made. Everything after it is the future.",
        "forecast inside features pitfalls compare many",
    ),
    "training-part": (
        "Training part",
        "The first rows in time: the network learns from them.",
        "features train pitfalls many",
    ),
    "validation-part": (
        "Validation part",
        "The rows after the training part. They decide when to stop, what to choose and how wide the band is.",
        "features train forecast pitfalls compare search many",
    ),
    "test-part": (
        "Test part",
        "The last rows. They are for reporting: nothing is fitted on them and nothing is chosen by them.",
        "features forecast pitfalls inside compare search many",
    ),
    "leakage": (
        "Leakage",
        "Anything from after the origin that finds its way into a forecast, or anything from the test part into"
        " training. The score is then better than the method.",
        "pitfalls features",
    ),
    "scaling": (
        "Scaling",
        "Bringing values to a common size, so that no column shouts the others down. Fitted on the training part only.",
        "train pitfalls inside search compare",
    ),
}
