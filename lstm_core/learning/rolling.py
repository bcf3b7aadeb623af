"""Forecasts of a trained network from many origins, beside the simple methods: the backtest, and what lies beyond."""

import numpy as np
import pandas as pd

from lstm_core.evaluation import backtest, baselines, intervals, metrics
from lstm_core.learning.forecasting import Forecaster
from lstm_core.specs import Window
from lstm_core.windows import splits, windowing

MAX_ORIGINS = 2_000  # more tell nothing new about the errors, and the tables grow without end
MAX_ONE_STEP_ORIGINS = 5_000  # what a chart shows
MAX_SLOW_ORIGINS = 200  # some indicators need the whole history of each at every step
MAX_FREE_STEPS = 2_000


def backtested(models: dict[str, Forecaster], parts: splits.Parts, values: np.ndarray, season: int) -> pd.DataFrame:
    """Validation and test forecasts of every model from the same origins, one step ahead and many.

    The first of `models` is the one asked for. The truth of a row that was not measured is NaN.
    """
    forecaster = next(iter(models.values()))
    window, times, tables = forecaster.window, forecaster.table.frame.index, []
    for name, part in (("validation", parts.validation), ("test", parts.test)):
        open_ones = splits.open_to_forecasts(splits.origins(part, window, 1), peeking(forecaster))
        single = windowing.spread(open_ones, MAX_ONE_STEP_ORIGINS)
        many, steps = origins_in(part, forecaster)
        for mode, origins, ahead in (("one_step", single, 1), ("multi_step", many, steps)):
            told = paths(models, values, origins, ahead, season)
            tables.append(backtest.table(name, mode, times, values, origins, told, forecaster.measured))
    return backtest.joined(tables, metrics.seasonal_scale(forecaster.measured[: parts.train.stop], season))


def paths(
    models: dict[str, Forecaster], values: np.ndarray, origins: np.ndarray, steps: int, season: int
) -> dict[str, np.ndarray]:
    """Every model's forecasts (origins, steps): the networks', their linear part's alone, and the simple methods'."""
    told = {
        model: one.answer(origins)[:, :1] if steps == 1 else one.forecast(origins, steps)
        for model, one in models.items()
    }
    if "hybrid" in models:
        told["arima"] = models["hybrid"].linear.paths[origins, :steps]
    return told | {model: baselines.forecast(model, values, origins, steps, season) for model in baselines.NAMES}


def origins_in(part: range, forecaster: Forecaster) -> tuple[np.ndarray, int]:
    """The origins of a forecaster's multi-step forecasts in a part, and their number of steps."""
    window = forecaster.window
    slow = window.strategy == "recursive" and forecaster.continuation.whole
    return multi_step_origins(part, window, slow, peeking(forecaster))


def peeking(forecaster: Forecaster) -> np.ndarray | None:
    """Which rows of the feature table (rows,) lean on later ones, so that nothing is forecast from them."""
    rows = forecaster.series.peeking
    return None if rows is None else rows[forecaster.table.warm_up :]


def multi_step_origins(
    part: range, window: Window, slow: bool, peeking: np.ndarray | None = None
) -> tuple[np.ndarray, int]:
    """The origins of multi-step forecasts in a part and their number of steps; fewer origins where they are `slow`."""
    if window.whole_test:
        first = splits.open_to_forecasts(splits.origins(part, window, 1), peeking)[:1]
        return first, min(part.stop - 1 - int(first[0]), MAX_FREE_STEPS)
    limit = MAX_SLOW_ORIGINS if slow else MAX_ORIGINS
    return windowing.spread(splits.open_to_forecasts(splits.origins(part, window), peeking), limit), window.horizon


def beyond(models: dict[str, Forecaster], values: np.ndarray, season: int, tested: pd.DataFrame) -> pd.DataFrame:
    """The future: every model's forecast from the last row, with the band that validation errors give."""
    forecaster = next(iter(models.values()))
    steps, last = forecaster.window.horizon, np.array([len(values) - 1])
    times = forecaster.series.frequency.after(forecaster.table.frame.index[-1], steps)
    half = intervals.radii(tested)
    tables = []
    for model, path in paths(models, values, last, steps, season).items():
        keys = pd.MultiIndex.from_tuples([(model, "multi_step", step) for step in range(1, steps + 1)])
        width = half.reindex(keys).to_numpy(dtype=float)
        tables.append(
            pd.DataFrame(
                {
                    "model": model,
                    "origin": forecaster.table.frame.index[-1],
                    "step": np.arange(1, steps + 1),
                    "time": times,
                    "forecast": path[0],
                    "lower": path[0] - width,
                    "upper": path[0] + width,
                    "level": np.where(np.isfinite(width), intervals.LEVEL, np.nan),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)
