"""ETS, Theta and ARIMA: chosen and fitted on training rows only, then carried forward to every origin, never refitted.

ETS: Hyndman, Koehler, Ord & Snyder 2008. Theta: Assimakopoulos & Nikolopoulos 2000; Fiorucci et al. 2016. ARIMA, orders
by stepwise AICc: Hyndman & Khandakar 2008. The search is statsforecast's; `carrying` applies what it found.
"""

import warnings
from dataclasses import dataclass

import numpy as np

from lstm_core.errors import LabError
from lstm_core.evaluation import carrying

NAMES = ("ets", "theta", "arima")
IN_WORDS = {"ets": "ETS", "theta": "Theta", "arima": "ARIMA"}
FITTED_ROWS = 2_000  # the last so many training rows: seconds for each model, and older ones change its choice little
LONGEST_SEASON = 24  # a longer one makes states too wide for ETS and ARIMA: a fixed pattern stands for it
MIN_ROWS = 20
APPROXIMATE_ROWS = 150  # above, orders are compared by conditional least squares, as auto.arima does


class NotFitted(LabError):
    """A model can't be fitted to this training part, or its forecasts run away: it is left out, and this says why."""


@dataclass(frozen=True)
class Model:
    """A fitted model; `found` is statsforecast's, `start` the first row it saw, `pattern` (season,) is added to all.

    `described` names what was chosen, as `ETS(A,N,A)` or `Theta(OTM)`; `note` says what the fit did not look at.
    """

    name: str
    described: str
    note: str
    start: int
    pattern: np.ndarray
    found: dict

    def forecast(self, values: np.ndarray, origins: np.ndarray, horizon: int) -> np.ndarray:
        """Forecasts (origins, horizon) from `values` up to each origin, none before `start`; raises NotFitted."""
        ends, where = np.unique(np.asarray(origins) - self.start, return_inverse=True)
        rows = np.arange(ends[-1] + 1 + horizon)
        repeated = self.pattern[rows % len(self.pattern)]
        seen = values[self.start : self.start + ends[-1] + 1] - repeated[: ends[-1] + 1]
        paths = carrying.METHODS[self.name](self.found, seen, ends, horizon)
        paths = paths + repeated[ends[:, None] + np.arange(1, horizon + 1)]
        if not np.isfinite(paths).all():
            raise NotFitted(f"{IN_WORDS[self.name]} is left out: its forecasts of this series grow beyond all numbers.")
        return paths[where]


def forecast(
    name: str, values: np.ndarray, origins: np.ndarray, horizon: int, season: int, train_rows: int
) -> np.ndarray:
    """Forecasts (origins, horizon) by a model fitted on the first `train_rows` values; raises NotFitted."""
    return fit(name, values[:train_rows], season).forecast(values, origins, horizon)


def fit(name: str, train: np.ndarray, season: int) -> Model:
    """The best model of its family for the training rows; raises NotFitted with the reason in words.

    Seasons above `LONGEST_SEASON` are taken out of ETS and ARIMA as a fixed additive pattern (classical decomposition,
    Hyndman & Athanasopoulos, Forecasting, 3.4); Theta does the like by itself.
    """
    title = IN_WORDS[name]
    if len(train) < MIN_ROWS:
        raise NotFitted(f"{title} is left out: it needs {MIN_ROWS} training rows, there are {len(train)}.")
    if np.ptp(train[-FITTED_ROWS:]) == 0:
        raise NotFitted(f"{title} is left out: the training part is constant, so there is nothing to fit.")
    start = max(0, len(train) - FITTED_ROWS)
    rows, notes, pattern = train[start:].astype(float), [], np.zeros(1)
    if start:
        notes.append(f"fitted on the last {FITTED_ROWS:,} of {len(train):,} training rows")
    if 2 * season > len(rows):
        notes.append(f"without the season of {season:,} rows: the training part holds less than two")
        season = 1
    elif season > LONGEST_SEASON and name != "theta":
        notes.append(f"the season of {season:,} rows as a fixed pattern")
        pattern, season = seasonal_pattern(rows, season), 1
    repeated = pattern[np.arange(len(rows)) % len(pattern)]
    try:
        described, found = searched(name, rows - repeated, season)
    except Exception as failed:  # statsforecast raises bare Exception where no model of the family fits
        raise NotFitted(f"{title} is left out: no model of its family fits the training part ({failed}).") from failed
    return Model(name, described, "; ".join(notes), start, pattern, found)


