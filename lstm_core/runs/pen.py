"""The one writer of a run's folder: what the worker tells, as it happens."""

import logging
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_core.results import EpochReport, Progress, Score, State, Verdict, plain
from lstm_core.runs import attempts, files, processes

if TYPE_CHECKING:
    import pandas as pd

HEARTBEAT_SECONDS = 2.0
PROGRESS_SECONDS = 0.25
# Given back when the disk is full, so that there is room to say so.
RESERVE_BYTES = 64 * 1024

log = logging.getLogger(__name__)


class Pen:
    """Writes one run's files. As a context it also keeps the heart beating between `begin` and the end.

    It is the `report` that the pipeline talks to: `stage`, `progress`, `epoch`, `preview`, `stop_asked`, `pause_asked`.
    Raises Superseded as soon as it finds that the run was sent again: then another pen writes here.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.attempt = attempts.sent(folder)
        told = files.read_object(folder / "state.json")
        self._status = told if attempts.of(told) == self.attempt else {}
        self._superseded = False
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._progress: Progress | None = None
        self._progress_written = 0.0

    def __enter__(self) -> "Pen":
        threading.Thread(target=self._beat, name="heartbeat", daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._ended.set()

    def begin(self) -> None:
        """The run is running, here and now; Superseded where another worker has begun this attempt."""
        attempts.claim(self.folder, self.attempt)
        self._forget_epochs(after=attempts.epoch_of(self.folder / "checkpoint.npz") or 0)
        (self.folder / ".reserve").write_bytes(b"\0" * RESERVE_BYTES)
        self._tell(state=State.RUNNING, stage="Starting", began=time.time(), **processes.this())

    def stage(self, words: str) -> None:
        """What is being done now, in words."""
        self._tell(stage=words)

    def progress(self, progress: Progress) -> None:
        """Where training stands; told at most four times a second, so it may be called after every batch."""
        now = time.monotonic()
        self._progress = progress
        if now - self._progress_written >= PROGRESS_SECONDS:
            self._progress_written = now
            self._write_progress()

    def epoch(self, report: EpochReport) -> None:
        """One more line of the history."""
        files.append_line(self.folder / "history.jsonl", plain(report))

    def preview(self, preview: dict) -> None:
        """One more frame of the film of learning."""
        files.append_line(self.folder / "preview.jsonl", preview)

    def frame(self, frame: dict) -> None:
        """One more picture of a lab as it goes."""
        files.append_line(self.folder / "frames.jsonl", frame)

    def stop_asked(self) -> bool:
        """Whether somebody wants the run to stop."""
        if self._superseded:
            raise attempts.Superseded
        return (self.folder / "stop").exists()

    def pause_asked(self) -> bool:
        """Whether somebody wants the run to pause."""
        return (self.folder / "pause").exists()

    def finish(
        self,
        state: State,
        verdict: Verdict | None,
        epochs: int,
        seconds: dict[str, float],
        scores: list[Score],
        backtest: "pd.DataFrame",
        forecast: "pd.DataFrame",
        scaler: dict,
        importance: dict | None = None,
    ) -> None:
        """All results, and only then the state that says so: who sees it over sees everything."""
        files.write_json(self.folder / "scaler.json", scaler)
        if importance:
            files.write_json(self.folder / "importance.json", importance)
        files.write_json(self.folder / "scores.json", [plain(score) for score in scores])
        files.replace(self.folder / "backtest.parquet", lambda aside: backtest.to_parquet(aside, index=False))
        files.replace(self.folder / "forecast.parquet", lambda aside: forecast.to_parquet(aside, index=False))
        self._end(state, verdict=plain(verdict) if verdict else None, epochs=epochs, seconds=seconds)

    def done(self, state: State) -> None:
        """A lab is over; all that it leaves are its frames."""
        self._end(state, stage="")

    def stop_early(self, words: str) -> None:
        """Stopped before there was anything to keep."""
        self._end(State.STOPPED, stage=words, epochs=0)

    def pause(self, words: str = "") -> None:
        """Over for now; the checkpoint stays."""
        self._end(State.PAUSED, stage=words)

    def fail(self, words: str, full: str = "", state: State = State.FAILED) -> None:
        """Over without results: why, in words and in full. Raises OSError where not even that can be written."""
        (self.folder / ".reserve").unlink(missing_ok=True)
        try:
            files.write_json(self.folder / "error.json", {"sentence": words, "full": full, "time": time.time()})
        finally:
            # The sentence stands here too, should there be room for one file only.
            self._end(state, stage="", error=words)

    def _end(self, state: State, **told: object) -> None:
        self._ended.set()
        if self._progress is not None:
            with suppress(OSError):  # a full disk may still have room for the state, which counts
                self._write_progress()
        self._tell(state=state, ended=time.time(), **told)
        (self.folder / ".reserve").unlink(missing_ok=True)

    def _tell(self, **told: object) -> None:
        with self._lock:
            self._write_status(**told)

    def _write_status(self, **told: object) -> None:
        if attempts.sent(self.folder) > self.attempt:
            self._superseded = True
            raise attempts.Superseded
        self._status = {**self._status, **told, "attempt": self.attempt, "heartbeat": time.time()}
        files.write_json(self.folder / "state.json", self._status)

    def _forget_epochs(self, after: int) -> None:
        """Of epochs that the checkpoint has not seen nothing is told: they are trained again."""
        for name in ("history.jsonl", "preview.jsonl"):
            lines = files.read_lines(self.folder / name)
            kept = [line for line in lines if isinstance(line.get("epoch"), int) and line["epoch"] <= after]
            if len(kept) < len(lines):
                text = "".join(files.json_text(line) + "\n" for line in kept)
                files.replace(self.folder / name, partial(Path.write_text, data=text, encoding="utf-8"))

    def _write_progress(self) -> None:
        files.write_json(self.folder / "progress.json", asdict(self._progress), durable=False)

    def _beat(self) -> None:
        while not self._ended.wait(HEARTBEAT_SECONDS):
            with self._lock:
                # `fail` writes while the lock is free: never write "running" over the end.
                if self._ended.is_set() or not self._status:
                    continue
                try:
                    self._write_status()
                except attempts.Superseded:
                    return
                except OSError:
                    # A beat lost to a full disk is no reason to stop; training finds out by itself.
                    log.warning("a heartbeat could not be written", exc_info=True)
