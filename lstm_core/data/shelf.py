"""Prices fetched before: one Parquet file a symbol, interval and period in the folder `home/prices`."""

import hashlib
import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd

from lstm_core.data import files
from lstm_core.data.prices import Prices

KEY = b"lstm_lab_prices"
MOST = 200  # files; a few MB each at the very most


def find(folder: Path, asked: tuple[str, str, str]) -> Prices | None:
    """The prices kept for (symbol, interval, period); None where there are none, or the file is damaged."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(path_of(folder, asked)).read()
        about = json.loads(table.schema.metadata[KEY])
        index = pd.DatetimeIndex(table.column(0).to_numpy(), name="time").astype("datetime64[ns]")
        frame = pd.DataFrame({name: table.column(name).to_numpy() for name in table.column_names[1:]}, index=index)
        found = Prices(
            frame.astype("float64"),
            int(about["dividends"]),
            int(about["splits"]),
            datetime.fromisoformat(about["fetched"]),
        )
        whole = about["asked"] == list(asked) and len(frame) and found.fetched.tzinfo is not None
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError):
        return None
    return found if whole else None


def put(folder: Path, asked: tuple[str, str, str], prices: Prices) -> None:
    """Keeps the prices, and lets the oldest files go beyond MOST; does without where the disk takes nothing."""
    import pyarrow as pa
    from pyarrow import parquet

    frame = prices.frame
    arrays = [pa.array(frame.index.to_numpy()), *(pa.array(frame[name].to_numpy()) for name in frame.columns)]
    about = {
        "asked": asked,
        "dividends": prices.dividends,
        "splits": prices.splits,
        "fetched": prices.fetched.isoformat(),
    }
    table = pa.Table.from_arrays(arrays, names=["time", *frame.columns])
    table = table.replace_schema_metadata({KEY: json.dumps(about).encode()})
    with suppress(OSError):
        files.replace(path_of(folder, asked), lambda aside: parquet.write_table(table, aside))
        kept = sorted(folder.glob("*.parquet"), key=lambda path: path.stat().st_mtime_ns)
        for path in kept[:-MOST]:
            path.unlink(missing_ok=True)


def is_current(prices: Prices, interval: str) -> bool:
    """Whether the source need not be asked: for a quarter of an hour within the day, else until the next day (UTC)."""
    now = datetime.now(UTC)
    if interval[-1] in "mh":
        return timedelta(0) <= now - prices.fetched < timedelta(minutes=15)
    return prices.fetched.date() == now.date()


def path_of(folder: Path, asked: tuple[str, str, str]) -> Path:
    """The file of (symbol, interval, period), under a hash: what a person typed names no file."""
    return folder / f"{hashlib.sha256('|'.join(asked).encode()).hexdigest()[:32]}.parquet"
