"""The charts say the same thing with the same pen everywhere, stay small, and never stand empty without a word."""

import json
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from lstm_core.evaluation import diagnostics
from lstm_core.ui.charts import (
    attribution,
    failures,
    features,
    film,
    forecast,
    frame,
    gates,
    importance,
    learning,
    moving,
    parts,
    portrait,
    relevance,
    residuals,
    series,
    style,
    thinning,
    timemachine,
    whatif,
    window,
)

ROOT = Path(__file__).parents[2]
DAYS = pd.date_range("2024-01-01", periods=8, freq="B", name="time")
OHLCV = {role: role.capitalize() for role in ("open", "high", "low", "close", "volume")}


def prices(rows: int = 8) -> pd.DataFrame:
    times = pd.date_range("2000-01-03", periods=rows, freq="B", name="time")
    close = 100 + np.sin(np.arange(rows) / 9)
    columns = {"Open": close - 0.5, "High": close + 1, "Low": close - 1, "Close": close, "Volume": np.full(rows, 10.0)}
    return pd.DataFrame(columns, index=times)


def backtest(origins: int = 6, steps: int = 2) -> pd.DataFrame:
    """Each origin forecasts two steps; both modes; the LSTM with a band, two baselines without."""
    rows = []
    for start in range(origins):
        for step in range(1, steps + 1):
            at = start + step
            for model, value in (("lstm", at + 0.5), ("naive", float(start)), ("drift", start + 0.1)):
                band = (value - 1, value + 1, 0.8) if model == "lstm" else (np.nan, np.nan, np.nan)
                for mode in ("multi_step", "one_step") if step == 1 else ("multi_step",):
                    rows.append(("test", model, mode, DAYS[start], step, DAYS[at], float(at), value, *band))
    names = ["part", "model", "mode", "origin", "step", "time", "actual", "forecast", "lower", "upper", "level"]
    return pd.DataFrame(rows, columns=names)


def future() -> pd.DataFrame:
    times = pd.date_range("2024-01-11", periods=2, freq="B")
    common = {"origin": DAYS[-1], "step": [1, 2], "time": times, "level": 0.8}
    lstm = pd.DataFrame(common | {"model": "lstm", "forecast": [8.0, 9.0], "lower": [7.0, 8.0], "upper": [9.0, 10.0]})
    return pd.concat([lstm, lstm.assign(model="naive", lower=np.nan, upper=np.nan)])


def history(*losses: float) -> list[dict]:
    return [
        {"epoch": n, "loss": loss, "val_loss": loss * 1.1, "line_to_beat": 0.3}
        for n, loss in enumerate(losses, start=1)
    ]


def known(rows: int = 8) -> pd.Series:
    return pd.Series(np.arange(float(rows)), index=pd.date_range("2024-01-01", periods=rows, freq="B"))


def scrubbed(rows: pd.DataFrame, dark: bool = False, upto: pd.Series | None = None) -> go.Figure:
    upto = known() if upto is None else upto
    multi = rows[(rows["mode"] == "multi_step") & rows.model.isin(["lstm", "naive"])]
    multi = multi.assign(last=multi.origin.map(upto))
    return timemachine.timemachine(multi, upto, "lstm", "naive", dark)


def errors(rows: int = 30) -> diagnostics.Diagnostics:
    times = pd.date_range("2024-01-01", periods=rows, freq="D")
    told = {"part": "test", "mode": "one_step", "model": "lstm", "origin": times, "step": 1, "time": times}
    return diagnostics.of(pd.DataFrame(told | {"actual": np.arange(rows) % 3.0, "forecast": 1.0}))


GROUPS = pd.DataFrame({"count": [9, 3], "lstm": [1.0, np.nan], "naive": [2.0, np.nan]}, index=["Monday", "Tuesday"])
STORY = pd.DataFrame({"time": DAYS, "actual": 3.0, "linear": 2.0, "lstm": 0.75, "left": 0.25})
SCORES = [
    {"part": "test", "model": model, "mode": "multi_step", "step": step, "metric": "mae", "value": step * scale}
    for model, scale in (("lstm", 1.0), ("naive", 2.0))
    for step in (1, 2, None)
    if step
]
PREVIEW = {"epoch": 3, "time": ["2024-01-01", "2024-01-02"], "actual": [1.0, 2.0], "forecast": [1.5, None]}

