"""Series below each other: what can be chosen, one of them, all of them side by side."""

import pytest

from lstm_core.data import reading
from lstm_core.errors import UnreadableFile

DAYS = [f"2020-01-{day:02d}" for day in range(1, 8)]
TEXT = "date;symbol;y\n" + "".join(f"{day};{key};{at}{key == 'B':d}\n" for at, day in enumerate(DAYS) for key in "AB")


def test_what_can_be_chosen_is_told():
    assert reading.keys(TEXT.encode()) == reading.Keys("symbol", ("A", "B"))
    assert reading.keys(TEXT.replace("symbol", "kind").encode()) == reading.Keys("kind", ("A", "B"))
    assert reading.keys(b"Date,y\n2020-01-01,1\n2020-01-02,2\n") is None


def test_all_series_stand_side_by_side():
    found = reading.understand(TEXT.encode(), "x.csv", key=("symbol", reading.ALL))
    assert list(found.dataset.frame.columns) == ["A", "B"]
    assert found.dataset.frame["A"].tolist() == [0, 10, 20, 30, 40, 50, 60]
    assert found.dataset.frame["B"].tolist() == [1, 11, 21, 31, 41, 51, 61]
    assert found.rows_kept == 7


def test_several_columns_carry_their_series_name_and_gaps_stay_missing():
    rows = ("2020-01-01,A,1,2", "2020-01-01,B,3,4", "2020-01-02,A,5,6", "2020-01-03,A,7,8", "2020-01-03,B,9,10")
    text = "\n".join(("date,symbol,open,close", *rows))
    frame = reading.read(text.encode(), "x.csv", key=("symbol", reading.ALL)).frame
    assert list(frame.columns) == ["A open", "B open", "A close", "B close"]
    assert frame["B close"].isna().tolist() == [False, True, False]


def test_one_time_and_word_with_two_values_is_refused_unless_chosen():
    text = TEXT + "2020-01-07;B;99\n"
    with pytest.raises(UnreadableFile, match=r"first row 16"):
        reading.read(text.encode(), "x.csv", key=("symbol", reading.ALL))
    last = reading.read(text.encode(), "x.csv", key=("symbol", reading.ALL), duplicates="last").frame
    assert (last["B"].iloc[-1], len(last)) == (99, 7)


def test_too_many_series_are_refused():
    text = "date,item,y\n" + "".join(f"{day},i{n},{n}\n" for day in DAYS[:3] for n in range(2001))
    with pytest.raises(UnreadableFile, match="the most is 2,000"):
        reading.read(text.encode(), "x.csv", key=("item", reading.ALL))
