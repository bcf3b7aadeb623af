"""What is asked of many series: a recipe without its target, the series, and whether one network learns them all."""

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from lstm_core import specs
from lstm_core.specs import Data, Experiment, Features, Network, Preparation, Role, Spec, Split, Training, Window

MOST = 2000  # series of one network, and columns of a dataset
MOST_RUNS = 500  # each a folder, and a place in the queue
RELATIVE = ("window", "window_spread")
AT_ONCE = 200  # batches an epoch of one network for all, where the recipe would take every window

Name = Annotated[str, Field(min_length=1, max_length=200)]


class Recipe(Spec):
    """An experiment without its data. `roles` are those of columns that every series has, by their plain names.

    With `calendar` the waves of day, week and year that a series shows are added to the features.
    """

    preset: str = Field(default="custom", max_length=40)
    preparation: Preparation = Preparation()
    roles: dict[str, Role] = Field(default_factory=dict, max_length=200)
    features: Features = Features()
    calendar: bool = False
    window: Window = Window()
    split: Split = Split()
    network: Network = Network()
    training: Training = Training()

    def on(self, data: Data, features: Features) -> Experiment:
        """The experiment on one series. Raises BadSetting where they don't fit together."""
        own = {name: getattr(self, name) for name in ("preset", "window", "split", "network", "training")}
        return specs.checked(Experiment, data=data, features=features, **own)


class Member(Spec):
    """One series: a column of a kept dataset, from its first measured row to its last.

    `columns` are the dataset's own names of the plain ones, where they differ: {"Close": "AAPL Close"}. `run` is the id
    of its run, where each series has one.
    """

    name: Name
    dataset: str = Field(pattern=r"^[0-9a-f]{64}$")
    target: Name
    columns: dict[str, str] = Field(default_factory=dict, max_length=200)
    start: str | None = Field(default=None, max_length=40)
    end: str | None = Field(default=None, max_length=40)
    run: str | None = Field(default=None, pattern=r"^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$")

    def own(self, column: str) -> str:
        """What the dataset calls a column."""
        return self.columns.get(column, column)


class Group(Spec):
    """The recipe on all members: `each` with a run of its own, or all `together` with one network.

    `left_out` says of series that never came to be members why, by name.
    """

    version: Literal[1] = 1
    name: Name
    way: Literal["each", "together"]
    recipe: Recipe
    members: tuple[Member, ...] = Field(min_length=1, max_length=MOST)
    left_out: dict[str, str] = Field(default_factory=dict, max_length=MOST)

    @field_validator("recipe")
    @classmethod
    def _fits_all(cls, recipe: Recipe, others: ValidationInfo) -> Recipe:
        if others.data.get("way") != "together":
            return recipe
        if recipe.network.kind == "hybrid":
            raise ValueError(
                "must have an LSTM, GRU or simple RNN: an ARIMA is fitted to one series; or ask a run each"
            )
        if recipe.training.scaling not in RELATIVE:
            raise ValueError("must scale by window or window_spread: one network learns series of different size")
        return recipe

    @field_validator("members")
    @classmethod
    def _told_apart(cls, members: tuple[Member, ...], others: ValidationInfo) -> tuple[Member, ...]:
        if len({member.name for member in members}) < len(members):
            raise ValueError("must have a name each that no other has")
        if others.data.get("way") == "each" and len(members) > MOST_RUNS:
            raise ValueError(f"must be at most {MOST_RUNS} for a run each; choose one network for all")
        return members


def for_all(recipe: Recipe) -> Recipe:
    """The recipe as one network for all series takes it: each window relative to itself, epochs of counted batches."""
    training = recipe.training
    changed = {} if training.scaling in RELATIVE else {"scaling": "window"}
    changed |= {} if training.batches else {"batches": AT_ONCE}
    return recipe.model_copy(update={"training": training.model_copy(update=changed)})


def on_the_last(recipe: Recipe) -> Recipe:
    """The recipe tested on the last horizon of each series alone, with the one before it for validation, as M4 does."""
    steps = recipe.window.horizon
    return recipe.model_copy(update={"split": Split(validation_size=steps, test_size=steps)})
