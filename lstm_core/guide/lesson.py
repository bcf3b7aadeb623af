"""What a lesson is made of: steps through the pages, each with what stands preset there."""

from dataclasses import dataclass


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

    `asks` are questions with their answers. Without a `setup` the page is left as the step before left it.
    """

    page: str
    title: str
    minutes: int
    do: str
    see: str
    say: str
    asks: tuple[tuple[str, str], ...] = ()
    setup: Setup | None = None


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
