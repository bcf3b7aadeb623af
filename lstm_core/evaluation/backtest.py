"""The backtest in long form: one row for every part, model, mode, origin and step."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lstm_core.evaluation import intervals

COLUMNS = ["part", "model", "mode", "origin", "step", "time", "actual", "forecast", "lower", "upper", "level"]


def table(
    part: str,
    mode: str,
    times: pd.Index,
    values: np.ndarray,
    origins: np.ndarray,
    forecasts: Mapping[str, np.ndarray],
    truth: np.ndarray | None = None,
) -> pd.DataFrame:
    """Every model's forecasts (origins, steps) as rows, with the truth, the value at the origin, and no band yet.

    `truth` (rows,) is what was measured, NaN where nothing was; None stands for all of `values`.
    """
    steps = next(iter(forecasts.values())).shape[1]
    at = origins[:, None] + np.arange(1, steps + 1)
    shared = {
        "part": part,
        "mode": mode,
        "origin": times[np.repeat(origins, steps)],
        "step": np.tile(np.arange(1, steps + 1), len(origins)),
        "time": times[at.ravel()],
        "actual": (values if truth is None else truth)[at.ravel()],
        "last": values[np.repeat(origins, steps)],
    }
    return pd.concat(
        [pd.DataFrame({**shared, "model": model, "forecast": path.ravel()}) for model, path in forecasts.items()],
        ignore_index=True,
    )


def joined(tables: list[pd.DataFrame], scale: float) -> pd.DataFrame:
    """All parts together with bands from the validation part's errors.

    Beside the documented columns stand `last` (the value at the origin) and `scale` (the denominator of MASE), so that
    every score can be computed from this table alone.
    """
    rows = intervals.with_bands(pd.concat(tables, ignore_index=True))
    return rows.assign(scale=scale)[[*COLUMNS, "last", "scale"]]
