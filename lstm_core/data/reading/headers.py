"""Where the table starts: what stands above it, the rows that name its columns, their units."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from lstm_core.data.reading import crosswise, months
from lstm_core.data.reading.notes import Note, listed, rows
from lstm_core.data.reading.numerals import MISSING
from lstm_core.data.reading.places import VALUE
from lstm_core.errors import UnreadableFile

# Words that stand in a row of units and hardly ever name a column.
UNIT = re.compile(
    r"[\[(].*[\])]|[%‰°$€£¥₹-]|°\s?[CFK]|[Dd]eg(?:rees?)?\.?\s?[CFKT]?|[a-zA-Zµμ°]{1,4}\s?/\s?[a-zA-Z]{1,4}[²³23]?"
    r"|[kMGTmµμ]?(?:W|Wh|V|VA|A|Hz|Pa|J|m|g|s|l|L|N|bar)[²³23]?|[kcdm]m[²³23]?|hPa|mbar|pp[mb]"
    r"|USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|INR|CNY|RUB|BRL|TRY|ZAR|KRW|MXN|SGD|HKD|BTC|ETH"
    r"|shares|[Uu]nits?|pcs|number|percent|pct|index|(?:milli|kilo|mega)?(?:watts?|met(?:er|re)s?|grams?|volts?)"
    r"|seconds|minutes|hours|days|[Cc]elsius|[Kk]elvin|UTC|TS|RN|YYYY.*|yyyy.*|dd.*|mm|yr|mo|dy|hr|mn"
)

MOST_LEVELS = 30
MOST_LOOKED_AT = 10_000  # cells


@dataclass(frozen=True)
class Header:
    """The names of the columns as written, by position also their units; the header's line; where the body starts."""

    names: list[str]
    body: int
    row: int | None = None
    units: dict[int, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def kind(cell: str, forms: frozenset[str] = frozenset()) -> str:
    """`value` for numbers, dates and cells of one of the forms, `text`, or nothing for a blank or a missing value."""
    cell = cell.strip()
    if cell.lower() in MISSING:
        return ""
    return "value" if VALUE.fullmatch(cell) or form_of(cell) in forms else "text"


@lru_cache(10_000)
def form_of(cell: str) -> str:
    """A cell with its numbers and months made alike.

    >>> form_of("USD 1,234.50"), form_of("31. Jan 2020")
    ('USD 0', '0. M 0')
    """
    cell = re.sub(r"\d[\d.,'’]*\d|\d", "0", " ".join(cell.split()))
    cell = re.sub(r"^[-+−]|(?<= )[-+−](?=[.\d])", "", cell)
    if cell.count("0") > 1:  # a date: names of days, halves of the day and zones differ
        return re.sub(r"[^\W\d_]+\.?", "M", cell)
    return re.sub(r"[^\W\d_]{3,}\.?", lambda word: "M" if months.number(word[0]) else word[0], cell)


def find(first: list, chosen: int | None = None) -> Header:
    """The header among the first rows, each (line, cells); `chosen` is its line when a person has said it."""
    width = usual_width(first)
    values, above = value_columns(first, width), 0
    said = (any(cells[at].strip() for _, cells in first[-100:] if at < len(cells)) for at in range(width))
    used = min(width, max(2, sum(said)))
    if chosen is not None:
        above = next((at for at, (line, _) in enumerate(first) if line == chosen), len(first))
        if above == len(first):
            raise UnreadableFile(f"Row {chosen:,} holds no names of columns. Choose another header row.")
    else:
        while above < len(first) - 1 and filled(first[above][1]) <= used // 2 and not is_body(first[above][1], values):
            above += 1
    notes = []
    if above:
        left = [line for line, _ in first[:above]]
        undo = {} if chosen is not None else {"header_row": first[0][0]}
        notes.append(
            Note("preamble", "Left out what stands above the header", rows(left), "header-row" if undo else None, undo)
        )
    across = crosswise.times_across(first[above][1]) is not None
    levels = int(across)
    while not across and above + levels < len(first) and not is_body(first[above + levels][1], values):
        levels += 1
    if above + levels == len(first):
        levels = 1
    if levels > MOST_LEVELS:
        raise UnreadableFile(
            f"Rows {first[above][0]:,} to {first[above + levels - 1][0]:,} stand above the first row that looks like "
            "data. Choose the header row, or delete what stands above it."
        )
    if not levels and chosen is None:
        if above:
            raise UnreadableFile(
                f"Row {first[above][0]:,} should name the columns but holds numbers. Add a header row above it."
            )
        undo = {"header_row": first[0][0]}
        said = "The file has no header row; the columns are numbered"
        notes.append(Note("no_header", said, undo="header-row", choices=undo))
        return Header([""] * len(first[0][1]), 0, notes=tuple(notes))
    levels = max(1, levels)
    head = first[above : above + levels]
    wide = [row for row in head if len(row[1]) == width] if chosen is None else head
    row, names, units, more = named(wide or head, said=chosen is not None)
    if wide and (narrow := [line for line, _ in head if line not in {line for line, _ in wide}]):
        undo = {"header_row": narrow[0]}
        more = [
            Note("header_rows", "Left out rows that stand beside the header", rows(narrow), "header-row", undo),
            *more,
        ]
    return Header(names, above + levels, row, units, (*notes, *more))


def usual_width(first: list) -> int:
    """How many cells a row of the table has: those of the longest run of rows with as many."""
    runs = [(width, len(list(same))) for width, same in groupby(len(cells) for _, cells in first)]
    together = Counter()
    for width, count in runs:
        together[width] += count * (count > 1)
    longest = max(runs, key=lambda run: (run[1], run[0]))[0]
    most = together.most_common(1)[0][0]
    return most if together[most] > 2 * together[longest] else longest


def filled(cells: list[str]) -> int:
    """How many cells have something in them."""
    return sum(bool(cell.strip()) for cell in cells)


def value_columns(below: list, width: int) -> dict[int, frozenset[str]]:
    """The columns that mostly hold numbers or dates, by the last of the first rows; and the forms these have."""
    body = [cells for _, cells in below[1:] if len(cells) == width][-max(5, min(100, MOST_LOOKED_AT // width)) :]
    found = {}
    for at in range(width):
        forms = Counter(form_of(cells[at]) for cells in body if re.search(r"\d", cells[at]))
        usual = frozenset(form for form, count in forms.items() if count >= max(2, 0.1 * sum(forms.values())))
        kinds = Counter(kind(cells[at], usual) for cells in body)
        if kinds["value"] > kinds["text"]:
            found[at] = usual
    return found


def is_body(cells: list[str], values: dict[int, frozenset[str]]) -> bool:
    """Whether a row is data: a date in the first column of values, or no word there and values in most others."""
    kinds = [kind(cells[at], forms) for at, forms in values.items() if at < len(cells)]
    if not kinds or kinds[0] == "text":
        return False
    at, forms = next(iter(values.items()))
    if form_of(cells[at]) in forms - {"0"}:
        return True  # a date, whatever stands beside it
    if kinds[0] and forms and "0" not in forms:
        return False
    return kinds.count("value") > 0 and kinds.count("value") >= kinds.count("text")


def named(levels: list, said: bool) -> tuple[int, list[str], dict[int, str], list[Note]]:
    """The header's line, names, units and notes from the rows above the body; `said` that the first one counts."""
    lines = [line for line, _ in levels]
    width = max(len(cells) for _, cells in levels)
    grid = [[cell.strip() for cell in cells] + [""] * (width - len(cells)) for _, cells in levels]
    if len(grid) == 1:
        return lines[0], [cell.strip() for cell in levels[0][1]], {}, []
    if not said and filled(grid[-1]) < max(2, width // 2) and grid[-1][0] and not any(grid[-1][2:]):
        return lines[0], *stacked(grid), [Note("header_rows", "Joined several header rows into one", rows(lines))]
    same = [at for at, cells in enumerate(grid[1:], 1) if cells == grid[0]]
    rest = [at for at in range(len(grid)) if at not in same]
    fullest = max(filled(cells) for cells in grid)
    unit = next((at for at in rest[1:] if is_units(grid[at]) and filled(grid[rest[0]]) == fullest), None)
    names = [at for at in rest if unit is None or at < unit]
    chosen = max(names, key=lambda at: (len(set(grid[at]) - {""}) == width, at)) if not said else 0
    units = {at: cell.strip("[]()") for at, cell in enumerate(grid[unit]) if cell} if unit is not None else {}
    notes = []
    if unit is not None:
        notes.append(Note("units_row", "Took units from the row below the header", (lines[unit],)))
    if other := [lines[at] for at in range(len(grid)) if at not in (chosen, unit)]:
        undo = {} if said else {"header_row": other[0]}
        beside = "Left out rows that stand beside the header"
        notes.append(Note("header_rows", beside, rows(other), "header-row" if undo else None, undo))
    return lines[chosen], grid[chosen], units, notes


def is_units(cells: list[str]) -> bool:
    """Whether most cells that say something behind the first are units."""
    said = [cell for cell in cells[1:] if cell]
    return bool(said) and sum(UNIT.fullmatch(cell) is not None for cell in said) > 0.5 * len(said)


def stacked(grid: list[list[str]]) -> tuple[list[str], dict[int, str]]:
    """Names from a header of several levels whose last row names the index only, as pandas writes it."""
    levels = [cells for cells in grid[:-1] if len(set(cells[1:])) > 1] or grid[:1]
    names = [" ".join(dict.fromkeys(cells[at] for cells in levels if cells[at])) for at in range(len(grid[0]))]
    return [grid[-1][0], *names[1:]], {}


def unique(header: list[str]) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """The header's names, one line each, at most 200 characters, blank ones numbered, no two alike; and notes."""
    names, taken, repeats = [], set(), []
    for position, raw in enumerate(header, 1):
        name = " ".join(raw.split())[:200] or f"column {position}"
        base, count = name[:190], 1
        while name in taken:
            count += 1
            name = f"{base} {count}"
        if count > 1:
            repeats.append(name)
        taken.add(name)
        names.append(name)
    said = f"Gave a number to names that are used twice: {listed(repeats)}"
    return tuple(names), (Note("repeated_name", said),) if repeats else ()
