"""What is asked of a finished run: bands of another level, and ETS, Theta and ARIMA on its origins."""

import numpy as np
import pandas as pd

from lstm_core.evaluation import intervals, statistical


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
    name: str,
    backtest: pd.DataFrame,
    future: pd.DataFrame,
    values: np.ndarray,
    times: pd.Index,
    season: int,
    train_rows: int,
) -> tuple[pd.DataFrame, pd.DataFrame, statistical.Model]:
    """The rows of one of `statistical.NAMES` for both tables, without bands, and what was fitted.

    Fitted on the first `train_rows` of `values` (rows,) at `times`, as the run had them, and carried to the very
    origins that its own models forecast from. Raises `statistical.NotFitted`.
    """
    model = statistical.fit(name, values[:train_rows], season)
    told = [
        forecast(model, rows, values, times)
        for _, rows in backtest[backtest.model == "naive"].groupby(["part", "mode"], sort=False)
    ]
    return pd.concat(told, ignore_index=True), forecast(model, future[future.model == "naive"], values, times), model


def forecast(model: statistical.Model, rows: pd.DataFrame, values: np.ndarray, times: pd.Index) -> pd.DataFrame:
    """The rows of one model, part and mode with the forecasts of another model in their place."""
    origins = times.get_indexer(rows.origin.unique())
    paths = model.forecast(values, origins, int(rows.step.max()))
    at = pd.Series(np.arange(len(origins)), index=rows.origin.unique())
    told = paths[at[rows.origin].to_numpy(), rows.step.to_numpy() - 1]
    return rows.assign(model=model.name, forecast=told, lower=np.nan, upper=np.nan, level=np.nan)
