"""The one door to learning: what a worker process does with a run's folder."""

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

from lstm_core.errors import LabError, Paused
from lstm_core.results import State
from lstm_core.runs import store
from lstm_core.runs.attempts import Superseded
from lstm_core.runs.pen import Pen
from lstm_core.runs.record import Record
from lstm_core.search import TRIALS

log = logging.getLogger(__name__)

SUPERSEDED = "superseded"  # another worker has the run
STOPPED_EARLY = "Stopped before training began."
OUT_OF_MEMORY = "There was not enough memory to train this network. Choose a smaller network, batch or look-back."
BUG = "Training failed with an error that is ours ({kind}); its details are in the run's error.json. Please report it."


def train(folder: str, how: Callable[[Record, Pen], State] | None = None) -> str:
    """The state in which the run ends. All it learns goes to the folder; nothing is raised but a full disk.

    A run that is over is left as it is, and so is one that another worker has begun (SUPERSEDED): a task that is sent
    twice trains once.
    """
    record = Record(Path(folder).name, Path(folder))
    if record.state.is_over and record.status:
        return record.state
    try:
        with Pen(record.folder) as pen:
            return told(record, pen, how or means(record))
    except Superseded:
        return SUPERSEDED


def told(record: Record, pen: Pen, how: Callable[[Record, Pen], State]) -> State:
    """The state in which the run ends, once its folder tells it."""
    try:
        pen.begin()
        return how(record, pen)
    except Superseded:
        raise
    except Paused:
        pen.pause()
        return State.PAUSED
    except LabError as refused:
        pen.fail(str(refused), traceback.format_exc())
    except BaseException as failure:
        # The one door where a task's failure becomes a file: whatever it was, the person must see the run end.
        log.exception("run %s failed", record.id)
        by_hand = isinstance(failure, KeyboardInterrupt)
        pen.fail(in_words(failure), traceback.format_exc(), State.INTERRUPTED if by_hand else State.FAILED)
        if not isinstance(failure, Exception):
            raise
    return State.FAILED


def means(record: Record) -> Callable[[Record, Pen], State]:
    """What is done with a folder, by what is asked in it."""
    if record.folder.parent.name == TRIALS:
        return attempt
    asked = {"lab.json": play, "group.json": learn_all}
    return next((how for name, how in asked.items() if (record.folder / name).exists()), learn)


def is_stopped_early(record: Record, pen: Pen) -> bool:
    """Whether somebody stopped it before it began, which it then tells. Raises Paused."""
    if pen.pause_asked():
        raise Paused
    early = pen.stop_asked() and record.resumes_from is None
    if early:
        pen.stop_early(STOPPED_EARLY)
    return early


def learn(record: Record, pen: Pen) -> State:
    """Read what was asked and the data, train, and write down what came of it."""
    if is_stopped_early(record, pen):
        return State.STOPPED
    pen.stage("Reading the data")
    experiment = record.experiment
    from lstm_core.data import library, series

    dataset = library.load(record.folder.parents[1], experiment.data.dataset)
    asked = experiment.data
    chosen = series.of(dataset, asked.target, asked.roles, asked.preparation)
    pen.stage("Starting TensorFlow")
    from lstm_core.learning import pipeline

    outcome = pipeline.run(experiment, chosen, report=pen, folder=record.folder)
    pen.finish(
        outcome.state,
        outcome.verdict,
        outcome.epochs,
        {"queue": waited(record), **outcome.seconds},
        outcome.scores,
        outcome.backtest,
        outcome.forecast,
        outcome.scaler,
        outcome.importance,
    )
    return outcome.state


def learn_all(record: Record, pen: Pen) -> State:
    """Read the series of a group, train one network on all of them, and write down what came of each."""
    if is_stopped_early(record, pen):
        return State.STOPPED
    pen.stage("Starting TensorFlow")
    from lstm_core.learning import together
    from lstm_core.many import training

    pen.stage("Reading the data")
    return training.play(record, pen, together.run)


def play(record: Record, pen: Pen) -> State:
    """Play a lab: it draws its frames into the folder, and leaves nothing else."""
    pen.stage("Starting TensorFlow")
    warm()  # waits for the thread that may be at it: two that import TensorFlow at once break both
    from lstm_core.labs import play as labs

    labs.play(record, pen)
    state = State.STOPPED if pen.stop_asked() else State.FINISHED
    pen.done(state)
    return state


def attempt(record: Record, pen: Pen) -> State:
    """Make a trial of a search: what it leaves says how well it does on validation."""
    if pen.stop_asked() and record.resumes_from is None:
        pen.stop_early(STOPPED_EARLY)
        return State.STOPPED
    pen.stage("Starting TensorFlow")
    warm()
    from lstm_core.search import trial

    return trial.run(record, pen)


def waited(record: Record) -> float:
    """Seconds between asking for the run and its beginning; 0 where the clock was set back between them."""
    began = record.status["began"]
    return max(0.0, began - record.submitted.get("time", began))


def warm() -> None:
    """TensorFlow imported, which takes a worker most of ten seconds, before anybody waits for it."""
    from lstm_core.learning import pipeline  # noqa: F401


def trains_on() -> str:
    """What this worker trains on, in words; `warm` comes first."""
    from lstm_core.learning import layers

    gpu = layers.gpu()
    return f"GPU {gpu}, by cuDNN" if gpu else "CPU"


def in_words(failure: BaseException) -> str:
    """What went wrong, and what to do, for a failure that nobody foresaw."""
    # TensorFlow's own class for it can't be named without importing TensorFlow.
    if isinstance(failure, MemoryError) or type(failure).__name__ == "ResourceExhaustedError":
        return OUT_OF_MEMORY
    if store.is_full_disk(failure):
        return store.FULL_DISK
    if isinstance(failure, KeyboardInterrupt):
        return "Interrupted from the keyboard. Start the run again."
    return BUG.format(kind=type(failure).__name__)
