"""A bundle becomes the run that it was; what does not fit is refused, and nothing is left of it."""

import io
import json
import pickle
import zipfile

import numpy as np
import pandas as pd
import pytest

from lstm_core.errors import LabError
from lstm_core.exports import bundle, importing, weights
from lstm_core.inside import network
from lstm_core.jobs import tasks
from lstm_core.labs.asked import Rebuild
from lstm_core.results import State
from lstm_core.runs import store


@pytest.fixture(scope="module")
def held(finished):
    """The files of a bundle."""
    return bundle.unpacked(bundle.packed(*finished))


def test_an_imported_run_tells_what_the_run_told_and_its_network_is_built_anew(finished, held, tmp_path):
    _, before = finished
    record = importing.opened(tmp_path, bundle.zipped(held))
    assert record.id != before.id
    assert (record.state, record.epochs, record.verdict) == (before.state, before.epochs, before.verdict)
    assert record.scores == before.scores
    assert record.history == before.history
    assert record.experiment == before.experiment
    pd.testing.assert_frame_equal(record.backtest(), before.backtest())
    pd.testing.assert_frame_equal(record.forecast(), before.forecast())
    assert not (record.folder / "model.keras").exists()
    lab = store.create_lab(tmp_path, Rebuild(run=record.id))
    assert tasks.train(str(lab.folder)) == State.FINISHED
    ours, theirs = (network.load(one.folder / "model.keras") for one in (record, before))
    for one, other in zip(ours.layers, theirs.layers, strict=True):
        assert (one.name, one.kind, one.inputs) == (other.name, other.kind, other.inputs)
        for mine, yours in zip(one.weights, other.weights, strict=True):
            np.testing.assert_array_equal(mine, yours)
    assert bundle.packed(tmp_path, record)


def saved(arrays: dict, **how) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays, **how)
    return file.getvalue()


def changed(held: dict, name: str, **fields) -> dict:
    return held | {name: json.dumps(json.loads(held[name]) | fields).encode()}


def arrays(held: dict) -> dict:
    with np.load(io.BytesIO(held[weights.NAME])) as file:
        return dict(file)


class Evil:
    def __reduce__(self):
        return (print, ("run by unpickling",))


def with_pickle(held):
    evil = np.array([Evil()], dtype=object)
    return held | {weights.NAME: saved(arrays(held) | {"forecast/1": evil})}


def declaring_terabytes(held):
    header, file = io.BytesIO(), io.BytesIO(held[weights.NAME])
    np.lib.format.write_array_header_1_0(header, {"shape": (10**12,), "fortran_order": False, "descr": "<f4"})
    with zipfile.ZipFile(file) as before:
        entries = {info.filename: before.read(info) for info in before.infolist()}
    with zipfile.ZipFile(file, "w") as after:
        for name, content in (entries | {"forecast/1.npy": header.getvalue()}).items():
            after.writestr(name, content)
    return held | {weights.NAME: file.getvalue()}


def table_with(held, name, change):
    frame = pd.read_parquet(io.BytesIO(held[name]))
    file = io.BytesIO()
    change(frame).to_parquet(file, index=False)
    return held | {name: file.getvalue()}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda held: held | {weights.NAME: saved(arrays(held) | {"lstm_2/0": np.zeros(1, "f4")})}, "other layers"),
        (lambda held: held | {weights.NAME: saved(arrays(held) | {"forecast/1": np.zeros(4, "f4")})}, "another shape"),
        (lambda held: held | {weights.NAME: saved(arrays(held) | {"forecast/1": np.zeros(3)})}, "another shape"),
        (lambda held: held | {weights.NAME: saved(arrays(held) | {"forecast/1": np.zeros(999)})}, "are larger"),
        (
            lambda held: held | {weights.NAME: saved(arrays(held) | {"forecast/1": np.full(3, np.nan, "f4")})},
            "no numbers",
        ),
        (declaring_terabytes, "another shape"),
        (with_pickle, "another shape|are larger"),
        (lambda held: held | {weights.NAME: pickle.dumps(Evil())}, "can't be read"),
        (lambda held: changed(held, "experiment.json", network={"kind": "lstm", "layers": [{"units": 9}]}), "weights"),
        (lambda held: changed(held, "experiment.json", network={"kind": "transformer"}), "does not follow our schema"),
        (lambda held: changed(held, "experiment.json", window={"look_back": 10**9}), "does not follow our schema"),
        (lambda held: changed(held, "scaler.json", centre=[0.0, 1.0]), "does not fit"),
        (lambda held: changed(held, "scaler.json", spread=[0.0]), "scaler.json does not follow our schema"),
        (lambda held: changed(held, "scaler.json", columns=["other"]), "other features"),
        (lambda held: changed(held, "outcome.json", state="running"), "outcome.json does not follow our schema"),
        (lambda held: changed(held, "outcome.json", run="../../etc"), "outcome.json does not follow our schema"),
        (lambda held: table_with(held, "backtest.parquet", lambda f: f.assign(evil=1)), "other columns"),
        (lambda held: table_with(held, "backtest.parquet", lambda f: f.assign(model="<b>")), "names a model"),
        (lambda held: table_with(held, "forecast.parquet", lambda f: f.assign(forecast=np.nan)), "no numbers"),
        (lambda held: table_with(held, "forecast.parquet", lambda f: f.assign(step=10**12)), "steps ahead"),
        (lambda held: table_with(held, "forecast.parquet", lambda f: f.assign(lower="a")), "something else than"),
        (lambda held: table_with(held, "backtest.parquet", lambda f: f[f.part == "test"]), "lacks a model"),
        (lambda held: table_with(held, "backtest.parquet", lambda f: f[f.model != "naive"]), "lacks a model"),
        (lambda held: table_with(held, "backtest.parquet", lambda f: f.iloc[:-1]), "the same rows of every model"),
        (lambda held: table_with(held, "forecast.parquet", lambda f: f[f.step == 1]), "each step of the horizon"),
        (lambda held: table_with(held, "forecast.parquet", lambda f: f.assign(time=5)), "other times than its data"),
        (lambda held: changed(held, "experiment.json", split={"test_size": 290}), "validation part"),
        (lambda held: held | {"backtest.parquet": b"PAR1 and nothing"}, "backtest.parquet can't be read"),
        (lambda held: held | {"data.parquet": held["forecast.parquet"]}, "data"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_and_leaves_nothing(held, tmp_path, capsys, change, why):
    with pytest.raises(LabError, match=why) as refusal:
        importing.opened(tmp_path, bundle.zipped(change(held)))
    assert len(str(refusal.value).splitlines()) == 1
    assert not list(tmp_path.rglob("*"))
    assert "unpickling" not in capsys.readouterr().out
