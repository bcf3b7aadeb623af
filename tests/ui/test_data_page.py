"""The Data page by itself: what comes in, what was understood, and what a person makes of it."""

import time

import pandas as pd
import pytest

from lstm_core import specs
from lstm_core.data import library
from lstm_core.data.series import Dataset
from tests.ui.test_pages import button, shown

DAYS = pd.date_range("2021-01-01", periods=60, freq="D")
MARKED = b"day;height;wind\n" + b"".join(
    b"%s;%d,5;%s\n" % (day.strftime("%d.%m.%Y").encode(), at, b"-9999" if at in (7, 9) else b"%d" % (at % 5 + 1))
    for at, day in enumerate(DAYS)
)


def upload(app, name: str, content: bytes):
    app.file_uploader[0].upload(name, content).run()
    return settled(app)


def settled(app):
    """The page once nothing is on its way any more."""
    end = time.monotonic() + 30
    while app.session_state["arrival"] and not app.session_state["arrival"].coming.done():
        assert time.monotonic() < end
        time.sleep(0.05)
    return app.run()


def opened(app):
    """The page with “Read otherwise” open."""
    app.session_state[f"otherwise {app.session_state['upload'].id}"] = True
    return app.run()


def box(app, label: str):
    return next(box for box in app.selectbox if box.label.startswith(label))


def draft(home, app) -> specs.Data:
    return library.remembered(home, app.query_params["data"])