MATTERED = [{"name": "<i>Close</i>", "mean": 2.0, "spread": 0.5}, {"name": "RSI_14", "mean": -0.1, "spread": 0.2}]
LAGS = [{"from": 9, "to": 5, "mean": 0.1, "spread": 0.1}, {"from": 4, "to": 0, "mean": 2.0, "spread": 0.1}]
ADDED = pd.DataFrame({"<b>x</b>": [0.5, -2.0, 1.0], "y": [0.0, 0.0, 0.25]}, index=DAYS[:3])
OPENED = pd.DataFrame({3: [0.9, 0.2], 0: [0.5, 0.6]}, index=["Monday", "Sunday"])
ASKED = [f"{asked}_{kind}" for asked in ("value", "change") for kind in ("correlation", "information")]
RELEVANCE = pd.DataFrame(np.arange(12.0).reshape(3, 4) % 5, index=["Close", "<b>x</b>", "RSI_14"], columns=ASKED)

FULL = {
    "candles": lambda dark: series.series(prices(), ["Close"], dark, "Title", OHLCV),
    "line": lambda dark: series.series(prices(), ["Close"], dark, "Title"),
    "preview": lambda dark: features.preview(
        prices()["Close"], prices()[["Open"]], {"High": prices()[["High"]]}, tuple(prices().index[[3, 5]]), dark
    ),
    "window": lambda dark: window.window(prices()["Close"], 4, 3, 2, dark),
    "window's rhythm": lambda dark: window.rhythm(np.cos(np.arange(30.0)), 6, 9, dark),
    "future": lambda dark: forecast.future(known(), future(), "lstm", dark),
    "time machine": lambda dark: scrubbed(backtest(), dark),
    "failures": lambda dark: failures.failures(GROUPS, "lstm", ["naive"], dark, "Title"),
    "errors by size": lambda dark: residuals.histogram(errors(), dark),
    "errors by lag": lambda dark: residuals.memory(errors(), dark),
    "errors by time": lambda dark: residuals.course(errors(), dark),
    "storyboard": lambda dark: parts.storyboard(STORY, dark),
    "relevance": lambda dark: relevance.bars(RELEVANCE, "change", dark, "Title"),
    "redundancy": lambda dark: relevance.map_of(RELEVANCE.T.corr(), dark),
    "importance by feature": lambda dark: importance.by_feature(MATTERED, "°C", dark),
    "importance by row": lambda dark: importance.by_lag(LAGS, "", dark),
    "what if": lambda dark: whatif.whatif(
        prices()["Close"], prices()["Close"] * 2, DAYS[:2] + pd.Timedelta(days=9999), np.ones((2, 2)), dark
    ),
    "attribution": lambda dark: attribution.attribution(ADDED, dark, "Title", "°C"),
    "gates by group": lambda dark: gates.by_group(OPENED, "forget", dark, "Title"),
    "states by group": lambda dark: gates.by_group(OPENED - 0.5, None, dark, "Title"),
    "losses": lambda dark: learning.losses(history(1.0, 0.5), dark),
    "taking shape": lambda dark: film.film(PREVIEW, dark),
    "one step": lambda dark: forecast.forecast(backtest(), future(), "one_step", 1, dark),
    "multi step": lambda dark: forecast.forecast(backtest(), future(), "multi_step", 2, dark),
    "one path": lambda dark: forecast.forecast(backtest(), None, "multi_step", 1, dark, origin=DAYS[2]),
    "error by step": lambda dark: forecast.error_by_step(SCORES, "mae", dark),
}
EMPTY = {
    "series": lambda dark: series.series(prices(0), ["Close"], dark, "Title", OHLCV),
    "missing": lambda dark: portrait.missing(prices(), "Title", dark),
    "spread": lambda dark: portrait.spread(prices(0)["Close"], "Title", dark),
    "rhythm": lambda dark: portrait.rhythm(np.zeros(9), 1, "Title", dark),
    "preview": lambda dark: features.preview(prices(0)["Close"], prices(0), {}, None, dark),
    "window too long": lambda dark: window.window(prices()["Close"], 4, 6, 2, dark),
    "future": lambda dark: forecast.future(known(), future().iloc[:0], "lstm", dark),
    "time machine": lambda dark: scrubbed(backtest(origins=1), dark),
    "failures": lambda dark: failures.failures(GROUPS.iloc[1:], "lstm", ["naive"], dark, "Title"),
    "errors by size": lambda dark: residuals.histogram(errors(9), dark),
    "errors by lag": lambda dark: residuals.memory(errors(9), dark),
    "errors by time": lambda dark: residuals.course(errors(0), dark),
    "storyboard": lambda dark: parts.storyboard(STORY.iloc[:0], dark),
    "relevance": lambda dark: relevance.bars(RELEVANCE.iloc[:0], "change", dark, "Title"),
    "redundancy": lambda dark: relevance.map_of(RELEVANCE.iloc[:1, :1], dark),
    "importance by feature": lambda dark: importance.by_feature([], "", dark),
    "importance by row": lambda dark: importance.by_lag([], "", dark),
    "attribution": lambda dark: attribution.attribution(0 * ADDED, dark, "Title", ""),
    "gates by group": lambda dark: gates.by_group(OPENED.iloc[:1], "forget", dark, "Title"),
    "losses": lambda dark: learning.losses([], dark),
    "taking shape": lambda dark: film.film(None, dark),
    "forecast": lambda dark: forecast.forecast(backtest().iloc[:0], None, "one_step", 1, dark),
    "no such step": lambda dark: forecast.forecast(backtest(), None, "multi_step", 9, dark),
    "error by step": lambda dark: forecast.error_by_step([], "mae", dark),
}


