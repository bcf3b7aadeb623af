"""From a series to all that training is given: season, feature table, parts and scaling, in that order."""

from dataclasses import dataclass

import pandas as pd

from lstm_core.data.series import Series
from lstm_core.evaluation import seasonality
from lstm_core.features import build, calendars, catalogue
from lstm_core.features.build import FeatureTable
from lstm_core.specs import Features, Pick, Split, Window
from lstm_core.windows import scaling as scalings
from lstm_core.windows import splits
from lstm_core.windows.scaling import Scaling
from lstm_core.windows.splits import Parts


@dataclass(frozen=True)
class Prepared:
    """`season` and `scaling` are fitted on training rows; `features` have no open period any more."""

    season: int
    features: Features
    table: FeatureTable
    parts: Parts
    scaling: Scaling

    @property
    def training_rows(self) -> pd.DataFrame:
        """The rows that training windows hold, in their own units."""
        return fitting(self.table, self.parts)


def of(series: Series, features: Features, window: Window, split: Split, scaling: str) -> Prepared:
    """The series, prepared for these windows. Raises TooLittleData and BadSetting, as each stage does.

    A form of the target that is still to be settled (`auto`) counts as the level.
    """
    # The border before warm-up rows are dropped is never behind the one after.
    border = splits.closed(splits.cut(series.frame.index, split), series.peeking).train.stop
    season = seasonality.period(series.values[:border], series.frequency)
    settled = catalogue.settled(features, season)
    build.check(series, settled, border, "the training part")
    table = build.build(series, settled, splits.trained_horizon(window))
    peeking = None if series.peeking is None else series.peeking[table.warm_up :]
    parts = splits.closed(splits.check(table.frame.index, split, window, table.known_ahead), peeking)
    moving = [column for column in settled.columns if column not in table.known_ahead]
    fitted = scalings.fit(
        fitting(table, parts),
        scaling,
        table.levels,
        window.look_back,
        "level" if series.learn_as == "auto" else series.learn_as,
        table.before,
        moving if window.companions == "joint" else (),
    )
    return Prepared(season, settled, table, parts, fitted)


def fitting(table: FeatureTable, parts: Parts) -> pd.DataFrame:
    """The rows that training windows hold: these end `ahead` rows before the border, as do the values known ahead."""
    return table.frame.iloc[: parts.train.stop - (table.ahead if table.known_ahead else 0)]


def with_calendar(series: Series, features: Features, window: Window, split: Split) -> Features:
    """The features with the waves of day, week and year that training rows show, as many waves as the step allows.

    A cycle must have been seen twice in the training part. Nothing is added where a window is too short to hold what is
    known of all steps ahead, nor what is chosen already.
    """
    times, step = series.frame.index, series.frequency.seconds
    if step is None or window.look_back < splits.trained_horizon(window):
        return features
    seen = (times[splits.cut(times, split).train.stop - 1] - times[0]).total_seconds()
    chosen = {pick.name for pick in features.indicators}
    picks = [
        Pick(name=name, parameters={"order": min(order, calendars.most_waves(seconds, step))})
        for name, (_, seconds, order) in calendars.CYCLES.items()
        if name not in chosen and calendars.most_waves(seconds, step) and seen >= 2 * seconds
    ]
    return features.model_copy(update={"indicators": (*features.indicators, *picks)})
