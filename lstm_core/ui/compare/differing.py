"""The settings in which experiments differ, in the words of the form."""

from collections.abc import Mapping

import pandas as pd

from lstm_core.errors import BadSetting
from lstm_core.features import catalogue
from lstm_core.specs import Experiment, Pick
from lstm_core.ui import design, words
from lstm_core.ui.charts import style
from lstm_core.ui.compare import named
from lstm_core.ui.forms import roles
from lstm_core.ui.forms.design import own
from lstm_core.ui.forms.preparation import AS_THEY_ARE, BY, LEARN_AS, joined

NONE = "—"
LABELS = {  # of the settings whose own name is not what the form calls them
    "start": "From",
    "end": "To",
    "every": "Rows",
    "by": "Joined by",
    "learn_as": "The network learns the target as",
    "look_back": "Sequence length",
    "companions": "Other columns along the forecast",
    "kind": "Model",
    "bidirectional": "Read both ways",
    "linear": "A linear layer beside",
    "head": "A dense layer behind",
    "pooled": "Read the mean of all states, too",
    "optimizer": "Optimiser",
    "batches": "Batches an epoch",
    "cycle": "Start the rate again",
    "patience": "Stop early: patience",
    "clip": "Clip gradients",
}
WORDS = {
    "by": BY,
    "learn_as": LEARN_AS,
    "companions": own.COMPANIONS,
    "scaling": own.SCALINGS,
    "loss": own.LOSSES,
    "optimizer": own.OPTIMIZERS,
    "schedule": own.SCHEDULES,
    "gaps": {
        None: "Found by itself",
        "fill": "Last known value",
        "interpolate": "Straight line across",
        "drop": "Leave them out",
        "longest": "Longest stretch",
    },
}


def table(experiments: Mapping[str, Experiment]) -> pd.DataFrame:
    """Settings (rows) by run (columns), only those in which the runs differ."""
    told = pd.DataFrame({name: settings(asked) for name, asked in experiments.items()}).fillna(NONE)
    differ = told.nunique(axis="columns") > 1
    return told[differ].rename_axis("Setting")


def settings(asked: Experiment) -> dict[str, str]:
    """Every setting of an experiment by its label; features and roles a line each."""
    data, window = asked.data, asked.window
    path = {"strategy": window.strategy, "whole_test": window.whole_test}
    told = {
        "Data": f"{data.name} ({data.dataset[:6]})",
        "Target": data.target,
        **{f"Column {name}": roles.TITLES.get(role, role) for name, role in data.roles.items()},
        **stage(data.preparation),
        **{feature(pick): "yes" for pick in asked.features.indicators},
        **{f"Column {name} goes in": "yes" for name in asked.features.columns},
        **{name: value for name, value in stage(window).items() if name not in ("Strategy", "Whole test")},
        "Strategy": next((own.PATHS[name] for name, means in design.PATHS.items() if means == path), str(path)),
        "Validation part": named.border(asked.split, "validation"),
        "Test part": named.border(asked.split, "test"),
        **stage(asked.network),
        **stage(asked.training),
    }
    return told | {"Model": style.name(asked.network.kind)}


def feature(pick: Pick) -> str:
    """A feature by its name and numbers; one that this version does not know by its bare name."""
    try:
        return f"Feature {catalogue.label(pick)}"
    except BadSetting:
        return f"Feature {pick.name}"


def stage(spec: object) -> dict[str, str]:
    """Every setting of one stage by its label; settings that no form names yet under their own name."""
    return {
        LABELS.get(name, name.replace("_", " ").capitalize()): said(name, value) for name, value in dict(spec).items()
    }


def said(name: str, value: object) -> str:
    """A setting's value in the words of the form.

    >>> said("loss", "huber"), said("clip", None), said("every", "week")
    ('Huber', 'none', 'Joined to one a week')
    """
    if name in WORDS:
        return WORDS[name].get(value, str(value))
    if name == "every":
        return f"Joined to {joined(value)}" if value else AS_THEY_ARE
    if name == "look_back":
        return words.count(value, "row")
    return design.said(value)
