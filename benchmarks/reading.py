"""How long a CSV of 1,000,000 rows and 8 columns takes, beside pandas with every option known.

    python -m benchmarks.reading [rows]

The reader finds the dialect, the times and the numbers by itself, and checks order and duplicates; the aim is at
most twice the time. Best of three, taken in turn.
"""

import io
import resource
import sys
import time

import numpy as np
import pandas as pd

from lstm_core.data import reading

AIM = 2.0
DIALECTS = (
    ("2020-12-31 23:59:00 and 1.5 between commas", "%Y-%m-%d %H:%M:%S", ",", "."),
    ("31.12.2020 23:59 and 1,5 between semicolons", "%d.%m.%Y %H:%M", ";", ","),
    ("12/31/2020 11:59 PM and 1.5 between tabs", "%m/%d/%Y %I:%M %p", "\t", "."),
)


def made(rows: int) -> pd.DataFrame:
    """A seeded random walk with times by the minute, six prices and a volume."""
    random = np.random.default_rng(0)
    steps = random.normal(size=(rows, 6)).cumsum(axis=0)
    frame = pd.DataFrame(np.round(100 + 0.01 * steps, 4), columns=[f"price {n}" for n in range(1, 7)])
    frame.insert(0, "time", pd.date_range("2000-01-01", periods=rows, freq="min"))
    frame["volume"] = random.integers(0, 10**7, rows)
    return frame


def known(content: bytes, dates: str, delimiter: str, decimal: str) -> pd.DataFrame:
    """What pandas gives when every option is known."""
    return pd.read_csv(
        io.BytesIO(content), sep=delimiter, decimal=decimal, index_col="time", parse_dates=["time"], date_format=dates
    )


def seconds(work, *arguments: object) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def main() -> None:
    """Prints both times and the ratio for each dialect."""
    frame = made(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    print(f"{len(frame):,} rows, {frame.shape[1]} columns; the aim is a ratio of {AIM:g} at most")
    for title, dates, delimiter, decimal in DIALECTS:
        content = frame.to_csv(index=False, sep=delimiter, decimal=decimal, date_format=dates).encode()
        pairs = [
            (seconds(known, content, dates, delimiter, decimal), seconds(reading.understand, content, "big.csv"))
            for _ in range(3)
        ]
        pandas, ours = (min(column) for column in zip(*pairs, strict=True))
        size = len(content) / 2**20
        print(
            f"{title}: {size:.0f} MB, pandas {pandas:.2f} s, found {ours:.2f} s, ratio {ours / pandas:.2f}", flush=True
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB, both readers together")


if __name__ == "__main__":
    main()
