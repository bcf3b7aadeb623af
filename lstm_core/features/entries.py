"""What one entry of the catalogue is: where it comes from, what it reads, how it is computed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lstm_core.data.series import Series
from lstm_core.features import bounds

TARGET, TIME, ROW = "target", "time", "row"
"""Inputs that are not OHLCV roles: the target's values, the rows' times, and their positions in the series."""

Setting = float | str


@dataclass(frozen=True)
class Parameter:
    """One setting that shapes a feature: a number from `low` to `high`, both allowed, or one of `choices`."""

    name: str
    title: str
    default: Setting
    low: float | None = None
    high: float | None = None
    whole: bool = False
    choices: tuple[str, ...] = ()

    @property
    def is_average_kind(self) -> bool:
        """Whether the number stands for a kind of moving average, an index of `bounds.MOVING_AVERAGES`."""
        return self.name in bounds.AVERAGE_KINDS


@dataclass(frozen=True)
class Entry:
    """One feature that can be chosen, with one plain line `about` it.

    `inputs` are OHLCV roles, or `target`, `time` or `row`, in the order in which `function` takes them as arrays
    (rows,), before the parameters by name; it gives one array (rows,) for each of the `outputs`, whose values at t use
    rows up to t. `warm_up(**parameters)` is the number of rows at the start without a value. `overlay`: drawn on the
    scale of the price. `cumulative`: a running total or a row number, so the feature is its change (see `reason`).
    `known_ahead`: the values are known before their time. `varies(seconds)` tells whether there is anything to see in
    rows that far apart; None for features that need no times.
    """

    name: str
    title: str
    group: str
    about: str
    inputs: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    outputs: tuple[str, ...]
    function: Callable
    lookback: Callable[..., int] = lambda **_: 0
    overlay: bool = False
    cumulative: bool = False
    known_ahead: bool = False
    varies: Callable[[float], bool] | None = None

    @property
    def roles(self) -> frozenset[str]:
        """The OHLCV roles that a series must have."""
        return frozenset(self.inputs) - {TARGET, TIME, ROW}

    @property
    def reason(self) -> str:
        """Why a cumulative one is given as its change; empty for others."""
        said = "Given as its change from row to row: its level depends on where the data start, and tells nothing else."
        return said if self.cumulative else ""

    @property
    def is_waves(self) -> bool:
        """Whether the outputs are sines and cosines of one period, as many as its parameter says."""
        return any(parameter.name == "order" for parameter in self.parameters)

    def given(self, parameters: Mapping[str, Setting]) -> tuple[str, ...]:
        """The outputs with these parameters: those of a Fourier entry are a sine and a cosine for each order."""
        return self.outputs[: 2 * int(parameters["order"])] if self.is_waves else self.outputs

    def fits(self, series: Series) -> bool:
        """Whether the series has every column that the entry reads, and times in which it varies."""
        if not self.roles <= series.roles.keys():
            return False
        return self.varies is None or (series.frequency.seconds is not None and self.varies(series.frequency.seconds))
