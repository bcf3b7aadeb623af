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


def quick(look_back: int, horizon: int, **changes: object) -> dict:
    """The recipe of the Quick preset with this window."""
    return {
        "preset": "quick",
        "window": {"look_back": look_back, "horizon": horizon},
        "network": {"layers": [{"units": 32}]},
        "training": {"epochs": 12, "batch_size": 64, "learning_rate": 0.005, "patience": 4},
        **changes,
    }


DEMOS = (
    Demo("sine", "Sine wave", "waves", "Can it learn a wave with noise on it?", quick(50, 10)),
    Demo("temperature", "Daily temperature", "thermostat", "How warm is the coming week?", quick(30, 7)),
    Demo("stock-index", "Stock index", "candlestick_chart", "Can yesterday's prices tell tomorrow's?", quick(30, 5)),
    Demo("solar", "Solar energy", "wb_sunny", "How much sun over the next six hours?", quick(48, 6)),
    Demo("sunspots", "Sunspots", "flare", "An eleven-year rhythm: does it see it?", quick(22, 5)),
)
