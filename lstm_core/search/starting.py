"""A search from an experiment: its split pinned to times, so that every trial is judged on the same rows."""

from random import Random
from typing import TYPE_CHECKING

from lstm_core import specs
from lstm_core.search import space
from lstm_core.search.asked import Search
from lstm_core.specs import LOOK_BACK, Experiment, Split
from lstm_core.windows import cost, splits

if TYPE_CHECKING:
    import pandas as pd

    from lstm_core.data.series import Series

DRAWN, BEGINS = 20, 4.0  # trials that tell how long one takes; seconds of each until its network is traced
SHARE = 3  # a sequence takes a third of the training rows at most, so that most of them can be origins


def asked(experiment: Experiment, series: "Series", rows: "pd.Index", **how: object) -> Search:
    """The search around an experiment; `rows` are those of its feature table, `how` the rest of what is asked.

    Raises BadSetting for what is out of bounds, TooLittleData where the experiment itself could not be trained.
    """
    parts = splits.check(rows, experiment.split, experiment.window)
    longest = max(experiment.window.look_back, min(LOOK_BACK[1], len(parts.train) // SHARE))
    return specs.checked(
        Search,
        experiment=experiment.model_copy(update={"split": pinned(rows, parts)}),
        longest=longest,
        positive=bool((series.values > 0).all()),
        **how,
    )


def seconds(asked: Search, rows: int, features: int, pace: float) -> float:
    """How long a trial takes on average, if it is not given up: a few are drawn, their epochs counted.

    `rows` and `features` are those of the feature table, `pace` is how this machine compares (`runs.pace`).
    """
    random, epochs, taken = Random(0), asked.experiment.training.epochs, 0.0
    for _ in range(DRAWN):
        one = space.experiment(asked, space.drawn(asked, random))
        taken += cost.of(rows, features, one.window, one.network, one.training).seconds * epochs
    return pace * (taken / DRAWN + BEGINS)


def pinned(rows: "pd.Index", parts: splits.Parts) -> Split:
    """The split that begins its parts at these rows, whatever features cost at the start: indicators warm up.

    >>> pinned(range(5, 105), splits.cut(100, Split(validation_size=0.2, test_size=0.1)))
    Split(validation_size=0.15, test_size=0.15, validation_from='75', test_from='95')
    """
    first = [rows[part.start] for part in (parts.validation, parts.test)]
    validation, test = (one.isoformat() if hasattr(one, "isoformat") else str(one) for one in first)
    return Split(validation_from=validation, test_from=test)
