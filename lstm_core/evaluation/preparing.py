"""From a series to all that training is given: season, feature table, parts and scaling, in that order."""

from dataclasses import dataclass

import pandas as pd

from lstm_core.data.series import Series
from lstm_core.evaluation import seasonality
from lstm_core.features import build, catalogue
from lstm_core.features.build import FeatureTable
from lstm_core.specs import Features, Split, Window
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
    """The series, prepared for these windows. Raises TooLittleData and BadSetting, as each stage does."""
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
        series.learn_as,
        table.before,
        moving if window.companions == "joint" else (),
    )
    return Prepared(season, settled, table, parts, fitted)


def fitting(table: FeatureTable, parts: Parts) -> pd.DataFrame:
    """The rows that training windows hold: these end `ahead` rows before the border, as do the values known ahead."""
    return table.frame.iloc[: parts.train.stop - (table.ahead if table.known_ahead else 0)]