def refitted(model: Model, train: np.ndarray) -> Model:
    """The ARIMA of the same orders and season with coefficients of these rows; raises NotFitted.

    Above `APPROXIMATE_ROWS` by conditional least squares alone, hundredths of a second; where that finds a process that
    explodes, by maximum likelihood, which can't.
    """
    from statsforecast import arima

    start, length = max(0, len(train) - FITTED_ROWS), len(model.pattern)
    rows, known = train[start:].astype(float), model.found["coef"]
    pattern = seasonal_pattern(rows, length) if length > 1 else model.pattern
    ar, ma, seasonal_ar, seasonal_ma, season, changes, seasonal_changes = model.found["arma"]
    for method in ("CSS-ML" if len(rows) <= APPROXIMATE_ROWS else "CSS", "ML"):
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                found = arima.Arima(
                    rows - pattern[np.arange(len(rows)) % length],
                    order=(ar, changes, ma),
                    seasonal={"order": (seasonal_ar, seasonal_changes, seasonal_ma), "period": season},
                    include_mean="intercept" in known,
                    include_drift="drift" in known,
                    method=method,
                )
        except (ValueError, RuntimeError):  # no estimate from these rows by this method
            continue
        if np.isfinite(list(found["coef"].values())).all() and is_stationary(found["model"]["phi"]):
            return Model(model.name, model.described, model.note, start, pattern, found)
    raise NotFitted(
        f"{IN_WORDS[model.name]} is left out: {model.described} can't be fitted to the first {len(train):,} rows."
    )


def is_stationary(phi: np.ndarray) -> bool:
    """Whether values that follow these autoregressive weights, the latest first, come back to their mean.

    >>> is_stationary(np.array([0.5])), is_stationary(np.array([0.5, 0.6]))
    (True, False)
    """
    return bool((np.abs(np.roots(np.r_[1.0, -phi])) < 1).all())


def searched(name: str, rows: np.ndarray, season: int) -> tuple[str, dict]:
    """What statsforecast chooses for the rows: its short description, and its fitted model."""
    from statsforecast import arima, models

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        if name == "ets":
            found = models.AutoETS(season_length=season).fit(rows).model_
            return found["method"], found
        if name == "theta":
            found = models.AutoTheta(season_length=season).fit(rows).model_
            return f"Theta({found['modeltype']})", found
        near = len(rows) > APPROXIMATE_ROWS or season > 12
        found = models.AutoARIMA(season_length=season, approximation=near).fit(rows).model_
        return " ".join(arima.arima_string(found).split()), found


def seasonal_pattern(rows: np.ndarray, season: int) -> np.ndarray:
    """What each phase of the season adds to a centred moving average of one season, (season,), sum zero.

    >>> seasonal_pattern(np.array([1.0, 5.0, 3.0, 7.0, 5.0, 9.0, 7.0, 11.0]), 2).round(6).tolist()
    [-1.5, 1.5]
    """
    weights = np.ones(season) if season % 2 else np.r_[0.5, np.ones(season - 1), 0.5]
    edge = len(weights) // 2
    apart = rows[edge : len(rows) - edge] - np.convolve(rows, weights / season, mode="valid")
    phases = (np.arange(len(apart)) + edge) % season
    pattern = np.bincount(phases, apart, season) / np.bincount(phases, minlength=season)
    return pattern - pattern.mean()
