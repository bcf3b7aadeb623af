"""What TA-Lib's metadata does not say: plain words, sane bounds, what is cumulative, what is left out and why."""

GROUPS = {
    "Overlap Studies": "Trend (overlays)",
    "Momentum Indicators": "Momentum",
    "Volatility Indicators": "Volatility",
    "Volume Indicators": "Volume",
    "Cycle Indicators": "Cycle",
    "Statistic Functions": "Statistics",
    "Price Transform": "Price transform",
    "Math Operators": "Math",
    "Pattern Recognition": "Patterns",
}
"""TA-Lib's groups in the order of the picker. Math Transform is not here: see `LEFT_OUT`."""

UNDEFINED = "it is undefined for some values, and scaling makes it needless"
OVERFLOWS = "it overflows for ordinary prices"
REDUNDANT = "scaling makes it needless"
PERIODIC = "an angle function of a price means nothing"
TWO_INPUTS = "it combines two arbitrary columns, and the network can do that itself"

LEFT_OUT = {
    "MAVP": "it needs a second series of periods",
    "CUMSUM": "its change from row to row is the series itself",
    "ADD": TWO_INPUTS,
    "SUB": TWO_INPUTS,
    "MULT": TWO_INPUTS,
    "DIV": TWO_INPUTS,
    "ACOS": UNDEFINED,
    "ASIN": UNDEFINED,
    "LN": UNDEFINED,
    "LOG10": UNDEFINED,
    "SQRT": UNDEFINED,
    "EXP": OVERFLOWS,
    "COSH": OVERFLOWS,
    "SINH": OVERFLOWS,
    "CEIL": REDUNDANT,
    "FLOOR": REDUNDANT,
    "ATAN": "it is a constant for ordinary prices",
    "TANH": "it is a constant for ordinary prices",
    "SIN": PERIODIC,
    "COS": PERIODIC,
    "TAN": PERIODIC,
}
"""TA-Lib functions that make no feature, with the reason as half a sentence."""

ELSEWHERE = {
    "DIFF": "MOM",
    "ROLL_MEAN": "SMA",
    "ROLL_STD": "STDDEV",
    "ROLL_MIN": "MIN",
    "ROLL_MAX": "MAX",
    "ROLL_SUM": "SUM",
    "ROLL_QUANTILE": "PERCENTILE",
    "EWM": "EMA",
    "PCT_CHANGE": "ROC",
}
"""Names that people know from elsewhere, for what TA-Lib gives under another: one thing is offered once."""

CUMULATIVE = frozenset({"AD", "NVI", "OBV", "PVI", "PVT", "VWAP", "WAD", "MAXINDEX", "MININDEX", "MINMAXINDEX"})
"""Functions whose level tells mostly how long ago the data start: running totals, and row numbers.

Their changes do not depend on the start, but for those of NVI, PVI and VWAP: causal, yet on a scale set by the start.
"""

NOT_ON_THE_PRICE = frozenset({"AVGDEV"})
"""Flagged by TA-Lib as having the input's scale, but a distance: drawn over a price it would be lost."""

PERIODS = {
    "timeperiod": "Period",
    "timeperiod1": "First period",
    "timeperiod2": "Second period",
    "timeperiod3": "Third period",
    "firstperiod": "First period",
    "secondperiod": "Second period",
    "fastperiod": "Fast period",
    "slowperiod": "Slow period",
    "signalperiod": "Signal period",
    "fastk_period": "Fast %K period",
    "fastd_period": "Fast %D period",
    "slowk_period": "Slow %K period",
    "slowd_period": "Slow %D period",
    "atrperiod": "ATR period",
    "stddevperiod": "Deviation period",
    "rocperiod": "Change period",
    "roc1period": "First change period",
    "roc2period": "Second change period",
    "wmaperiod": "Average period",
    "leftbars": "Rows to the left",
    "rightbars": "Rows to the right",
}
"""Whole numbers of rows; the lowest is 1, or 2 where TA-Lib refuses 1."""

LONGEST_PERIOD = 500

MOVING_AVERAGES = (
    "sma", "ema", "wma", "dema", "tema", "trima", "kama", "mama", "t3", "hma", "none", "default", "zlema", "rma",
)  # fmt: skip
"""TA-Lib's kinds of moving average by number, as they appear in column names."""

AVERAGE_KINDS = {
    "matype": "Kind of average",
    "fastmatype": "Kind of fast average",
    "slowmatype": "Kind of slow average",
    "signalmatype": "Kind of signal average",
    "fastd_matype": "Kind of fast %D average",
    "slowk_matype": "Kind of slow %K average",
    "slowd_matype": "Kind of slow %D average",
}

NUMBERS = {
    "nbdev": ("Deviations", 0.1, 10.0),
    "nbdevup": ("Deviations above", 0.1, 10.0),
    "nbdevdn": ("Deviations below", 0.1, 10.0),
    "multiplier": ("Multiplier", 0.1, 20.0),
    "percentile": ("Percentile", 0.0, 100.0),
    "penetration": ("Penetration", 0.0, 1.0),
    "vfactor": ("Volume factor", 0.0, 1.0),
    "fastlimit": ("Fast limit", 0.01, 0.99),
    "slowlimit": ("Slow limit", 0.01, 0.99),
    "acceleration": ("Acceleration", 0.0, 1.0),
    "maximum": ("Highest acceleration", 0.0, 1.0),
    "startvalue": ("Start value (0: found; below 0: short)", -1e6, 1e6),
    "offsetonreverse": ("Offset on reverse", 0.0, 1.0),
    "accelerationinitlong": ("First acceleration, long", 0.0, 1.0),
    "accelerationlong": ("Acceleration, long", 0.0, 1.0),
    "accelerationmaxlong": ("Highest acceleration, long", 0.0, 1.0),
    "accelerationinitshort": ("First acceleration, short", 0.0, 1.0),
    "accelerationshort": ("Acceleration, short", 0.0, 1.0),
    "accelerationmaxshort": ("Highest acceleration, short", 0.0, 1.0),
}
"""Title, lowest and highest of the parameters that are not whole numbers."""
