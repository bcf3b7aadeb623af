"""A fitted ETS, Theta or ARIMA model carried along a series: the state at each origin, and the forecasts from it.

Each function takes statsforecast's fitted model, `values` (rows,) that begin where the fit began, `ends` (origins,),
the ascending last known rows, and `horizon`; it gives (origins, horizon). No parameter changes on the way, and the
state at a row holds no later value. The library's own `forward` gives the same numbers, one origin a call, but for
Theta, where it fits line and season again.
"""

import numpy as np


def ets(model: dict, values: np.ndarray, ends: np.ndarray, horizon: int) -> np.ndarray:
    """Level, trend and season of each end, continued (Hyndman et al. 2008, table 2.2 and section 6.3)."""
    from statsforecast.ets import forward_ets

    _, trended, seasonal, damped = model["components"]
    states = forward_ets(model, values)["states"][ends + 1]  # row 0 is the state before the first value
    steps = np.arange(1, horizon + 1)
    paths = np.repeat(states[:, :1], horizon, axis=1)
    if trended != "N":
        phi = model["par"][3] if damped == "D" else 1.0
        paths += states[:, 1:2] * np.cumsum(phi**steps)
    if seasonal != "N":
        season = model["m"]  # the latest phase stands first
        phases = states[:, -season:][:, season - 1 - (steps - 1) % season]
        paths = paths + phases if seasonal == "A" else paths * phases
    return paths


def theta(model: dict, values: np.ndarray, ends: np.ndarray, horizon: int) -> np.ndarray:
    """Exponential smoothing beside a straight line, fixed (STM, OTM) or brought up to date (DSTM, DOTM).

    Fiorucci et al. 2016, equations 9 to 14; the line of the dynamic models is the least-squares line of all values so
    far. The season is the training part's.
    """
    from scipy.signal import lfilter

    alpha, theta = model["par"]["alpha"], model["par"]["theta"]
    rows = np.arange(len(values) + horizon)
    times = model["decomposition_type"] == "multiplicative" if model.get("decompose") else False
    season = np.full(len(rows), 1.0 if times else 0.0)
    if model.get("decompose"):
        indices = model["seas_forecast"]["mean"]  # of the rows behind the fit
        season = indices[(rows - model["n"]) % len(indices)]
    plain = values / season[: len(values)] if times else values - season[: len(values)]

    level = lfilter([alpha], [1, alpha - 1], plain, zi=[(1 - alpha) * model["par"]["initial_smoothed"]])[0][ends]
    dynamic = model["modeltype"].startswith("D")
    count = ends + 1.0
    mean, slope = (part[ends] for part in lines(plain)) if dynamic else (None, model["states"][-1][3])
    start = mean - slope * (count + 1) / 2 if dynamic else model["states"][-1][2]
    paths = np.empty((len(ends), horizon))
    for step in range(horizon):
        left = (1 - alpha) ** count
        paths[:, step] = level + (1 - 1 / theta) * (start * left + slope * (1 - left * (1 - alpha)) / alpha)
        level = alpha * paths[:, step] + (1 - alpha) * level
        count = count + 1
        if dynamic:
            slope = ((count - 2) * slope + 6 * (paths[:, step] - mean) / count) / (count + 1)
            mean = mean + (paths[:, step] - mean) / count
            start = mean - slope * (count + 1) / 2
    ahead = season[ends[:, None] + np.arange(1, horizon + 1)]
    return paths * ahead if times else paths + ahead


def lines(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and least-squares slope of the values up to each row.

    >>> [part.round(6).tolist() for part in lines(np.array([1.0, 3.0, 5.0, 3.0]))]
    [[1.0, 2.0, 3.0, 3.0], [0.0, 2.0, 2.0, 0.8]]
    """
    count = np.arange(1.0, len(values) + 1)
    apart = values - values[0]  # smaller numbers, less rounding
    mean = np.cumsum(apart) / count
    products = np.cumsum(count * apart) - mean * count * (count + 1) / 2
    return mean + values[0], 12 * products / np.maximum(count * (count**2 - 1), 1)


def arima(model: dict, values: np.ndarray, ends: np.ndarray, horizon: int) -> np.ndarray:
    """The exact Kalman filter's state at each end, continued (Durbin & Koopman 2012, 4.3 and 4.11)."""
    from statsforecast.arima import arima_like, make_arima

    coefficients, found = model["coef"], model["model"]
    rows = np.arange(1, len(values) + horizon + 1)
    known = coefficients.get("intercept", 0.0) + coefficients.get("drift", 0.0) * rows
    rest = values - known[: len(values)]
    space = make_arima(found["phi"], found["theta"], found["delta"])
    now, spread, coming = space["a"], space["P"], space["Pn"]  # the filter writes into these three
    states, done = np.empty((len(ends), len(now))), 0
    for row, end in enumerate(ends):
        arima_like(rest[done : end + 1], space["phi"], space["theta"], space["delta"], now, spread, coming, 0, False)
        coming[:] = space["T"] @ spread @ space["T"].T + space["V"]  # the variance that the next stretch begins with
        states[row], done = now, end + 1
    paths = np.empty((len(ends), horizon))
    for step in range(horizon):
        states = states @ space["T"].T
        paths[:, step] = states @ space["Z"]
    return paths + known[ends[:, None] + np.arange(1, horizon + 1)]


METHODS = {"ets": ets, "theta": theta, "arima": arima}
