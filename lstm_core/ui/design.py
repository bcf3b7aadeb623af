"""What is drafted on the Train page: a preset, or an own design with the preset that it began as."""

from dataclasses import dataclass, field, replace

from lstm_core import presets
from lstm_core.specs import Experiment, Layer, Network, Training, Window, checked

OWN = "own"
FIRST = "balanced"
PATHS = {
    "direct": {"strategy": "direct", "whole_test": False},
    "recursive": {"strategy": "recursive", "whole_test": False},
    "whole": {"strategy": "recursive", "whole_test": True},
}
TITLES = {
    "layers": "layers",
    "bidirectional": "both ways",
    "head": "dense layer",
    "linear": "linear layer",
    "pooled": "mean of all states",
    "scaling": "scaling",
    "loss": "loss",
    "optimizer": "optimiser",
    "epochs": "epochs",
    "batch_size": "batch size",
    "learning_rate": "learning rate",
    "schedule": "schedule",
    "cycle": "restarts after",
    "patience": "patience",
    "clip": "clipping",
    "seed": "seed",
    "path": "strategy",
    "companions": "other columns",
}


@dataclass(frozen=True)
class Design:
    """`recipe` is a preset's name or OWN. The network's kind counts for every recipe, all else for OWN alone.

    `path` is one of PATHS: how the horizon is reached.
    """

    recipe: str = FIRST
    base: str = FIRST
    network: Network = field(default_factory=lambda: presets.find(FIRST).network)
    training: Training = field(default_factory=lambda: presets.find(FIRST).training)
    path: str = "direct"
    companions: str = "held"

    @property
    def begun_as(self) -> str:
        """The preset that it is, or that an own design began as."""
        return self.base if self.recipe == OWN else self.recipe

    def changed(self, **settings: object) -> "Design":
        """The design with other settings of the network, of training or of its own; BadSetting where one is not."""
        if settings.get("schedule") == "constant":
            settings["cycle"] = None
        stages = {
            name: checked(kind, **dict(getattr(self, name)) | {key: settings.pop(key) for key in given})
            for name, kind in (("network", Network), ("training", Training))
            if (given := settings.keys() & kind.model_fields.keys())
        }
        return replace(self, **stages, **settings)


def of(base: str, kind: str = "lstm", recipe: str = OWN) -> Design:
    """A design that is still the preset `base`, but for the kind of its layers."""
    preset = presets.find(base)
    path = "whole" if preset.window.get("whole_test") else preset.window.get("strategy", "direct")
    return Design(recipe, base, preset.network.model_copy(update={"kind": kind}), preset.training, path)


def asked(design: Design, window: Window) -> tuple[Window, Network, Training]:
    """What the design asks for on a window of that length and horizon."""
    if design.recipe != OWN:
        preset, own = presets.find(design.recipe), of(design.recipe, design.network.kind)
        return checked(Window, **window.model_dump() | preset.window), own.network, own.training
    path = PATHS[design.path] | {"companions": "held" if design.path == "direct" else design.companions}
    return checked(Window, **window.model_dump() | path), design.network, design.training


def taken(experiment: Experiment) -> Design:
    """The design of an experiment: its preset where it is one to the letter, else one's own, as the nearest preset."""
    window, network, training = experiment.window, experiment.network, experiment.training
    path = next(path for path, told in PATHS.items() if told.items() <= window.model_dump().items())
    own = Design(OWN, FIRST, network, training, path, window.companions)
    own = min((replace(own, base=base) for base in presets.PRESETS), key=lambda design: len(differences(design)))
    preset = replace(own, recipe=own.base)
    same = experiment.preset == own.base and asked(preset, window) == (window, network, training)
    return preset if same else own


def differences(design: Design) -> dict[str, object]:
    """The settings that are not as in the preset that the design began as; the kind of layers is no difference."""
    base = of(design.base, design.network.kind)
    ours, theirs = ({**vars(one), **dict(one.network), **dict(one.training)} for one in (design, base))
    return {name: ours[name] for name in TITLES if ours[name] != theirs[name]}


def in_words(design: Design) -> str:
    """What differs from the preset, in one line.

    >>> in_words(of("quick"))
    'As Quick.'
    >>> in_words(of("quick").changed(epochs=3, clip=None, layers=[Layer(units=8, dropout=0.1), Layer(units=4)]))
    'Differs from Quick: layers 8 (dropout 0.1) + 4, epochs 3, clipping none.'
    """
    title = presets.find(design.base).title
    told = ", ".join(f"{TITLES[name]} {said(value)}" for name, value in differences(design).items())
    return f"Differs from {title}: {told}." if told else f"As {title}."


def said(value: object) -> str:
    """A setting as people say it."""
    if isinstance(value, tuple):
        return " + ".join(map(layer, value))
    if isinstance(value, bool) or value is None:
        return {True: "on", False: "off", None: "none"}[value]
    return f"{value:.4g}" if isinstance(value, float) else str(value).replace("_", " ")


def layer(one: Layer) -> str:
    """A layer by its units, and what is dropped there."""
    dropped = [
        f"{name} {share:g}" for name, share in (("dropout", one.dropout), ("recurrent", one.recurrent_dropout)) if share
    ]
    return f"{one.units} ({', '.join(dropped)})" if dropped else str(one.units)
