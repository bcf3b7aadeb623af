"""What keeps a search going: it asks Optuna, sends trials to workers, watches them, gives up poor ones, and tells.

One thread of the process that began the search, or of the next one where that ended. It sends a trial only while a
worker is free and no run waits, so it takes nobody's turn: whoever starts a training meanwhile is next, and waits for
one trial at most.
"""

import logging
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lstm_core import readonly
from lstm_core.errors import LabError
from lstm_core.results import State
from lstm_core.runs import files, processes, store, workspaces
from lstm_core.runs.record import Record
from lstm_core.search import shelf, space, studies
from lstm_core.search.kept import Kept
from lstm_core.search.tried import Tried

if TYPE_CHECKING:
    from optuna import Study, Trial

EVERY = 0.5  # seconds between two looks at the trials
HEARTBEAT_SECONDS = 2.0
IN_VAIN = 3  # trials that fail one after the other, after which there is no use in more
PATIENCE = 30.0  # seconds in which a trial that is asked to stop does
BUG = "The search ended with an error that is ours; logs say which. Resume it: all trials that were finished are kept."
LOST = "The worker processes ended while this search was under way. Resume it: finished trials are kept."

log = logging.getLogger(__name__)
_starting = threading.Lock()


class Overtaken(LabError):
    """Another process drives the search by now."""


class Workers(Protocol):
    """What a search needs of those who train."""

    @property
    def is_alive(self) -> bool: ...
    @property
    def ready(self) -> bool: ...
    def submit(self, run: Record, owner: str) -> None: ...
    def queue(self) -> Collection[Record]: ...
    def seen(self) -> "Seen": ...


class Seen(Protocol):
    """The workers as they were a moment ago; each has `is_free`."""

    @property
    def workers(self) -> Collection: ...


def start(kept: Kept, workers: Workers, owner: str = "") -> threading.Thread:
    """The thread that drives the search; the one there is where it is driven already.

    Raises LabError where another process drives it, and for a search whose winner was tested: more trials would be
    chosen by somebody who knows the test part.
    """
    readonly.refuse()
    name = f"search {kept.folder}"
    with _starting:
        if running := next((thread for thread in threading.enumerate() if thread.name == name), None):
            return running
        if kept.state is State.RUNNING and not processes.is_us(kept.status):
            raise LabError("Another LSTM Lab drives this search. Stop it there, or wait until it is over.")
        if kept.repeats:
            raise LabError("The winner of this search was tested already. Start a new search.")
        driver = Driver(kept, workers, owner)
        with store.writing():
            (kept.folder / "stop").unlink(missing_ok=True)
            driver.write(State.RUNNING)
        thread = threading.Thread(target=driver.run, name=name, daemon=True)
        thread.start()
    return thread


def go_on(home: Path, workers: Workers) -> None:
    """Go on with the searches that ended because the process that drove them did, or its workers."""
    if readonly.on():
        return
    for kept in (kept for each in workspaces.homes(home) for kept in shelf.recent(each)):
        if kept.state is State.INTERRUPTED and not kept.stop_asked and not kept.repeats:
            try:
                start(kept, workers, str(kept.status.get("owner") or ""))
            except (LabError, OSError):
                log.warning("search %s can't go on", kept.id, exc_info=True)


@dataclass
class Flight:
    """A trial under way, and how many of its epochs Optuna was told."""

    trial: "Trial"
    record: Record
    told: int = 0
    given_up: bool = False


