"""`python -m lstm_core read FILE`: what a file is understood as, and that as a plain CSV."""

import argparse
import json
from pathlib import Path

from lstm_core.commands.files import read_bytes, write_bytes
from lstm_core.errors import BadSetting, UnreadableFile

DAY_FIRST = {"yes": True, "no": False, None: None}


def add_to(commands) -> None:
    """The command and its options, as design and README promise them."""
    read = commands.add_parser("read", help="what a file holds", description="Says what was understood of a file.")
    read.set_defaults(command=command)
    read.add_argument("file", type=Path, help="CSV, TSV or text, .csv.gz, .xlsx, Parquet: told by its content")
    read.add_argument("--sheet", help="of a workbook; else the first one with a table")
    read.add_argument("--time", help="the column of times; else it is found")
    read.add_argument("--dayfirst", choices=["yes", "no"], help="how dates like 03/04/2020 are meant")
    read.add_argument("--decimal", choices=[".", ","], help="the decimal sign")
    read.add_argument("--header-row", type=int, help="the row that names the columns")
    read.add_argument("--key", metavar="COL=WORD", help="which of several stacked series; * for all")
    read.add_argument("--duplicates", choices=["first", "last"], help="which of several rows with one time counts")
    read.add_argument("--keep-marks", action="store_true", help="keep values such as -9999 as numbers")
    read.add_argument(
        "--keep", metavar="KINDS", default="", help="notes whose mend is left out: footer,row_count,time_zone"
    )
    read.add_argument("--out", type=Path, help="where the table goes, as plain CSV with ISO times")
    read.add_argument("--json", action="store_true", help="one JSON document on standard output, nothing else there")


def command(options: argparse.Namespace) -> int:
    """Reads the file, writes --out, says what was understood. An open order of day and month is never written."""
    from lstm_core.data import exports, reading

    found = reading.understand(
        read_bytes(options.file),
        options.file.name,
        time=options.time,
        day_first=DAY_FIRST[options.dayfirst],
        decimal=options.decimal,
        sheet=options.sheet,
        header_row=options.header_row,
        key=pair(options.key),
        duplicates=options.duplicates,
        keep_marks=options.keep_marks,
        keep=kinds(options.keep),
    )
    if options.out:
        if found.time.ambiguous:
            raise UnreadableFile(
                f"The dates in “{found.time.column}” can be read day first or month first and the file does not tell "
                "which. Say --dayfirst yes or --dayfirst no."
            )
        write_bytes(options.out, exports.csv(found.dataset.frame))
    told = found.as_json(str(options.file))
    print(json.dumps(told, allow_nan=False, ensure_ascii=False) if options.json else in_words(told, found))
    return 0


def kinds(keep: str) -> frozenset[str]:
    """The kinds of notes in a list such as `footer,row_count`."""
    from lstm_core.data import reading

    found = frozenset(filter(None, keep.split(",")))
    if unknown := found - set(reading.KEEPABLE):
        raise BadSetting(f"--keep knows {', '.join(reading.KEEPABLE)}; not {sorted(unknown)[0][:40]}.")
    return found


def pair(key: str | None) -> tuple[str, object] | None:
    """COL=WORD as the two; COL=* as all words side by side."""
    from lstm_core.data import reading

    if key is None:
        return None
    name, sign, word = key.partition("=")
    if not sign:
        raise BadSetting(f"--key ({key[:40]}) must be COL=WORD, for example symbol=AAPL.")
    return name, reading.ALL if word == "*" else word


def in_words(told: dict, found) -> str:
    """What was understood, for people."""
    time = told["time"]["column"] or "none, rows are numbered"
    lines = [
        f"{told['format']}, {told['rows_kept']:,} of {told['rows_read']:,} rows, every {told['frequency']['label']}",
        f"time: {time}" + (f" ({told['time']['pattern']})" if told["time"]["pattern"] else ""),
        *(f"{column['role']}: {column['name']}, {column['missing']:,} missing" for column in told["columns"]),
        *found.dataset.notes,
    ]
    return "\n".join(lines)
