"""Parquet files: bounded by what they say of themselves before they are read."""

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_core.data.reading import headers
from lstm_core.data.reading.tables import MOST_COLUMNS, Table
from lstm_core.errors import UnreadableFile

if TYPE_CHECKING:
    from pyarrow.parquet import FileMetaData

MOST_ROWS = 10_000_000
MOST_BYTES = 512 * 2**20


def read(content: bytes) -> Table:
    """The table in a Parquet file. Raises UnreadableFile."""
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(pa.BufferReader(content))
        bounded(file.metadata)
        words = [field.name for field in file.schema_arrow if pa.types.is_string(field.type)]
        whole = parquet.ParquetFile(pa.BufferReader(content), read_dictionary=words).read()
    except (pa.ArrowException, OSError, ValueError) as fault:
        raise UnreadableFile("The Parquet file is damaged or cut off. Fetch it again.") from fault
    if not whole.num_rows or not whole.num_columns:
        raise UnreadableFile("The Parquet file has no rows of data. Bring a file with data.")
    names, notes = headers.unique(whole.column_names)
    columns, numbers = [], {}
    for at, column in enumerate(whole.columns):
        columns.append(as_text(column))
        if pa.types.is_integer(column.type) or pa.types.is_floating(column.type) or pa.types.is_decimal(column.type):
            numbers[at] = pc.cast(column, pa.float64(), safe=False).to_numpy().astype(np.float64)
    return Table(names, tuple(columns), np.arange(1, whole.num_rows + 1), numbers=numbers, notes=notes)


def bounded(about: "FileMetaData") -> None:
    """Refuses, with UnreadableFile, a file that says of itself that it unpacks to too much."""
    size = sum(about.row_group(at).total_byte_size for at in range(about.num_row_groups))
    size = max(size, 8 * about.num_rows * about.num_columns)
    if about.num_columns > MOST_COLUMNS:
        raise UnreadableFile(
            f"The file has {about.num_columns:,} columns; the most is {MOST_COLUMNS:,}. Bring fewer columns."
        )
    if about.num_rows > MOST_ROWS or size > MOST_BYTES:
        raise UnreadableFile(
            f"The Parquet file unpacks to {about.num_rows:,} rows and {size / 2**20:,.0f} MB, more than can be "
            "read. Bring a shorter part of it."
        )


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as trimmed text; what is nested, or swells beyond bounds, as blanks."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        if not pa.types.is_string(kind.value_type):
            return blanks(column)
        size = sum(
            pc.sum(pc.binary_length(chunk.dictionary).take(chunk.indices)).as_py() or 0 for chunk in column.chunks
        )
        if size > MOST_BYTES // 2:
            return blanks(column)
        column = pc.cast(column, pa.string())
    elif pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return blanks(column)
    elif not pa.types.is_string(kind):
        column = pc.cast(column, pa.string())
    return pc.utf8_trim_whitespace(column.fill_null(""))


def blanks(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """As many empty cells."""
    return pa.chunked_array([pa.array([""] * len(column))])
