"""What each column is: the target, and the roles of all, guessed from their names and changed by hand."""

import pandas as pd
import streamlit as st

from lstm_core import specs
from lstm_core.ui import resources, state, words

TITLES = {
    "input": "Input",
    "open": "Open",
    "high": "High",
    "low": "Low",
    "close": "Close",
    "volume": "Volume",
    "known_ahead": "Known in advance",
    "ignore": "Ignore",
}
NUMBERS = {"min": "Smallest", "mean": "Mean", "max": "Largest"}
HELP = (
    "Input: its past goes in beside the target's, when it is chosen on the Features page. Known in advance: its future"
    " is known too, as with a plan or a holiday. Open to volume feed the indicators."
)


def target(data: specs.Data) -> str:
    """The column to forecast."""
    columns = list(resources.dataset(data.dataset).frame.columns)
    return st.selectbox(
        "Target: the column to forecast",
        columns,
        index=columns.index(data.target),
        key=f"target {data.dataset[:12]} {state.generation()}",
    )


def roles(data: specs.Data) -> dict[str, specs.Role]:
    """The roles that differ from what is guessed; the table shows each column's numbers beside its role."""
    facts = resources.columns(data.dataset)
    guessed = guess(data)
    table = pd.DataFrame(
        {
            "Column": facts.index,
            "Role": [data.roles.get(column, guessed[column]) for column in facts.index],
            "Target": [column == data.target for column in facts.index],
            "Unit": units(data.dataset),
            "Missing": facts["missing"],
            **{title: facts[fact].map(words.number) for fact, title in NUMBERS.items()},
        }
    ).reset_index(drop=True)
    edited = st.data_editor(
        table,
        hide_index=True,
        num_rows="fixed",
        disabled=[name for name in table if name != "Role"],
        column_config={
            "Column": st.column_config.TextColumn(pinned=True, width="medium"),
            "Role": st.column_config.SelectboxColumn(
                options=list(TITLES), format_func=TITLES.get, required=True, help=HELP
            ),
            "Target": st.column_config.CheckboxColumn(help="Chosen beside the chart."),
            "Missing": st.column_config.NumberColumn(format="localized"),
            **dict.fromkeys(NUMBERS.values(), st.column_config.TextColumn(alignment="right")),
        },
        key=f"roles {data.dataset[:12]} {data.target} {state.generation()}",
        alt="The columns with their roles, units, missing values, smallest value, mean and largest value",
    )
    chosen = dict(zip(edited["Column"], edited["Role"], strict=True))
    return {column: role for column, role in chosen.items() if role != guessed[column]}


def guess(data: specs.Data) -> dict[str, specs.Role]:
    """What the columns' names say that they are."""
    found = resources.dataset(data.dataset)
    by_column = {column: role for role, column in found.roles.items()}
    return {column: by_column.get(column, "input") for column in found.frame.columns}


def units(sha: str) -> list[str]:
    """The units that the file or the columns' names told."""
    from lstm_core.data.reading import understanding

    file = state.upload()
    told = {} if not file or file.sha != sha else {found.name: found.unit for found in file.understood.columns}
    return [told.get(name) or understanding.unit_in(name) or "" for name in resources.dataset(sha).frame.columns]
