"""The network as a diagram: what flows from the window to the forecast, with shapes and the number of weights."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from lstm_core.specs import Network, Window
from lstm_core.ui import words
from lstm_core.ui.charts import frame, style
from lstm_core.windows import cost, splits
from lstm_core.windows.cost import Part

LINE, EDGE, GAP = 17, 14, 22  # px: a line of text, a box without text, the room for an arrow
SIDE = 0.64  # where the boxes beside begin, as a share of the width
GATES = {"lstm": "3 gates + candidate", "gru": "2 gates + candidate", "rnn": "no gates"}


@dataclass(frozen=True)
class Box:
    """One box: its title, the lines below, the words of its tooltip, and whose colour it wears (a model's, or none)."""

    title: str
    lines: tuple[str, ...]
    told: str
    of: str = ""

    @property
    def height(self) -> int:
        """In px."""
        return EDGE + LINE * (1 + len(self.lines))


def network(
    window: Window, asked: Network, features: int, seen_whole: int, dark: bool
) -> tuple[go.Figure, str, pd.DataFrame]:
    """The diagram, the same as a sentence, and as a table of the layers with weights.

    `features` and `seen_whole` are those of `windows.cost`.
    """
    parts = tuple(cost.parts(features, window, asked, seen_whole=seen_whole))
    inner, beside = column(window, asked, features, parts), aside(asked, parts)
    figure, colours = go.Figure(), style.palette(dark)
    edge = SIDE - 0.06 if beside else 1.0
    top, places = 0, []
    for box in inner:
        if places:
            arrow(figure, edge / 2, top, edge / 2, top + GAP, colours.muted)
            top += GAP
        draw(figure, box, 0.0, edge, top, dark)
        places.append((top, top + box.height))
        top += box.height
    if beside:
        besides(figure, beside, edge, sum(places[0]) / 2, sum(places[-1]) / 2, dark)
    figure.update_xaxes(visible=False, range=[-0.005, 1.005], fixedrange=True)
    figure.update_yaxes(visible=False, range=[top + 2, -2], fixedrange=True)
    weights = sum(part.parameters for part in parts)
    title = f"{weights:,} weights from window to forecast"
    frame.finish(figure, title, dark, height=top + 12)
    figure.update_layout(hovermode="closest", hoverdistance=60, plot_bgcolor="rgba(0,0,0,0)", dragmode=False)
    flow = " → ".join(", ".join((box.title, *box.lines)) for box in inner)
    added = "".join(f"; beside it {box.title}" for box in beside)
    return figure, f"{title}: {flow}{added}.", table(parts)


def besides(figure: go.Figure, boxes: list[Box], edge: float, start: float, end: float, dark: bool) -> None:
    """The boxes beside, from the window (at the height `start`) to the forecast (`end`), each on its own branch."""
    colour = style.palette(dark).muted
    into, out = (edge + SIDE) / 2, 1.0
    top = (start + end) / 2 - (sum(box.height + GAP for box in boxes) - GAP) / 2
    for box in boxes:
        draw(figure, box, SIDE, out - 0.03, top, dark)
        middle = top + box.height / 2
        arrow(figure, into, middle, SIDE, middle, colour)
        line(figure, out - 0.03, middle, out, middle, colour)
        if box is boxes[0]:
            line(figure, out, middle, out, end, colour)
        top += box.height + GAP
    line(figure, edge, start, into, start, colour)
    line(figure, into, start, into, middle, colour)
    arrow(figure, out, end, edge, end, colour)


def column(window: Window, asked: Network, features: int, parts: tuple[Part, ...]) -> list[Box]:
    """What the window passes through, from the top down."""
    rows, cell = window.look_back, "lstm" if asked.kind == "hybrid" else asked.kind
    seen = f"{rows} rows × {words.count(features, 'feature')}"
    boxes = [Box("Window", (seen,), "What the network reads, scaled.")]
    for number, (layer, part) in enumerate(zip(asked.layers, parts, strict=False), start=1):
        last = number == len(asked.layers)
        out = f"{part.leaves}" if last and not asked.pooled else f"{rows} × {part.leaves}"
        title = f"{style.name(cell)} · {layer.units} units"
        gates = GATES[cell] + (", both ways" if asked.bidirectional else "")
        dropped = "".join(
            f"<br>{name} {share:g}"
            for name, share in (("Dropout", layer.dropout), ("Recurrent dropout", layer.recurrent_dropout))
            if share
        )
        lines = (f"{rows} × {part.enters} → {out}", gates, f"{part.parameters:,} weights")
        told = f"{counted(part)}<br>For each unit and gate: a weight for every input, one for<br>"
        told += f"every own last answer, and a bias.{dropped}"
        boxes.append(Box(title, lines, told, "lstm"))
    if asked.pooled:
        last = parts[len(asked.layers) - 1].leaves
        boxes.append(Box("Last state and mean of all", (f"{rows} × {last} → {2 * last}",), "No weights of its own."))
    known = {part.name: part for part in parts}
    if asked.head:
        boxes.append(dense(f"Dense · {asked.head} units", known["head"], "ReLU: below zero it says zero."))
    ahead = splits.trained_horizon(window)
    steps = f"Forecast · {words.count(ahead, 'step')}"
    boxes.append(dense(steps, known["forecast"], "A dense layer without a bend."))
    return boxes


def aside(asked: Network, parts: tuple[Part, ...]) -> list[Box]:
    """What answers beside the recurrent layers, and is added to them."""
    boxes = []
    if asked.kind == "hybrid":
        boxes.append(Box("ARIMA", ("is added",), "Fitted before training; the network learns what it misses.", "arima"))
    if asked.linear:
        part = parts[-1]
        lines = (f"{part.enters:,} → {part.leaves}", f"{part.parameters:,} weights")
        told = f"{counted(part)}<br>From the target's past and the last row straight to the forecast."
        boxes.append(Box("Linear layer", lines, told, "drift"))
    return boxes


def dense(title: str, part: Part, about: str) -> Box:
    """A dense layer's box."""
    line = f"{part.enters:,} → {part.leaves} · {part.parameters:,} weights"
    return Box(title, (line,), f"{counted(part)}<br>{about}", "lstm")


def counted(part: Part) -> str:
    """How a layer's weights are counted."""
    return f"{part.count} = {part.parameters:,}"


def table(parts: tuple[Part, ...]) -> pd.DataFrame:
    """The layers with weights, as they are called in the saved model."""
    rows = [(part.name, part.enters, part.leaves, part.parameters, part.count) for part in parts]
    return pd.DataFrame(rows, columns=["Layer", "In", "Out", "Weights", "Counted as"]).set_index("Layer")


def draw(figure: go.Figure, box: Box, left: float, right: float, top: float, dark: bool) -> None:
    """One box with its words; the tooltip opens near its middle."""
    colours = style.palette(dark)
    pen = style.line(box.of, dark) if box.of else {"color": colours.border, "dash": "solid"}
    figure.add_shape(
        type="rect",
        layer="below",
        x0=left,
        x1=right,
        y0=top,
        y1=top + box.height,
        line={"color": pen["color"], "width": 1.5, "dash": pen["dash"]},
        fillcolor=style.band(box.of, dark) if box.of else colours.ground,
    )
    text = "<br>".join([f"<b>{box.title}</b>", *(f"<span style='font-size:12px'>{line}</span>" for line in box.lines)])
    figure.add_scatter(
        x=[(left + right) / 2],
        y=[top + box.height / 2],
        mode="text",
        text=[text],
        textfont={"color": colours.ink, "size": 13},
        hovertemplate=f"{box.told}<extra></extra>",
        showlegend=False,
    )


def arrow(figure: go.Figure, from_x: float, from_y: float, to_x: float, to_y: float, colour: str) -> None:
    """An arrow from one place to another."""
    figure.add_annotation(
        x=to_x,
        y=to_y,
        ax=from_x,
        ay=from_y,
        xref="x",
        yref="y",
        axref="x",
        ayref="y",
        text="",
        showarrow=True,
        arrowhead=2,
        arrowsize=1,
        arrowwidth=1.2,
        arrowcolor=colour,
    )


def line(figure: go.Figure, from_x: float, from_y: float, to_x: float, to_y: float, colour: str) -> None:
    """A line from one place to another."""
    pen = {"color": colour, "width": 1.2}
    figure.add_shape(type="line", layer="below", x0=from_x, y0=from_y, x1=to_x, y1=to_y, line=pen)
