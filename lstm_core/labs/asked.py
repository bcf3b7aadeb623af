"""What each lab can be asked, with bounds. Imports nothing slow: pages read it, too."""

from typing import Literal

from pydantic import Field

from lstm_core.specs import Asked, Experiment


class Rates(Asked):
    """Learning rates from very small to too large, each batch with a larger one (Smith 2017), for an experiment."""

    lab: Literal["rates"] = "rates"
    experiment: Experiment
    batches: int = Field(default=100, ge=20, le=400)


class Pace(Asked):
    """How long an epoch of an experiment takes, by at most so many real batches."""

    lab: Literal["pace"] = "pace"
    experiment: Experiment
    batches: int = Field(default=40, ge=3, le=400)


class Refit(Asked):
    """The future from a network that learns from all rows, as a run did from its training part."""

    lab: Literal["refit"] = "refit"
    run: str = Field(pattern=r"^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$", description="the run's id")


class Rebuild(Asked):
    """The network of an imported run, built anew from its experiment and given the weights that came as arrays."""

    lab: Literal["rebuild"] = "rebuild"
    run: str = Field(pattern=r"^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$", description="the run's id")


class Convert(Asked):
    """A run's network in the formats of other programs: ONNX, and SavedModel as a zip."""

    lab: Literal["convert"] = "convert"
    run: str = Field(pattern=r"^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$", description="the run's id")


LABS: dict[str, type[Asked]] = {
    kind.model_fields["lab"].default: kind for kind in (Rates, Pace, Refit, Rebuild, Convert)
}
