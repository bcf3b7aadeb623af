"""Numbers of years, months and days to dates; which of two orders they stand in."""

import numpy as np

from lstm_core.data.reading.fields import Fields
from lstm_core.data.reading.notes import Note
from lstm_core.errors import UnreadableFile

DAY = 86_400
PIVOTS = (69, 30, 100, 0)  # two-digit years below are of this century
FAR = 55


def civil(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Dates as datetime64[D], and where such a date exists."""
    first = month_start(np.clip(year, 1, 9999), np.clip(month, 1, 12))
    length = (month_start(np.clip(year, 1, 9999), np.clip(month, 1, 12) + 1) - first).astype(int)
    exists = (month >= 1) & (month <= 12) & (day >= 1) & (day <= length)
    return first + (np.clip(day, 1, 31) - 1).astype("timedelta64[D]"), exists


def month_start(year: np.ndarray, month: np.ndarray) -> np.ndarray:
    """The first day of each month as datetime64[D]; month 13 is the next January."""
    return ((year - 1970) * 12 + month - 1).astype("datetime64[M]").astype("datetime64[D]")


def weeks(year: np.ndarray, week: np.ndarray, weekday: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """The Monday, or that weekday, of ISO weeks as datetime64[D], and where the week exists."""
    fourth, _ = civil(year, np.ones_like(year), np.full_like(year, 4))
    monday = fourth - ((fourth.astype(int) + 3) % 7).astype("timedelta64[D]")
    days = monday + (7 * (week - 1)).astype("timedelta64[D]")
    following, _ = civil(year + 1, np.ones_like(year), np.full_like(year, 4))
    exists = (week >= 1) & (days < following - ((following.astype(int) + 3) % 7).astype("timedelta64[D]"))
    return days if weekday is None else days + (weekday - 1).astype("timedelta64[D]"), exists


def full_year(year: np.ndarray, digits: np.ndarray) -> np.ndarray:
    """Two-digit years in the century in which they run in order: 1969 to 2068 first, then 1930 to 2029 and others.

    Raises UnreadableFile where they run in order in none and the first two differ.
    """
    short = digits == 2
    if not short.any():
        return year
    written = year[short]
    if written.min() > FAR and written.max() < PIVOTS[0]:
        return np.where(short, year + 1900, year)  # rather the fifties than thirty years ahead
    for pivot in PIVOTS:
        full = np.where(year < pivot, 2000, 1900) + year
        gaps = np.diff(full[short])
        if (gaps >= 0).all() or (gaps <= 0).all():
            return np.where(short, full, year)
    if ((written >= PIVOTS[1]) & (written < PIVOTS[0])).any():
        raise UnreadableFile("The years have two digits, and it is open which century is meant. Write all four.")
    return np.where(short, np.where(year < PIVOTS[0], 2000, 1900) + year, year)


def ordered(
    read: Fields, clock: np.ndarray, day_first: bool | None
) -> tuple[tuple[np.ndarray, np.ndarray, np.ndarray], bool | None, bool, list[Note]]:
    """(year, month, day) of dates like 03/04/2020, whether the day is first (None: the year), whether that is
    open, and notes. Told by which order gives dates at all, then by which runs in order and in even steps."""
    a, b, c, found = (*(read.numbers[name] for name in "abc"), read.found)
    year = full_year(c, read.digits["c"])
    readings = {True: (year, b, a), False: (year, a, b)}
    if (read.digits["c"][found] == 2).all():
        readings[None] = (full_year(a, np.full(len(a), 2)), b, c)
    if day_first is not None:
        return readings[day_first], day_first, False, []
    possible = {order: parts for order, parts in readings.items() if civil(*parts)[1][found].all()}
    if not possible:
        likely = max(readings, key=lambda order: civil(*readings[order])[1][found].sum())
        return readings[likely], likely, False, []
    if len(possible) == 1 or (len(found) and all(same(a, b, found) for a, b in pairs(possible))):
        order = next(iter(possible))
        return possible[order], order, False, []
    if read.dotted and None not in possible:
        return possible[True], True, False, [order_note("Dates with dots are read day first", True)]
    times = {order: stamps(parts, clock)[found] for order, parts in possible.items()}
    running = [order for order, stamp in times.items() if runs(stamp)]
    even = {order: evenness(stamp) + (running == [order]) for order, stamp in times.items()}
    best, second = sorted(even, key=even.get, reverse=True)[:2]
    said = {True: "day first", False: "month first", None: "year first"}[best]
    if even[best] - even[second] >= 0.3 or (even[best] > 0.999 > even[second]):
        did = f"Dates are read {said}, since only so the rows run in order or in even steps"
        return possible[best], best, False, [order_note(did, best)]
    did = f"Dates are read {said}, but the file does not tell the order of day and month; say which it is"
    return possible[best], best, True, [order_note(did, best)]


def order_note(did: str, order: bool | None) -> Note:
    """A note on the order of day and month, undone by the other one."""
    other = {True: "month-first", False: "day-first"}
    return Note("day_order", did, undo=other.get(order), choices={} if order is None else {"day_first": not order})


def pairs(possible: dict) -> list[tuple]:
    """The first reading beside each of the others."""
    first, *others = possible.values()
    return [(first, other) for other in others]


def same(one: tuple, other: tuple, found: np.ndarray) -> bool:
    """Whether two readings give the same dates, as 05/05/2020 does."""
    return all((a[found] == b[found]).all() for a, b in zip(one, other, strict=True))


def stamps(parts: tuple, clock: np.ndarray) -> np.ndarray:
    """A reading's times as datetime64[s]."""
    return civil(*parts)[0].astype("datetime64[s]") + (clock // 10**9).astype("timedelta64[s]")


def runs(times: np.ndarray) -> bool:
    """Whether at least four times only go forward, or only back."""
    gaps = np.diff(times).astype(int)
    return len(gaps) >= 3 and bool((gaps >= 0).all() or (gaps <= 0).all())


def evenness(times: np.ndarray) -> float:
    """The share of steps that equal the usual one, 0 to 1, over a weekend or by whole months where that fits."""
    if len(times) < 3:
        return 0.0
    gaps = np.diff(times).astype(int)
    if (gaps < 0).mean() > 0.5:
        times, gaps = times[::-1], -gaps[::-1]
    days = times.astype("datetime64[D]")
    weekday = (days.astype(int) + 3) % 7
    if (weekday < 5).all():
        gaps = np.where((weekday[:-1] == 4) & (gaps == 3 * DAY), DAY, gaps)
    months = times.astype("datetime64[M]")
    shares = [usual_share(gaps)]
    if len(np.unique((days - months.astype("datetime64[D]")).astype(int))) == 1:
        shares.append(usual_share(np.diff(months).astype(int)))
    return max(shares)


def usual_share(gaps: np.ndarray) -> float:
    """The share of the most common step, 0 when time stands still or runs back."""
    values, counts = np.unique(gaps, return_counts=True)
    return float(counts.max() / len(gaps)) if values[counts.argmax()] > 0 else 0.0
