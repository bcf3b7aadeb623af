"""Any table written in any dialect comes back equal, or is refused; the fast way and the strict way agree."""

import csv
import io

import numpy as np
import pandas as pd
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from lstm_core.data import reading
from lstm_core.data.reading import dialects, tables
from lstm_core.errors import LabError

MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
}
DATES = {
    "iso": lambda t: f"{t:%Y-%m-%d %H:%M}",
    "iso T": lambda t: f"{t:%Y-%m-%dT%H:%M:%S}Z",
    "dmy": lambda t: f"{t:%d/%m/%Y %H:%M}",
    "mdy": lambda t: f"{t.month}/{t.day}/{t.year} {t:%I:%M %p}",
    "dotted": lambda t: f"{t:%d.%m.%Y %H:%M}",
    "short": lambda t: f"{t:%d.%m.%y %H:%M}",
    "weekday": lambda t: f"{t:%A}, {t:%B} {t.day}, {t.year}, {t:%H:%M}",
    "dense": lambda t: f"{t:%d%b%Y}:{t:%H:%M:%S}".upper(),
    "ended": lambda t: f"{t:%Y. %m. %d.} {t.hour}:{t:%M}",
    "by point": lambda t: f"{t:%d.%m.%Y %H.%M}",
    "half": lambda t: f"{t.day}-{t:%b-%Y %I:%M} {'a.m.' if t.hour < 12 else 'p.m.'}",
    "days": lambda t: f"{t:%Y-%j %H:%M}",
    "compact": lambda t: f"{t:%Y%m%d %H%M%S}",
    "unix": lambda t: f"{t.value // 10**9}",
    "unix ms": lambda t: f"{t.value // 10**6}",
    **{
        code: lambda t, names=names: f"{t.day} {names.split()[t.month - 1]} {t.year} {t:%H:%M}"
        for code, names in MONTHS.items()
    },
}


def grouped(value: float, decimals: int, thousands: str, point: str) -> str:
    return f"{value:,.{decimals}f}".replace(",", "\0").replace(".", point).replace("\0", thousands)


NUMBERS = {
    "plain": lambda v, d: f"{v:.{d}f}",
    "comma": lambda v, d: grouped(v, d, "", ","),
    "german": lambda v, d: grouped(v, d, ".", ","),
    "us": lambda v, d: grouped(v, d, ",", "."),
    "swiss": lambda v, d: grouped(v, d, "'", "."),
    "french": lambda v, d: grouped(v, d, "\u202f", ","),
    "dollar": lambda v, d: ("-" if v < 0 else "") + "$" + grouped(abs(v), d, ",", "."),
    "space": lambda v, d: grouped(v, d, " ", ","),
    "code": lambda v, d: "USD " + grouped(v, d, ",", "."),
    "real": lambda v, d: "R$ " + grouped(v, d, ".", ","),
    "energy": lambda v, d: f"{v:.{d}f} kWh",
    "signed": lambda v, d: f"{v:+.{d}f}",
    "euro": lambda v, d: grouped(v, d, ".", ",") + " €",
    "percent": lambda v, d: f"{v:.{d}f}%",
    "brackets": lambda v, d: f"({-v:.{d}f})" if v < 0 else f"{v:.{d}f}",
    "behind": lambda v, d: f"{-v:.{d}f}-" if v < 0 else f"{v:.{d}f}",
    "minus": lambda v, d: f"{v:.{d}f}".replace("-", "−"),
    "exponent": lambda v, d: f"{v:.{d}e}",
}
TABLE = st.fixed_dictionaries(
    {
        "start": st.datetimes(pd.Timestamp("1990-01-01"), pd.Timestamp("2035-01-01")),
        "step": st.sampled_from(["D", "h", "B", "7D", "15min", "MS"]),
        "values": st.integers(2, 40).flatmap(
            lambda rows: st.lists(
                st.lists(st.integers(-(10**7), 10**7) | st.none(), min_size=rows, max_size=rows), min_size=1, max_size=3
            )
        ),
        "decimals": st.integers(0, 4),
        "date": st.sampled_from(sorted(DATES)),
        "number": st.sampled_from(sorted(NUMBERS)),
        "delimiter": st.sampled_from([",", ";", "\t", "|"]),
        "missing": st.sampled_from(["", "NA", "-", "null", "n/a", "."]),
        "end": st.sampled_from(["\n", "\r\n", "\r"]),
        "quoted": st.booleans(),
        "header": st.booleans(),
        "above": st.sampled_from(["", "A report\n", "# made by hand\n\n", "Name:\tx\n", "Place;Lat\nBonn;50.7\n\n"]),
        "text": st.booleans(),
        "units": st.booleans(),
        "again": st.booleans(),
        "below": st.sampled_from(["", "Total\n", "\n\n", "Source: somebody\n"]),
        "newest_first": st.booleans(),
        "encoding": st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]),
    }
)


