"""A wave forecast one step ahead and running free, and how far the free run is off by steps ahead."""

import plotly.graph_objects as go

from lstm_core.ui.charts import frame as framing
from lstm_core.ui.charts import scrubbing, style

COLUMNS = ("actual", "one_step", "free")
ROOM = 0.3  # of the actual values' span, above and below: what leaves it has left the picture, too


def wave(frames: list[dict], over: bool, dark: bool) -> tuple[go.Figure, str]:
    """The newest forecasts over the actual values, with the film of all where it is `over`; and a sentence."""
    frame, colours = frames[-1], style.palette(dark)
    steps = list(range(1, len(frame["actual"]) + 1))
    figure = go.Figure()
    pens = (
        ("Actual", style.line("actual", dark)),
        ("One step ahead", {"color": colours.overlays[2], "width": 1.8, "dash": "dot"}),
        ("Running free", style.line("lstm", dark)),
    )
    for column, (name, pen) in zip(COLUMNS, pens, strict=True):
        figure.add_scatter(
            x=steps, y=frame[column], name=name, mode="lines", line=pen, hovertemplate=f"%{{y:{style.DIGITS}}}"
        )
    figure.update_xaxes(title_text="Steps since the free run began", hoverformat="d")
    title = "One step ahead, and running free from one start"
    low, high = min(frame["actual"]), max(frame["actual"])
    figure.update_yaxes(range=[low - ROOM * (high - low), high + ROOM * (high - low)])
    framing.finish(figure, title, dark, height=300)
    if over and len(frames) > 1:
        labels = [f"After batch {one['batch']:,}" for one in frames]
        scrubbing.film(figure, [[{"y": one[column]} for column in COLUMNS] for one in frames], labels, dark)
    return figure, f"{title}: one-step and free-running forecasts over actual."


def drift(frame: dict, dark: bool) -> tuple[go.Figure, str]:
    """The mean error of the free run by steps ahead, that of the last value repeated, and the band."""
    steps = list(range(1, len(frame["error"]) + 1))
    figure = go.Figure()
    for column, name, model in (("naive", "Last value repeated", "naive"), ("error", "Running free", "lstm")):
        pen = style.line(model, dark)
        figure.add_scatter(
            x=steps, y=frame[column], name=name, mode="lines", line=pen, hovertemplate=f"%{{y:{style.DIGITS}}}"
        )
    colours = style.palette(dark)
    figure.add_hline(
        y=frame["band"],
        line={"color": colours.border, "width": 1.5, "dash": "dot"},
        annotation={"text": "band", "font": {"size": 12, "color": colours.muted}},
    )
    left = frame["left"]
    if left is not None:
        figure.add_vline(x=left, line={"color": colours.ink, "width": 1.5, "dash": "dash"})
        title = f"It leaves the band at step {left}"
    else:
        title = f"It stays in the band for all {len(steps)} steps"
    figure.update_xaxes(title_text="Steps ahead", hoverformat="d")
    figure.update_yaxes(title_text="Mean error", rangemode="tozero")
    note = "Mean absolute error over 12 starts; the band is half a standard deviation."
    return framing.finish(figure, title, dark, height=260, note=note), f"{title}, the mean over 12 starts."
