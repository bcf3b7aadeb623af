import time

import pytest

from lstm_core import specs
from lstm_core.runs import store
from lstm_core.ui import frame


def shown(app) -> str:
    """All words of a page."""
    kinds = (app.title, app.subheader, app.markdown, app.caption, app.error, app.info, app.warning)
    words = [str(element.value) for kind in kinds for element in kind] + [str(box.value) for box in app.selectbox]
    return "\n".join(words).replace("\\", "")


def button(app, label: str):
    return next(button for button in app.button if button.label == label)


def offers(app) -> bool:
    """Whether something can be done or read; Inside shows the newest network where an earlier test left one."""
    return bool(app.button or app.get("file_uploader") or app.text_input or app.subheader)


@pytest.mark.parametrize("name", frame.NAMES)
def test_every_page_opens_without_data_and_says_what_comes_next(open_page, name):
    app = open_page(name)
    assert app.title
    assert offers(app)


@pytest.mark.parametrize("name", ["data", "features", "train"])
def test_every_page_opens_with_data_from_its_address_alone(open_page, temperature, name):
    app = open_page(name, **temperature)
    assert not app.error
    assert "temp_max" in shown(app) or name == "features"


@pytest.mark.parametrize("address", [{"data": "../../etc/passwd"}, {"data": "0" * 64}, {"run": "../../etc/passwd"}])
@pytest.mark.parametrize("name", ["data", "features", "train", "forecast", "inside"])
def test_a_wrong_address_is_answered_in_words(open_page, name, address):
    app = open_page(name, **address)
    assert "Traceback" not in shown(app)
    assert app.error or offers(app)


def test_another_target_is_taken_along(open_page, temperature):
    app = open_page("data", **temperature)
    next(box for box in app.selectbox if box.label.startswith("Target")).select("wind").run()
    assert app.query_params["target"] == "wind"
    app.switch_page("pages/train.py").run()
    assert "wind" in shown(app)


def test_too_long_a_sequence_is_refused_with_the_largest_that_works(open_page, home):
    from lstm_core.data import library, samples

    app = open_page("features", data=library.keep(home, samples.load("sunspots")), target="sunspots")
    next(box for box in app.number_input if box.label == "Sequence length").set_value(400).run()
    assert "choose 203 or fewer" in shown(app)


def test_values_that_no_widget_would_send_are_refused_by_the_specs(open_page, temperature):
    app = open_page("features", **temperature)
    length = next(box for box in app.number_input if box.label == "Sequence length")
    app.session_state[length.key] = 10**9
    app.run()
    assert "Traceback" not in shown(app)
    assert app.error or app.number_input[0].value <= specs.LOOK_BACK[1]


@pytest.mark.parametrize("recipe", ["quick", "balanced", "thorough", "classic", "own"])
def test_every_recipe_can_be_chosen(open_page, temperature, recipe):
    app = open_page("train", **temperature)
    app.get("segmented_control")[0].set_value(recipe).run()
    assert not app.exception
    assert not app.error
    assert button(app, "Train")


def test_classic_brings_its_own_window(open_page, temperature):
    app = open_page("train", **temperature)
    app.get("segmented_control")[0].set_value("classic").run()
    assert "60 rows of 1 feature → the whole test period" in shown(app)


def test_a_run_that_failed_says_why(open_page, home, temperature):
    data = specs.Data(dataset="1" * 64, name="gone", target="x")
    record = store.create(home, specs.Experiment(data=data))
    from lstm_core.jobs import tasks

    tasks.train(str(record.folder))
    app = open_page("train", **temperature, run=record.id)
    assert len(app.error) == 1
    assert record.error in shown(app)


def test_a_link_to_a_run_brings_its_data_features_and_window_along(open_page, home, temperature):
    asked = specs.Experiment(
        data=specs.Data(dataset=temperature["data"], name="warm", target="wind"),
        features=specs.Features(columns=("temp_min",)),
        window=specs.Window(look_back=33, horizon=4),
    )
    record = store.create(home, asked)
    app = open_page("train", run=record.id)
    assert "33 rows of 2 features → the next 4" in shown(app)
    assert app.query_params["target"] == "wind"


def test_a_double_click_on_train_starts_one_run(open_page, home, temperature):
    app = open_page("train", **temperature)
    before = len(store.recent(home))
    button(app, "Train").click().run()
    button(app, "Train").click().run()
    assert len(store.recent(home)) == before + 1
    store.open_run(home, app.query_params["run"]).ask_stop()


def test_train_submits_a_run_that_a_worker_finishes_and_the_forecast_page_reads(open_page, home, temperature):
    app = open_page("train", **temperature)
    app.get("segmented_control")[0].set_value("own").run()
    next(box for box in app.number_input if box.label == "Epochs").set_value(1).run()
    button(app, "Train").click().run()
    run_id = app.query_params["run"]
    record = store.open_run(home, run_id)
    end = time.monotonic() + 120
    while not record.state.is_over and time.monotonic() < end:
        time.sleep(0.5)
    app.run()
    assert "Finished: 1 epoch in" in shown(app)
    app.switch_page("pages/forecast.py").run()
    assert not app.exception
    assert "the LSTM is off by" in shown(app)
    assert next(frame.value for frame in app.dataframe if frame.value.index.name == "Model").index[0] == "LSTM"
    assert len(app.get("plotly_chart")) == 6
    assert "Which features mattered" in shown(app)
    app.session_state["what if"] = True
    app.run()
    assert "Change a value below" in shown(app)
    app.switch_page("pages/start.py").run()
    assert "the LSTM is off by" in shown(app)