def written(table: dict) -> tuple[bytes, pd.DataFrame]:
    """The table as a file, and as it should come back."""
    rows = len(table["values"][0])
    times = pd.date_range(pd.Timestamp(table["start"]).floor("min"), periods=rows, freq=table["step"], name="time")
    write = NUMBERS[table["number"]]
    cells = [
        [None if v is None else write(v / 10 ** table["decimals"], table["decimals"]) for v in column]
        for column in table["values"]
    ]
    truth = {
        f"c{at}": [np.nan if v is None else float(f"{v / 10**places:.{places}{kind}}") for v in column]
        for at, column in enumerate(table["values"])
        for places, kind in [(table["decimals"], "e" if table["number"] == "exponent" else "f")]
    }
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if table["quoted"] else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=table["delimiter"], quoting=quoting, lineterminator="\n")
    note = ["remark"] * table["text"]
    if table["header"]:
        writer.writerow(["Date", *truth, *note])
    if table["header"] and table["units"]:
        writer.writerow(["", *["m/s" for _ in truth], *([""] * table["text"])])
    order = range(rows - 1, -1, -1) if table["newest_first"] else range(rows)
    for at in order:
        row = [DATES[table["date"]](times[at]), *(column[at] or table["missing"] for column in cells)]
        writer.writerow([*row, *(["see below"] * table["text"])])
        if at == rows // 2 and table["header"] and table["again"]:
            writer.writerow(["Date", *truth, *note])
    joined = table["above"].strip()[-1:].isalnum() and set("\t;") & set(table["above"])
    above = "" if joined and not table["header"] else table["above"]  # else it is a header
    text = above + out.getvalue() + table["below"]
    return text.replace("\n", table["end"]).encode(table["encoding"]), pd.DataFrame(truth, index=times)


@settings(max_examples=150, deadline=None)
@given(TABLE)
def test_a_table_in_any_dialect_comes_back_equal_or_is_refused(table):
    # Whole numbers as 1.000 between commas: nobody can tell them from decimals, unless the days are dotted as well.
    grouped_whole = table["delimiter"] == "," and table["number"] == "german" and table["decimals"] == 0
    assume(not grouped_whole or table["date"] in ("dotted", "short", "by point", "ended"))
    content, truth = written(table)
    try:
        found = reading.understand(content, "x.csv")
    except LabError:
        return
    if found.time.ambiguous:
        return  # a person is asked
    noted = any(note.kind in ("sentinel", "empty_column") for note in found.notes)
    kept = truth if table["header"] else truth.set_axis([f"column {n}" for n in range(2, 2 + truth.shape[1])], axis=1)
    kept = kept.loc[:, kept.notna().any()]
    frame = found.dataset.frame
    assert list(frame.columns) == list(kept.columns)
    assert list(frame.index) == list(kept.index)
    same = np.isclose(frame, kept, rtol=1e-12, atol=0, equal_nan=True)
    assert (same | (noted & frame.isna())).all(axis=None)


LINES = st.lists(
    st.lists(st.sampled_from(["1", "2.5", "", " 3", "a b", '"x"', '"y, z"', "2020-01-01"]), min_size=1, max_size=4),
    min_size=1,
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans())
@example([["1", "2"], ["1", "2"]], "\r\n", True)
def test_the_fast_way_gives_what_the_strict_way_gives(lines, end, blank_line):
    even = "".join(f"2020-01-01,{n},x y\n" for n in range(200))
    text = ("Date,a,b\n" + even + "\n" * blank_line + "".join(",".join(line) + "\n" for line in lines)).replace(
        "\n", end
    )
    found = []
    for bulk in (0, tables.BULK):
        try:
            table = tables.parse(text, bulk=bulk)
            trimmed = [[cell.strip() for cell in column.to_pylist()] for column in table.columns]
            found.append((table.names, trimmed, table.lines.tolist(), [note.sentence for note in table.notes]))
        except LabError as refused:
            found.append(str(refused))
    assert found[0] == found[1]


def test_columns_at_fixed_places_are_cut_there():
    text = "Date        Val   Oth\n2020-01-01  1.5   2\n2020-01-02        3\n2020-01-03  2.5   4\n"
    assert dialects.find(text).spans == ((0, 10), (12, 15), (18, 19))
    assert reading.read(text.encode(), "x.txt").frame["Val"].isna().tolist() == [False, True, False]


def test_the_sep_line_settles_the_delimiter():
    assert reading.read(b"sep=^\nDate^y\n2020-01-01^1,5\n2020-01-02^2\n", "x").frame["y"].tolist() == [1.5, 2.0]
