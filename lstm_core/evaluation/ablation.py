"""What each half of ARIMA + LSTM brings, from the backtest alone."""

import numpy as np
import pandas as pd

from lstm_core.evaluation import significance

HALVES = ("hybrid", "arima", "lstm", "naive")


def of(backtest: pd.DataFrame) -> pd.DataFrame:
    """ARIMA + LSTM, each half alone and the last value over the test part's multi-step forecasts: one row a model.

    `mae` in the series' units; `skill`, 1 - MAE / the naive MAE, NaN where that is 0; and for each of the models a
    column `p_MODEL`: could the difference to that one be luck (Diebold-Mariano, as in the verdict)? NaN to itself. A
    model that the backtest does not hold is left out, as is an LSTM alone whose training was stopped.
    """
    rows = backtest[(backtest.part == "test") & (backtest["mode"] == "multi_step") & backtest.model.isin(HALVES)]
    names = [name for name in HALVES if (rows.model == name).any()]
    error = (rows.actual - rows.forecast).abs()
    mae = error.groupby(rows.model).mean()[names]
    loss = error.groupby([rows.model, rows.origin]).mean()
    overlap = significance.overlapping(rows)
    told = pd.DataFrame({"mae": mae, "skill": 1 - mae / (mae["naive"] or np.nan)})
    for other in names:
        told[f"p_{other}"] = [
            significance.diebold_mariano(loss[name].to_numpy(), loss[other].to_numpy(), overlap) for name in names
        ]
    return told


def storyboard(backtest: pd.DataFrame) -> pd.DataFrame:
    """Each truth as `linear` part + `lstm` part + what is `left`, in the series' units: one row an origin and step.

    With `part`, `mode`, `origin`, `step`, `time` and `actual` in front; `left` is NaN where nothing was measured.
    """
    keys = ["part", "mode", "origin", "step"]
    linear, both = (backtest[backtest.model == model] for model in ("arima", "hybrid"))
    told = both[[*keys, "time", "actual", "forecast"]].merge(
        linear[[*keys, "forecast"]].rename(columns={"forecast": "linear"}), on=keys, validate="one_to_one"
    )
    told = told.assign(lstm=told.forecast - told.linear, left=told.actual - told.forecast)
    return told.drop(columns="forecast")
