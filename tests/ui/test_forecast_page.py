"""The Forecast page without a browser, over runs as a worker leaves them."""

import time

import numpy as np
import pandas as pd
import pytest

from lstm_core.data import library, samples
from lstm_core.runs import files, store
from lstm_core.ui.report import errors, verdict

RANDOM = np.random.default_rng(3)
NOISY = 20 + RANDOM.normal(size=400)


def shown(app) -> str:
    """All words of a page, unescaped."""
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.error, app.info, app.warning)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def metric(app, label: str):
    return next(metric for metric in app.metric if metric.label.startswith(label))


def choice(app, label: str):
    return next(control for control in app.get("segmented_control") if control.label == label)


@pytest.fixture
def noisy(open_page, trained):
    record = trained(NOISY)
    return open_page("forecast", run=record.id), record


def test_the_verdict_stands_first_with_each_number_and_how_sure_it_is(noisy):
    app, record = noisy
    assert record.verdict.sentence in shown(app)
    mae = {
        s["model"]: s["value"] for s in record.scores if (s["part"], s["step"], s["metric"]) == ("test", None, "mae")
    }
    assert [metric.label for metric in app.metric] == [
        "LSTM error",
        "Moving average error",
        "Skill",
        "Could it be luck?",
        "Right direction",
        "Held by the 90% band",
    ]
    assert metric(app, "Moving average").value == f"{mae['moving_average']:.4g}"
    assert metric(app, "Right direction").delta.endswith("%")
    assert "base rate" in metric(app, "Right direction").delta
    assert "aims at 90%" in metric(app, "Held").delta
    assert all(metric.help for metric in app.metric)


def test_another_level_is_measured_anew_everywhere(noisy):
    app, _ = noisy
    before = int(metric(app, "Held").value.rstrip("%"))
    choice(app, "Band").set_value(0.8).run()
    assert not app.exception
    assert "aims at 80%" in metric(app, "Held by the 80% band").delta
    assert int(metric(app, "Held").value.rstrip("%")) < before
    assert "The 80% band is as wide" in shown(app)
    assert "It aims at 80%" in shown(app)


def test_a_band_that_follows_says_so(noisy):
    app, _ = noisy
    next(toggle for toggle in app.toggle if toggle.label == "Follow drifting errors").set_value(True).run()
    assert not app.exception
    assert "follows those of the test part as they become known" in shown(app)


def test_one_step_and_many_steps_have_their_own_numbers(noisy):
    app, _ = noisy
    many = scores(app).loc["LSTM", "mae"]
    choice(app, "How the forecasts were made").set_value("one_step").run()
    assert not app.exception
    assert scores(app).loc["LSTM", "mae"] != many
    assert "One-step: actual values are fed in" in shown(app)


def scores(app) -> pd.DataFrame:
    return next(frame.value for frame in app.dataframe if frame.value.index.name == "Model")


def test_the_statistical_methods_come_at_a_click_and_the_verdict_counts_them(noisy):
    app, _ = noisy
    next(button for button in app.button if button.label == "Compare with ETS, Theta and ARIMA").click().run()
    assert not app.exception
    assert {"ETS", "Theta", "ARIMA"} <= set(scores(app).index)
    assert "ETS: ETS(" in shown(app)
    assert all(not button.label.startswith("Compare") for button in app.button)
    rival = app.metric[1].label.removesuffix(" error")
    least = scores(app).drop(index="LSTM")["mae"].astype(float)
    assert float(metric(app, rival).value) == pytest.approx(least[rival], abs=1e-3)


def test_a_forecast_that_repeats_old_values_is_called_an_echo(noisy, open_page, trained):
    app = open_page("forecast", run=trained(np.arange(400.0)).id)  # an average of the last seven lags behind a slope
    assert "One step ahead: this forecast is mostly the value of 3 steps before" in shown(app)
    assert not noisy[0].warning


def test_one_path_over_the_whole_part_has_no_band_and_no_luck_and_says_why(open_page, trained):
    app = open_page("forecast", run=trained(NOISY, whole_test=True).id)
    assert metric(app, "Could it be luck?").value == "not defined"
    assert metric(app, "Held").value == "not defined"
    assert "too few separate forecasts" in metric(app, "Could it be luck?").help
    assert "No band: a 90% band needs 20 or more" in shown(app)
    assert "there is no other to go to" in shown(app)
    assert "one origin only" in shown(app)


