"""Cells of text to times: one form for the whole column, day and month told apart by all of it."""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_core.data.numerals import MISSING
from lstm_core.errors import UnreadableFile

CLOCK = (
    r"(?:,?[T :]+(?P<H>\d{1,2}):?(?P<M>\d{2})(?::?(?P<S>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
    r"\s*(?P<p>[AaPp][Mm])?\s*(?P<z>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,? +)?"
NAME = r"(?P<n>(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})"
FORMS = (
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + CLOCK,
    r"(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})[-/.](?P<c>\d{4}|\d{2})" + CLOCK,
    WEEKDAY + r"(?P<d>\d{1,2})[-/ .]+" + NAME + r"\.?[-/ ,.]+(?P<y>\d{4}|\d{2})" + CLOCK,
    WEEKDAY + NAME + r"\.? +(?P<d>\d{1,2}),? +(?P<y>\d{4})" + CLOCK,
    NAME + r"\.?[- /]+(?P<y>\d{4})",
    r"(?P<y>\d{4})[-/](?P<m>\d{1,2})",
    r"(?P<y>\d{4})[- ]?[Qq](?P<q>[1-4])",
    r"[Qq](?P<q>[1-4])[-/ ]?(?P<y>\d{4})",
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:[T :]+(?P<H>\d{2}):?(?P<M>\d{2})(?::?(?P<S>\d{2}))?)",
)
WHOLE = (
    r"(?P<y>(?:1[5-9]|2[0-5])\d{2})(?:\.0)?",
    r"(?P<y>(?:1[5-9]|2[0-5])\d{2})(?P<m>\d{2})(?P<d>\d{2})",
    r"(?P<u>\d{9,10}|\d{13}|\d{16})(?:\.0)?",
)
DATES = (*FORMS[:4], WHOLE[1])  # a clock time may follow these
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAY = 86_400


@dataclass(frozen=True)
class Times:
    """Times (rows,) as datetime64[ns]; NaT where the cell is `blank` or is no time (`bad`)."""

    values: np.ndarray
    blank: np.ndarray
    bad: np.ndarray
    notes: tuple[str, ...] = ()


def form_of(cells: pa.ChunkedArray, whole: bool) -> str | None:
    """The form that fits at least half of the cells with something in them; `whole` allows plain whole numbers."""
    size = len(cells)
    sample = cells if size <= 400 else pa.chunked_array([*cells[:200].chunks, *cells[size - 200 :].chunks])
    filled = [cell for cell in sample.to_pylist() if cell.lower() not in MISSING]
    forms = FORMS + WHOLE if whole else FORMS
    count, best = max(
        ((sum(re.fullmatch(form, cell) is not None for cell in filled), -at) for at, form in enumerate(forms))
    )
    return forms[-best] if filled and count >= 0.5 * len(filled) else None


def parse(cells: pa.ChunkedArray, form: str, day_first: bool | None = None) -> Times:
    """The cells as times, in one form. Raises UnreadableFile when day and month can't be told apart."""
    parts = pc.extract_regex(cells, f"^(?:{form})$").combine_chunks()
    found = pc.is_valid(parts).to_numpy(zero_copy_only=False)
    text = {name: parts.field(name).fill_null("") for name in (field.name for field in parts.type)}
    blank = pc.is_in(pc.utf8_lower(cells), pa.array(sorted(MISSING))).to_numpy()
    if "u" in text:
        return unix(text["u"], found, blank)
    clock, good, notes = clock_of(text, found)
    if "a" in text:
        (year, month, day), more = ordered(text, found, day_first, clock)
        notes += more
    else:
        year, month, day = (whole(text[name]) if name in text else np.ones(len(found), int) for name in "ymd")
        if "n" in text:
            month = np.array(
                [
                    MONTHS.index(name) + 1 if name else 1
                    for name in pc.utf8_lower(pc.utf8_slice_codeunits(text["n"], 0, 3)).to_pylist()
                ]
            )
        if "q" in text:
            month = 3 * whole(text["q"]) - 2
        year = full_year(year, text["y"])
    days, valid = civil(year, month, day)
    good &= valid
    if good.any() and not (year[good].min() >= 1678 and year[good].max() <= 2261):
        raise UnreadableFile("The times reach outside the years 1678 to 2261. Number the rows instead.")
    values = np.where(good, days.astype("datetime64[ns]") + clock.astype("timedelta64[ns]"), np.datetime64("NaT"))
    if "z" in text:
        values, more = at_utc(values, clock, text["z"], good)
        notes += more
    return Times(values, blank, ~good & ~blank, notes)


def whole(text: pa.Array, otherwise: str = "0") -> np.ndarray:
    """Digits as whole numbers, blanks as `otherwise`."""
    return pc.cast(pc.if_else(pc.equal(text, ""), otherwise, text), pa.int64()).to_numpy(zero_copy_only=False)


def unix(text: pa.Array, found: np.ndarray, blank: np.ndarray) -> Times:
    """Seconds, milli- or microseconds since 1970, told apart by their digits."""
    digits = pc.utf8_length(text).to_numpy(zero_copy_only=False)
    scale = np.where(digits == 16, 1_000, np.where(digits == 13, 1_000_000, 1_000_000_000))
    values = np.where(found, (whole(text) * scale).astype("datetime64[ns]"), np.datetime64("NaT"))
    return Times(values, blank, ~found & ~blank, ("The times are Unix times, read as UTC.",))