class Driver:
    """The one writer of a search's state, trials and journal, from `start` to the end of `run`."""

    def __init__(self, kept: Kept, workers: Workers, owner: str):
        self.kept, self.asked, self.workers, self.owner = kept, kept.asked, workers, owner
        self.flights: dict[int, Flight] = {}
        self.over = {one.number: one for one in kept.tried}
        self.before, self.began = kept.seconds, time.monotonic()
        self.last, self.written = {}, 0.0

    @property
    def seconds(self) -> float:
        """How long it was searched, this time and before."""
        return self.before + time.monotonic() - self.began

    def run(self) -> None:
        """Search until the budget is spent or somebody asks to stop; the state then says how it ended."""
        end, why = State.FAILED, BUG
        try:
            end, why = self.searched()
        except LabError as refused:
            why = str(refused)
        except OSError as refused:
            log.exception("search %s: the disk refused", self.kept.id)
            why = store.in_words(refused)
        except RuntimeError:
            if not processes.is_ending():
                raise
            end, why = State.INTERRUPTED, LOST
        finally:
            try:
                self.write(end, why)
            except OSError:  # it shows as interrupted once this process is gone
                log.exception("search %s: its end could not be written", self.kept.id)
            except Overtaken:
                log.warning("search %s: another process drives it now", self.kept.id)
                for flight in self.flights.values():
                    flight.record.ask_stop()

    def searched(self) -> tuple[State, str]:
        """How the search ended, and why where that was before its time."""
        study = studies.opened(self.kept.folder / "journal.log", self.asked)
        self.take_up(study)
        while True:
            for number in list(self.flights):
                self.look(study, number)
            if not self.workers.is_alive:
                return State.INTERRUPTED, LOST
            if self.kept.stop_asked:
                self.cut_off(study)
                return State.STOPPED, ""
            if why := self.in_vain():
                self.cut_off(study)
                return State.FAILED, why
            if self.is_spent() and not self.flights:
                return State.FINISHED, ""
            if not self.is_spent() and self.has_room():
                self.begin(study)
            self.write(State.RUNNING)
            time.sleep(EVERY)

    def take_up(self, study: "Study") -> None:
        """What was under way when the search was last driven: told where it came to its end, else asked anew.

        A worker of a cluster that is not ours goes on with its trial while nobody drives the search: that one is
        watched again.
        """
        for number, trial in studies.running(study).items():
            if number in self.over:
                studies.tell(study, self.over[number])
                continue
            record = self.kept.trial(str(trial.user_attrs.get("run", "")))
            there = record.folder.is_dir() and record.id
            state = record.state
            if there and state is State.RUNNING:
                self.flights[number] = Flight(trial, record, studies.reported(study, number))
                continue
            if there and not state.is_over:
                record.ask_stop()
            self.land(study, trial, told(trial, record) if there else cut(trial))

    def has_room(self) -> bool:
        """Whether a worker is free that nobody waits for."""
        workers = self.workers.seen().workers
        return (
            self.workers.ready
            and len(self.flights) < len(workers)
            and any(worker.is_free for worker in workers)
            and not self.workers.queue()
        )

    def is_spent(self) -> bool:
        """Whether no further trial may begin."""
        made = len(self.flights) + sum(one.outcome != "cut" for one in self.over.values())
        by_number = self.asked.trials is not None and made >= self.asked.trials
        return by_number or (self.asked.minutes is not None and self.seconds >= 60 * self.asked.minutes)

    def in_vain(self) -> str:
        """Why no trial comes to its end, where the last ones all failed; else nothing."""
        last = [one for one in self.over.values() if one.outcome != "cut"][-IN_VAIN:]
        failed = len(last) == IN_VAIN and all(one.outcome == "failed" for one in last)
        return last[-1].error if failed else ""

    def begin(self, study: "Study") -> None:
        """Send one more trial to the workers."""
        trial = study.ask(studies.distributions(self.asked))
        run = store.new_id()
        trial.set_user_attr("run", run)
        try:
            experiment = space.experiment(self.asked, trial.params)
        except LabError as refused:
            self.land(study, trial, Tried(trial.number, run, "failed", trial.params, error=str(refused)))
            return
        about = {"search": self.kept.id, "trial": trial.number}
        folder = self.kept.trial(run).folder
        record = store.made(folder, "experiment.json", experiment.model_dump_json(indent=1), about)
        self.flights[trial.number] = Flight(trial, record)
        self.workers.submit(record, self.owner)

    def look(self, study: "Study", number: int) -> None:
        """Hear how a trial is doing: give it up where it is worse than most, let it land where it is over."""
        flight = self.flights[number]
        if flight.record.state.is_over:
            del self.flights[number]
            self.land(study, flight.trial, told(flight.trial, flight.record, flight.given_up))
            return
        history = flight.record.history
        for line in history[flight.told :]:
            val_loss, to_beat = line.get("val_loss"), line.get("line_to_beat")
            if isinstance(val_loss, int | float):
                flight.trial.report(val_loss / (to_beat or 1.0), line["epoch"])
        if len(history) > flight.told and not flight.given_up and flight.trial.should_prune():
            flight.given_up = True
            flight.record.ask_stop()
        flight.told = max(flight.told, len(history))  # after a kill the last epoch may be made again

    def land(self, study: "Study", trial: "Trial", tried: Tried) -> None:
        """Write down what came of a trial, then tell Optuna; there is nothing to go on from any more."""
        files.append_line(self.kept.folder / "trials.jsonl", vars(tried))
        self.over[tried.number] = tried
        studies.tell(study, tried)
        (self.kept.trial(tried.run).folder / "checkpoint.npz").unlink(missing_ok=True)
        if tried.outcome == "finished" and (mattered := studies.mattered(study)):
            files.write_json(self.kept.folder / "importance.json", mattered, durable=False)

    def cut_off(self, study: "Study") -> None:
        """Stop what is under way; its settings are the next to be asked when the search goes on."""
        for flight in self.flights.values():
            flight.record.ask_stop()
        patience = time.monotonic() + PATIENCE
        while self.flights and time.monotonic() < patience and self.workers.is_alive:
            for number, flight in list(self.flights.items()):
                if flight.record.state.is_over:
                    self.look(study, number)
            self.write(State.RUNNING)
            time.sleep(EVERY / 5)
        for number, flight in list(self.flights.items()):
            del self.flights[number]
            self.land(study, flight.trial, cut(flight.trial))

    def write(self, state: State, error: str = "") -> None:
        """How the search stands, told when that changes and every two seconds. Overtaken where others tell it, too."""
        if self.last and (told := self.kept.status) and not processes.is_us(told):
            raise Overtaken
        under_way = {str(number): flight.record.id for number, flight in self.flights.items()}
        now = {"state": state, "under_way": under_way, "workers": len(self.workers.seen().workers), "error": error}
        if now != self.last or time.monotonic() - self.written > HEARTBEAT_SECONDS:
            self.last, self.written = now, time.monotonic()
            told = {**processes.this(), **now, "seconds": self.seconds, "heartbeat": time.time(), "owner": self.owner}
            files.write_json(self.kept.folder / "state.json", told, durable=state.is_over)


def told(trial: "Trial", record: Record, given_up: bool = False) -> Tried:
    """What came of a trial, as its folder says."""
    judged, state, epochs = files.read_object(record.folder / "judged.json"), record.state, len(record.history)
    about = {"number": trial.number, "run": record.id, "point": trial.params}
    if state is State.FINISHED and judged:
        return Tried(outcome="finished", **about, **judged)
    if state is State.FAILED:
        return Tried(outcome="failed", epochs=epochs, error=record.error or "", **about)
    if given_up and state is State.STOPPED:
        seconds = sum(line.get("seconds") or 0.0 for line in record.history)
        return Tried(outcome="pruned", epochs=epochs, seconds=seconds, **about)
    return cut(trial)


def cut(trial: "Trial") -> Tried:
    """A trial that somebody or something cut off."""
    return Tried(trial.number, str(trial.user_attrs.get("run", "")), "cut", trial.params)