def test_a_bad_file_says_so_and_the_data_before_it_stay(open_page, temperature):
    app = open_page("data", **temperature)
    upload(app, "holiday.csv", b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert len(app.error) == 1
    assert "Daily temperature" in shown(app)
    upload(app, "empty.csv", b"")
    assert len(app.error) == 1
    assert "Daily temperature" in shown(app)


def test_a_file_without_times_can_be_numbered_instead(open_page):
    app = upload(open_page("data"), "plain.csv", b"height\n" + b"\n".join(b"%d.5" % n for n in range(50)))
    assert "number the rows" in shown(app).lower()
    box(app, "Time column").select("Row number").run()
    assert not settled(app).error
    assert "50 rows, every row, row 0 to row 49" in shown(app)


def test_dates_that_can_be_read_two_ways_are_asked_about(open_page):
    rows = "".join(f"{number:02d}/{number + 1:02d}/2020,{number}.5\n" for number in range(1, 12))
    app = upload(open_page("data"), "dates.csv", f"date,height\n{rows}".encode())
    assert "day first or month first" in shown(app)
    box(app, "Dates").select("Day first: 31/12").run()
    assert not settled(app).error
    assert not app.warning
    assert "1 Feb 2020 to 11 Dec 2020; read as comma CSV, dates day first." in shown(app).replace("*", "")


def test_a_workbook_is_read_and_its_other_sheet_can_be_chosen(open_page, tmp_path):
    book = tmp_path / "book.xlsx"
    with pd.ExcelWriter(book) as writer:
        for sheet, start in (("North", 0), ("South", 100)):
            table = pd.DataFrame({"day": DAYS, "height": [start + n / 2 for n in range(60)]})
            table.to_excel(writer, sheet_name=sheet, index=False)
    app = upload(open_page("data"), "book.xlsx", book.read_bytes())
    assert not app.error
    first = app.query_params["data"]
    box(opened(app), "Sheet").select("South").run()
    assert not settled(app).error
    assert app.query_params["data"] != first
    assert "sheet “South”" in shown(app)


def test_a_mend_can_be_undone_and_made_again(open_page):
    app = upload(open_page("data"), "marked.csv", MARKED)
    mended = app.query_params["data"]
    assert "2 values of -9999" in shown(app)
    button(app, "Undo").click().run()
    assert "Not done" in shown(settled(app))
    assert app.query_params["data"] != mended
    button(app, "Mend again").click().run()
    assert app.query_params["data"] == mended
    assert "Not done" not in shown(settled(app))


def test_other_choices_that_fail_leave_the_data_and_the_choices_that_worked(open_page, tmp_path):
    book = tmp_path / "book.xlsx"
    with pd.ExcelWriter(book) as writer:
        pd.DataFrame({"day": DAYS, "height": range(60)}).to_excel(writer, sheet_name="Data", index=False)
        pd.DataFrame({"note": ["nothing here"]}).to_excel(writer, sheet_name="Notes", index=False)
    app = upload(open_page("data"), "book.xlsx", book.read_bytes())
    before = app.query_params["data"]
    box(opened(app), "Sheet").select("Notes").run()
    assert len(settled(app).error) == 1
    assert app.query_params["data"] == before
    assert box(app, "Sheet").value == "Found by itself"


def test_stacked_series_are_offered_one_by_one_and_side_by_side(open_page):
    rows = "".join(f"{day:%Y-%m-%d},{site},{at + 10 * number}.5\n"
                   for at, day in enumerate(DAYS) for number, site in enumerate(("North", "South")))  # fmt: skip
    app = upload(open_page("data"), "long.csv", f"day,site,height\n{rows}".encode())
    box(opened(app), "Series").select("site: South").run()
    assert not settled(app).error
    assert "60 rows" in shown(app)
    box(app, "Series").select("All, side by side").run()
    assert not settled(app).error
    assert {"North", "South"} <= {word for option in box(app, "Target").options for word in option.split()}


def test_preparation_is_said_kept_for_the_dataset_and_undone_at_once(open_page, home, temperature):
    app = open_page("data", **temperature)
    box(app, "Rows").select("week").run()
    box(app, "The network learns").select("difference").run()
    assert not app.error
    assert "turned back into the units" in shown(app)
    assert draft(home, app).preparation == specs.Preparation(every="week", learn_as="difference")
    again = open_page("data", data=temperature["data"])
    assert box(again, "Rows").value == "week"
    assert again.query_params["target"] == "temp_max"
    button(again, "Undo all preparation").click().run()
    assert box(again, "Rows").value == "As they are"
    assert draft(home, again).preparation == specs.Preparation()


def test_a_range_too_short_is_refused_in_words_and_the_controls_stay(open_page, temperature):
    import datetime

    app = open_page("data", **temperature)
    next(field for field in app.date_input if field.label == "From").set_value(datetime.date(2015, 12, 28)).run()
    assert "at least 10" in shown(app)
    next(field for field in app.date_input if field.label == "From").set_value(datetime.date(2015, 1, 1)).run()
    assert not app.error
    app.switch_page("pages/train.py").run()
    assert not app.error
    button(open_page("data", **temperature), "Undo all preparation").click().run()


def test_a_role_is_kept_and_the_column_leaves_the_series(open_page, home, index):
    app = open_page("data", **index)
    app.session_state[f"roles {index['data'][:12]} Close 0"] = {
        "edited_rows": {4: {"Role": "ignore"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    app.run()
    assert not app.error
    assert draft(home, app).roles == {"Volume": "ignore"}
    assert "Volume" not in app.multiselect[0].options
    library.remember(home, index["data"], specs.Data(dataset=index["data"], name="", target="Close"))


def test_advice_is_taken_by_a_button_and_the_features_page_follows(open_page, temperature):
    app = open_page("features", **temperature)
    length = next(field for field in app.number_input if field.label == "Sequence length")
    length.set_value(33).run()
    app.switch_page("pages/data.py").run()
    taken = next(button for button in app.button if button.label.startswith("Use "))
    taken.click().run()
    app.switch_page("pages/features.py").run()
    length = next(field for field in app.number_input if field.label == "Sequence length")
    assert f"Use {length.value} rows" == taken.label


def test_a_kept_dataset_is_found_renamed_deleted_and_brought_back(open_page, home, temperature):
    app = open_page("data", **temperature)
    app.get("segmented_control")[0].set_value("Kept data").run()
    next(field for field in app.text_input if field.label == "Search by name").set_value("daily temp").run()
    sha = temperature["data"]
    app.session_state[f"rename {sha}"] = True
    app.run()
    next(field for field in app.text_input if field.label == "New name").set_value("Seattle **daily temp**")
    button(app, "Save").click().run()
    assert "Seattle **daily temp**" in shown(app)
    next(button for button in app.button if button.key == f"delete {sha}").click().run()
    assert "Deleted “Seattle **daily temp**”" in shown(app)
    assert sha not in [kept.sha for kept in library.recent(home)]
    button(app, "Undo").click().run()
    assert sha in [kept.sha for kept in library.recent(home)]
    next(button for button in app.button if button.key == f"use {sha}").click().run()
    assert app.query_params["data"] == sha
    library.rename(home, sha, "Daily temperature")


@pytest.mark.parametrize("name", ["<b>bold</b> & $x^2$", "**[link](http://a.b)** :material/home:", "long " * 60])
def test_column_names_are_shown_letter_by_letter(open_page, name):
    table = pd.DataFrame({"day": DAYS, name: range(60), "other": 1.5})
    app = upload(open_page("data"), "names.csv", table.to_csv(index=False).encode())
    assert not app.error, app.error[0].value
    box(app, "The network learns").select("difference").run()
    assert not app.exception
    chart = app.get("plotly_chart")[0].proto.spec
    assert "<b>" not in chart
    app.switch_page("pages/features.py").run()
    assert not app.exception


def test_rows_without_times_are_cut_by_number_and_a_wrong_end_is_said(open_page, home):
    from lstm_core.data import samples

    sha = library.keep(home, samples.load("sine"))
    asked = specs.Preparation(start="500", end="not a row")
    library.remember(home, sha, specs.Data(dataset=sha, name="", target="value", preparation=asked))
    app = open_page("data", data=sha)
    assert "not a row" in app.error[0].value
    last = next(field for field in app.number_input if field.label == "To")
    assert last.value == 1999
    last.set_value(999).run()
    assert not app.error
    assert draft(home, app).preparation == specs.Preparation(start="500", end="999")


def test_a_day_of_minutes_is_cut_by_the_clock(open_page, home):
    times = pd.date_range("2024-03-01 09:00", periods=300, freq="min", name="time")
    frame = pd.DataFrame({"price": range(300)}, index=times, dtype="float64")
    sha = library.keep(home, Dataset(frame, "minutes", "test"))
    app = open_page("data", data=sha)
    first = next(field for field in app.get("datetime_input") if field.label == "From")
    first.set_value(times[60].to_pydatetime()).run()
    assert not app.error
    assert draft(home, app).preparation.start == "2024-03-01 10:00:00"
