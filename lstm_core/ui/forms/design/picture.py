"""The network that the form stands at, drawn."""

import streamlit as st

from lstm_core import specs
from lstm_core.ui import look, notices, resources
from lstm_core.windows import cost, splits


def show(asked: specs.Experiment) -> None:
    """The diagram with its table; nothing where the data don't fit the window, which is said below the form."""
    from lstm_core.ui.charts import network as chart

    with notices.quiet():
        table = resources.features(asked.data, asked.features, asked.window, asked.split)
        features = cost.features(table.frame.shape[1], asked.network)
        whole = splits.seen_whole(asked.window, table.planned)
        figure, told, layers = chart.network(asked.window, asked.network, features, whole, look.dark())
        look.chart(figure, "network", told, layers)


def on_request(asked: specs.Experiment) -> None:
    """The diagram behind a line that opens it."""
    box = st.expander("The network, drawn", icon=":material/account_tree:", key="network drawn", on_change="rerun")
    if box.open:
        with box:
            show(asked)
