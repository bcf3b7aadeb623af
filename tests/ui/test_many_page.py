"""The page of many series: a real worker trains one network for all, and a run each."""

import time

import numpy as np
import pandas as pd
import pytest

from lstm_core.data import library
from lstm_core.data.series import Dataset
from lstm_core.many import groups, scores
from lstm_core.results import State
from lstm_core.runs import store
from lstm_core.ui.charts import many as charts
from tests.ui.test_pages import button, shown


@pytest.fixture
def waves(home) -> dict[str, str]:
    """The address of three waves in one dataset, the last of which has few values."""
    rows = np.arange(150)
    wave = np.sin(rows * np.pi / 6) + np.random.default_rng(0).normal(scale=0.1, size=150)
    frame = pd.DataFrame({"north": 5 + wave, "south": 500 - 90 * wave, "short": np.where(rows < 12, wave, np.nan)})
    frame.index = pd.date_range("2024-01-01", periods=150, name="time")
    return {"data": library.keep(home, Dataset(frame, "waves", "made")), "target": "north"}


def settled(app, home, seconds: float = 90):
    """The page once nothing waits or trains."""
    end, records = time.monotonic() + seconds, lambda: (*store.recent(home), *store.recent(home, kind="groups"))
    while time.monotonic() < end:
        going = [one for one in records() if not one.state.is_over and "owner" in one.submitted]
        if not going:
            break
        time.sleep(0.3)
    app.run()
    assert not app.exception
    return app


def asked(app, way: str):
    """The form with a small recipe, and its button pressed."""
    app.number_input(key="look_back number_input").set_value(14).run()
    app.number_input(key="horizon number_input").set_value(3).run()
    app.get("segmented_control")[1].set_value(way).run()
    app.get("segmented_control")[2].set_value("quick").run()
    button(app, "Train on all").click().run()
    assert not app.exception
    return app


def test_one_network_is_trained_on_all_columns_and_its_link_restores_the_results(open_page, home, waves):
    app = asked(open_page("many", **waves), "together")
    group = app.query_params["group"]
    app = settled(app, home)
    assert "the LSTM has a mean MASE of" in shown(app), shown(app)
    assert "1 without scores" in [box.label for box in app.expander]
    app.button(key="many Best").click().run()
    best = app.query_params["series"]
    link = open_page("many", group=group, series=best)
    assert "the LSTM has a mean MASE of" in shown(link)
    assert link.selectbox(key="many one").value == best
    assert not link.error
    record = groups.opened(home, group)
    assert record.state is State.FINISHED
    link.text_input(key=f"group name {group} waves").set_value("swell ")
    button(link, "Save").click().run()
    assert groups.asked(record).name == "swell"
    button(link, "Delete").click().run()
    assert "Deleted “swell”" in shown(link).replace("\\", "")
    assert "group" not in link.query_params
    link.button(key="undo deleted group").click().run()
    assert "the LSTM has a mean MASE of" in shown(link)


def test_a_run_each_is_queued_and_one_opens_on_the_forecast_page(open_page, home, waves):
    before = len(store.recent(home))
    app = asked(open_page("many", **waves), "each")
    app.button(key="pause all").click().run()
    time.sleep(2)
    app = settled(app, home)
    assert State.PAUSED in {run.state for run in store.recent(home)}
    button(app, "Resume what is missing").click().run()
    time.sleep(2)
    app = settled(app, home)
    assert len(store.recent(home)) == before + 3
    group = groups.asked(groups.opened(home, app.query_params["group"]))
    assert "too few series differ" in shown(app), "of three series two have scores"
    assert "bring a longer series" in groups.scores(home, groups.recent(home, 1)[0], group).why.iloc[2]
    app.button(key="many open").click().run()
    assert app.query_params["run"] in {member.run for member in group.members}


def test_the_empty_page_says_what_it_takes(open_page):
    app = open_page("many")
    assert button(app, "Bring data")
    assert "will stand here" in shown(app)


@pytest.mark.parametrize("group", ["../../etc/passwd", "20261120-101500-ab12cd"])
def test_a_wrong_address_is_answered_in_words(open_page, group):
    app = open_page("many", group=group)
    assert "Choose" in app.error[0].value or "choose" in app.error[0].value
    assert "Traceback" not in shown(app)


def test_arima_for_all_at_once_is_refused_in_words(open_page, waves):
    app = open_page("train", **waves)
    next(box for box in app.get("segmented_control") if box.label == "Model").set_value("hybrid").run()
    app.switch_page("pages/many.py").run()
    assert "an ARIMA is fitted to one series" in shown(app)


def test_a_chart_of_skill_has_every_series_and_says_what_it_cuts():
    table = scores.table(
        {"series": f"s{at}", "skill": skill, "mase": 1.0, "baseline": "naive"}
        for at, skill in enumerate((0.5, -3.0, 0.0, None))
    )
    figure = charts.skills(table, "lstm", dark=False)
    assert [list(trace.y) for trace in figure.data] == [[0.5], [0.0, -1.0]]
    assert "1 with a skill below -100% are drawn at -100%" in figure.layout.title.text
    assert charts.alt(table).startswith("Better than the best simple method on 1 of 3 series; best on s0")
    assert charts.skills(scores.table([]), "lstm", dark=True).layout.annotations[0].text
