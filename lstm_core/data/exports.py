"""Tables as the CSV files that leave the program: ISO times, UTF-8, and no cell that a spreadsheet would run."""

import pandas as pd

# Excel, LibreOffice and Google Sheets take a cell that begins so for a formula; the wide signs too, in some languages.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv(table: pd.DataFrame) -> bytes:
    """The table as comma CSV, its index first where it has a name; missing values are empty.

    Times are ISO 8601, those with a zone in UTC. A name or text that begins like a formula gets an apostrophe in front;
    numbers stay numbers, also those in text columns.

    >>> csv(pd.DataFrame({"=A1": [-1.5], "b": ["+SUM(C:C)"], "c": ["-2"]}))
    b"'=A1,b,c\\n-1.5,'+SUM(C:C),-2\\n"
    """
    index = isinstance(table.index, pd.MultiIndex) or table.index.name is not None
    whole = table.reset_index(allow_duplicates=True) if index else table
    columns = [as_told(whole.iloc[:, at]) for at in range(whole.shape[1])]
    told = pd.concat(columns, axis="columns") if columns else whole
    told.columns = [safe(str(name)) for name in whole.columns]
    return told.to_csv(index=False, lineterminator="\n").encode("utf-8", "replace")


def as_told(column: pd.Series) -> pd.Series:
    """The column as it is written: numbers unchanged, times in ISO form, text made safe."""
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return iso(column)
    return column.astype(object).map(lambda cell: safe(cell) if isinstance(cell, str) else cell)


def iso(times: pd.Series) -> pd.Series:
    """The times as text, no finer than they need: a column of days is `2020-01-31`; a zone becomes `+00:00`."""
    zone = ""
    if times.dt.tz is not None:
        times, zone = times.dt.tz_convert("UTC").dt.tz_localize(None), "+00:00"
    known = times.dropna()
    days = not zone and (known == known.dt.floor("D")).all()
    unit = "D" if days else next(unit for unit in ("s", "ms", "us", "ns") if (known == known.dt.floor(unit)).all())
    told = pd.Series(times.to_numpy().astype(f"datetime64[{unit}]").astype(str), index=times.index)
    return (told + zone).where(times.notna())


def safe(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula, and it is no number."""
    if not text.startswith(FORMULA):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text
