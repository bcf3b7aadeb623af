"""Who still remembers: the share of right answers by delay, for each of the networks that race."""

import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import frame as framing
from lstm_core.ui.charts import race, scrubbing, style

CHANCE = 1 / 8
FAR = 100  # steps that the title speaks of, or the longest delay where it is shorter


def recall(frames: list[dict], over: bool, dark: bool) -> tuple[go.Figure, str]:
    """The newest of a race's frames, with the film of all where it is `over`; and the finding as a sentence."""
    last, colours = frames[-1], style.palette(dark)
    figure = go.Figure()
    for kind in race.KINDS:
        figure.add_scatter(
            x=last["delays"],
            y=last[kind],
            name=kind,
            mode="lines+markers",
            **race.pen(kind, dark),
            hovertemplate="%{y:.0%}",
        )
    figure.add_scatter(
        x=[last["delays"][0], last["delays"][-1]],
        y=[CHANCE, CHANCE],
        mode="lines+text",
        text=["", "by chance"],
        textposition="bottom left",
        textfont={"size": 12, "color": colours.muted},
        line={"color": colours.muted, "width": 1, "dash": "2px,4px"},
        showlegend=False,
        hoverinfo="skip",
    )
    figure.update_xaxes(type="log", title_text="Steps since the mark", tickvals=last["delays"], hoverformat="d")
    figure.update_yaxes(range=[0, 1.05], tickformat=".0%", title_text="Right answers")
    told = finding(last)
    framing.finish(figure, told, dark, height=360, note=f"After batch {last['batch']:,}, the newest")
    if over and len(frames) > 1:
        labels = [f"After batch {frame['batch']:,}" for frame in frames]
        scrubbing.film(figure, [[{"y": frame[kind]} for kind in race.KINDS] for frame in frames], labels, dark)
    return figure, f"{told}. After batch {last['batch']:,}; one in eight is right by chance."


def finding(frame: dict) -> str:
    """Who is right how often after many steps."""
    at = max(number for number, delay in enumerate(frame["delays"]) if delay <= FAR)
    shares = ", ".join(f"{kind} {frame[kind][at]:.0%}" for kind in reversed(race.KINDS))
    return f"Right after {frame['delays'][at]} steps: {shares}"


def table(frames: list[dict]) -> pd.DataFrame:
    """The newest shares by delay, a column each."""
    last = frames[-1]
    delays = pd.Index(last["delays"], name="Steps since the mark")
    return pd.DataFrame({kind: last[kind] for kind in race.KINDS}, index=delays)