def traces(figure: go.Figure) -> dict[str, go.Scatter]:
    return {trace.name: trace for trace in figure.data}


def without_colours(value: object) -> object:
    if isinstance(value, dict):
        return {key: without_colours(each) for key, each in value.items() if "color" not in key}
    if isinstance(value, list):
        return [without_colours(each) for each in value]
    return value.split("color:")[0] if isinstance(value, str) else value


@pytest.mark.parametrize("chart", FULL)
def test_dark_and_light_differ_only_in_colours(chart):
    light, dark = (json.loads(FULL[chart](dark).to_json()) for dark in (False, True))
    assert light != dark
    assert without_colours(light) == without_colours(dark)


@pytest.mark.parametrize("chart", FULL)
def test_every_chart_has_a_title_one_hover_for_all_and_a_zoom_that_survives(chart):
    layout = FULL[chart](False).layout
    assert layout.title.text
    assert layout.template.layout.hovermode == "x unified"
    assert layout.uirevision == "kept"
    assert layout.legend.title.text.count("<br>") == layout.title.text.count("<br>")  # the room that the title takes


@pytest.mark.parametrize("chart", EMPTY)
def test_a_chart_of_nothing_says_why(chart):
    figure = EMPTY[chart](False)
    assert len(figure.data) == 0
    assert figure.layout.annotations[0].text.replace("<br>", " ").endswith(".")


@pytest.mark.parametrize("dark", [False, True])
def test_a_model_has_one_pen_in_every_chart(dark):
    charts = [FULL[name](dark) for name in ("taking shape", "one step", "multi step", "one path", "error by step")]
    for model in ("actual", "lstm", "naive", "drift"):
        pen = style.line(model, dark)
        drawn = [traces(chart)[style.name(model)] for chart in charts if style.name(model) in traces(chart)]
        assert drawn
        assert all((each.line.color, each.line.dash) == (pen["color"], pen["dash"]) for each in drawn)


def test_baselines_are_told_apart_without_colour():
    baselines = ("naive", "seasonal_naive", "drift", "moving_average", "arima", "hybrid", "ets", "theta")
    assert len({style.line(model, False)["dash"] for model in baselines}) == len(baselines)
    assert len(set(style.SYMBOLS.values())) == len(style.SYMBOLS)


