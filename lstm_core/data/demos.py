"""The Start page's demos: a question worth asking of a sample, and what its recipe changes of the Quick preset."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Demo:
    """A built-in sample with its question, its window, and the changes of the preset's training."""

    sample: str
    question: str
    look_back: int
    horizon: int
    columns: tuple[str, ...] = ()
    training: dict = field(default_factory=dict)


# Scaling by kind of series: a level that wanders is taken relative to the window's end, one that returns as it is.
RETURNS = {"scaling": "standard"}
FEW_ROWS = {"epochs": 40, "batch_size": 16, "patience": 10}  # smaller batches, more epochs
DEMOS = (
    Demo("sine", "Can it learn a wave with noise on it?", 50, 10, training=RETURNS),
    Demo("temperature", "How warm is the coming week?", 30, 7),
    Demo("stock-index", "Can past prices tell tomorrow's?", 30, 5),
    Demo("solar", "How much sun over the next six hours?", 24, 6, ("ghi", "cloud"), RETURNS),
    Demo("sunspots", "An eleven-year rhythm: does it see it?", 22, 5, training=RETURNS | FEW_ROWS),
)
