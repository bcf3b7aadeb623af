"""Is the forecast an echo? A forecast that repeats old values looks right on a chart and says nothing."""

from dataclasses import dataclass

import numpy as np

from lstm_core.evaluation.significance import diebold_mariano

MIN_ROWS = 30
ECHO = 0.5  # an echo is off from the old value by less than half of what it is off from the truth
LUCK = 0.05


@dataclass(frozen=True)
class Lag:
    """How far the forecast is from the truth of k steps before, for each k.

    `steps` is the k of an echo, None without one; `errors` (most + 1,) and `correlations` (most + 1,) are mean absolute
    distance and correlation of forecast and truth k steps before, k = 0 first, over the same rows for every k; NaN
    where not defined. `sentence` says what follows.
    """

    steps: int | None
    errors: np.ndarray
    correlations: np.ndarray
    sentence: str


def found(actual: np.ndarray, forecast: np.ndarray, most: int) -> Lag:
    """Whether the forecasts (rows,) of following rows, all one number of steps ahead, repeat old truth (rows,).

    It is one where the distance to the truth of k steps before, k at most `most`, is less than `ECHO` of that to the
    truth forecast, and a Diebold-Mariano test (1995) says that this is not by chance. Levels that wander correlate
    at every lag, so the distance decides; the correlation is for the chart (Box & Jenkins 1976, 11.1).
    """
    most = max(0, min(most, len(actual) - 1))
    said = forecast[most:]
    before = np.array([actual[most - k : len(actual) - k] for k in range(most + 1)])  # (most + 1, rows - most)
    there = np.isfinite(before).all(axis=0) & np.isfinite(said)
    said, before = said[there], before[:, there]
    if len(said) < MIN_ROWS:
        none = np.full(most + 1, np.nan)
        return Lag(None, none, none, f"Too few forecasts to look for an echo: {len(said)}, and {MIN_ROWS} are needed.")
    away = np.abs(before - said)
    errors = away.mean(axis=1)
    correlations = np.array([correlation(said, row) for row in before])
    best = int(np.argmin(errors))
    if errors[best] < ECHO * errors[0] and clearly(away[best], away[0]):
        ago = "1 step" if best == 1 else f"{best} steps"
        words = (
            f"This forecast is mostly the value of {ago} before: it is off from that by {errors[best]:.3g} on average,"
        )
        return Lag(best, errors, correlations, f"{words} and by {errors[0]:.3g} from the value it forecasts.")
    return Lag(None, errors, correlations, "This forecast is not just an echo of values before.")


def clearly(nearer: np.ndarray, farther: np.ndarray) -> bool:
    """Whether the first distances are smaller by more than chance; neighbours may share what moved them."""
    if np.ptp(farther - nearer) == 0:  # the same gain at every row leaves nothing to chance
        return True
    return diebold_mariano(nearer, farther, int(len(nearer) ** (1 / 3))) < LUCK


def correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Pearson's correlation; not defined where one of them is constant."""
    return float(np.corrcoef(first, second)[0, 1]) if np.ptp(first) > 0 and np.ptp(second) > 0 else np.nan