def test_candles_join_rows_properly():
    joined = series.candles(
        pd.DataFrame(
            {
                "Open": [1.0, 2, 3, 4, 5],
                "High": [5.0, 9, 4, 6, 7],
                "Low": [0.5, 1, 2, 0.1, 3],
                "Close": [2.0, 3, 4, 5, 6],
                "Volume": [10.0, 20, 30, 40, 50],
            },
            index=DAYS[:5],
        ),
        OHLCV,
        size=2,
    )
    assert joined["open"].tolist() == [1, 3, 5]
    assert joined["high"].tolist() == [9, 6, 7]
    assert joined["low"].tolist() == [0.5, 0.1, 3]
    assert joined["close"].tolist() == [3, 5, 6]
    assert joined["volume"].tolist() == [30, 70, 50]
    assert joined.index.tolist() == [DAYS[0], DAYS[2], DAYS[4]]


def test_a_long_history_is_drawn_in_joined_candles_and_says_so():
    figure = series.series(prices(3_001), [], False, "Title", OHLCV)
    assert len(figure.data[0].x) == 1_001
    assert "One candle joins 3 rows" in figure.layout.title.text


def test_a_series_without_times_is_drawn_over_row_numbers():
    figure = series.series(prices().reset_index(drop=True), [], False, "Title", OHLCV)
    assert figure.layout.xaxis.title.text == "Row"
    assert figure.data[0].x.tolist() == list(range(8))


def test_each_column_has_a_pane_and_all_share_the_points():
    figure = series.series(prices(20_000), ["Close", "Open"], False, "Title", OHLCV)
    assert [trace.yaxis for trace in figure.data] == [None, "y2", "y3", "y4"]
    assert sum(len(trace.x) for trace in figure.data) <= thinning.LIMIT


def test_a_zoom_draws_every_row_in_view_and_stretches_the_panes_to_them():
    long = prices(20_000)
    view = (str(long.index[1_000]), str(long.index[1_099]))
    figure = series.series(long, ["Close"], False, "Title", zoom={"xaxis": view, "yaxis9": (0, 1)})
    drawn = pd.DatetimeIndex(figure.data[0].x)
    assert ((drawn >= long.index[1_000]) & (drawn <= long.index[1_099])).sum() == 100
    assert len(drawn) <= thinning.LIMIT
    assert figure.layout.xaxis.range == view
    low, high = figure.layout.yaxis.range
    seen = long["Close"].iloc[999:1_101]
    assert low < seen.min() and seen.max() < high < low + 1.2 * (seen.max() - seen.min())
    candles = series.series(long, [], False, "Title", OHLCV, {"xaxis": view})
    assert len(candles.data[0].x) == 306


def test_a_zoom_that_no_axis_has_shows_the_whole():
    assert thinning.rows_in(DAYS, ("<b>", "2020-01-01")) == slice(0, 8)
    assert thinning.rows_in(pd.RangeIndex(8), ("2020-01-01", "2020-01-02")) == slice(0, 8)


def test_names_from_the_data_are_shown_letter_by_letter():
    name = "<b>$x$</b> & " + "long " * 60
    figure = series.series(prices().rename(columns={"Close": name}), [name, "Open"], False, name)
    assert figure.data[0].name.startswith("&lt;b&gt;$x$&lt;/b&gt; &amp; long")
    assert "<b>" not in figure.to_json()
    assert len(figure.layout.yaxis.title.text) < 60


def test_the_strip_of_missing_values_holds_the_columns_that_lack_some():
    frame_with_holes = prices(1_000)
    frame_with_holes.iloc[:500, 1] = np.nan
    strip = portrait.missing(frame_with_holes, "Title", False).data[0]
    assert list(strip.y) == ["High"]
    assert strip.z.shape == (1, 300)
    assert strip.z.mean() == pytest.approx(0.5, abs=0.01)


def test_the_distribution_marks_mean_and_median():
    values = pd.Series([1.0] * 8 + [11.0, np.nan], name="x")
    figure = portrait.spread(values, "Title", False)
    assert sum(figure.data[0].y) == 9
    assert [line.x0 for line in figure.layout.shapes] == [pytest.approx(19 / 9), 1.0]


