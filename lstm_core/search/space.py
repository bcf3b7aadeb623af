"""What a search can choose from: an axis for each setting that varies, and the experiment at a point of them."""

import math
from dataclasses import dataclass
from random import Random

from lstm_core import specs
from lstm_core.features import catalogue
from lstm_core.search.asked import Point, Search
from lstm_core.specs import Experiment, Layer, Network

MOST_LAYERS, DROPOUT = 3, 0.5
SCALINGS = ("window", "window_spread", "standard", "minmax", "robust")
WITH = "with "  # begins the name of a feature's axis
TITLES = {
    "look_back": "Sequence length",
    "units": "Units",
    "layers": "Layers",
    "dropout": "Dropout",
    "learning_rate": "Learning rate",
    "batch_size": "Batch size",
    "features": "Features in or out",
    "scaling": "Scaling and anchor",
    "learn_as": "Form of the target",
}


@dataclass(frozen=True)
class Axis:
    """Numbers from `low` to `high` (whole ones where both are, `log` by factors) or, where there are any, `choices`."""

    name: str
    low: float = 0
    high: float = 0
    log: bool = False
    choices: tuple[int | str | bool, ...] = ()

    @property
    def title(self) -> str:
        """The setting as people call it."""
        return TITLES.get(self.name) or self.name[0].upper() + self.name[1:]


def axes(asked: Search) -> tuple[Axis, ...]:
    """An axis for each setting that varies, each around the value that the experiment has."""
    window, network, training = asked.experiment.window, asked.experiment.network, asked.experiment.training
    least = window.horizon if window.strategy == "direct" else specs.LOOK_BACK[0]
    length, units, size, rate = window.look_back, network.layers[0].units, training.batch_size, training.learning_rate
    around = {
        "look_back": Axis(
            "look_back",
            min(length, max(specs.LOOK_BACK[0], least, length // 4)),
            max(length, min(asked.longest, 3 * length)),
            log=True,
        ),
        "units": Axis("units", max(1, units // 4), min(512, 2 * units), log=True),
        "layers": Axis("layers", 1, max(MOST_LAYERS, len(network.layers))),
        "dropout": Axis("dropout", 0.0, max(DROPOUT, network.layers[0].dropout)),
        "learning_rate": Axis("learning_rate", rate / 10, min(1.0, 10.0 * rate), log=True),
        "batch_size": Axis("batch_size", choices=batches(size)),
        "scaling": Axis("scaling", choices=SCALINGS),
        "learn_as": Axis("learn_as", choices=forms(asked)),
    }
    found = [around[name] for name in around if name in asked.vary]
    if "features" in asked.vary:
        found += [Axis(name, choices=(True, False)) for name in features(asked.experiment)]
    return tuple(axis for axis in found if axis.choices or axis.low < axis.high)


def batches(size: int) -> tuple[int, ...]:
    """The size of a batch, halves and doubles of it.

    >>> batches(64), batches(1024)
    ((16, 32, 64, 128, 256), (256, 512, 1024, 2048))
    """
    around = {max(1, size // 4), max(1, size // 2), size, 2 * size, 4 * size}
    return tuple(sorted(one for one in around if one <= 2048))


def forms(asked: Search) -> tuple[str, ...]:
    """The forms in which the target can be learnt, the one asked for among them."""
    now = asked.experiment.data.preparation.learn_as
    found = ("level", "difference", *(("log", "log_return") if asked.positive else ()))
    return found if now in found else (now, *found)


def features(experiment: Experiment) -> dict[str, specs.Pick | str]:
    """The indicators and columns of the experiment by the names of their axes."""
    named = {f"{WITH}{catalogue.label(pick)}": pick for pick in experiment.features.indicators}
    return named | {f"{WITH}{column}": column for column in experiment.features.columns}


def start(asked: Search) -> Point:
    """The point where the experiment itself stands."""
    base = asked.experiment
    values = {
        "look_back": base.window.look_back,
        "units": base.network.layers[0].units,
        "layers": len(base.network.layers),
        "dropout": base.network.layers[0].dropout,
        "learning_rate": base.training.learning_rate,
        "batch_size": base.training.batch_size,
        "scaling": base.training.scaling,
        "learn_as": base.data.preparation.learn_as,
    }
    return {axis.name: values.get(axis.name, True) for axis in axes(asked)}


def experiment(asked: Search, point: Point) -> Experiment:
    """The experiment at that point; all that does not vary is as it was. Raises BadSetting for one out of bounds."""
    base = asked.experiment
    kept = [feature for name, feature in features(base).items() if point.get(name, True)]
    picked = {
        "indicators": tuple(one for one in kept if not isinstance(one, str)),
        "columns": tuple(one for one in kept if isinstance(one, str)),
    }
    named = {name: point[name] for name in ("learning_rate", "batch_size", "scaling") if name in point}
    length = {"look_back": point["look_back"]} if "look_back" in point else {}
    form = point.get("learn_as", base.data.preparation.learn_as)
    preparation = base.data.preparation.model_copy(update={"learn_as": form})
    return specs.checked(
        Experiment,
        preset="custom",
        data=base.data.model_copy(update={"preparation": preparation}),
        features=specs.Features(**picked),
        window=specs.checked(specs.Window, **dict(base.window) | length),
        split=base.split,
        network=specs.checked(Network, **dict(base.network) | {"layers": layers(base.network, point)}),
        training=specs.checked(specs.Training, **dict(base.training) | named),
    )


def drawn(asked: Search, random: Random) -> Point:
    """A point drawn blindly."""
    return {axis.name: random.choice(axis.choices) if axis.choices else between(axis, random) for axis in axes(asked)}


def between(axis: Axis, random: Random) -> float:
    """A number of the axis drawn blindly, whole where its ends are."""
    low, high = (math.log(end) if axis.log else end for end in (axis.low, axis.high))
    value = random.uniform(low, high)
    value = math.exp(value) if axis.log else value
    return round(value) if isinstance(axis.low, int) and isinstance(axis.high, int) else value


def layers(network: Network, point: Point) -> tuple[Layer, ...]:
    """The network's layers at that point: further ones are as its last, and all grow with the first.

    >>> network = Network(layers=(Layer(units=64), Layer(units=32)))
    >>> [layer.units for layer in layers(network, {"units": 32, "layers": 3})]
    [32, 16, 16]
    """
    first, count = network.layers[0].units, point.get("layers", len(network.layers))
    like = [network.layers[min(at, len(network.layers) - 1)] for at in range(count)]
    grown = [max(1, round(layer.units * point.get("units", first) / first)) for layer in like]
    return tuple(
        specs.checked(Layer, **dict(layer) | {"units": min(512, units), "dropout": point.get("dropout", layer.dropout)})
        for layer, units in zip(like, grown, strict=True)
    )
