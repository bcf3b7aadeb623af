"""Real trials: judged on validation alone, whatever stands in the test part; and nothing is found where nothing is."""

import numpy as np
import pandas as pd
import pytest

from lstm_core import specs
from lstm_core.data import library
from lstm_core.data.series import Dataset
from lstm_core.jobs import tasks
from lstm_core.results import State
from lstm_core.runs import files, store
from lstm_core.search import TRIALS, judging, shelf
from lstm_core.search.asked import Search
from tests.search.standin import Here, searched

VALIDATION, TEST = 220, 300


def experiment(home, values, network=None, **training) -> specs.Experiment:
    frame = pd.DataFrame({"x": values}, index=pd.RangeIndex(len(values), name="time"))
    return specs.Experiment(
        data=specs.Data(dataset=library.keep(home, Dataset(frame, "made up", "here")), name="made up", target="x"),
        features=specs.Features(indicators=(specs.Pick(name="SMA", parameters={"timeperiod": 5}),)),
        window=specs.Window(look_back=8, horizon=2),
        split=specs.Split(validation_from=str(VALIDATION), test_from=str(TEST)),
        network=network or specs.Network(layers=(specs.Layer(units=4),)),
        training=specs.Training(**{"epochs": 3, "batch_size": 64, "loss": "mean_absolute_error", **training}),
    )


@pytest.mark.parametrize("scaling", ["window", "minmax"])
def test_noise_in_the_test_part_changes_nothing(tmp_path, scaling):
    values = 50 + np.cumsum(np.random.default_rng(3).normal(size=380))
    noisy = values.copy()
    noisy[TEST:] = np.random.default_rng(4).normal(1e6, 1e6, size=80)
    network = specs.Network(layers=(specs.Layer(units=4),), linear=True, pooled=True)
    told = []
    for column in (values, noisy):
        asked = experiment(tmp_path, column, network, scaling=scaling)
        folder = tmp_path / "searches" / store.new_id() / TRIALS / store.new_id()
        record = store.made(folder, "experiment.json", asked.model_dump_json())
        assert tasks.train(str(record.folder)) is State.FINISHED, record.error
        judged = files.read_object(folder / "judged.json")
        losses = [(line["loss"], line["val_loss"], line["line_to_beat"]) for line in record.history]
        told.append(({name: value for name, value in judged.items() if name != "seconds"}, losses))
        assert not (folder / "backtest.parquet").exists()
    assert told[0] == told[1]
    assert told[0][0]["origins"] == TEST - VALIDATION - 1


def search(home, values, **how):
    asked = experiment(home, values, **how.pop("about", {}))
    return searched(shelf.create(home, Search(experiment=asked, **how)), Here(tasks.train))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_search_on_a_random_walk_ends_in_no_skill_found(tmp_path, seed):
    walk = np.cumsum(np.random.default_rng(seed).normal(size=380))
    kept = search(tmp_path, walk, vary=("learning_rate", "features"), trials=4, seed=seed)
    assert [one.outcome for one in kept.tried] == ["finished"] * 4, [one.error for one in kept.tried]
    found = judging.finding(kept.tried)
    assert found.outcome == "none"
    assert found.sentence.startswith("No skill found: the best of 4 trials")


def test_what_can_be_learnt_is_found(tmp_path):
    wave = 20 + np.sin(np.arange(380) / 2.9) + 0.05 * np.random.default_rng(5).normal(size=380)
    about = {"epochs": 20, "learning_rate": 0.02, "scaling": "standard"}
    found = judging.finding(search(tmp_path, wave, vary=("learning_rate",), trials=3, about=about).tried)
    assert found.outcome == "skill", found.sentence
    assert 0.2 < found.skill < 0.9
    assert "unlikely to be luck (corrected for 3 trials" in found.sentence
