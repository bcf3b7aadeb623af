"""Every metric of every model on the test part, the simple methods beside ours."""

import pandas as pd
import streamlit as st

from lstm_core.evaluation import statistical
from lstm_core.guide import glossary
from lstm_core.ui import finished, look, notices, state, words
from lstm_core.ui.charts import style
from lstm_core.ui.report import choices
from lstm_core.ui.report.reading import Reading


def table(reading: Reading) -> None:
    """The numbers, why some are not defined, and the statistical methods on request."""
    st.subheader("On the test period, beside the simplest methods")
    mode = reading.chosen.mode
    numbers = pd.DataFrame({model: reading.scores(model, mode) for model in reading.models()}).T
    numbers = numbers[list(words.METRICS)].rename(index=style.name).rename_axis("Model")
    columns = {
        metric: st.column_config.TextColumn(title, help=meant) for metric, (title, meant) in words.METRICS.items()
    }
    st.dataframe(numbers.map(words.number), column_config=columns)
    look.save(numbers, "scores", "Scores (CSV)")
    missing = [title for metric, (title, _) in words.METRICS.items() if numbers[metric].isna().any()]
    lacking = f" Not defined for some: {', '.join(missing)}; a column's head says when." if missing else ""
    st.caption(
        f"{choices.made(mode, reading.is_one_path)} All models forecast the same rows from the same origins."
        f" {glossary.link('coverage', 'Coverage')} is that of {reading.chosen.level:.0%} bands.{lacking}"
    )
    ask(reading)


def ask(reading: Reading) -> None:
    """The button that fits the statistical methods, or what came of it."""
    if reading.fitted:
        st.caption("  \n".join(notices.plain(found) for found in reading.fitted.values()))
        st.caption("Chosen and fitted on the training part only, carried to the same origins. The verdict counts them.")
        return
    more = [style.name(name) for name in statistical.NAMES if name not in reading.models()]
    st.button(
        f"Compare with {listed(more)}",
        icon=":material/functions:",
        key="compare",
        on_click=state.compare,
        args=(reading.record.id,),
        help="The classical methods of statistics, fitted to the training part of your series. Takes some seconds.",
    )
    if state.compared() == (reading.record.id, False):
        state.compare(None)  # asked once: what fails is not tried again by itself
        with notices.shown():
            finished.statistical(reading.record)
            state.compare(reading.record.id, fitted=True)
            st.rerun()


def listed(names: list[str]) -> str:
    """Names as a list in words.

    >>> listed(["ETS", "Theta", "ARIMA"]), listed(["ETS"])
    ('ETS, Theta and ARIMA', 'ETS')
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
