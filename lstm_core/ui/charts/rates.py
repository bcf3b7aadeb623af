"""The loss while the learning rate grows from batch to batch: where it falls, and where it breaks."""

import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame, style

HEIGHT = 240  # px
HEADROOM = 1.6  # times where the loss began: what breaks goes through the roof


def rates(tried: pd.DataFrame, suggested: float | None, over: bool, dark: bool) -> tuple[go.Figure, str]:
    """The losses of all batches over their rates (columns rate, loss, smooth), and the finding as a sentence."""
    colours = style.palette(dark)
    figure = go.Figure()
    for column, name, pen in (
        ("loss", "Each batch", {"color": colours.baseline, "width": 1, "dash": "dot"}),
        ("smooth", "Smoothed", style.line("lstm", dark)),
    ):
        figure.add_scatter(
            x=tried["rate"], y=tried[column], name=name, mode="lines", line=pen, hovertemplate=f"%{{y:{style.DIGITS}}}"
        )
    if suggested:
        figure.add_vline(x=suggested, line={"color": colours.ink, "width": 1.5, "dash": "dash"})
    began, least = tried["smooth"].iloc[:5].max(), tried[["loss", "smooth"]].min().min()
    roof = max(HEADROOM * began, tried["smooth"].quantile(0.8))
    figure.update_xaxes(type="log", title_text="Learning rate", hoverformat=".2~g", exponentformat="power", dtick=1)
    figure.update_yaxes(title_text="Loss", range=[least - 0.05 * (roof - least), min(roof, 1.05 * tried["loss"].max())])
    if not over:
        title = "The loss while the learning rate grows"
    elif suggested:
        title = f"The loss falls well at about {suggested:g}"
    else:
        title = "No learning rate makes the loss fall clearly"
    told = f"{title}: from {tried['smooth'].iloc[0]:.3g} to {tried['smooth'].min():.3g}, {len(tried)} batches."
    note = "" if suggested or not over else "There may be little to learn, or it was stopped. Keep the preset's rate."
    return frame.finish(figure, title, dark, height=HEIGHT, note=note), told
