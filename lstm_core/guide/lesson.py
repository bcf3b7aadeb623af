"""What a lesson is made of: steps through the pages, each with what stands preset there."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Setup:
    """What stands preset when a step is entered: a sample, what goes in of it, and a recipe."""

    sample: str
    look_back: int
    horizon: int
    columns: tuple[str, ...] = ()
    recipe: str = "quick"


@dataclass(frozen=True)
class Step:
    """One stop: its page, what to do and what to see there; and for who teaches, what to say and to ask.

    `asks` are questions with their answers. Without a `setup` the data stay as the step before left them. On the page
    the `tab` of that title is open, `controls` begin with these values by their keys, `address` stands in its link.
    """

    page: str
    title: str
    minutes: int
    do: str
    see: str
    say: str
    asks: tuple[tuple[str, str], ...] = ()
    setup: Setup | None = None
    tab: str | None = None
    controls: Mapping[str, object] = field(default_factory=dict)
    address: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Lesson:
    """A tour through the pages; `name` is what the address carries."""

    name: str
    title: str
    about: str
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """How long its steps take together."""
        return sum(step.minutes for step in self.steps)

    def step(self, number: int) -> Step:
        """The step of that number, counted from 1."""
        return self.steps[number - 1]

    def setup(self, number: int) -> Setup | None:
        """What stands preset at a step for someone who comes straight to it: the last setup up to there."""
        return next((step.setup for step in reversed(self.steps[:number]) if step.setup), None)

    def training(self, number: int) -> int | None:
        """The number of the step in which the network is trained that a step reads; None where there is none."""
        begun = max((at for at in range(number) if self.steps[at].setup), default=0)
        return next((at + 1 for at in reversed(range(begun, number)) if self.steps[at].page == "train"), None)
