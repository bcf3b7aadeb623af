"""What the Memory lab's charts share: the pens of the three networks that race, and the film of their learning."""

import plotly.graph_objects as go

from lstm_core.ui.charts import style, timemachine

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


def film(figure: go.Figure, frames: list[list[dict]], labels: list[str], dark: bool) -> go.Figure:
    """The finished figure with its frames, of which it shows the last: each holds what changes in each trace."""
    figure.frames = [
        {"name": str(at), "data": [{"type": "scatter"} | values for values in drawn], "traces": list(range(len(drawn)))}
        for at, drawn in enumerate(frames)
    ]
    timemachine.controlled(figure, labels, dark)
    figure.layout.sliders[0].active = len(frames) - 1
    # From the last frame, where the slider stands, there would be nothing to play. "Play" has the lab learn again.
    button = figure.layout.updatemenus[0].buttons[0]
    button.label = "Replay"
    button.args = [None, button.args[1] | {"fromcurrent": False}]
    return figure
