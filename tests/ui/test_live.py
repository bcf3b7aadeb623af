"""The Train page beside runs in every state of their life, each written as a worker or a dashboard leaves it."""

import time
from collections.abc import Callable

import numpy as np
import pytest

from lstm_core import specs
from lstm_core.results import EpochReport, State
from lstm_core.runs import files, store
from lstm_core.runs.pen import Pen
from lstm_core.runs.record import Record
from lstm_core.ui import resources
from tests.ui.test_pages import button, shown

PREVIEW = {"time": ["2024-01-01", "2024-01-02"], "actual": [1.0, 2.0]}


@pytest.fixture
def made(home, temperature):
    """`made(end)` gives a run of three epochs that ended as `end(pen)` writes it."""

    def run(end, losses: tuple = (1.0, 0.5, 0.4), **training) -> Record:
        data = specs.Data(dataset=temperature["data"], name="temperature", target="temp_max")
        record = store.create(home, specs.Experiment(data=data, training=specs.Training(**training)))
        with Pen(record.folder) as pen:
            pen.begin()
            for epoch, loss in enumerate(losses, start=1):
                pen.epoch(EpochReport(epoch, loss, loss, 0.001, 1.0, 0.45))
                pen.preview({"epoch": epoch, **PREVIEW, "forecast": [1.0 + loss, 2.0]})
            if losses:
                np.savez(record.folder / "checkpoint.npz", epoch=len(losses))
            end(pen)
        return record

    return run


def labels(app) -> list[str]:
    return [button.label for button in app.button]


def test_a_paused_run_says_how_far_it_is_and_offers_to_resume(open_page, made):
    app = open_page("train", run=made(lambda pen: pen.pause()).id)
    assert "Paused after 3 epochs." in shown(app)
    assert "Better on validation than the line to beat since epoch 3." in shown(app)
    assert {"Resume", "Duplicate and edit", "Delete"} <= set(labels(app))
    assert not {"Pause", "Stop and keep the best", "See the forecast"} & set(labels(app))


def test_an_interrupted_run_says_so_and_offers_to_resume(open_page, made):
    app = open_page("train", run=made(lambda pen: pen.fail("gone", state=State.INTERRUPTED), losses=()).id)
    assert "interrupted" in shown(app)
    assert "before the first epoch was done" in shown(app)
    assert "Resume" in labels(app)


def test_a_run_whose_loss_ran_away_says_why_and_fills_the_form_with_half_the_rate(open_page, made):
    words = "The loss became infinite in epoch 4. Choose a smaller learning rate, or turn gradient clipping on."
    app = open_page("train", run=made(lambda pen: pen.fail(words), learning_rate=0.5).id)
    assert words in shown(app)
    button(app, "Halve the learning rate").click().run()
    assert next(box for box in app.number_input if box.label == "Learning rate").value == 0.25
    assert app.get("segmented_control")[0].value == "own"


def test_a_run_that_was_deleted_is_brought_back(open_page, made, home):
    record = made(lambda pen: pen.pause())
    app = open_page("train", run=record.id)
    button(app, "Delete").click().run()
    assert not record.folder.exists()
    assert "run" not in app.query_params
    assert "Press Train." in shown(app)
    button(app, "Undo").click().run()
    assert record.folder.exists()
    assert "Paused after 3 epochs." in shown(app)


def test_a_damaged_run_can_still_be_deleted(open_page, made, temperature):
    record = made(lambda pen: pen.pause())
    (record.folder / "experiment.json").write_text("{")
    app = open_page("train", run=record.id, **temperature)
    assert "Its experiment.json is missing or damaged." in shown(app)
    button(app, "Delete").click().run()
    assert not record.folder.exists()


def test_two_tabs_may_press_the_same_button(open_page, made):
    record = made(lambda pen: pen.pause())
    first, second = (open_page("train", run=record.id) for _ in range(2))
    for app in (first, second):
        button(app, "Delete").click().run()
        assert not app.error
    for app in (first, second):
        button(app, "Undo").click().run()
        assert "Paused after 3 epochs." in shown(app)


def test_a_run_that_is_gone_is_said_to_be_gone(open_page, made, home):
    record = made(lambda pen: pen.pause())
    app = open_page("train", run=record.id)
    store.delete(home, record.id)
    app.run()
    assert f"There is no run {record.id}" in shown(app)


def test_runs_are_switched_between_with_their_states(open_page, made):
    first = made(lambda pen: pen.pause())
    app = open_page("train", run=made(lambda pen: pen.fail("It broke.")).id)
    assert any(label.startswith("Paused · temperature · temp") for label in labels(app))
    app.button(key=f"look at {first.id}").click().run()
    assert app.query_params["run"] == first.id
    assert "Paused after 3 epochs." in shown(app)


def test_a_worker_that_gives_no_sign_of_life_can_be_ended(open_page, made):
    record = made(lambda pen: None)
    files.write_json(record.folder / "state.json", record.status | {"heartbeat": time.time() - 100})
    app = open_page("train", run=record.id)
    assert "No sign of life for 2 min" in shown(app)
    assert "End it the hard way" in labels(app)
    Pen(record.folder).fail("over")


def test_what_is_saved_while_the_page_ticks_is_written_before_it_is_pressed(open_page, made):
    record = made(lambda pen: None)
    app = open_page("train", run=record.id)
    app.session_state[f"table chart losses {record.id}"] = True
    app.run()
    assert files_of(app) == {"CSV": "written"}
    Pen(record.folder).pause()
    app.run()
    assert files_of(app) == {"CSV": "when pressed", "Chart (HTML, SVG)": "when pressed"}


def files_of(app) -> dict[str, str]:
    """Which files there are to save of tables and charts, and when each is written."""
    found = [each.proto for each in app.get("download_button") if not each.proto.label.startswith("Save")]
    return {each.label: "when pressed" if each.HasField("deferred_file_id") else "written" for each in found}


def test_waiting_runs_have_a_place_and_can_be_moved_and_cancelled(open_page, home, temperature):
    app = open_page("train", **temperature)
    workers = resources.workers()
    workers.wait()
    data = specs.Data(dataset=temperature["data"], name="temperature", target="temp_max")
    asked = specs.Experiment(data=data, training=specs.Training(epochs=1000))
    first, second, third = (store.create(home, asked) for _ in range(3))
    for record in (first, second, third):
        workers.submit(record, "me")
    wait_for(lambda: [record.id for record in workers.queue()] == [second.id, third.id])  # the worker has the first
    app.session_state["owner"] = "me"
    app.query_params["run"] = third.id
    app.run()
    assert "number 2 of 2 in the queue" in shown(app)
    assert shown(app).count("yours") == 2
    app.button(key=f"up {third.id}").click().run()
    assert "number 1 of 2 in the queue" in shown(app)
    button(app, "Cancel").click().run()
    assert third.state is State.STOPPED
    assert "Delete" in labels(app)
    for record in (second, first):
        workers.cancel(record.id)


def wait_for(happened: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.1)
