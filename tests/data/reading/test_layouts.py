"""Tables with parts of a time side by side, or a column for each time, are unfolded where that is sure."""

import pytest

from lstm_core.data import reading
from lstm_core.errors import UnreadableFile


def understood(text: str, **choices: object):
    return reading.understand(text.encode(), "x.csv", **choices)


@pytest.mark.parametrize(
    "head, rows, second",
    [
        ("Année;janv.;févr.;mars;avr.;mai;juin;juil.;août;sept.;oct.;nov.;déc.", "2020 2021", "2020-02-01"),
        ("Year;" + ";".join(map(str, range(1, 13))), "2020 2021", "2020-02-01"),
        ("Year;Q1;Q2;Q3;Q4", "2020 2021", "2020-04-01"),
        ("Date;" + ";".join(f"H{hour}" for hour in range(1, 25)), "2020-01-31 2020-02-01", "2020-01-31 01:00"),
        ("Date;" + ";".join(map(str, range(24))), "2020-01-31 2020-02-01", "2020-01-31 01:00"),
        ("Date;00:00;06:00;12:00;18:00", "31.01.2020 01.02.2020", "2020-01-31 06:00"),
    ],
)
def test_parts_of_a_time_side_by_side_become_one_series(head, rows, second):
    width = head.count(";")
    body = "".join(
        f"{row};" + ";".join(f"{at * width + n},5" for n in range(width)) + "\n" for at, row in enumerate(rows.split())
    )
    found = understood(f"{head}\n{body}")
    assert found.dataset.frame["value"].tolist() == [n + 0.5 for n in range(2 * width)]
    assert str(found.dataset.frame.index[1]).startswith(second)
    assert "unfolded" in [note.kind for note in found.notes]


def test_sums_beside_the_months_are_no_months_and_the_months_to_come_no_rows():
    months = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"
    whole, part = ",".join(map(str, range(1, 13))), ",".join([*map(str, range(13, 16)), *[""] * 9])
    found = understood(f"Year,{months},Total\n2020,{whole},78\n2021,{part},42\n").dataset.frame
    assert found["value"].tolist() == list(range(1, 16))
    assert str(found.index[-1])[:10] == "2021-03-01"


@pytest.mark.parametrize(
    "text, part",
    [
        ("Year,Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov\n" + "1990,1,2,3,4,5,6,7,8,9,10,11\n" * 2, "month"),
        ("Year,Q1,Q2,Q3,Q4\n1990,1,2,3,4\n1990,1,2,3,4\n", "quarter"),
        ("Shop,Q1,Q2,Q3,Q4\nA,1,2,3,4\nB,1,2,3,4\n", "quarter"),
        ("Month," + ",".join(map(str, range(1, 32))) + "\n" + "1" + ",1" * 31 + "\n2" + ",1" * 31 + "\n", "day"),
    ],
)
def test_what_is_not_sure_is_refused(text, part):
    with pytest.raises(UnreadableFile, match=f"a column for each {part}"):
        understood(text)


def test_a_column_for_each_year_is_turned_round():
    text = (
        '"Data Source","World Development Indicators",\n\n"Last Updated Date","2021-05-01",\n\n'
        '"Country Name","Country Code","Indicator Name","1960","1961","1962","1963","1964",\n'
        '"Aruba","ABW","Population","54211","55438","","56695","57032",\n'
        '"Chad","TCD","Population","3002596","3061423","3122357","3184775","3247682",\n'
        '"Nowhere","NWH","Population","","","","","",\n'
    )
    found = understood(text).dataset.frame
    assert list(found.columns) == ["Aruba", "Chad"]
    assert found["Chad"].tolist() == [3002596.0, 3061423.0, 3122357.0, 3184775.0, 3247682.0]
    assert str(found.index[0])[:10] == "1960-01-01"
    assert found["Aruba"].isna().tolist() == [False, False, True, False, False]


def test_statistics_with_a_column_for_each_month_are_turned_round():
    text = (
        "unit,s_adj,geo\\time\t2004M08 \t2004M07 \t2004M06 \t2004M05 \t2004M04 \n"
        "PC,NSA,DE\t10.5 p\t10.4 \t: \t10.2 \t10.1 \nPC,NSA,FR\t9.5 \t9.4 \t9.3 b\t9.2 \t9.1 \n"
    )
    found = understood(text).dataset.frame
    assert list(found.columns) == ["PC,NSA,DE", "PC,NSA,FR"]
    assert found["PC,NSA,FR"].tolist() == [9.1, 9.2, 9.3, 9.4, 9.5]
    assert found["PC,NSA,DE"].isna().tolist() == [False, False, True, False, False]
