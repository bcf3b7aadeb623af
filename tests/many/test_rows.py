import numpy as np
import pytest

from lstm_core.errors import UnreadableFile
from lstm_core.many import rows

TRAIN = '"V1","V2","V3","V4","V5","V6"\n"H1",605,586,586,559,511\n"H2",3124,2990,,,\n'


def test_rows_of_unequal_length_are_series_from_row_0_on():
    found = rows.read(TRAIN.encode(), "Hourly-train.csv").frame
    assert found["H1"].tolist() == [605, 586, 586, 559, 511]
    assert found["H2"].dropna().tolist() == [3124, 2990]
    assert found.index.tolist() == [0, 1, 2, 3, 4]


def test_blanks_at_the_end_of_a_row_may_be_left_out_and_a_header_too():
    body = TRAIN.split("\n", 1)[1].replace(",,,\n", "\n")
    whole, bare = rows.read(TRAIN.encode(), "a.csv"), rows.read(body.encode(), "a.csv")
    assert bare.frame.equals(whole.frame)


def test_a_value_that_is_missing_between_others_stays_missing():
    found = rows.read(b"id,t1,t2,t3,t4,t5\na,1,NA,3,4,5\nb,1,2,3,4,5\n", "x.csv").frame
    np.testing.assert_array_equal(found["a"], [1, np.nan, 3, 4, 5])


@pytest.mark.parametrize(
    "text",
    [
        "country,area,people,gdp,rank,year\nA,1,2,3,4,5\nB,1,2,3,4,5\n",  # a table of countries
        "country,2000,2001,2002,2003,2004\nA,1,2,3,4,5\nB,1,2,3,4,5\n",  # has times, which the reader turns round
        "date,h0,h1,h2,h3,h4\n2020-01-01,1,2,3,4,5\n2020-01-02,1,2,3,4,5\n",  # hours of one series
        "date,a,b,c,d,e\n2020-01-01,1,2,3,4,5\n2020-01-02,1,2,3,4,5\n",
        "id,V1,V2,V3\na,1,2,3\nb,1,2,3\n",  # too short to be told from any small table
    ],
)
def test_what_may_be_something_else_is_left_to_the_reader(text):
    assert rows.read(text.encode(), "x.csv") is None


@pytest.mark.parametrize(
    ("line", "said"),
    [("H1,1,2,3,4,5", "Row 4 is called “H1”, as one before it"), ("H3,1,2,x,4,5", "Row 4 holds “x” among its numbers")],
)
def test_a_row_that_does_not_fit_is_refused_with_its_number(line, said):
    more = "".join(f"H{number},1,2,3,4,5\n" for number in range(10, 30))
    with pytest.raises(UnreadableFile, match=said):
        rows.read((TRAIN + line + "\n" + more).encode(), "x.csv")


def test_the_values_of_a_second_file_follow_those_of_the_first():
    test = rows.read(b"V1,V2,V3,V4,V5,V6\nH2,7,8,9,1,2\nH1,1,2,3,4,5\n", "Hourly-test")
    whole = rows.joined(rows.read(TRAIN.encode(), "Hourly-train"), test).frame
    assert whole["H2"].dropna().tolist() == [3124, 2990, 7, 8, 9, 1, 2]
    assert whole["H1"].tolist()[-5:] == [1, 2, 3, 4, 5]
    other = rows.read(b"V1,V2,V3,V4,V5,V6\nH3,7,8,9,1,2\nH1,1,2,3,4,5\n", "x")
    with pytest.raises(UnreadableFile, match="do not hold the same series"):
        rows.joined(test, other)
