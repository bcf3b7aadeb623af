"""Cells of text to times: one form for the whole column, day and month told apart by all of it."""

import re
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_core.data.reading import calendars, forms, months
from lstm_core.data.reading.fields import Fields, fields_of
from lstm_core.data.reading.notes import Note
from lstm_core.data.reading.numerals import MISSING
from lstm_core.errors import UnreadableFile

NAT = np.datetime64("NaT")
LAST_UNIX = 9_223_372_036
ROW_NUMBER = "Row number"
FIRST_YEAR, LAST_YEAR = 1678, 2261


@dataclass(frozen=True)
class Times:
    """Times (rows,) as datetime64[ns]; NaT where the cell is `blank` or is no time (`bad`).

    `day_first` says how dates like 03/04/2020 were read; `ambiguous` that the file does not tell.
    """

    values: np.ndarray
    blank: np.ndarray
    bad: np.ndarray
    day_first: bool | None = None
    ambiguous: bool = False
    notes: list[Note] = field(default_factory=list)


def form_of(cells: pa.ChunkedArray, whole: bool) -> str | None:
    """The form that fits at least half of the cells with something in them; `whole` allows plain whole numbers."""
    size = len(cells)
    sample = cells if size <= 400 else pa.chunked_array([*cells[:200].chunks, *cells[size - 200 :].chunks])
    filled = [cell for cell in sample.to_pylist() if cell.lower() not in MISSING]
    if not any(sign.isdigit() for cell in filled[:50] for sign in cell):
        return None
    known = forms.FORMS + forms.WHOLE if whole else forms.FORMS
    few = filled[:: max(1, len(filled) // 12)]
    known = [form for form in known if any(fits(form, cell) for cell in few)]
    if not known:
        return None
    count, best = max((sum(fits(form, cell) for cell in filled), -at) for at, form in enumerate(known))
    return known[-best] if filled and count >= 0.5 * len(filled) else None


def fits(form: str, cell: str) -> bool:
    """Whether a cell has the form, with a month that is one."""
    match = re.fullmatch(form, cell)
    return match is not None and (
        "n" not in match.re.groupindex or months.number(match["n"]) > 0 or months.plain(match["n"]) in months.UNSURE
    )


def parse(
    cells: pa.ChunkedArray,
    form: str,
    day_first: bool | None = None,
    lines: np.ndarray | None = None,
    as_written: bool = False,
) -> Times:
    """The cells as times, in one form; `as_written` leaves offsets from UTC out of account.

    Raises UnreadableFile for years that can't be held, naming the line of the row.
    """
    blank = pc.is_in(pc.utf8_lower(cells), pa.array(sorted(MISSING))).to_numpy()
    read = fields_of(cells, form)
    if "u" in read.numbers:
        return unix(read, blank)
    if "e" in read.numbers:
        return serial(read, blank)
    clock, good = clock_of(read)
    order, ambiguous, notes = None, False, []
    if "a" in read.numbers:
        (year, month, day), order, ambiguous, notes = calendars.ordered(read, clock, day_first)
    else:
        year, month, day = dates_of(read, form)
    days, valid = calendars.civil(year, month, day)
    if "j" in read.numbers:
        days = days + (read.numbers["j"] - 1).astype("timedelta64[D]")
        valid &= (read.numbers["j"] >= 1) & (days < calendars.civil(year + 1, month, day)[0])
    if "w" in read.numbers:
        days, valid = calendars.weeks(year, read.numbers["w"], read.numbers.get("k"))
    if "q" in read.numbers:
        valid &= (read.numbers["q"] >= 1) & (read.numbers["q"] <= 4)
    good &= valid
    outside = np.flatnonzero(good & ((year < FIRST_YEAR) | (year > LAST_YEAR)))
    if len(outside):
        at = int(outside[0])
        where = "" if lines is None else f"Row {lines[at]:,}: "
        raise UnreadableFile(
            f"{where}“{cells[at].as_py()[:40]}” is outside the years {FIRST_YEAR} to {LAST_YEAR}, which is as far as "
            "times reach here. Number the rows instead, or leave such rows out."
        )
    values = np.where(good, days.astype("datetime64[ns]") + clock.astype("timedelta64[ns]"), NAT)
    refuse_odd_months(form, year, month, values[good])
    if read.zones is not None:
        values, more = at_utc(values, clock, read.zones, good, as_written)
        notes = [*notes, *more]
    return Times(values, blank, ~good & ~blank, order, ambiguous, notes)


def dates_of(read: Fields, form: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Year, month and day (rows,) where their places are known; what is not written is 1."""
    ones = np.ones(len(read.found), np.int64)
    if "t" in read.numbers:
        year = calendars.full_year(read.numbers["t"], read.digits["t"])
    else:
        year = calendars.full_year(read.numbers["y"], read.digits["y"])
    month, day = read.numbers.get("m", ones), read.numbers.get("d", ones)
    if "n" in read.numbers:
        month = read.numbers["n"]
    if "q" in read.numbers:
        month = 3 * read.numbers["q"] - 2
    return year, month, day


def refuse_odd_months(form: str, year: np.ndarray, month: np.ndarray, values: np.ndarray) -> None:
    """Raises UnreadableFile where Aug-04 may be a day, or 2004/05 a year that runs over two."""
    if form == forms.SHORT_YEAR and len(values) > 1:
        steps = np.abs(np.diff(values.astype("datetime64[M]")).astype(int))
        if np.median(steps) not in (1, 2, 3, 4, 6):
            raise UnreadableFile(
                "The dates name a month and two digits, which may be a day or a year. Write 2020-12-31."
            )
    if form == forms.YEAR_MONTH and len(year) > 4 and month.max() <= 4 and len(np.unique(month)) > 1:
        raise UnreadableFile(
            "The dates such as 2004:3 name a year and no number above 4, which may be quarters. "
            "Write 2004Q3 or 2004-03-01."
        )
    if form == forms.YEAR_MONTH and len(year) > 2 and ((year + 1) % 100 == month).all():
        raise UnreadableFile("The dates such as 2004/05 look like years that run over two. Write the first year alone.")


def numbered(kind: str, said: str) -> Note:
    """A note on whole numbers taken as times, undone by numbering the rows."""
    return Note(kind, said, undo="row-number", choices={"time": ROW_NUMBER})


def unix(read: Fields, blank: np.ndarray) -> Times:
    """Seconds to nanoseconds since 1970, told apart by their digits."""
    digits, number = read.digits["u"], read.numbers["u"]
    scale = np.select([digits >= 18, digits >= 15, digits >= 12], [1, 1_000, 1_000_000], 1_000_000_000)
    good = read.found & ((scale < 1_000_000_000) | (number <= LAST_UNIX))
    stamps = np.where(good, number, 0) * scale
    if "f" in read.numbers:
        stamps = stamps + np.where(scale == 1_000_000_000, read.numbers["f"] * 10 ** (9 - read.digits["f"]), 0)
    if len(set(scale[good])) > 1:
        raise UnreadableFile("Some times count seconds and others parts of them. Write all of them the same way.")
    values = np.where(good, stamps.astype("datetime64[ns]"), NAT)
    return Times(values, blank, ~good & ~blank, notes=[numbered("unix_time", "The times are Unix times, read as UTC")])


def serial(read: Fields, blank: np.ndarray) -> Times:
    """Days since the last day of 1899, as spreadsheets count them, to the second."""
    part = read.numbers["f"] / 10.0 ** read.digits["f"] if "f" in read.numbers else 0.0
    seconds = np.rint((read.numbers["e"] + part) * calendars.DAY).astype("timedelta64[s]")
    values = np.where(read.found, (np.datetime64("1899-12-30", "s") + seconds).astype("datetime64[ns]"), NAT)
    return Times(
        values, blank, ~read.found & ~blank, notes=[numbered("serial_time", "The times are Excel's numbers of days")]
    )


def clock_of(read: Fields) -> tuple[np.ndarray, np.ndarray]:
    """Nanoseconds since midnight, and where they are valid; 24:00 is midnight of the next day."""
    number = read.numbers
    if "H" not in number:
        return np.zeros(len(read.found), np.int64), read.found.copy()
    zeros = np.zeros(len(read.found), np.int64)
    hour, minute, second = number["H"], number.get("M", zeros), number.get("S", zeros)
    good = read.found & (minute < 60) & (second < 60) & ((hour < 24) | ((hour == 24) & (minute == 0) & (second == 0)))
    if read.halves is not None:
        good &= (read.halves == 0) | ((hour >= 1) & (hour <= 12))
        hour = np.where(read.halves > 0, hour % 12 + 12 * (read.halves == 2), hour)
    clock = (hour * 3600 + minute * 60 + second) * 1_000_000_000
    if "f" in number:
        clock = clock + number["f"] * 10 ** (9 - np.minimum(read.digits["f"], 9))
    return clock, good


def at_utc(
    values: np.ndarray, clock: np.ndarray, zones: pa.Array, good: np.ndarray, as_written: bool
) -> tuple[np.ndarray, list[Note]]:
    """Times brought to UTC by their offsets; dates at midnight keep their local date."""
    marked = pc.not_equal(zones, "").to_numpy(zero_copy_only=False)[good]
    if not marked.any():
        return values, []
    if not marked.all():
        raise UnreadableFile("Some times carry a time zone and others don't. Write all of them the same way.")
    coded = zones.dictionary_encode()
    seconds = np.array([seconds_of(zone) for zone in coded.dictionary.to_pylist()])
    if seconds.any() and not clock[good].any():
        said = "Every row stands at local midnight: dates are kept and the time zone is dropped"
        return values, [Note("time_zone", said)]
    if as_written:
        return values, [Note("time_zone", "Times are kept as written, without their offsets from UTC")]
    shift = seconds[coded.indices.to_numpy(zero_copy_only=False)]
    if not seconds.any():
        return values, [Note("time_zone", "Times are UTC")]
    several = len(set(shift[good])) > 1
    said = "Times are brought to UTC by their offsets" + (", of which there are several" if several else "")
    note = Note("time_zone", said, undo="keep-time_zone", choices={"keep": frozenset({"time_zone"})})
    return values - shift.astype("timedelta64[s]"), [note]


def seconds_of(zone: str) -> int:
    """An offset such as +05:30 in seconds; 0 for Z, UTC and GMT."""
    if zone[:1] not in ("+", "-") or not zone:
        return 0
    digits = zone.removesuffix(" UTC")[1:].replace(":", "").ljust(4, "0")
    return (-1 if zone[0] == "-" else 1) * (int(digits[:2]) * 3600 + int(digits[2:]) * 60)
