"""Parquet files, bounded before they are read."""

import io

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from lstm_core.data import reading
from lstm_core.data.reading import parquets
from lstm_core.errors import UnreadableFile

FRAME = pd.DataFrame(
    {"t": pd.date_range("2020-01-01", periods=3, freq="h"), "y": [1.234, None, 3.0], "n": [4, 5, 7], "s": list("abc")}
)


def written(table: pa.Table | pd.DataFrame, **options: object) -> bytes:
    file = io.BytesIO()
    parquet.write_table(table if isinstance(table, pa.Table) else pa.Table.from_pandas(table), file, **options)
    return file.getvalue()


def test_numbers_and_times_are_taken_as_they_are():
    found = reading.understand(written(FRAME), "x.csv")
    assert found.format == "parquet"
    assert found.dataset.frame["y"].fillna(-1).tolist() == [1.234, -1.0, 3.0]
    assert found.dataset.frame["n"].tolist() == [4.0, 5.0, 7.0]
    assert str(found.dataset.frame.index[1]) == "2020-01-01 01:00:00"


def test_an_index_of_times_and_times_in_a_zone_are_read():
    assert str(reading.read(written(FRAME.set_index("t")), "x").frame.index[1]) == "2020-01-01 01:00:00"
    zoned = FRAME.assign(t=FRAME["t"].dt.tz_localize("Europe/Berlin"))
    assert str(reading.read(written(zoned), "x").frame.index[1]) == "2020-01-01 00:00:00"


def test_words_that_swell_are_left_out():
    words = pa.DictionaryArray.from_arrays(np.zeros(20_000, np.int32), ["x" * 50_000])
    table = pa.table({"t": pd.date_range("2020", periods=20_000, freq="h"), "y": np.arange(20_000.0), "s": words})
    assert reading.read(written(table), "x").frame.columns.tolist() == ["y"]


@pytest.mark.parametrize(
    "content, words",
    [
        (written(FRAME)[:-10], "damaged"),
        (b"PAR1....PAR1", "damaged"),
        (written(pa.table({f"c{n}": [1.0] for n in range(2001)})), "2,001 columns"),
        (written(FRAME.head(0)), "no rows"),
    ],
)
def test_what_can_not_be_read_is_refused_in_words(content, words):
    with pytest.raises(UnreadableFile, match=words):
        parquets.read(content)


def test_more_than_fits_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(parquets, "MOST_BYTES", 50)
    with pytest.raises(UnreadableFile, match="3 rows"):
        parquets.read(written(FRAME))
