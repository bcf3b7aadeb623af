"""Features of the calendar and of a fixed rhythm: known for every row, also for those that are still to come."""

import numpy as np
import pandas as pd

from lstm_core.features.entries import ROW, TIME, Entry, Parameter
from lstm_core.features.plain import PERIOD

GROUP = "Calendar"
DAY, YEAR = 86_400, 365.2425
HIGHEST_ORDER = 6
CYCLES = {"DAY_WAVES": ("day", DAY, 3), "WEEK_WAVES": ("week", 7 * DAY, 3), "YEAR_WAVES": ("year", YEAR * DAY, 2)}
"""What goes round by the clock: in words, in seconds, and how many waves usually tell its shape."""
MONDAY = np.datetime64("1970-01-05")


def entries() -> dict[str, Entry]:
    """As {name: entry}."""
    import holidays

    countries = tuple(sorted(holidays.list_supported_countries(include_aliases=False)))
    found = (
        _turning("HOUR", "Hour of the day", hour, lambda step: step % DAY != 0),
        _turning("WEEKDAY", "Day of the week", weekday, lambda step: step % (7 * DAY) != 0 and step < 28 * DAY),
        _turning("MONTH", "Month of the year", month, lambda step: step < 300 * DAY),
        _turning("DAY_OF_YEAR", "Day of the year", day_of_year, lambda step: step < 28 * DAY),
        Entry(
            name="HOLIDAY",
            title="Public holiday",
            group=GROUP,
            about="1 on a public holiday of the country, else 0.",
            inputs=(TIME,),
            parameters=(Parameter("country", "Country (ISO code)", "US", choices=countries),),
            outputs=("real",),
            function=holiday,
            known_ahead=True,
            varies=lambda step: step <= DAY,
        ),
        Entry(
            name="FOURIER",
            title="Fourier terms of a season",
            group=GROUP,
            about="Sine and cosine waves that repeat every season: one pair for its length, one for its half, its third"
            " and so on. The season is the one found in the training part, or your own number of rows.",
            inputs=(ROW,),
            parameters=(PERIOD, Parameter("order", "Pairs of waves", 1, 1, HIGHEST_ORDER, whole=True)),
            outputs=tuple(f"{wave}{order}" for order in range(1, HIGHEST_ORDER + 1) for wave in ("sin", "cos")),
            function=fourier,
            known_ahead=True,
        ),
        *(_cycle(name, *cycle) for name, cycle in CYCLES.items()),
    )
    return {entry.name: entry for entry in found}


def _turning(name: str, title: str, share, varies) -> Entry:
    """An entry whose value goes round: as sine and cosine the last hour of a day stands beside the first."""
    return Entry(
        name=name,
        title=title,
        group=GROUP,
        about=f"{title}, as the sine and the cosine of a clock's hand, so that the end lies beside the beginning.",
        inputs=(TIME,),
        parameters=(),
        outputs=("sin", "cos"),
        function=lambda times: waves(share(times), 1),
        known_ahead=True,
        varies=varies,
    )


def _cycle(name: str, word: str, seconds: float, order: int) -> Entry:
    """An entry of waves along a day, a week or a year."""
    return Entry(
        name=name,
        title=f"Waves of the {word}",
        group=GROUP,
        about=f"Sine and cosine waves along the {word}, by the clock and not by rows: one pair for the whole {word},"
        " one for its half, its third and so on. Together they can take any smooth shape.",
        inputs=(TIME,),
        parameters=(Parameter("order", "Pairs of waves", order, 1, HIGHEST_ORDER, whole=True),),
        outputs=tuple(f"{wave}{turns}" for turns in range(1, HIGHEST_ORDER + 1) for wave in ("sin", "cos")),
        function=lambda times, order: waves(passed(times, seconds), order),
        known_ahead=True,
        varies=lambda step: most_waves(seconds, step) > 0,
    )


def most_waves(seconds: float, step: float) -> int:
    """How many waves rows of that step can show of a cycle: each needs two rows a turn and a little more."""
    return int(seconds / (2.02 * step))


def passed(times: pd.DatetimeIndex, seconds: float) -> np.ndarray:
    """The share of a cycle of so many seconds that has passed (rows,); cycles are counted from a Monday.

    >>> passed(pd.DatetimeIndex(["2026-01-05", "2026-01-06 12:00"]), 7 * DAY).round(3).tolist()
    [0.0, 0.214]
    """
    # In whole seconds: nanoseconds overflow where a series spans three centuries.
    return (times.to_numpy().astype("datetime64[s]") - MONDAY).astype("float64") % seconds / seconds


def hour(times: pd.DatetimeIndex) -> np.ndarray:
    """The share of the day that has passed (rows,), 0 at midnight."""
    return ((times - times.normalize()) / pd.Timedelta(days=1)).to_numpy()


def weekday(times: pd.DatetimeIndex) -> np.ndarray:
    """The share of the week that has passed (rows,), 0 on a Monday."""
    return times.dayofweek.to_numpy() / 7


def month(times: pd.DatetimeIndex) -> np.ndarray:
    """The share of the year that has passed (rows,), in months."""
    return (times.month.to_numpy() - 1) / 12


def day_of_year(times: pd.DatetimeIndex) -> np.ndarray:
    """The share of the year that has passed (rows,), in days."""
    return (times.dayofyear.to_numpy() - 1) / YEAR


def holiday(times: pd.DatetimeIndex, country: str) -> np.ndarray:
    """1.0 on public holidays (rows,), else 0.0."""
    import holidays

    years = range(times[0].year, times[-1].year + 1)
    free = pd.DatetimeIndex(list(holidays.country_holidays(country, years=years)))
    return times.normalize().isin(free).astype("float64")


def fourier(rows: np.ndarray, period: int, order: int) -> tuple[np.ndarray, ...]:
    """Sine and cosine (rows,) of each order, by the rows' positions in the series.

    >>> [wave.round(6).tolist() for wave in fourier(np.arange(4), period=4, order=1)]
    [[0.0, 1.0, 0.0, -1.0], [1.0, 0.0, -1.0, -0.0]]
    """
    return waves((rows % period) / period, order)


def waves(share: np.ndarray, order: int) -> tuple[np.ndarray, ...]:
    """Sine and cosine of 1 to `order` rounds, each (rows,), where `share` 0 to 1 is one round."""
    angles = [2 * np.pi * turns * share for turns in range(1, order + 1)]
    return tuple(wave(angle) for angle in angles for wave in (np.sin, np.cos))
