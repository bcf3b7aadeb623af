"""The report's charts as plain Plotly specifications, and the network as an SVG picture."""

from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd

from lstm_core.inside.network import Network
from lstm_core.windows import windowing

GROUND, INK, MUTED, GRID = "#fbf8f2", "#1d2427", "#5f6664", "#e6dfd1"
BRAND, BASELINE = "#0b6b66", "#77797a"
NAMES = {"lstm": "LSTM", "gru": "GRU", "rnn": "Simple RNN", "hybrid": "ARIMA + LSTM", "arima": "ARIMA"}
DASHES = {"naive": "dash", "seasonal_naive": "dashdot", "drift": "dot", "moving_average": "2px,3px,8px,3px"}
MOST = 2_000  # points of a line
PICTURE = "network.svg"


def name(model: str) -> str:
    """A model's name for people."""
    return NAMES.get(model, model.replace("_", " ").capitalize())


def pen(model: str) -> dict:
    """How a model is drawn: ours in the brand colour, solid; simple methods grey, each with its dash."""
    ours = model in ("lstm", "gru", "rnn", "hybrid")
    return {"color": BRAND if ours else BASELINE, "width": 2 if ours else 1.4, "dash": DASHES.get(model, "solid")}


def layout(title: str, across: str, **more: object) -> dict:
    """The frame that all charts share."""
    axis = {"gridcolor": GRID, "zeroline": False, "automargin": True}
    return {
        "font": {"family": "IBM Plex Sans, system-ui, sans-serif", "color": INK, "size": 13},
        "paper_bgcolor": GROUND,
        "plot_bgcolor": GROUND,
        "hovermode": "x unified",
        "height": 380,
        "margin": {"l": 56, "r": 16, "t": 16, "b": 48},
        "legend": {"orientation": "h", "y": 1.12},
        "xaxis": axis | {"title": {"text": escape(across)}},
        "yaxis": axis | {"title": {"text": escape(title)}},
    } | more


def drawn(x: Iterable, y: Iterable, label: str, line: dict, **more: object) -> dict:
    """One line."""
    return {"type": "scatter", "mode": "lines", "x": list(x), "y": list(y), "name": label, "line": line} | more


def forecast(backtest: pd.DataFrame, future: pd.DataFrame, ours: str, target: str) -> dict:
    """The test part as it was forecast so many steps before as the horizon has, and what lies beyond it."""
    many = backtest[(backtest["part"] == "test") & (backtest["mode"] == "multi_step")]
    one_path = many["origin"].nunique() == 1
    test = many if one_path else many[many["step"] == many["step"].max()]
    own = test[test["model"] == ours].sort_values("time")
    shown = own.iloc[windowing.spread(pd.RangeIndex(len(own)).to_numpy(), MOST)]
    lines = [drawn(times(shown), shown["actual"], "Actual", {"color": INK, "width": 1.6})]
    for model in dict.fromkeys([ours, *future["model"]]):
        rows = test[test["model"] == model].set_index("time").reindex(shown["time"]).reset_index()
        ahead = future[future["model"] == model]
        both = pd.concat([rows, ahead])
        hidden = {} if model in (ours, "naive") else {"visible": "legendonly"}
        if model == ours and both["lower"].notna().any():
            thin = {"color": BRAND, "width": 0}
            lines.append(drawn(times(both), both["upper"], "upper", thin, showlegend=False, hoverinfo="skip"))
            fill = {"fill": "tonexty", "fillcolor": "rgba(11,107,102,0.24)"}
            lines.append(drawn(times(both), both["lower"], f"{name(ours)}, band", thin, **fill))
        lines.append(drawn(times(both), both["forecast"], name(model), pen(model), **hidden))
    return {"data": lines, "layout": layout(target, "")}


def times(rows: pd.DataFrame) -> list:
    """The times of rows as Plotly reads them."""
    return [time.isoformat() if hasattr(time, "isoformat") else int(time) for time in rows["time"]]


def error_by_step(scores: Iterable[Mapping], target: str) -> dict:
    """Each model's mean absolute error on the test part by steps ahead."""
    found: dict[str, list] = {}
    for score in scores:
        if (score["part"], score["mode"], score["metric"]) == ("test", "multi_step", "mae") and score["step"]:
            found.setdefault(score["model"], []).append((score["step"], score["value"]))
    lines = [
        drawn(*zip(*sorted(points), strict=True), name(model), pen(model), mode="lines+markers")
        for model, points in found.items()
    ]
    return {"data": lines, "layout": layout(f"MAE of {target}", "Steps ahead", height=320)}


def learning(history: list[Mapping]) -> dict:
    """Losses by epoch, and the best simple method's."""
    epochs = [line["epoch"] for line in history]
    kinds = (("loss", "Training", INK, "dot"), ("val_loss", "Validation", BRAND, "solid"))
    kinds += (("line_to_beat", "Best simple method", BASELINE, "dash"),)
    lines = [
        drawn(epochs, [line.get(key) for line in history], label, {"color": colour, "dash": dash}, mode="lines+markers")
        for key, label, colour, dash in kinds
    ]
    return {"data": lines, "layout": layout("Loss, scaled units", "Epoch", height=320)}


def picture(network: Network, shape: tuple[int, int]) -> str:
    """The network as SVG, from the window (rows, features) down to the forecast: a box a layer, with its weights."""
    wide, high, gap = 360, 48, 24
    boxes = [("Window", f"{shape[0]} rows × {shape[1]} features")]
    for layer in network.layers:
        if layer.kind != "InputLayer":
            count = sum(one.size for one in layer.weights)
            boxes.append((f"{layer.name} ({layer.kind})", f"{count:,} weights" if count else "no weights"))
    drawn = []
    for at, (title, below) in enumerate(boxes):
        top, middle = 8 + at * (high + gap), wide / 2
        if at:
            drawn.append(f'<path d="M{middle} {top - gap}v{gap - 6}m-4 -1l4 6l4 -6" fill="none" stroke="{MUTED}"/>')
        colour = BRAND if "LSTM" in title or "GRU" in title or "RNN" in title or "Bidirectional" in title else BASELINE
        drawn.append(
            f'<rect x="8" y="{top}" width="{wide - 16}" height="{high}" rx="6" fill="{GROUND}" stroke="{colour}"/>'
            f'<text x="{middle}" y="{top + 20}" font-weight="600">{escape(title)}</text>'
            f'<text x="{middle}" y="{top + 38}" fill="{MUTED}">{escape(below)}</text>'
        )
    tall = 16 + len(boxes) * (high + gap) - gap
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" width="{wide}" height="{tall}"'
        f' font-family="IBM Plex Sans, system-ui, sans-serif" font-size="14" text-anchor="middle" fill="{INK}">'
        f"{''.join(drawn)}</svg>\n"
    )