def test_the_season_is_marked_only_where_there_is_one():
    lags = np.cos(np.arange(30) / 12 * 2 * np.pi)
    assert portrait.rhythm(lags, 12, "Title", False).layout.shapes[0].x0 == 12
    assert not portrait.rhythm(lags, 1, "Title", False).layout.shapes


def test_weekends_are_closed_only_where_the_data_hold_none():
    assert frame.weekends(DAYS) == [{"bounds": ["sat", "mon"]}]
    assert frame.weekends(pd.date_range("2024-01-01", periods=8, freq="D")) == []
    assert frame.weekends(pd.date_range("2024-01-01", periods=8, freq="h")) == []


def test_thinning_keeps_ends_peaks_troughs_and_the_limit():
    values = np.sin(np.arange(100_000) / 50)
    values[12_345], values[54_321] = 9, -9
    times, drawn = thinning.thin(np.arange(len(values)), values, limit=500)
    assert len(times) <= 500
    assert (times[0], times[-1]) == (0, 99_999)
    assert {12_345, 54_321} <= set(times.tolist())
    assert np.array_equal(drawn, values[times])


def test_thinning_leaves_a_gap_a_gap():
    values = np.arange(10_000.0)
    values[4_000:5_000] = np.nan
    times, drawn = thinning.thin(np.arange(len(values)), values, limit=200)
    assert len(times) <= 200
    assert {3_999, 4_000, 5_000} <= set(times.tolist())
    assert np.isnan(drawn).sum() == 1


@pytest.mark.parametrize("values", [np.full(9_000, np.nan), np.where(np.arange(9_000) % 2, 1.0, np.nan)])
def test_thinning_bears_series_that_are_mostly_holes(values):
    times, _ = thinning.thin(np.arange(len(values)), values, limit=100)
    assert 2 <= len(times) <= 100
    assert (times[0], times[-1]) == (0, 8_999)


def test_no_trace_is_larger_than_the_limit():
    long = pd.concat([backtest(1, 1)] * 12_000, ignore_index=True)
    long["time"] = np.repeat(pd.date_range("2000-01-01", periods=12_000, freq="h"), 6)
    figures = [
        forecast.forecast(long, None, "one_step"),
        series.series(prices(20_000), ["Close"], False, "Title"),
        features.preview(prices(20_000)["Close"], prices(20_000), {}, None, False),
    ]
    assert max(len(trace.x) for figure in figures for trace in figure.data) <= thinning.LIMIT


def test_one_step_draws_the_first_step_and_says_so():
    figure = forecast.forecast(backtest(), None, "one_step")
    assert traces(figure)["LSTM"].y.tolist() == [1.5, 2.5, 3.5, 4.5, 5.5, 6.5]
    assert "One-step" in figure.layout.title.text


def test_multi_step_draws_what_was_forecast_that_many_steps_before():
    figure = forecast.forecast(backtest(), None, "multi_step", 2)
    assert traces(figure)["Naive (last value)"].y.tolist() == [0, 1, 2, 3, 4, 5]
    assert traces(figure)["Actual"].y.tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert "2 steps before" in figure.layout.title.text


def test_a_single_origin_is_drawn_as_one_free_running_path():
    figure = forecast.forecast(backtest(origins=1), None, "multi_step", 1)
    assert traces(figure)["LSTM"].y.tolist() == [1.5, 2.5]
    assert "Free-running" in figure.layout.title.text


def test_the_band_is_named_after_its_coverage_and_the_future_repeats_no_legend():
    figure = forecast.forecast(backtest(), future(), "one_step")
    assert [trace.name for trace in figure.data if trace.showlegend is not False] == [
        "LSTM, 80% band",
        "Actual",
        "LSTM",
        "Naive (last value)",
        "Drift",
    ]
    assert traces(figure)["Drift"].visible == "legendonly"
    assert [note.text for note in figure.layout.annotations] == ["Test", "Future"]


