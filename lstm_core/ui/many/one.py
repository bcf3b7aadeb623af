"""One of many series: the best, the worst or any other, with its forecast; or the way to its own run."""

from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.many import groups
from lstm_core.ui import frame, look, resources, state, words
from lstm_core.ui.charts import forecast as chart
from lstm_core.ui.charts import style
from lstm_core.ui.many.reading import Reading

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5  # horizons of the known past beside the future


def show(read: Reading, scores: "pd.DataFrame") -> None:
    """The chosen series; worst and best are a click away."""
    told = scores.dropna(subset=["mase"]).sort_values("skill", ascending=False)
    names = list(told.series)
    ranked = list(told.series[told.skill.notna()]) or names
    st.subheader("One of them")
    now = state.member()
    now = now if now in names else ranked[-1]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        state.follow("many one", now)
        st.selectbox("Series, the best first", names, key="many one", on_change=picked, width=300)
        for label, name in (("Best", ranked[0]), ("Middle", ranked[len(ranked) // 2]), ("Worst", ranked[-1])):
            st.button(
                label,
                key=f"many {label}",
                on_click=state.choose_member,
                args=(name,),
                type="primary" if name == now else "secondary",
            )
    row = told[told.series == now].iloc[0]
    st.markdown(
        f"Skill {words.number(row.skill, 2)} against {style.name(row.baseline).lower()}; MASE"
        f" {words.number(row.mase, 3)}, that of the seasonal naive {words.number(row.seasonal_mase, 3)}."
    )
    if read.together:
        drawn(read, now, row)
    else:
        st.button(
            "Open its forecast",
            icon=":material/query_stats:",
            type="primary",
            key="many open",
            on_click=state.choose_run,
            args=(read.runs[now].id, True),
        )
        if state.opens_when_done():
            st.switch_page(frame.FORECAST, query_params=state.address())


def picked() -> None:
    """Another series was chosen from the list."""
    state.choose_member(st.session_state["many one"])


def drawn(read: Reading, name: str, row: "pd.Series") -> None:
    """The forecasts from the last origins of the test part, and the future, with the band."""
    tested, future = (groups.of_series(read.record, name, table) for table in ("backtest", "forecast"))
    beside = {row.baseline, "seasonal_naive"}
    origins = sorted(tested.origin[tested.part == "test"].unique())
    origin = origins[-1]
    if len(origins) > 1:
        origin = st.select_slider("Forecast from", origins, origin, format_func=words.date, key=f"many origin {name}")
    known = history(read, name)
    title = f"{name}: forecast and what happened"
    figure = chart.forecast(
        tested,
        None,
        "multi_step",
        dark=look.dark(),
        origin=origin,
        context=known,
        beside=beside,
        title=title,
        ours=read.ours,
    )
    figure.update_layout(uirevision=f"{name} {origin}")
    path = tested[(tested.model == read.ours) & (tested.part == "test") & (tested.origin == origin)]
    error = (path.actual - path.forecast).abs().mean()
    look.chart(
        figure,
        "one series",
        f"From {words.date(origin)} the forecast of {name} errs by {words.number(error)} on average.",
    )
    steps = int(future.step.max())
    last = future[future.model == read.ours].iloc[-1]
    said = f"{style.name(read.ours)} forecasts {words.number(last.forecast)} for {words.date(last.time)}."
    ahead = chart.future(
        known.tail(max(20, SHOWN * steps)), future, read.ours, look.dark(), beside, f"{name}: what comes next"
    )
    look.chart(ahead, "one future", said)


def history(read: Reading, name: str) -> "pd.Series":
    """The values of a series, as it was learnt."""
    from lstm_core.many import members

    member = next(member for member in read.group.members if member.name == name)
    known = resources.held().get(
        ("member", read.record.folder, name),
        lambda: members.series(member, read.group.recipe, resources.dataset(member.dataset)),
    )
    return known.frame[known.target]
