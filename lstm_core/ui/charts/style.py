"""What every chart shares: names, colours, dashes and the template.

Colours mean the same everywhere. Actual is ink, solid. The network, of whatever kind, is the brand colour, solid, and
its band the same, translucent. Baselines are grey, told apart by their dashes. ARIMA and the hybrid are two quiet
companions. The parts of a split are tints with a border drawn. Forget, input and output gate have a hue each; a GRU's
update gate, which keeps, has that of the forget gate, and its reset gate that of the input gate. Nothing is told by
colour alone.
"""

from dataclasses import dataclass

import plotly.graph_objects as go

DIGITS = ",.5~r"  # five significant digits, thousands apart
FACE = "IBM Plex Sans, system-ui, sans-serif"

NAMES = {
    "actual": "Actual",
    "lstm": "LSTM",
    "gru": "GRU",
    "rnn": "Simple RNN",
    "hybrid": "ARIMA + LSTM",
    "arima": "ARIMA",
    "ets": "ETS",
    "theta": "Theta",
    "naive": "Naive (last value)",
    "seasonal_naive": "Seasonal naive",
    "drift": "Drift",
    "moving_average": "Moving average",
}
NETWORKS = ("lstm", "gru", "rnn")  # a run has one of them, so they share the brand colour
DASHES = {
    "naive": "dash",
    "seasonal_naive": "dashdot",
    "drift": "dot",
    "moving_average": "2px,3px,8px,3px",
    "arima": "10px,4px",
    "hybrid": "14px,3px,3px,3px",
    "ets": "5px,2px",
    "theta": "5px,2px,1px,2px,1px,2px",
}
SYMBOLS = {
    "lstm": "circle",
    "gru": "hexagon",
    "rnn": "star",
    "hybrid": "diamond",
    "arima": "square",
    "naive": "circle-open",
    "seasonal_naive": "square-open",
    "drift": "triangle-up-open",
    "moving_average": "diamond-open",
    "ets": "triangle-down-open",
    "theta": "pentagon-open",
}
GATES = {"forget_gate": "solid", "input_gate": "dash", "output_gate": "dot"}  # each gate's line; its hue: Palette.gates
PARTS = {"train": "Training", "validation": "Validation", "test": "Test", "future": "Future"}


@dataclass(frozen=True)
class Palette:
    """The colours of one appearance; text and the network reach 4.5:1 on the ground, other lines 3:1."""

    ground: str
    ink: str
    muted: str
    grid: str
    brand: str
    baseline: str
    arima: str
    hybrid: str
    rising: str
    falling: str
    parts: dict[str, str]
    border: str
    overlays: tuple[str, ...]
    gates: dict[str, str]  # apart from each other and from the brand also for colour-blind readers


LIGHT = Palette(
    ground="#fbf8f2",
    ink="#1d2427",
    muted="#5f6664",
    grid="#e6dfd1",
    brand="#0b6b66",
    baseline="#77797a",
    arima="#2a5d92",
    hybrid="#9a4a16",
    rising="#fbf8f2",
    falling="#1d2427",
    parts={
        "train": "rgba(42,93,146,0.06)",
        "validation": "rgba(176,128,20,0.14)",
        "test": "rgba(29,36,39,0.055)",
        "future": "rgba(109,74,150,0.10)",
    },
    border="#a79f8d",
    overlays=("#b4571d", "#2a5d92", "#6d4a96", "#8a6a00", "#a8361f", "#2f6b34"),
    gates={"forget": "#7d150a", "input": "#352c98", "output": "#8a6d05"},
)
DARK = Palette(
    ground="#15191a",
    ink="#ece7dc",
    muted="#a3a79f",
    grid="#2b3234",
    brand="#4fcdbf",
    baseline="#8f948f",
    arima="#86b5e6",
    hybrid="#e39a5e",
    rising="#15191a",
    falling="#ece7dc",
    parts={
        "train": "rgba(134,181,230,0.07)",
        "validation": "rgba(224,193,90,0.13)",
        "test": "rgba(236,231,220,0.06)",
        "future": "rgba(189,160,228,0.13)",
    },
    border="#646b69",
    overlays=("#eca25b", "#86b5e6", "#bda0e4", "#e0c15a", "#f08a70", "#8cc98a"),
    gates={"forget": "#ee5f33", "input": "#8a84ea", "output": "#f6dc8a"},
)


def palette(dark: bool) -> Palette:
    """The colours for this appearance."""
    return DARK if dark else LIGHT


def name(model: str) -> str:
    """A model's name on screen."""
    return NAMES.get(model, model.replace("_", " ").capitalize())


def line(model: str, dark: bool) -> dict:
    """How a model is drawn, always and everywhere: `{"color": ..., "width": ..., "dash": ...}`."""
    colours = palette(dark)
    own = {"actual": colours.ink, "arima": colours.arima, "hybrid": colours.hybrid}
    own |= dict.fromkeys(NETWORKS, colours.brand)
    width = {"actual": 1.6, "hybrid": 2.2}.get(model, 2.2 if model in NETWORKS else 1.5)
    dash = DASHES.get(model, "solid" if model in ("actual", *NETWORKS) else "longdash")
    return {"color": own.get(model, colours.baseline), "width": width, "dash": dash}


def gate(name: str, dark: bool) -> dict:
    """How a gate of `GATES` is drawn in diagrams and charts; its colour carries text, too."""
    return {"color": palette(dark).gates[name.removesuffix("_gate")], "width": 2, "dash": GATES[name]}


def band(model: str, dark: bool) -> str:
    """The colour of a model's band: that of its line, translucent."""
    red, green, blue = bytes.fromhex(line(model, dark)["color"].removeprefix("#"))
    return f"rgba({red},{green},{blue},{0.28 if dark else 0.24})"


def template(dark: bool) -> go.layout.Template:
    """The face, the ground, the axes, the hover and the legend of every chart."""
    colours = palette(dark)
    axis = {
        "gridcolor": colours.grid,
        "linecolor": colours.border,
        "zeroline": False,
        "automargin": True,
        "tickfont": {"color": colours.muted, "size": 12},
        "title": {"font": {"color": colours.muted, "size": 12}, "standoff": 8},
    }
    across = axis | {"showgrid": False, "showline": True, "ticks": "outside", "tickcolor": colours.border, "ticklen": 4}
    across |= {"showspikes": True, "spikemode": "across", "spikethickness": 1, "spikedash": "solid"}
    across |= {"spikecolor": colours.border, "spikesnap": "cursor"}
    return go.layout.Template(
        layout={
            "font": {"family": FACE, "size": 13, "color": colours.ink},
            "colorway": [colours.brand, *colours.overlays],
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": colours.ground,
            "hovermode": "x unified",
            "hoversubplots": "axis",
            "hoverlabel": {"bgcolor": colours.ground, "bordercolor": colours.border, "font": {"family": FACE}},
            "separators": ".,",
            "modebar": {"bgcolor": colours.ground, "color": colours.muted, "activecolor": colours.brand},
            "xaxis": across,
            "yaxis": axis | {"separatethousands": True},
        }
    )