def clock_of(text: dict, found: np.ndarray) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """Nanoseconds since midnight, and where they are valid; 24:00 is midnight of the next day."""
    if "H" not in text:
        return np.zeros(len(found), np.int64), found.copy(), ()
    hour, minute, second = whole(text["H"]), whole(text["M"]), whole(text["S"])
    good = found & (minute < 60) & (second < 60) & ((hour < 24) | ((hour == 24) & (minute == 0) & (second == 0)))
    if "p" in text:
        half = pc.utf8_lower(text["p"])
        late, early = (pc.equal(half, mark).to_numpy(zero_copy_only=False) for mark in ("pm", "am"))
        good &= ~(late | early) | ((hour >= 1) & (hour <= 12))
        hour = np.where(late | early, hour % 12 + 12 * late, hour)
    clock = (hour * 3600 + minute * 60 + second) * 1_000_000_000
    if "f" in text:
        clock = clock + whole(pc.utf8_rpad(text["f"], 9, "0"))
    return clock, good, ()


def civil(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Dates as datetime64[D], and where such a date exists."""
    months = (np.clip(year, 1, 9999) - 1970) * 12 + np.clip(month, 1, 12) - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]")
    length = ((months + 1).astype("datetime64[M]").astype("datetime64[D]") - first).astype(int)
    return first + (np.clip(day, 1, 31) - 1).astype("timedelta64[D]"), (month >= 1) & (month <= 12) & (day >= 1) & (
        day <= length
    )


def full_year(year: np.ndarray, text: pa.Array) -> np.ndarray:
    """Two-digit years as 1969 to 2068."""
    return np.where(
        pc.utf8_length(text).to_numpy(zero_copy_only=False) == 2, year + np.where(year < 69, 2000, 1900), year
    )


def ordered(text: dict, found: np.ndarray, day_first: bool | None, clock: np.ndarray) -> tuple[tuple, tuple[str, ...]]:
    """Year, month and day of dates like 03/04/2020, by what the whole column allows; and notes."""
    a, b, c = whole(text["a"]), whole(text["b"]), whole(text["c"])
    year = full_year(c, text["c"])
    readings = {"day first": (year, b, a), "month first": (year, a, b)}
    if (pc.utf8_length(text["c"]).to_numpy(zero_copy_only=False)[found] == 2).all():
        readings["year first"] = (full_year(a, text["a"]), b, c)
    if day_first is not None:
        return readings["day first" if day_first else "month first"], ()
    possible = {name: parts for name, parts in readings.items() if civil(*parts)[1][found].all()}
    if not possible:
        likely = max(readings, key=lambda name: civil(*readings[name])[1][found].sum())
        return readings[likely], ()
    if (
        len(possible) > 1
        and "year first" not in possible
        and pc.all(pc.is_in(text["s"].filter(pa.array(found)), pa.array(["."]))).as_py()
    ):
        return possible["day first"], ("Dates with dots are read day first.",)
    if len(possible) == 1:
        return next(iter(possible.values())), ()
    even = {
        name: evenness((civil(*parts)[0].astype("datetime64[s]") + (clock // 10**9).astype("timedelta64[s]"))[found])
        for name, parts in possible.items()
    }
    best, second = sorted(even, key=even.get, reverse=True)[:2]
    if even[best] - even[second] >= 0.3 or (even[best] > 0.999 > even[second]):
        return possible[best], (f"Dates are read {best}, since only that gives even steps.",)
    example = f"{int(a[found][0])}{text['s'].filter(pa.array(found))[0]}{int(b[found][0])}"
    raise UnreadableFile(
        f"The dates can be read day first or month first (“{example}…”) and the file does not tell which. "
        "Say which, or write dates as 2020-12-31."
    )


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
    if len(set((days - months.astype("datetime64[D]")).astype(int))) == 1:
        shares.append(usual_share(np.diff(months).astype(int)))
    return max(shares)


def usual_share(gaps: np.ndarray) -> float:
    """The share of the most common step, 0 when time stands still or runs back."""
    values, counts = np.unique(gaps, return_counts=True)
    return float(counts.max() / len(gaps)) if values[counts.argmax()] > 0 else 0.0


def at_utc(
    values: np.ndarray, clock: np.ndarray, zones: pa.Array, good: np.ndarray
) -> tuple[np.ndarray, tuple[str, ...]]:
    """Times brought to UTC by their offsets; dates at midnight keep their local date."""
    marked = pc.not_equal(zones, "").to_numpy(zero_copy_only=False)[good]
    if not marked.any():
        return values, ()
    if not marked.all():
        raise UnreadableFile("Some times carry a time zone and others don't. Write all of them the same way.")
    offsets = {zone: seconds_of(zone) for zone in set(zones.to_pylist())}
    if any(offsets.values()) and not clock[good].any():
        return values, ("Every row stands at local midnight: dates are kept and the time zone is dropped.",)
    shift = np.array([offsets[zone] for zone in zones.to_pylist()])
    note = "Times are brought to UTC by their offsets." if any(offsets.values()) else "Times are UTC."
    return values - shift.astype("timedelta64[s]"), (note,)


def seconds_of(zone: str) -> int:
    """An offset such as +05:30 in seconds; 0 for Z, UTC and GMT."""
    if zone[:1] not in ("+", "-") or not zone:
        return 0
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return (-1 if zone[0] == "-" else 1) * (int(digits[:2]) * 3600 + int(digits[2:]) * 60)
