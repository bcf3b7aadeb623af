"""The built-in samples are what they say, small, and regular."""

import numpy as np
import pytest

from lstm_core.data import samples, series
from lstm_core.errors import UnknownSample


@pytest.mark.parametrize("sample", samples.SAMPLES, ids=lambda sample: sample.name)
def test_every_sample_loads_as_a_series(sample):
    found = samples.load(sample.name)
    assert found.frame.index.is_monotonic_increasing
    assert found.frame.index.is_unique
    assert found.frame.index.name == "time"
    assert not found.frame.isna().any().any()
    assert set(found.frame.dtypes.astype(str)) == {"float64"}
    assert found.target == sample.target
    assert series.of(found, sample.target).notes == ()


@pytest.mark.parametrize(
    "name, rows, label, first",
    [
        ("sine", 2000, "row", pytest.approx(0.0, abs=0.4)),
        ("temperature", 1461, "day", 12.8),
        ("stock-index", 5031, "business day", 1228.1),
        ("solar", 8760, "hour", 0.0),
        ("sunspots", 309, "year", 5.0),
    ],
)
def test_rows_steps_and_first_values(name, rows, label, first):
    found = samples.load(name)
    assert len(found.frame) == rows
    assert series.frequency(found.frame.index).label == label
    assert found.frame[found.target].iloc[0] == first


def test_the_sine_repeats_every_50_steps():
    wave = samples.sine()["value"].to_numpy()
    assert np.allclose(wave[:-50], wave[50:], atol=1e-9)
    assert wave.max() == pytest.approx(1.0, abs=0.01)
    assert (samples.load("sine").frame["value"].to_numpy() - wave).std() == pytest.approx(0.1, abs=0.01)
    assert samples.load("sine").frame.equals(samples.load("sine").frame)


def test_solar_energy_follows_its_formula():
    frame = samples.load("solar").frame
    cell = frame["temperature"] + frame["ghi"] * 25 / 800
    assert np.allclose(frame["energy_kwh"], 5 * frame["ghi"] / 1000 * (1 - 0.0047 * (cell - 25)), atol=0.0006)
    night = frame.between_time("00:00", "03:00")
    assert (night["energy_kwh"] == 0).all()


def test_an_unknown_sample_names_those_that_exist():
    with pytest.raises(UnknownSample, match="sine, temperature, stock-index, solar, sunspots"):
        samples.load("../sine")


def test_files_are_small_and_described():
    files = sorted(samples.FOLDER.glob("*.csv.gz"))
    described = (samples.FOLDER / "README.md").read_text("utf-8")
    assert len(files) == 4
    assert all(path.stat().st_size < 120_000 and path.name in described for path in files)
