import numpy as np
import pandas as pd
import pytest

from lstm_core.data import library
from lstm_core.data.series import Dataset
from lstm_core.errors import BadSetting, UnreadableFile
from lstm_core.many import sources

DAYS = pd.date_range("2020-01-01", periods=12)


def stacked_file() -> bytes:
    lines = ["date,symbol,close,volume"]
    for day in range(12):
        lines += [f"{DAYS[day].date()},AA,{day},1"] + ([f"{DAYS[day].date()},B,{10 * day},2"] if 2 <= day < 10 else [])
    return "\n".join(lines).encode()


def test_stacked_series_are_members_with_their_own_columns_and_ends(tmp_path):
    found = sources.file(tmp_path, [("long.csv", stacked_file())])
    assert [member.name for member in found.members] == ["AA", "B"]
    assert found.targets == ("close", "volume")
    short = found.members[1]
    assert (short.target, short.columns) == ("close", {"close": "B close", "volume": "B volume"})
    assert (short.start, short.end) == ("2020-01-03T00:00:00", "2020-01-10T00:00:00")
    assert (found.members[0].start, found.members[0].end) == (None, None)
    assert [member.target for member in found.of("volume")] == ["volume", "volume"]
    assert len(library.recent(tmp_path)) == 1, "all series are one dataset in the list of kept data"


def test_more_than_a_hundred_stacked_series_are_read(tmp_path):
    lines = [f"{day.date()},S{number},{number}" for day in DAYS[:3] for number in range(150)]
    found = sources.file(tmp_path, [("long.csv", "\n".join(["date,item,y", *lines]).encode())], by="item")
    assert len(found.members) == 150
    assert found.members[1].own(found.members[1].target) == found.members[1].name


def test_columns_of_a_plain_table_and_rows_of_a_wide_one_are_members(tmp_path):
    table = "date,a,b\n" + "".join(f"{day.date()},{at},{-at}\n" for at, day in enumerate(DAYS))
    assert [member.target for member in sources.file(tmp_path, [("t.csv", table.encode())]).members] == ["a", "b"]
    wide = b"V1,V2,V3,V4,V5,V6\nH1,1,2,3,4,5\nH2,1,2,3,,\n"
    found = sources.file(tmp_path, [("train.csv", wide), ("test.csv", wide)])
    assert [(member.name, member.end) for member in found.members] == [("H1", None), ("H2", "5")]
    with pytest.raises(UnreadableFile, match="Several files"):
        sources.file(tmp_path, [("t.csv", table.encode()), ("train.csv", wide)])


def test_a_column_without_values_is_no_member():
    frame = pd.DataFrame({"a": [1.0, 2.0], "b": np.nan}, index=DAYS[:2])
    assert [member.name for member in sources.columns(Dataset(frame, "x", "x"), "0" * 64, ["a", "b"])] == ["a"]


def test_a_symbol_that_is_not_known_is_left_out_with_its_reason(tmp_path, price_service, monkeypatch):
    monkeypatch.setenv("LSTM_LAB_PRICE_SERVICE", price_service)
    found = sources.tickers(tmp_path, ("AAPL", "NO SUCH", "MSFT"), "1d", "5y")
    assert [(member.name, member.target) for member in found.members] == [("AAPL", "Close"), ("MSFT", "Close")]
    assert "can't be a ticker symbol" in found.left_out["NO SUCH"]
    with pytest.raises(BadSetting, match="name 1 to 50"):
        sources.tickers(tmp_path, tuple(f"S{number}" for number in range(51)), "1d", "5y")
