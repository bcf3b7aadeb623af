"""Series that come with the program, so that everything can be tried without a network.

Importing this is cheap, since the Start page lists them; loading one is not.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_core.errors import UnknownSample

if TYPE_CHECKING:
    import pandas as pd

    from lstm_core.data.series import Dataset

FOLDER = Path(__file__).parent / "samples"


@dataclass(frozen=True)
class Sample:
    """A built-in series; `icon` is the name of a Material symbol."""

    name: str
    title: str
    about: str
    source: str
    licence: str
    target: str
    icon: str


SAMPLES = (
    Sample(
        name="sine",
        title="Sine wave",
        about="2,000 steps of a sine wave with a little noise on it; one turn takes 50 steps.",
        source="Made by LSTM Lab",
        licence="MIT",
        target="value",
        icon="waves",
    ),
    Sample(
        name="temperature",
        title="Daily temperature",
        about="Highest temperature of each day in Seattle, 2012 to 2015 (°C); with the lowest, rain and wind.",
        source="NOAA daily weather, through vega_datasets 0.9.0",
        licence="Public domain (U.S. government)",
        target="temp_max",
        icon="thermostat",
    ),
    Sample(
        name="stock-index",
        title="Stock index",
        about="The S&P 500 on each trading day, 1999 to 2018, in index points.",
        source="Yahoo Finance, through arch 8.0.0",
        licence="Package under the University of Illinois/NCSA licence; prices by Yahoo Finance",
        target="Close",
        icon="candlestick_chart",
    ),
    Sample(
        name="solar",
        title="Solar energy",
        about="What a flat 5 kW array would give in each hour of a typical year (kWh), with the weather behind it.",
        source="NREL TMY3 station 723170, through pvlib 0.16.1; energy by the PVWatts formula",
        licence="NREL data, free to use with credit; package under BSD-3-Clause",
        target="energy_kwh",
        icon="wb_sunny",
    ),
    Sample(
        name="sunspots",
        title="Sunspots",
        about="Sunspots counted in each year, 1700 to 2008; a rhythm of about eleven years.",
        source="NOAA National Geophysical Data Center, through statsmodels 0.15.0",
        licence="Public domain",
        target="sunspots",
        icon="flare",
    ),
)
NOTES = {
    "stock-index": ("An index pays no dividends and is not split: its prices need no adjustment.",),
    "solar": (
        "A typical year: its months come from different years between 1980 and 2003, and all are dated 2001.",
        "Each hour is dated at its start, in local standard time.",
    ),
}


def find(name: str) -> Sample:
    """What is known of the built-in series of that name. Raises UnknownSample."""
    found = {sample.name: sample for sample in SAMPLES}
    if name not in found:
        raise UnknownSample(f"There is no sample “{name[:40]}”. Choose one of {', '.join(found)}.")
    return found[name]


def load(name: str) -> "Dataset":
    """The built-in series of that name. Raises UnknownSample."""
    from lstm_core.data.series import Dataset

    sample = find(name)
    frame = sine(noise=0.1) if name == "sine" else stored(name)
    return Dataset(frame=frame, name=sample.title, source=sample.source, notes=NOTES.get(name, ()))


def sine(rows: int = 2000, period: int = 50, noise: float = 0.0, seed: int = 7) -> "pd.DataFrame":
    """A sine wave between -1 and 1 by row number, with normal noise of that standard deviation.

    >>> sine(rows=5, period=4)["value"].round(3).tolist()
    [0.0, 1.0, 0.0, -1.0, -0.0]
    """
    import numpy as np
    import pandas as pd

    steps = np.arange(rows, dtype="int64")
    wave = np.sin(2 * np.pi * steps / period) + noise * np.random.default_rng(seed).standard_normal(rows)
    return pd.DataFrame({"value": wave}, index=pd.Index(steps, name="time"))


def stored(name: str) -> "pd.DataFrame":
    """The table in the sample's file, by time."""
    import pandas as pd

    frame = pd.read_csv(FOLDER / f"{name}.csv.gz", index_col="time", float_precision="round_trip").astype("float64")
    frame.index = pd.to_datetime(frame.index, format="ISO8601").astype("datetime64[ns]")
    return frame
