"""The built-in samples are what they say, small, and regular."""

import numpy as np
import pytest

from lstm_core.data import samples, series
from lstm_core.errors import BadSetting, UnknownSample


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
        ("electricity", 17520, "hour", 1344.4),
        ("co2", 444, "month", 319.4),
        ("random-walk", 2000, "row", 101.0),
    ],
)
def test_rows_steps_and_first_values(name, rows, label, first):
    found = samples.load(name)
    assert len(found.frame) == rows == samples.find(name).rows
    assert samples.find(name).every.split()[-1] in (label, "step", label.removeprefix("business "))
    assert series.frequency(found.frame.index).label == label
    assert found.frame[found.target].iloc[0] == first


def test_the_sine_repeats_every_50_steps():
    wave = samples.sine()["value"].to_numpy()
    assert np.allclose(wave[:-50], wave[50:], atol=1e-9)
    assert wave.max() == pytest.approx(1.0, abs=0.01)
    assert (samples.load("sine").frame["value"].to_numpy() - wave).std() == pytest.approx(0.1, abs=0.01)
    assert samples.load("sine").frame.equals(samples.load("sine").frame)


def test_noise_and_drift_of_the_sine_are_chosen_and_named():
    loud, wandering = samples.load("sine", noise=0.5), samples.load("sine", noise=0, drift=0.25)
    assert (loud.name, wandering.name) == ("Sine wave, noise 0.5", "Sine wave, noise 0, drift 0.25")
    assert samples.load("sine", noise=0.1, drift=0.0).name == "Sine wave"
    wave = samples.sine()["value"].to_numpy()
    assert (loud.frame["value"].to_numpy() - wave).std() == pytest.approx(0.5, abs=0.02)
    level = wandering.frame["value"].to_numpy() - wave
    assert np.diff(level).std() * 50**0.5 == pytest.approx(0.25, abs=0.01)


@pytest.mark.parametrize(
    "name, noise, drift, words",
    [
        ("sine", 3.0, 0.0, r"noise \(3\) must be between 0 and 2"),
        ("sine", 0.1, -1.0, "drift"),
        ("sine", float("nan"), 0.0, "noise"),
        ("solar", 0.2, 0.0, "only the sine wave"),
        ("co2", 0.1, 0.1, "only the sine wave"),
    ],
)
def test_noise_and_drift_are_bounded_and_the_sine_alone_takes_them(name, noise, drift, words):
    with pytest.raises(BadSetting, match=words):
        samples.load(name, noise=noise, drift=drift)


def test_each_step_of_the_random_walk_is_one_up_or_down():
    steps = np.diff(samples.load("random-walk").frame["value"])
    assert set(steps) == {-1.0, 1.0}
    assert np.corrcoef(steps[:-1], steps[1:])[0, 1] == pytest.approx(0, abs=0.05)


def test_no_hour_of_the_electricity_is_the_clock_change_of_its_source():
    load = samples.load("electricity").frame["load"]
    for day in ("2013-03-31", "2014-03-30", "2013-10-27", "2014-10-26"):
        midnight, one, two = load[f"{day} 00:00" : f"{day} 02:00"]
        assert min(midnight, two) * 0.9 < one < max(midnight, two)


def test_solar_energy_follows_its_formula():
    frame = samples.load("solar").frame
    cell = frame["temperature"] + frame["ghi"] * 25 / 800
    assert np.allclose(frame["energy_kwh"], 5 * frame["ghi"] / 1000 * (1 - 0.0047 * (cell - 25)), atol=0.0006)
    night = frame.between_time("00:00", "03:00")
    assert (night["energy_kwh"] == 0).all()


def test_an_unknown_sample_names_those_that_exist():
    with pytest.raises(
        UnknownSample, match="sine, temperature, stock-index, solar, sunspots, electricity, co2, random-walk"
    ):
        samples.load("../sine")


def test_files_are_small_and_described():
    files = sorted(samples.FOLDER.glob("*.csv.gz"))
    described = (samples.FOLDER / "README.md").read_text("utf-8")
    assert len(files) == 6
    assert all(path.stat().st_size < 120_000 and path.name in described for path in files)
