"""The Start page's demos: which sample, and a recipe that trains in seconds. Imports nothing."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Demo:
    """A sample with a question worth asking of it; `recipe` is an experiment without its data."""

    name: str
    title: str
    icon: str
    question: str
    recipe: dict = field(default_factory=dict)


def quick(look_back: int, horizon: int, columns: tuple[str, ...] = (), **training: object) -> dict:
    """The recipe of the Quick preset with this window, these companion columns, and these changes of its training."""
    start = {"loss": "mean_absolute_error", "epochs": 12, "batch_size": 64, "learning_rate": 0.005, "patience": 4}
    return {
        "preset": "quick",
        "features": {"columns": columns},
        "window": {"look_back": look_back, "horizon": horizon},
        "network": {"layers": [{"units": 32}]},
        "training": start | training,
    }


# Scaling by kind of series: a level that wanders is taken relative to the window's end, one that returns as it is.
DEMOS = (
    Demo("sine", "Sine wave", "waves", "Can it learn a wave with noise on it?", quick(50, 10, scaling="standard")),
    Demo("temperature", "Daily temperature", "thermostat", "How warm is the coming week?", quick(30, 7)),
    Demo("stock-index", "Stock index", "candlestick_chart", "Can past prices tell tomorrow's?", quick(30, 5)),
    Demo(
        "solar",
        "Solar energy",
        "wb_sunny",
        "How much sun over the next six hours?",
        quick(24, 6, ("ghi", "cloud"), scaling="standard"),
    ),
    Demo(
        "sunspots",
        "Sunspots",
        "flare",
        "An eleven-year rhythm: does it see it?",
        quick(22, 5, scaling="standard", epochs=40, batch_size=16, patience=10),  # few rows: smaller, more steps
    ),
)
