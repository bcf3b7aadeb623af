"""Ready selections of features, one click each: only what the series can have."""

from lstm_core.data.series import Series
from lstm_core.features import catalogue
from lstm_core.specs import Pick

NAMES = {
    "Price only": "",
    "Trend": "SMA(20),EMA(50),MACD,ADX,AROONOSC",
    "Momentum": "RSI,ROC,CCI,STOCH,WILLR",
    "Volatility": "BBANDS(20),STDDEV(20),ATR,NATR",
    "Volume": "OBV,MFI,CMF,RVOL",
    "Everything sensible": "SMA(20),MACD,ADX,RSI,ROC,STOCH,BBANDS(20),STDDEV(20),ATR,OBV,MFI,ZSCORE",
    "Calendar": "HOUR,WEEKDAY,MONTH,DAY_OF_YEAR",
}
"""Names as a page shows them, with what they pick where a series has everything."""

MOST_OF_THE_ROWS = 0.1  # a warm-up that takes more costs more than its indicator can give


def of(name: str, series: Series) -> tuple[Pick, ...]:
    """The picks of that selection that fit the series, in order; those whose warm-up would cost too many rows left out.

    Everything sensible takes the calendar in. A month is left out where the day of the year tells it.
    """
    text = NAMES[name] if name != "Everything sensible" else f"{NAMES[name]},{NAMES['Calendar']}"
    fitting = [pick for pick in catalogue.parse(text) if catalogue.find(pick.name).fits(series)]
    daily = any(pick.name == "DAY_OF_YEAR" for pick in fitting)
    return tuple(
        pick
        for pick in fitting
        if catalogue.warm_up(pick) <= MOST_OF_THE_ROWS * len(series) and not (daily and pick.name == "MONTH")
    )


def for_series(series: Series) -> dict[str, tuple[Pick, ...]]:
    """The selections that pick something of the series, and the target alone, by name."""
    found = {name: of(name, series) for name in NAMES}
    return {name: picks for name, picks in found.items() if picks or not NAMES[name]}
