"""The series in pictures: its columns over time, what is missing, how it spreads, what repeats; and as a table."""

import numpy as np
import pandas as pd
import streamlit as st

from lstm_core import specs
from lstm_core.data.series import Series
from lstm_core.errors import LabError
from lstm_core.ui import fragment, gestures, look, notices, resources, state, words

MOST_PANES = 6
SHOWN = 500  # rows of the table
CANDLES = "candles"
LEARNED = {"log": "logarithm", "difference": "change", "log_return": "log return"}


def over_time(data: specs.Data) -> None:
    """Any columns over time; a zoom draws what is on screen in full detail. Why it is no series yet is said above."""
    try:
        series = resources.series(data)
    except LabError as fault:
        st.error(notices.plain(str(fault)), icon=":material/error:")
        found = resources.dataset(data.dataset)
        series = Series(found.frame, data.target, found.name, None)
    fragment.of(chart)(data, series)


def chart(data: specs.Data, series: Series) -> None:
    """The chosen columns, candles first where there are prices; below them the target as the network learns it."""
    from lstm_core.ui.charts import series as charts

    whole = {"open", "high", "low", "close"} <= series.roles.keys()
    offered = (
        [(CANDLES, ""), *(("column", name) for name in series.frame)]
        if whole
        else [("column", name) for name in series.frame]
    )
    usual = offered[0] if whole and data.target in series.roles.values() else ("column", data.target)
    chosen = st.multiselect(
        "Columns in the chart",
        offered,
        default=[usual],
        format_func=lambda option: "Candles and volume" if option[0] == CANDLES else option[1],
        max_selections=MOST_PANES,
        key=f"panes {data.dataset[:12]} {data.target} {whole} {state.generation()}",
    )
    frame, columns = series.frame, [name for kind, name in chosen if kind == "column"]
    if series.learn_as in LEARNED:
        learned = f"Learned: {LEARNED[series.learn_as]} of {data.target}"
        frame = frame.assign(**{learned: as_learned(series)})
        columns.append(learned)
    key = f"series {data.dataset[:12]} {state.generation()}"
    done = gestures.moved(key)
    figure = charts.series(
        frame,
        columns,
        look.dark(),
        f"{data.target} over time",
        series.roles if (CANDLES, "") in chosen else None,
        done.axes,
    )
    alt = f"{data.target} from {words.date(frame.index[0])} to {words.date(frame.index[-1])}"
    gestures.chart(figure, key, alt, done)
    st.caption("Drag across the chart to zoom in, with full detail; a double click shows the whole.")


def as_learned(series: Series) -> np.ndarray:
    """The target (rows,) in the form in which the network sees it; the first change is missing."""
    values = np.log(series.values) if series.learn_as in ("log", "log_return") else series.values
    return values if series.learn_as == "log" else np.diff(values, prepend=np.nan)


def portrait(data: specs.Data) -> None:
    """What is missing, how the values spread, what repeats, and the sequence length that follows."""
    from lstm_core.ui.charts import portrait as charts

    found, dark = resources.dataset(data.dataset), look.dark()
    if resources.columns(data.dataset)["missing"].any():
        figure = charts.missing(found.frame, "Missing values over time", dark)
        look.chart(figure, "missing", "The share of missing values over time, by column")
    else:
        st.caption("No value is missing in any column.")
    with notices.quiet():
        series = resources.series(data)
        told, correlations, is_clear = resources.rhythm(data)
        spread, repeats = st.columns(2, gap="large")
        with spread:
            values = series.frame[data.target]
            mean, median = words.number(values.mean()), words.number(values.median())
            figure = charts.spread(values, f"Half of the values lie below {median}", dark)
            look.chart(figure, "spread", f"Distribution of {data.target}: mean {mean}, median {median}")
        with repeats:
            title = f"It repeats every {told.season} rows" if is_clear else "No clear rhythm"
            figure = charts.rhythm(correlations, told.season if is_clear else 1, title, dark)
            look.chart(figure, "rhythm", told.sentence)
        advice(told.sentence, told.look_back)


def advice(sentence: str, look_back: int) -> None:
    """One sentence on the sequence length, and the button that takes it."""
    taken = state.window().look_back == look_back
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/straighten: {notices.plain(sentence)}")
        st.button(
            f"{look_back} rows are set" if taken else f"Use {look_back} rows",
            key="use advice",
            disabled=taken,
            on_click=use,
            args=(look_back,),
        )


def use(look_back: int) -> None:
    """Makes this the drafted sequence length."""
    state.keep_window(specs.checked(specs.Window, **state.window().model_dump() | {"look_back": look_back}))
    state.renew()


def table(data: specs.Data) -> None:
    """First or last rows as they go into training, and all of them as a file."""
    with st.expander("View as table", icon=":material/table_view:", on_change="rerun", key="as table") as box:
        if not box.open:
            return
        with notices.shown():
            frame = resources.series(data).frame
            end = st.segmented_control(
                "Rows shown", ["First rows", "Last rows"], default="First rows", required=True, key="table end"
            )
            st.dataframe(as_shown(frame.head(SHOWN) if end == "First rows" else frame.tail(SHOWN)), height=320)
            st.caption(f"{min(SHOWN, len(frame)):,} of {len(frame):,} rows, mended and prepared as above.")
            st.download_button(
                "Download all rows (CSV)",
                lambda: exported(frame),
                f"{resources.dataset(data.dataset).name[:60]}.csv",
                "text/csv",
                icon=":material/download:",
                on_click="ignore",
            )


def as_shown(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows with times as text that no time zone moves."""
    return frame.set_axis(frame.index.map(words.time), axis="index").rename_axis("Time")


def exported(frame: pd.DataFrame) -> bytes:
    """The rows as a CSV file that is safe to open in a spreadsheet."""
    from lstm_core.data import exports

    return exports.csv(frame)
