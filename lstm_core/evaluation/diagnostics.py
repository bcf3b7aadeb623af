"""What is left over: the errors of one-step forecasts, and where the longer ones go wrong."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_core.evaluation.significance import diebold_mariano

MIN_ERRORS = 20
MIN_GROUP = 5
LUCK = 0.05
VOLATILITY_ROWS = 20
TERCILES = ("quiet", "usual", "restless")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Diagnostics:
    """The errors (truth less forecast, in the series' units) of one model, one step ahead, on the test part.

    `times`, `errors` (count,) in time order; `edges` (bins + 1,) and `counts` (bins,) the histogram; `correlations`
    (lags + 1,) from lag 0 on, outside plus or minus `bound` one time in twenty by chance; `ljung_box` its p-value over
    all lags; `mean` with `mean_p`, `change` from first to last by a straight line with `change_p`, `growth` the size of
    the last third of errors over that of the first. A number that is not defined is NaN. Lags count forecasts: where a
    long test part was thinned, one lag is several rows. The sentences belong to the charts: `shape` to the histogram,
    `memory` to the autocorrelation, `course` to the errors against time.
    """

    times: np.ndarray
    errors: np.ndarray
    edges: np.ndarray
    counts: np.ndarray
    correlations: np.ndarray
    bound: float
    ljung_box: float
    mean: float
    mean_p: float
    change: float
    change_p: float
    growth: float
    shape: str
    memory: str
    course: str


def of(backtest: pd.DataFrame, model: str = "lstm") -> Diagnostics:
    """Diagnostics of the model's one-step errors on the test part; with too few errors only sentences."""
    rows = backtest[(backtest.part == "test") & (backtest["mode"] == "one_step") & (backtest.model == model)]
    rows = rows[rows.actual.notna()].sort_values("origin")
    errors, times = (rows.actual - rows.forecast).to_numpy(dtype=float), rows.time.to_numpy()
    if len(errors) < MIN_ERRORS or np.ptp(errors) == 0:
        why = (
            f"There are {len(errors)} errors; {MIN_ERRORS} are needed to say more."
            if len(errors) < MIN_ERRORS
            else f"Every error is {errors[0]:.3g}: there is nothing to compare."
        )
        none = np.full(1, np.nan)
        return Diagnostics(times, errors, none, none[:0], none, *[np.nan] * 7, why, why, why)
    counts, edges = np.histogram(errors, bins=int(np.clip(np.sqrt(len(errors)), 8, 40)))
    lags = min(10, len(errors) // 5)  # Hyndman & Athanasopoulos, Forecasting, 5.4
    correlations, box = autocorrelation(errors, lags), ljung_box(errors, lags)
    mean, mean_p = float(errors.mean()), by_chance(errors)
    change, change_p = line(errors)
    third = len(errors) // 3
    growth = float(np.abs(errors[-third:]).mean() / np.abs(errors[:third]).mean()) if errors[:third].any() else np.nan
    return Diagnostics(
        times=times,
        errors=errors,
        edges=edges,
        counts=counts,
        correlations=correlations,
        bound=float(1.96 / np.sqrt(len(errors))),
        ljung_box=box,
        mean=mean,
        mean_p=mean_p,
        change=change,
        change_p=change_p,
        growth=growth,
        shape=shape_in_words(errors, mean, mean_p),
        memory=memory_in_words(correlations, box),
        course=course_in_words(change, change_p, growth),
    )


def autocorrelation(values: np.ndarray, lags: int) -> np.ndarray:
    """Sample autocorrelation at lags 0 to `lags` (Box & Jenkins 1976, 2.1); NaN for a constant.

    >>> autocorrelation(np.array([1.0, 2.0, 3.0, 4.0]), 1).tolist()
    [1.0, 0.25]
    """
    apart = values - values.mean()
    total = float(apart @ apart)
    if total == 0:
        return np.full(lags + 1, np.nan)
    return np.array([apart[lag:] @ apart[: len(apart) - lag] for lag in range(lags + 1)]) / total


def ljung_box(values: np.ndarray, lags: int) -> float:
    """p-value that the first `lags` autocorrelations are all zero: n (n + 2) sum r_k^2 / (n - k) against chi-square.

    Ljung & Box 1978. The errors are out of sample, so no degree of freedom is taken off for what was fitted.
    """
    from scipy import stats

    count = len(values)
    squares = autocorrelation(values, lags)[1:] ** 2 / (count - np.arange(1, lags + 1))
    return float(stats.chi2.sf(count * (count + 2) * squares.sum(), df=lags))


def by_chance(values: np.ndarray) -> float:
    """p-value that the values' mean is zero, allowing for memory over the cube root of their number of rows."""
    return diebold_mariano(values, np.zeros(len(values)), int(len(values) ** (1 / 3)))


def line(errors: np.ndarray) -> tuple[float, float]:
    """How much a least-squares line through the errors changes from first to last, and the p-value that it's flat."""
    steps = np.linspace(-0.5, 0.5, len(errors))
    slope = float(steps @ errors / (steps @ steps))
    return slope, by_chance(steps * (errors - errors.mean() - slope * steps) + slope * (steps @ steps) / len(errors))


def shape_in_words(errors: np.ndarray, mean: float, mean_p: float) -> str:
    """Whether the errors lie around zero, and how far out the largest are."""
    half, most = (float(np.quantile(np.abs(errors), share)) for share in (0.5, 1.0))
    spread = f"Half of the errors are within {half:.3g}, the largest is {most:.3g}."
    if mean_p < LUCK:
        side = "low" if mean > 0 else "high"
        return f"The forecasts are too {side} by {abs(mean):.3g} on average. {spread}"
    return f"The errors lie around zero: neither too high nor too low beyond chance. {spread}"


def memory_in_words(correlations: np.ndarray, box: float) -> str:
    """Whether an error tells something of the next ones."""
    strongest = int(np.argmax(np.abs(correlations[1:]))) + 1
    value = correlations[strongest]
    if box < LUCK:
        words = f"Errors depend on those before them (most at lag {strongest}: {value:.2f}; Ljung-Box p = {box:.2g})"
        return f"{words}: something that could be learnt is left in them."
    return f"No memory shows in the errors (Ljung-Box p = {box:.2g}): one says nothing of the next."


def course_in_words(change: float, change_p: float, growth: float) -> str:
    """Whether the errors drift or grow along the test part."""
    if change_p < LUCK:
        way = "too low" if change > 0 else "too high"
        return f"The forecasts drift: along the test part they become {way}, by {abs(change):.3g} from first to last."
    if growth > 1.5:
        return f"The errors grow: in the last third of the test part they are {growth:.1f} times those of the first."
    if growth < 1 / 1.5:
        return f"The errors shrink: in the last third of the test part they are {growth:.1f} times those of the first."
    return "The errors stay alike along the test part."


def ways(backtest: pd.DataFrame) -> tuple[str, ...]:
    """By what `where` can tell the errors apart, given how far apart the times are and whether there are times."""
    times = pd.Series(backtest.time.sort_values().unique())
    if not pd.api.types.is_datetime64_any_dtype(times):
        return ("volatility",)
    step = times.diff().median()
    within, daily = step < pd.Timedelta(days=1), step < pd.Timedelta(days=7)
    several = times.dt.month.nunique() > 1
    named = (("hour", within), ("weekday", daily), ("month", several), ("volatility", True))
    return tuple(name for name, there in named if there)


def where(backtest: pd.DataFrame, by: str) -> pd.DataFrame:
    """Mean absolute error of every model's multi-step test forecasts, by one of `ways`.

    One row for each hour (0-23), weekday or month (1-12) of the time forecast, or for each third of `volatility`;
    `count` is the number of different times forecast (origins, for volatility), then a column for each model, NaN where
    the count is below `MIN_GROUP`.
    """
    rows = backtest[(backtest.part == "test") & (backtest["mode"] == "multi_step") & backtest.actual.notna()]
    key, of_what = (terciles(backtest, rows), rows.origin) if by == "volatility" else (clock(rows.time, by), rows.time)
    counts = of_what.groupby(key, observed=True).nunique()
    errors = (rows.actual - rows.forecast).abs().groupby([key, rows.model], observed=True, sort=False).mean().unstack()
    errors = errors.reindex(columns=list(rows.model.unique())).reindex(counts.index)
    table = errors.where(counts >= MIN_GROUP, axis=0)
    table.insert(0, "count", counts)
    return table.rename_axis(index=by, columns=None)


def clock(times: pd.Series, by: str) -> pd.Series:
    """The hour, weekday (by name, in order) or month of each time."""
    if by == "weekday":
        return pd.Series(pd.Categorical.from_codes(times.dt.dayofweek, DAYS, ordered=True), index=times.index)
    return {"hour": times.dt.hour, "month": times.dt.month}[by]


def terciles(backtest: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """For each row, in which third of volatility its origin lies.

    Volatility is the standard deviation of the last `VOLATILITY_ROWS` changes known at the origin: what comes after
    does not choose the group. An origin without as many before it has none.
    """
    known = backtest[backtest["mode"] == "one_step"].drop_duplicates("origin").set_index("origin")["last"].sort_index()
    volatility = known.diff().rolling(VOLATILITY_ROWS).std()
    tested = volatility.reindex(np.sort(rows.origin.unique()), method="ffill").dropna()
    thirds = pd.cut(tested.rank(method="first", pct=True), [0, 1 / 3, 2 / 3, 1], labels=list(TERCILES))
    return rows.origin.map(thirds).astype(pd.CategoricalDtype(TERCILES, ordered=True))
