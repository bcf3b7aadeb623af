"""Split-conformal bands: as wide as the errors were on validation origins, step by step."""

import numpy as np
import pandas as pd

LEVEL = 0.9
MIN_ORIGINS = 20  # fewer errors say too little about their tail: no band


def radius(errors: np.ndarray, level: float) -> float:
    """The finite-sample quantile ceil((n + 1) level) / n of the n measured absolute errors; NaN if they are too few.

    Vovk et al. 2005, Lei et al. 2018.

    >>> radius(-np.arange(1.0, 21.0), 0.9)
    19.0
    """
    errors = errors[~np.isnan(errors)]
    rank = int(np.ceil((len(errors) + 1) * level))
    if len(errors) < MIN_ORIGINS or rank > len(errors):
        return np.nan
    return float(np.sort(np.abs(errors))[rank - 1])


def radii(rows: pd.DataFrame, level: float = LEVEL) -> pd.Series:
    """The band's half width for each (model, mode, step), from the validation rows only."""
    past = rows[rows.part == "validation"]
    errors = (past.actual - past.forecast).groupby([past.model, past["mode"], past.step])
    return errors.apply(lambda one: radius(one.to_numpy(), level))


def with_bands(rows: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """Test rows gain `lower`, `upper` and `level`; validation rows, on which the band was fitted, have none."""
    keys = pd.MultiIndex.from_frame(rows[["model", "mode", "step"]])
    half = np.where(rows.part == "test", radii(rows, level).reindex(keys).to_numpy(dtype=float), np.nan)
    return rows.assign(
        lower=rows.forecast - half, upper=rows.forecast + half, level=np.where(np.isfinite(half), level, np.nan)
    )
