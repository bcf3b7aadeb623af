"""The pens of the three networks that race in the Memory lab."""

from lstm_core.ui.charts import style

KINDS = ("RNN", "GRU", "LSTM")


def pen(kind: str, dark: bool) -> dict:
    """How one of the three networks that race is drawn, in every chart of the Memory lab."""
    colours = style.palette(dark)
    return {
        "RNN": {"line": {"color": colours.baseline, "width": 1.8, "dash": "dash"}, "marker": {"symbol": "circle-open"}},
        "GRU": {
            "line": {"color": colours.overlays[2], "width": 1.8, "dash": "dot"},
            "marker": {"symbol": "square-open", "size": 11},
        },
        "LSTM": {"line": {"color": colours.brand, "width": 2.4, "dash": "solid"}, "marker": {"symbol": "diamond"}},
    }[kind]