def test_a_frame_of_the_time_machine_holds_one_origin_and_its_paths_begin_there():
    figure = scrubbed(backtest())
    assert [step.label for step in figure.layout.sliders[0].steps][:2] == [
        "1 Jan 2024<br>LSTM off by 0.5, Naive (last value) by 1.5",
        "2 Jan 2024<br>LSTM off by 0.5, Naive (last value) by 1.5",
    ]
    upper, lower, ours, rival, *_ = figure.frames[1].data
    assert list(ours.x) == ["2024-01-02", "2024-01-03", "2024-01-04"]
    assert [list(path.y) for path in (upper, lower)] == [[1, 3.5, 4.5], [1, 1.5, 2.5]]
    assert [list(path.y) for path in (ours, rival)] == [[1, 2.5, 3.5], [1, 1, 1]]
    assert [figure.data[at].name for at in figure.frames[1].traces[2:4]] == ["LSTM", "Naive (last value)"]
    assert list(figure.data[figure.frames[0].traces[2]].y) == [0, 1.5, 2.5]


def test_the_time_machine_keeps_its_scale_and_stays_small():
    count, steps = 900, 100
    times = pd.date_range("2024-01-01", periods=count + steps, freq="h")
    values = pd.Series(np.sin(np.arange(len(times)) / 5) + np.arange(len(times)), index=times)
    at = np.repeat(np.arange(count), steps)
    step = np.tile(np.arange(1, steps + 1), count)
    told = {"origin": times[at], "step": step, "time": times[at + step], "actual": values.to_numpy()[at + step]}
    last = values.to_numpy()[at]
    band = {"forecast": last, "lower": last - 1 / 3, "upper": last + 1 / 3, "level": 0.9}
    rows = pd.DataFrame(told | band | {"mode": "multi_step"})
    figure = scrubbed(pd.concat([rows.assign(model=model) for model in ("lstm", "naive")]), upto=values)
    assert len(figure.frames) == 60
    assert len(figure.to_json()) < 2 * 10**6
    assert len(timemachine.scrubbed(rows[rows.step <= 5])) == 120
    heights = [frame.layout.yaxis.range[1] - frame.layout.yaxis.range[0] for frame in figure.frames]
    assert np.ptp(heights[:3]) == pytest.approx(0)


def test_a_hybrid_brings_its_own_band_and_pen():
    rows = pd.concat([backtest(), backtest().query("model == 'lstm'").assign(model="hybrid")])
    figure = forecast.forecast(rows, None, "one_step", ours="hybrid", beside=("arima",))
    assert traces(figure)["ARIMA + LSTM, 80% band"].fillcolor == style.band("hybrid", False)
    assert traces(figure)["ARIMA + LSTM"].visible is True
    assert traces(figure)["LSTM"].visible == "legendonly"


def test_a_group_without_enough_forecasts_has_no_bar():
    bars = failures.failures(GROUPS, "lstm", ["naive"], False, "Title").data[0]
    assert (list(bars.x), list(bars.y), list(bars.text)) == (["Monday"], [1.0], ["9"])


def test_what_the_lstm_adds_and_what_is_left_share_one_scale():
    layout = parts.storyboard(STORY, False).layout
    assert layout.yaxis2.range == layout.yaxis3.range == (pytest.approx(-0.81), pytest.approx(0.81))


def test_context_comes_before_the_test_part_and_never_twice():
    context = pd.Series([-1.0, 0.0, 99.0], index=[DAYS[0] - pd.Timedelta(days=3), DAYS[0], DAYS[1]])
    figure = forecast.forecast(backtest(), None, "one_step", context=context)
    assert traces(figure)["Actual"].y.tolist() == [-1, 0, 1, 2, 3, 4, 5, 6]


def test_the_line_to_beat_is_drawn_and_named():
    line = traces(learning.losses(history(1.0), False, to_beat="drift"))["Line to beat: drift"]
    assert line.y == (0.3, 0.3)
    assert line.text[0] == "to beat: drift"


def test_a_loss_that_falls_far_is_drawn_on_a_logarithmic_axis():
    assert learning.losses(history(1.0), False).layout.yaxis.type == "linear"
    assert learning.losses(history(1.0, 0.01), False).layout.yaxis.type == "log"


