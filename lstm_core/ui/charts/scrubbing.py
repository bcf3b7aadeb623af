"""A chart that has frames, with the slider and the button that go through them in the browser alone."""

import plotly.graph_objects as go

from lstm_core.ui.charts import style

GAP = 44  # px, from the plot to the slider
CONTROLS = 116  # px, slider and button below the plot
AT_ONCE = {"mode": "immediate", "transition": {"duration": 0}}
PLAYED = 150  # ms a frame


def film(figure: go.Figure, frames: list[list[dict]], labels: list[str], dark: bool) -> go.Figure:
    """The finished figure with its frames, of which it shows the last: each holds what changes in each trace."""
    figure.frames = [
        {"name": str(at), "data": [{"type": "scatter"} | values for values in drawn], "traces": list(range(len(drawn)))}
        for at, drawn in enumerate(frames)
    ]
    controlled(figure, labels, dark)
    figure.layout.sliders[0].active = len(frames) - 1
    # From the last frame, where the slider stands, there would be nothing to play. "Play" has a lab learn again.
    button = figure.layout.updatemenus[0].buttons[0]
    button.label = "Replay"
    button.args = [None, button.args[1] | {"fromcurrent": False}]
    return figure


def controlled(figure: go.Figure, labels: list[str], dark: bool) -> go.Figure:
    """The figure with its slider and its play button, in room of their own below."""
    colours = style.palette(dark)
    height, margin = figure.layout.height + CONTROLS, figure.layout.margin.t
    plot = height - CONTROLS - margin - 8
    steps = [
        {
            "method": "animate",
            "label": text,
            "args": [[str(at)], AT_ONCE | {"frame": {"duration": 0, "redraw": True}}],
        }
        for at, text in enumerate(labels)
    ]
    look = {"bgcolor": colours.grid, "bordercolor": colours.border, "font": {"color": colours.ink, "size": 12}}
    slider = {
        "steps": steps,
        "x": 0,
        "y": -GAP / plot,
        "yanchor": "top",
        "len": 1,
        "pad": {"l": 96, "t": 4, "r": 4},
        "ticklen": 0,
        "minorticklen": 0,
        "activebgcolor": colours.brand,
        "transition": {"duration": 0},
        "currentvalue": {"font": {"size": 12, "color": colours.ink}, "offset": 10},
        **look,
        "font": {"color": "rgba(0,0,0,0)", "size": 1},
    }
    play = [None, AT_ONCE | {"frame": {"duration": PLAYED, "redraw": True}, "fromcurrent": True}]
    stop = [[None], AT_ONCE | {"frame": {"duration": 0, "redraw": False}}]
    button = {
        "type": "buttons",
        "buttons": [{"label": "Play", "method": "animate", "args": play, "args2": stop}],
        "x": 0,
        "xanchor": "left",
        "y": -GAP / plot,
        "yanchor": "top",
        "pad": {"t": 36, "l": 4},
        "active": -1,  # else the first press counts as the second
        "showactive": False,
        **look,
    }
    figure.update_layout(height=height, margin={"b": CONTROLS}, sliders=[slider], updatemenus=[button])
    return figure
