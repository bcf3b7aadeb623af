"""The Forecast page's parts: verdict, chart, table, downloads - each from the run's own files."""

import io
import math

import pandas as pd
import streamlit as st

from lstm_core.evaluation import baselines
from lstm_core.runs import store
from lstm_core.runs.record import Record
from lstm_core.specs import Experiment
from lstm_core.ui import look, notices, proofs, resources, words
from lstm_core.ui.charts import forecast as chart
from lstm_core.ui.charts import style

OUTCOMES = {
    "better": ("Better than the simple methods", ":material/trending_up:", "green"),
    "worse": ("Worse than a simple method", ":material/trending_down:", "orange"),
    "not_distinguishable": ("Not distinguishable from a simple method", ":material/drag_handle:", "gray"),
}
MODES = {"multi_step": "Multi-step", "one_step": "One-step"}
MADE = {
    "multi_step": "Multi-step: each forecast is made from what was known at its origin.",
    "one_step": "One-step: actual values are fed in, up to the row before each forecast.",
}


def chosen(run_id: str | None) -> Record | None:
    """The run in the address if it has a forecast, else the newest one that has; None if there is none."""
    if run_id is not None:
        record = store.open_run(store.home(), run_id)
        if record.has_forecast:
            return record
        st.info("The run in the address has no forecast yet; this is the newest one that has.", icon=":material/info:")
    return next((record for record in store.recent(store.home(), 50) if record.has_forecast), None)


def headline(record: Record) -> None:
    """The verdict first, in words; then the numbers behind it."""
    verdict, experiment = record.verdict, record.experiment
    st.caption(
        f"{notices.plain(experiment.data.name)} · {notices.plain(experiment.data.target)} · {words.ago(record.id)}"
    )
    if verdict is None:
        return
    title, icon, color = OUTCOMES[verdict.outcome]
    st.badge(title, icon=icon, color=color)
    st.markdown(f"#### {notices.plain(verdict.sentence)}")
    mae = {s["model"]: s["value"] for s in record.scores if (s["part"], s["mode"], s["step"], s["metric"]) == HEADLINE}
    with st.grid(4, min_column_width=170):
        st.metric("LSTM, mean error", words.number(mae.get("lstm")), help=words.METRICS["mae"][1])
        st.metric(f"{style.name(verdict.baseline)}, mean error", words.number(mae.get(verdict.baseline)))
        st.metric(
            "Skill",
            "not defined" if math.isnan(verdict.skill) else f"{verdict.skill:+.1%}",
            help="1 − error of the LSTM / error of the best baseline (chosen on validation). Above 0 is better.",
        )
        st.metric(
            "Could it be luck?",
            "not defined" if math.isnan(verdict.p_value) else f"p = {verdict.p_value:.2g}",
            help="Diebold-Mariano test with the small-sample correction: how often two equally good methods would"
            " differ this much by chance.",
        )


HEADLINE = ("test", "multi_step", None, "mae")


