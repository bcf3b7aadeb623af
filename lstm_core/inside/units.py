"""What single units are about: which follow an input or the error, and which open when."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_core.inside import cells
from lstm_core.inside.network import Trace
from lstm_core.inside.opened import Opened

ASKED = (12, 300)  # windows that are asked, the fewest and the most: more change no order
MOST_WORK = 4e9  # multiplications that they may take: about a second
AT_ONCE = 32  # windows that go through the network together, so that a large one stays small in memory
ERROR = "the size of the error"


@dataclass(frozen=True)
class Study:
    """What all layers did at the end of many windows of the test part.

    `origins` (windows,); `ends` {layer: {name: (windows, units)}} their gates and states at the step that the layer
    read last: the origin, or for one that reads backwards the window's first; `forecasts` and `truth` (windows, steps)
    in the series' units, NaN where nothing was measured or is not yet.
    """

    origins: np.ndarray
    ends: dict[str, dict[str, np.ndarray]]
    forecasts: np.ndarray
    truth: np.ndarray

    @property
    def errors(self) -> np.ndarray:
        """The mean size of each forecast's error (windows,), NaN where a truth is missing."""
        return np.abs(self.truth - self.forecasts).mean(axis=1)


def study(run: Opened) -> Study:
    """As many windows as tell enough and take no more than a second, evenly chosen."""
    weights = [weight for layer in run.network.layers for weight in layer.weights]
    work = run.look_back * sum(weight.size for weight in weights)
    origins = chosen(run, int(np.clip(MOST_WORK / max(1, work), *ASKED)))
    answers, parts = [], []
    for some in chunks(run.seen(origins)):
        said, traces = run.network.trace(some)
        answers.append(said)
        parts.append({trace.name: ended(trace) for trace in traces})
    ends = {
        layer: {name: np.concatenate([part[layer][name] for part in parts]) for name in states}
        for layer, states in parts[0].items()
    }
    return Study(origins, ends, run.told(np.concatenate(answers), origins), run.truth(origins))


def ended(trace: Trace) -> dict[str, np.ndarray]:
    """Gates and states at the step that the layer read last: {name: (windows, units)}."""
    return {name: values[:, 0 if trace.backwards else -1] for name, values in trace.states.items()}


def chosen(run: Opened, count: int, anchor: int | None = None) -> np.ndarray:
    """At most so many origins of the test part, evenly chosen, with the last row of the data and the `anchor`."""
    tested = run.tested if len(run.tested) else run.origins
    some = tested[np.linspace(0, len(tested) - 1, min(count, len(tested))).round().astype(int)]
    return np.unique([*some, run.origins[-1], *([] if anchor is None else [anchor])])


def chunks(windows: np.ndarray) -> list[np.ndarray]:
    """The windows, so many at once as stay small in memory."""
    return np.split(windows, range(AT_ONCE, len(windows), AT_ONCE))


def of_layer(traces: tuple[Trace, ...], layer: str) -> cells.States:
    """The gates and states of the layer of that name."""
    return next(trace.states for trace in traces if trace.name == layer)


def following(told: Study, run: Opened, layer: str) -> dict[str, np.ndarray]:
    """By what is followed, the correlation of each unit's hidden state with it where the windows end: (units,).

    Followed are the size of the error and each input's last value, as the network sees it before it is set against its
    window.
    """
    hidden = told.ends[layer]["hidden_state"]
    latest = run.rows[told.origins]
    columns = {name: correlation(hidden, latest[:, at]) for at, name in enumerate(run.scaling.columns)}
    return {ERROR: correlation(hidden, told.errors)} | columns


def correlation(units: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Pearson's correlation (units,) of each unit (windows, units) with `asked` (windows,); 0 where one never changes.

    >>> correlation(np.array([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]]), np.array([6.0, 4.0, 2.0])).tolist()
    [-1.0, 0.0]
    """
    known = np.isfinite(asked)
    if known.sum() < 3:
        return np.zeros(units.shape[1])
    one = units[known] - units[known].mean(axis=0)
    other = asked[known] - asked[known].mean()
    scale = np.sqrt((one**2).sum(axis=0) * (other**2).sum())
    return np.divide(other @ one, scale, out=np.zeros(units.shape[1]), where=scale > 0).round(12)


def groupings(times: pd.Index) -> dict[str, pd.Series]:
    """The ways in which times can be grouped, each with every time's group; none for a series without times."""
    if not isinstance(times, pd.DatetimeIndex):
        return {}
    ways = {
        "hour": (times.hour, times.strftime("%H:00")),
        "weekday": (times.dayofweek, times.day_name()),
        "month": (times.month, times.month_name()),
    }
    told = {}
    for way, (numbers, names) in ways.items():
        order = dict(sorted(zip(numbers, names, strict=True)))
        if len(order) > 1:
            told[way] = pd.Series(pd.Categorical(names, list(order.values()), ordered=True))
    return told


def by_group(values: np.ndarray, groups: pd.Series) -> pd.DataFrame:
    """The mean of each unit's values (windows, units) in each group: (groups, units)."""
    return pd.DataFrame(values).groupby(groups.array, observed=True).mean()


def highest(values: np.ndarray, count: int, apart: int) -> np.ndarray:
    """The windows where `values` (windows,) are highest, the highest first, at least so many windows `apart`.

    >>> highest(np.array([1.0, 5.0, 4.0, 0.0, 3.0]), 2, 2).tolist()
    [1, 4]
    """
    found: list[int] = []
    for at in np.argsort(-values, kind="stable"):
        if all(abs(int(at) - other) >= apart for other in found):
            found.append(int(at))
        if len(found) == count:
            break
    return np.array(found, dtype=int)


def half_life(forget: float) -> float:
    """After how many steps a gate that stands this far open has let go of half of what a cell held.

    >>> round(half_life(0.9), 1), half_life(1.0)
    (6.6, inf)
    """
    return float("inf") if forget >= 1 else float(np.log(0.5) / np.log(max(forget, 1e-12)))
