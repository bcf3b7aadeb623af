"""The learning rate's range and the pace of an epoch, played for real on a short sine."""

import numpy as np
import pandas as pd
import pytest

from lstm_core import specs
from lstm_core.data import library
from lstm_core.data.series import Dataset
from lstm_core.labs import pace, rates, trial
from lstm_core.labs.asked import LABS, Pace, Rates
from tests.labs.hearing import Heard


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def sine(home) -> specs.Experiment:
    frame = pd.DataFrame({"x": np.sin(np.arange(400) / 5)}, index=pd.RangeIndex(400, name="time"))
    return specs.Experiment(
        data=specs.Data(dataset=library.keep(home, Dataset(frame, "sine", "here")), name="sine", target="x"),
        window=specs.Window(look_back=12, horizon=2),
        network=specs.Network(layers=(specs.Layer(units=8),)),
        training=specs.Training(batch_size=32),
    )


def test_the_loss_falls_then_breaks_and_a_rate_between_is_suggested(home, sine):
    heard = Heard()
    rates.play(Rates(experiment=sine), heard, home)
    *frames, last = heard.frames
    smooth = [frame["smooth"] for frame in frames]
    least = int(np.argmin(smooth))
    assert smooth[least] < 0.8 * smooth[0]
    assert smooth[-1] > 1.5 * smooth[least]
    assert frames[0]["rate"] == pytest.approx(1e-6)
    assert 1e-4 <= last["suggested"] <= 0.05
    assert last["suggested"] < frames[least]["rate"]


def test_it_stops_when_it_is_asked_and_then_knows_no_rate(home, sine):
    heard = Heard(stop_after=3)
    rates.play(Rates(experiment=sine), heard, home)
    assert len(heard.frames) == 4
    assert heard.frames[-1] == {"suggested": None}


def test_no_rate_is_suggested_where_the_loss_never_falls():
    flat = [{"rate": 10.0 ** (at / 10 - 6), "smooth": 1.0 + 0.01 * (at % 3)} for at in range(60)]
    assert rates.suggested(flat) is None


def test_an_epoch_is_timed_by_its_own_batches(home, sine):
    heard = Heard()
    pace.play(Pace(experiment=sine, batches=5), heard, home)
    (told,) = heard.frames
    assert 0 < told["epoch"] < 10
    assert told["first"] > 0


def test_of_arima_and_lstm_the_windows_are_what_arima_leaves(home, sine):
    asked = sine.model_copy(update={"network": sine.network.model_copy(update={"kind": "hybrid"})})
    alone, beside = (trial.of(one, home, Heard()) for one in (sine, asked))
    assert (len(alone.train.origins), alone.judged) == (280 - 12 - 2 + 1, 60 - 2 + 1)
    assert len(beside.train.origins) < len(alone.train.origins)
    assert beside.train.less is not None


def test_what_is_asked_survives_its_folder(sine):
    for kind in (Rates, Pace):
        asked = kind(experiment=sine)
        assert LABS[asked.lab].model_validate_json(asked.model_dump_json()) == asked