def against_actual(record: Record) -> None:
    """Forecast against actual over the test period, and the future beyond the data."""
    backtest, future = resources.tables(record.folder, record.status.get("heartbeat", 0.0))
    window = record.experiment.window
    how, far = st.columns([1, 3], gap="large")
    mode = how.segmented_control(
        "How the forecasts were made",
        list(MODES),
        default="multi_step",
        format_func=MODES.get,
        required=True,
        key="mode",
        help=" ".join(MADE.values()),
    )
    step = 1
    if mode == "multi_step" and window.horizon > 1 and not window.whole_test:
        step = far.slider(
            "Steps ahead", 1, window.horizon, window.horizon, help="Draws what was forecast that many steps before."
        )
    before = backtest[(backtest.part == "validation") & (backtest["mode"] == "one_step") & (backtest.model == "lstm")]
    beside = {"naive", record.verdict.baseline} if record.verdict else {"naive"}
    context = before.set_index("time")["actual"].tail(len(before) // 3)
    figure = chart.forecast(backtest, future, mode, step, look.dark(), context=context, beside=beside)
    look.chart(figure, "forecast chart", "Forecast and actual values over the test period, and the future")
    by_step = [score for score in record.scores if score["part"] == "test" and score["mode"] == "multi_step"]
    if window.horizon > 1 and not window.whole_test:
        look.chart(chart.error_by_step(by_step, "mae", look.dark()), "by step", "Mean error by steps ahead")


def numbers(record: Record) -> None:
    """Every metric of every model on the test part, the baselines beside the LSTM."""
    st.subheader("On the test period, beside the simplest methods")
    mode = st.session_state.get("mode", "multi_step")
    rows = pd.DataFrame(record.scores)
    rows = rows[
        (rows.part == "test") & (rows["mode"] == mode) & rows.step.isna() & rows.metric.isin(list(words.METRICS))
    ]
    table = rows.pivot(index="model", columns="metric", values="value").reindex(
        index=["lstm", *baselines.NAMES], columns=list(words.METRICS)
    )
    table = table.map(words.number).rename(index=style.name).rename_axis("Model")
    st.dataframe(
        table,
        column_config={
            metric: st.column_config.TextColumn(title, help=help_text)
            for metric, (title, help_text) in words.METRICS.items()
        },
    )
    st.caption(f"{MADE[mode]} All models forecast the same rows from the same origins.")


def how_we_know(record: Record) -> None:
    """What was fitted on what, and the tests that show it on these data."""
    experiment = record.experiment
    scaler = store.files.read_object(record.folder / "scaler.json")
    with st.expander("How we know", icon=":material/verified:"):
        st.markdown(
            "- Rows were split by time. No value of the test period was seen in training, in scaling or in choosing"
            " anything.\n"
            f"- Scaling ({scaler.get('kind', '?')}) was fitted on the training part only;"
            f" {scaler.get('warm_up', 0):,} warm-up rows were dropped.\n"
            "- Early stopping, the best baseline and the width of the band came from the validation part.\n"
            f"- Seasonal naive repeats the last {scaler.get('season', 1)} rows, a period found on the training part.\n"
            "- The band is split-conformal: it aims at 90% and its measured coverage stands in the table."
            + "".join(f"\n- {line}" for line in along_the_path(experiment, scaler))
        )
        proofs.of_run(experiment)


def along_the_path(experiment: Experiment, scaler: dict) -> list[str]:
    """What the network was given for the steps ahead, besides the past: one sentence each."""

    def listed(columns: list[str]) -> str:
        return ", ".join(f"“{notices.plain(column[:60])}”" for column in columns)

    told, known = [], scaler.get("known_ahead", [])
    if experiment.window.strategy == "recursive" and (experiment.features.columns or experiment.features.indicators):
        told.append("Indicators were recomputed from the forecast path.")
        forecast = scaler.get("outputs", [])[1:]
        held = [column for column in experiment.features.columns if column not in (*known, *forecast)]
        if forecast:
            told.append(f"The network forecast {listed(forecast)} beside the target, and these were fed back too.")
        if held:
            told.append(f"Along the forecast {listed(held)} were held at their last value.")
    if known:
        told.append(f"Known in advance, and given for the steps ahead too: {listed(known)}.")
    if scaler.get("held"):
        told.append(f"The data end before the last step ahead for {listed(scaler['held'])}: the last value stood in.")
    return told


def downloads(record: Record) -> None:
    """Take it away: forecasts, scores, the model."""
    backtest, future = resources.tables(record.folder, record.status.get("heartbeat", 0.0))
    st.subheader("Take it away")
    with st.container(horizontal=True):
        button("Forecast (CSV)", lambda: csv(future), f"forecast-{record.id}.csv", "text/csv")
        button("Backtest (CSV)", lambda: csv(backtest), f"backtest-{record.id}.csv", "text/csv")
        for name, label in (("model.keras", "Model (.keras)"), ("model.h5", "Model (.h5)")):
            file = record.folder / name
            if file.exists():
                button(label, file.read_bytes, f"{record.id}{file.suffix}", "application/octet-stream")
        button("Experiment", (record.folder / "experiment.json").read_bytes, "experiment.json", "application/json")


def button(label: str, content, name: str, kind: str) -> None:
    """A download whose content is made when it is asked for."""
    st.download_button(label, content, name, kind, icon=":material/download:", on_click="ignore", key=f"get {name}")


def csv(table: pd.DataFrame) -> bytes:
    """A table as CSV with ISO times."""
    text = io.StringIO()
    table.to_csv(text, index=False, date_format="%Y-%m-%dT%H:%M:%S")
    return text.getvalue().encode()
