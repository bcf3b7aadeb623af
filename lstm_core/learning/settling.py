"""The form in which the target is learnt, level or logarithm, where that is left to validation."""

from dataclasses import replace

from lstm_core.data.series import Series
from lstm_core.evaluation import preparing
from lstm_core.evaluation.preparing import Prepared
from lstm_core.learning import batches, highway
from lstm_core.specs import Experiment
from lstm_core.windows import splits

LEAST_HORIZONS = 10  # of validation, before it may say whether logarithms are better


def settled(series: Series, experiment: Experiment) -> Series:
    """The series to be learnt as asked or, where that is `auto`, in the form whose ridge errs less on validation.

    The ridge is the one that the linear layer starts at, so a network without that layer learns the level. The level it
    is also where a value before the test part is not positive, and where validation is too short to tell.
    """
    if series.learn_as != "auto":
        return series
    level, log = (replace(series, learn_as=form) for form in ("level", "log"))
    if not experiment.network.linear:
        return level
    made = prepared(level, experiment)
    known = series.values[: made.table.warm_up + made.parts.test.start]
    if known.min() <= 0 or len(made.parts.validation) < LEAST_HORIZONS * splits.trained_horizon(experiment.window):
        return level
    return min((level, log), key=lambda one: error(one, experiment))


def error(series: Series, experiment: Experiment) -> float:
    """The mean absolute error of the ridge on validation, in the series' units."""
    made = prepared(series, experiment)
    train, validation = batches.of(series, made, experiment.window)
    whole = splits.seen_whole(experiment.window, made.table.planned)
    values, measured = (one[made.table.warm_up :] for one in (series.values, series.measured))
    return highway.error(train, validation, whole, values, measured)


def prepared(series: Series, experiment: Experiment) -> Prepared:
    """The series as the experiment prepares it."""
    return preparing.of(series, experiment.features, experiment.window, experiment.split, experiment.training.scaling)