def test_losses_bear_numbers_that_are_not_there():
    broken = [{"epoch": 1, "loss": None, "val_loss": None, "line_to_beat": None}]
    drawn = traces(learning.losses(broken, False))
    assert len(drawn["Line to beat: best baseline"].x) == len(drawn["Best epoch"].x) == 0


def test_a_chart_that_stands_takes_the_same_traces_before_and_behind_the_first_epoch():
    before, after = learning.stage(False), learning.losses(history(1.0, 0.5), False)
    assert [trace.type for trace in before.data] == [trace.type for trace in after.data]
    assert before.layout.annotations[0].text == "The first epoch is not done yet."
    told = moving.change(after)
    assert told["layout"] == {
        "annotations": [],
        "yaxis.type": "linear",
        "yaxis.tickmode": "auto",
        "yaxis.tickvals": None,
        "xaxis.dtick": 1,
        **dict.fromkeys(moving.LABELS, True),
    }
    assert len(told["traces"]["x"]) == len(before.data)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert before.data[learning.SHOWN].name == "Epoch shown below"


def test_a_film_has_no_more_frames_than_a_page_can_bear():
    previews = [PREVIEW | {"epoch": epoch} for epoch in range(1, 1001)]
    chosen = list(film.frames_of(previews))
    assert len(chosen) == film.FRAMES
    assert (chosen[0], chosen[-1]) == (1, 1000)
    assert list(film.stage(PREVIEW, False).data[film.FORECAST].y) == [None, None]


def luminance(colour: str) -> float:
    channels = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_charts_are_readable_on_their_ground(dark):
    colours = style.palette(dark)
    for text in (colours.ink, colours.muted, colours.brand, *colours.gates.values()):
        assert contrast(text, colours.ground) >= 4.5
    for line in (colours.baseline, colours.arima, colours.hybrid, *colours.overlays):
        assert contrast(line, colours.ground) >= 3


@pytest.mark.parametrize(("mode", "on_primary"), [("light", "#ffffff"), ("dark", "#0d1112")])
def test_the_theme_is_readable(mode, on_primary):
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"][mode]
    grounds = [theme["backgroundColor"], theme["secondaryBackgroundColor"], theme["sidebar"]["backgroundColor"]]
    assert contrast(on_primary, theme["primaryColor"]) >= 4.5
    for ground in grounds:
        assert contrast(theme["textColor"], ground) >= 7
        assert contrast(theme["primaryColor"], ground) >= 4.5
        assert contrast(theme["linkColor"], ground) >= 4.5
    for hue in ("red", "orange", "yellow", "green", "blue", "violet", "gray"):
        assert contrast(theme[f"{hue}TextColor"], theme[f"{hue}BackgroundColor"]) >= 4.5
    assert theme["backgroundColor"] == style.palette(mode == "dark").ground


def test_the_borders_of_a_split_are_the_first_shapes_and_names_from_the_data_stay_literal():
    figure = FULL["preview"](False)
    assert [(shape.name, shape.x0) for shape in figure.layout.shapes[:2]] == [
        ("validation", prices().index[3]),
        ("test", prices().index[5]),
    ]
    assert [shape.layer for shape in figure.layout.shapes[2:]] == ["below"] * 6  # a hand can't move these
    assert "&lt;b&gt;x&lt;/b&gt;" in FULL["relevance"](False).data[0].y
    assert "&lt;i&gt;Close&lt;/i&gt;" in FULL["importance by feature"](False).data[0].y


def test_a_window_is_drawn_in_three_parts():
    figure = FULL["window"](False)
    drawn = {trace.name: list(pd.DatetimeIndex(trace.x)) for trace in figure.data}
    times = list(prices().index)
    assert drawn["Goes in"] == times[2:5]
    assert drawn["Is asked"] == times[5:7]
    assert set(drawn["Other rows"]) <= set(times)


def test_what_inputs_add_is_summed_over_them_step_by_step():
    bars, rows = attribution.attribution(ADDED, False, "Title", "°C").data
    assert bars.x.tolist() == [-2, -1, 0]
    assert bars.y.tolist() == [0.5, -2.0, 1.25]
    assert rows.y == ("&lt;b&gt;x&lt;/b&gt;", "y")
    assert rows.zmax == -rows.zmin == 2.0
