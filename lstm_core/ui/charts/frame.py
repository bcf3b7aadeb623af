"""The frame around a chart: title, legend, margins, the tints behind the parts, and what stands where nothing does."""

import textwrap
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from lstm_core.ui.charts import style

HEIGHT = 420  # px, the plot without its title
TITLE_CHARACTERS = 42  # what fits a line of a 390 px screen at 16 px
NOTE_CHARACTERS = 58  # the same at 12 px
LINE = 21  # px


def finish(figure: go.Figure, title: str, dark: bool, height: int = HEIGHT, note: str = "") -> go.Figure:
    """The figure with its title, the legend in rows under it, tight margins, and a zoom that survives updates.

    Plotly places a title and a legend without asking each other, and a legend takes more rows on a phone. So the
    legend carries a blank heading exactly as tall as the title, and Plotly makes room for both at every width.
    """
    heading = wrapped(title, TITLE_CHARACTERS)
    notes = wrapped(note, NOTE_CHARACTERS)
    small = f"font-size:12px;font-weight:400;color:{style.palette(dark).muted}"
    text = "<br>".join([*heading, *(f"<span style='{small}'>{line}</span>" for line in notes)])
    lines = len(heading) + len(notes)
    head = LINE * lines + 10 if lines else 8
    shown = any(trace.name is not None and trace.showlegend is not False for trace in figure.data)
    figure.update_layout(
        template=style.template(dark),
        height=height + head + (28 if shown else 0),
        margin={"l": 8, "r": 12, "t": head, "b": 8},
        title={"text": text, "x": 0, "xanchor": "left", "xref": "container", "yref": "container", "y": 1},
        title_yanchor="top",
        title_pad={"t": 8 if lines < 2 else 18, "l": 4},  # Plotly lifts a title of several lines
        title_font={"size": 16, "weight": 600},
        showlegend=shown,
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom"},
        legend_title={"text": "<br>".join(["&nbsp;"] * lines), "side": "top", "font": {"size": 16}},
        uirevision="kept",
    )
    return figure


def panes(heights: list[int], gap: int) -> go.Figure:
    """An empty figure of panes under each other, y to y2, y3 ..., on one time axis; heights and gap in px.

    One axis, not several linked ones: so the hover reads all panes at once.
    """
    whole = sum(heights) + gap * (len(heights) - 1)
    figure = go.Figure()
    top = whole
    for row, height in enumerate(heights, start=1):
        domain = [max(0.0, (top - height) / whole), top / whole]
        figure.update_layout({f"yaxis{row if row > 1 else ''}": {"domain": domain, "anchor": "x"}})
        top -= height + gap
    return figure.update_layout(xaxis={"anchor": axis(len(heights))})


def axis(row: int) -> str:
    """The name of a pane's y axis, rows counted from 1."""
    return f"y{row}" if row > 1 else "y"


def name_pane(figure: go.Figure, row: int, name: object, ink: str | None = None) -> None:
    """Writes what a pane below the first one shows over its left corner."""
    figure.update_layout({f"yaxis{row}_nticks": 4})
    figure.add_annotation(
        text=literal(name),
        x=0,
        xref="paper",
        xanchor="left",
        y=1,
        yref=f"y{row} domain",
        yanchor="bottom",
        showarrow=False,
        font={"size": 12, "color": ink},
    )


def keep_zoom(figure: go.Figure, zoom: Mapping[str, tuple]) -> None:
    """Shows the ranges that the reader had chosen, by the names of their axes in the layout."""
    for name, span in zoom.items():
        if name in figure.layout:
            figure.layout[name].update(range=span, autorange=False)


def wrapped(text: str, width: int) -> list[str]:
    """Text in lines of at most `width` characters: a chart can't wrap by itself, and a phone is narrow."""
    return [literal(line, width) for line in textwrap.wrap(text, width)]


def literal(text: object, most: int = 40) -> str:
    """A name from the data as Plotly shows it unchanged: it takes `<b>` and `&lt;` for marks. Long ones are cut.

    >>> literal("<b>R&D</b>"), literal("long " * 9, most=10)
    ('&lt;b&gt;R&amp;D&lt;/b&gt;', 'long long…')
    """
    text = str(text)
    text = text if len(text) <= most else text[: most - 1].rstrip() + "…"
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def empty(why: str, title: str, dark: bool) -> go.Figure:
    """A chart with nothing in it that says why."""
    figure = go.Figure()
    words = {"text": "<br>".join(wrapped(why, 40)), "font": {"size": 14, "color": style.palette(dark).muted}}
    figure.add_annotation(**words, showarrow=False, x=0.5, y=0.5, xref="paper", yref="paper")
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return finish(figure, title, dark, height=220)


def tint(
    figure: go.Figure, part: str, start: object, end: object, dark: bool, label: str = "", beside: str = ""
) -> None:
    """The ground of one part (train, validation, test, future) from `start` to `end`, its border drawn and named.

    The name stands inside at the start; for a narrow part `beside` puts it "left" or "right" of the tint.
    """
    colours = style.palette(dark)
    figure.add_shape(
        type="rect",
        xref="x",
        yref="paper",
        x0=start,
        x1=end,
        y0=0,
        y1=1,
        layer="below",
        fillcolor=colours.parts[part],
        line={"width": 0},
    )
    border = {"color": colours.border, "width": 1, "dash": "dot" if part == "future" else "solid"}
    figure.add_shape(type="line", xref="x", yref="paper", x0=start, x1=start, y0=0, y1=1, layer="below", line=border)
    figure.add_annotation(
        x=end if beside == "right" else start,
        y=1,
        xref="x",
        yref="paper",
        text=label or style.PARTS[part],
        showarrow=False,
        xanchor="right" if beside == "left" else "left",
        yanchor="top",
        xshift=-4 if beside == "left" else 4,
        font={"size": 12, "color": colours.muted},
    )


def time_axis(figure: go.Figure, times: pd.Index) -> None:
    """Dates in words that every locale reads alike, weekends closed where the data hold none; or row numbers."""
    if not isinstance(times, pd.DatetimeIndex):
        figure.update_xaxes(title_text="Row", hoverformat=",d")
        return
    daily = len(times) == 0 or bool((times == times.normalize()).all())
    figure.update_xaxes(hoverformat="%-d %b %Y" if daily else "%-d %b %Y %H:%M", rangebreaks=weekends(times))


def weekends(times: pd.DatetimeIndex) -> list[dict]:
    """The gaps to close on the time axis: Saturday and Sunday, where daily data never hold one.

    Not for long histories: there a weekend is less than a pixel, and closing thousands of them is slow.
    """
    if not 6 <= len(times) <= 1_000 or (times.dayofweek >= 5).any():
        return []
    usual = pd.Series(times).diff().median()
    return [{"bounds": ["sat", "mon"]}] if usual == pd.Timedelta(days=1) else []
