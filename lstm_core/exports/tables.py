"""A run's tables as the files that other programs open: CSV, Parquet, Excel."""

import io
from collections.abc import Callable, Mapping

import pandas as pd

from lstm_core.data import exports
from lstm_core.errors import BadSetting

MOST_ROWS = 1_048_575  # of a sheet, beside its header


def parquet(table: pd.DataFrame) -> bytes:
    """The table as Parquet, without its index."""
    file = io.BytesIO()
    table.to_parquet(file, index=False)
    return file.getvalue()


def excel(table: pd.DataFrame) -> bytes:
    """The table as a workbook of one sheet, text that begins like a formula with an apostrophe in front.

    Raises BadSetting for more rows than a sheet holds.
    """
    from openpyxl import Workbook

    if len(table) > MOST_ROWS:
        raise BadSetting(
            f"The table has {len(table):,} rows, and a sheet of Excel holds {MOST_ROWS:,}. Take CSV or Parquet."
        )
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("table")
    sheet.append([exports.safe(str(name)) for name in table.columns])
    for row in table.astype(object).where(table.notna(), None).itertuples(index=False):
        sheet.append([told(cell) for cell in row])
    book.save(file)
    return file.getvalue()


def told(cell: object) -> object:
    """A cell as openpyxl takes it: numbers and times as they are, but for times that Excel has no number for."""
    if cell is None or isinstance(cell, int | float):
        return cell
    if isinstance(cell, pd.Timestamp):
        return cell.to_pydatetime() if cell.year >= 1900 else cell.isoformat()
    return exports.safe(str(cell))


KINDS: Mapping[str, Callable[[pd.DataFrame], bytes]] = {"csv": exports.csv, "parquet": parquet, "xlsx": excel}
"""By the ending of the file."""
