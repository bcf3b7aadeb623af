"""A search from an experiment: its split pinned to times, so that every trial is judged on the same rows."""

from typing import TYPE_CHECKING

from lstm_core import specs
from lstm_core.search.asked import Search
from lstm_core.specs import LOOK_BACK, Experiment, Split
from lstm_core.windows import splits

if TYPE_CHECKING:
    import pandas as pd

    from lstm_core.data.series import Series

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


def pinned(rows: "pd.Index", parts: splits.Parts) -> Split:
    """The split that begins its parts at these rows, whatever features cost at the start: indicators warm up.

    >>> pinned(range(5, 105), splits.cut(100, Split(validation_size=0.2, test_size=0.1)))
    Split(validation_size=0.15, test_size=0.15, validation_from='75', test_from='95')
    """
    first = [rows[part.start] for part in (parts.validation, parts.test)]
    validation, test = (one.isoformat() if hasattr(one, "isoformat") else str(one) for one in first)
    return Split(validation_from=validation, test_from=test)