def test_a_constant_series_is_told_without_a_number_that_is_none(open_page, trained):
    app = open_page("forecast", run=trained(np.full(120, 5.0)).id)
    assert not app.exception
    assert metric(app, "Skill").value == "not defined"
    assert "makes no error at all" in metric(app, "Skill").help
    assert metric(app, "Right direction").value == "not defined"
    next(button for button in app.button if button.label.startswith("Compare")).click().run()
    assert shown(app).count("is left out: the training part is constant") == 3


def test_a_series_without_times_is_told_by_its_rows(open_page, trained):
    app = open_page("forecast", run=trained(NOISY, dated=False).id)
    assert not app.exception
    assert not app.error
    app.session_state["errors"] = "Where it fails"
    app.run()
    assert choice(app, "By").options == ["Volatility"]


def test_a_hybrid_shows_what_each_half_brings(open_page, trained):
    app = open_page("forecast", run=trained(NOISY, kind="hybrid").id)
    assert not app.exception
    assert "What each half brings" in shown(app)
    assert "Together they are off by" in shown(app)
    assert metric(app, "ARIMA + LSTM error")
    assert [button.label for button in app.button if button.label.startswith("Compare")] == [
        "Compare with ETS and Theta"
    ]


def test_prices_come_with_the_word_that_this_is_no_advice(open_page, trained, home):
    from lstm_core import specs

    record = trained(NOISY)
    assert "no advice to buy or sell" not in shown(open_page("forecast", run=record.id))
    asked = record.experiment
    data = specs.Data(dataset=library.keep(home, samples.load("stock-index")), name="prices", target="Close")
    text = asked.model_copy(update={"data": data}).model_dump_json()
    (record.folder / "experiment.json").write_text(text)
    assert "no advice to buy or sell" in shown(open_page("forecast", run=record.id))


def test_a_run_whose_data_are_gone_still_tells_what_it_forecast(open_page, trained, home):
    record = trained(NOISY + 0.5)
    library.delete(home, record.experiment.data.dataset)
    app = open_page("forecast", run=record.id)
    assert not app.exception
    assert record.verdict.sentence in shown(app)
    next(button for button in app.button if button.label.startswith("Compare")).click().run()
    assert not app.exception


def test_a_damaged_backtest_is_told_in_words(open_page, trained, home):
    record = trained(NOISY)
    (record.folder / "backtest.parquet").write_bytes(b"PAR1 not any more")
    app = open_page("forecast", run=record.id)
    assert not app.exception
    assert f"The backtest.parquet of run {record.id} is damaged." in shown(app)
    store.delete(home, record.id)


@pytest.mark.parametrize(("wait", "follow"), [(1, True), (2, False)])
def test_lags_have_names_only_where_origins_are_neighbours(wait, follow):
    times = pd.date_range("2024-01-01", periods=50, freq="D")
    at = np.arange(0, 40, wait)
    rows = pd.DataFrame({"step": 1, "origin": times[at], "time": times[at + 1]})
    assert verdict.follow_each_other(rows) is follow


@pytest.mark.parametrize(
    ("ours", "said"),
    [
        (
            [1.0, 1.1],
            "The errors are nearly alike in all groups (1 to 1.1). Naive (last value) is worse in every group.",
        ),
        ([1.0, 3.0], "Largest error: b (3), smallest: a (1). Naive (last value) is better on: b."),
        ([3.0, 4.0], "Largest error: b (4), smallest: a (3). Naive (last value) is better in every group."),
        ([1.0, np.nan], "Fewer than two groups hold enough forecasts: there is nothing to compare."),
    ],
)
def test_where_it_fails_in_words(ours, said):
    found = pd.DataFrame({"count": [9, 9], "lstm": ours, "naive": [2.0, 2.0]}, index=["a", "b"])
    assert errors.sentence(found, "lstm", "naive") == said


def test_a_worker_refits_the_network_on_all_rows_and_the_page_says_that_it_is_not_measured(noisy, home):
    app, record = noisy
    files.append_line(record.folder / "history.jsonl", {"epoch": 1, "val_loss": 0.1})
    next(button for button in app.button if button.label == "Refit on all rows").click().run()
    lab = store.open_run(home, app.session_state["tried"]["refit"][0], store.LABS)
    end = time.monotonic() + 90
    while not lab.state.is_over and time.monotonic() < end:
        time.sleep(0.2)
    app.run()
    assert not app.exception
    assert "Not measured: this network has learnt from all rows" in shown(app)
    drawn = [chart.proto.alt for chart in app.get("plotly_chart")]
    assert any(alt.startswith("Refitted on all rows, LSTM forecasts") for alt in drawn)
    assert len(lab.frames[-1]["forecast"]) == record.experiment.window.horizon
