"""What is asked of a finished run: bands of another level, and ETS, Theta and ARIMA on its origins."""

import numpy as np
import pandas as pd

from lstm_core.data.series import Series
from lstm_core.evaluation import intervals, preparing, statistical
from lstm_core.specs import Experiment


def banded(
    backtest: pd.DataFrame, future: pd.DataFrame, level: float, adaptive: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables of a run with bands of that level, from validation errors alone or following those of the test part.

    The future is one more origin behind the test part, whose truth is not known yet.
    """
    ahead = future.assign(part="test", mode="multi_step", actual=np.nan)
    rows = (intervals.adaptive if adaptive else intervals.with_bands)(
        pd.concat([backtest, ahead], ignore_index=True), level
    )
    return rows.iloc[: len(backtest)], rows.iloc[len(backtest) :][future.columns]


def beside(
    asked: Experiment, series: Series, backtest: pd.DataFrame, future: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str]]:
    """More rows for both tables, by the `statistical.NAMES` that they lack, and a sentence on each.

    Each is fitted to the training part as the run had it, and carried to the very origins of the run's own models. The
    sentence says what was found, or why the method is left out. The rows have no bands yet.
    """
    ready = preparing.of(series, asked.features, asked.window, asked.split, asked.training.scaling)
    values, times = ready.table.frame[series.target].to_numpy(), ready.table.frame.index
    tested, ahead, said = [backtest.iloc[:0]], [future.iloc[:0]], {}
    for name in statistical.NAMES:
        if name in set(backtest.model):
            continue
        try:
            model = statistical.fit(name, values[: ready.parts.train.stop], ready.season)
            told = [
                forecast(model, rows, values, times)
                for _, rows in backtest[backtest.model == "naive"].groupby(["part", "mode"], sort=False)
            ]
            ahead.append(forecast(model, future[future.model == "naive"], values, times))
        except statistical.NotFitted as why:
            said[name] = str(why)
            continue
        tested += told
        note = f", {model.note}" if model.note else ""
        said[name] = f"{statistical.IN_WORDS[name]}: {model.described}{note}."
    return pd.concat(tested), pd.concat(ahead), said


def forecast(model: statistical.Model, rows: pd.DataFrame, values: np.ndarray, times: pd.Index) -> pd.DataFrame:
    """The rows of one model, part and mode with the forecasts of another model in their place."""
    origins = times.get_indexer(rows.origin.unique())
    paths = model.forecast(values, origins, int(rows.step.max()))
    at = pd.Series(np.arange(len(origins)), index=rows.origin.unique())
    told = paths[at[rows.origin].to_numpy(), rows.step.to_numpy() - 1]
    return rows.assign(model=model.name, forecast=told, lower=np.nan, upper=np.nan, level=np.nan)
