"""Every metric of every model, from the backtest alone."""

import pandas as pd

from lstm_core.evaluation import metrics, significance
from lstm_core.results import Score


def score(backtest: pd.DataFrame) -> list[Score]:
    """Scores of all steps together (`step` None) and, where there are several origins, of each step ahead."""
    scores = []
    for (part, model, mode), rows in backtest.groupby(["part", "model", "mode"], sort=False):
        scores += of_rows(rows, part, model, mode, None)
        if mode == "multi_step" and rows.origin.nunique() > 1:
            for step, at_step in rows.groupby("step"):
                scores += of_rows(at_step, part, model, mode, int(step))
    return scores


def of_rows(rows: pd.DataFrame, part: str, model: str, mode: str, step: int | None) -> list[Score]:
    """Every metric of these rows of one model."""
    actual, forecast, last, lower, upper = (
        rows[name].to_numpy(dtype=float) for name in ("actual", "forecast", "last", "lower", "upper")
    )
    towards = metrics.direction_share(actual, forecast, last, significance.separate(rows))
    level = float(rows["level"].max())
    values = {
        "mae": metrics.mae(actual, forecast),
        "rmse": metrics.rmse(actual, forecast),
        "mape": metrics.mape(actual, forecast),
        "smape": metrics.smape(actual, forecast),
        "mase": metrics.mase(actual, forecast, float(rows["scale"].iloc[0])),
        "r2": metrics.r2(actual, forecast),
        "bias": metrics.bias(actual, forecast),
        "direction": metrics.direction(actual, forecast, last),
        "coverage": metrics.coverage(actual, lower, upper),
        "interval_width": metrics.interval_width(lower, upper),
        "direction_low": towards.low,
        "direction_high": towards.high,
        "direction_base": metrics.direction_base(actual, last),
        "pinball": (metrics.pinball(actual, lower, (1 - level) / 2) + metrics.pinball(actual, upper, (1 + level) / 2))
        / 2,
    }
    return [Score(part, model, mode, step, metric, value) for metric, value in values.items()]
