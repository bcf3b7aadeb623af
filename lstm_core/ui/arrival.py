"""Data on their way: fetched, read and kept behind the page, which stays usable; what was there stays until then."""

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from lstm_core.errors import LabError
from lstm_core.ui import fragment, notices, resources, state, uploads, words, workspaces

if TYPE_CHECKING:
    from lstm_core.data.series import Dataset
    from lstm_core.ui.uploads import Upload

QUICK = 1.0  # seconds to wait before the page is drawn without the new data
EVERY = 0.5  # seconds between two looks


@dataclass(frozen=True)
class Brought:
    """What has come: a kept dataset, the target that goes with it, and the file that it was read from."""

    sha: str
    dataset: "Dataset"
    target: str | None = None
    upload: "Upload | None" = None


@dataclass
class Arrival:
    """What is being done, how far it is, what will come of it, and the home folder that it goes to."""

    what: str
    attempt: "Upload | None" = None
    stage: str = ""
    began: float = field(default_factory=time.monotonic)
    coming: "Future[Brought] | None" = None
    has_failed: bool = False
    home: Path = field(default_factory=workspaces.home)

    def tell(self, stage: str) -> None:
        """Says how far it is; called from another thread."""
        self.stage = stage


def take(what: str, make: Callable[[], "Dataset"], target: str | None = None) -> None:
    """Makes a dataset by `make`, keeps it and chooses it."""

    def work(arrival: Arrival) -> Brought:
        dataset = make()
        arrival.tell("Keeping the data")
        return Brought(resources.keep(dataset, arrival.home), dataset, target)

    begin(Arrival(what), work)


def read(upload: "Upload") -> None:
    """Reads a file by its choices, keeps what it holds and chooses it."""

    def work(arrival: Arrival) -> Brought:
        return kept(uploads.read(upload, arrival.tell), arrival)

    begin(Arrival(f"Reading {upload.name[:80]}", upload), work)


def fetch(address: str) -> None:
    """Fetches the file at an address, then reads it."""

    def work(arrival: Arrival) -> Brought:
        from lstm_core.data import address as web

        name, content = web.fetch(address)
        arrival.attempt = uploads.Upload(f"{address} {arrival.began}", name, content)
        return kept(uploads.read(arrival.attempt, arrival.tell), arrival)

    begin(Arrival(f"Fetching {address[:80]}"), work)


def kept(upload: "Upload", arrival: Arrival) -> Brought:
    """A file that was read, its dataset kept."""
    arrival.tell("Keeping the data")
    dataset = upload.understood.dataset
    sha = resources.keep(dataset, arrival.home)
    return Brought(sha, dataset, upload=replace(upload, sha=sha))


def begin(arrival: Arrival, work: Callable[[Arrival], Brought]) -> None:
    """Starts the work in a thread of its own; quick work is done before the page goes on."""
    arrival.coming = resources.readers().submit(work, arrival)
    state.keep_arrival(arrival)
    wait([arrival.coming], timeout=QUICK)


def shown() -> None:
    """How far the data are that are on their way; once they are here they are the chosen ones."""
    arrival = state.arrival()
    if arrival is None:
        return
    if arrival.coming.done():
        land(arrival)
    else:
        fragment.of(look, run_every=EVERY)(arrival)


def look(arrival: Arrival) -> None:
    """One look at what is on its way."""
    if arrival.coming.done():
        st.rerun()
    stage = f" · {arrival.stage}" if arrival.stage else ""
    passed = words.span(time.monotonic() - arrival.began)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/hourglass_top: **{notices.plain(arrival.what)}**{notices.plain(stage)} · {passed}")
        st.button("Cancel", key="cancel arrival", on_click=give_up, args=(arrival,))


def give_up(arrival: Arrival) -> None:
    """Waits no longer; the file stays at hand, to be read otherwise."""
    state.keep_arrival(None)
    if arrival.attempt:
        state.keep_upload(arrival.attempt)


def land(arrival: Arrival) -> None:
    """Makes what has come the chosen data. Why it failed is said until the next attempt; the data before stay."""
    fault = arrival.coming.exception()
    if fault and not arrival.has_failed:
        arrival.has_failed = True
        failed(arrival.attempt)
    if isinstance(fault, LabError):
        st.error(notices.plain(str(fault)), icon=":material/error:")
        return
    state.keep_arrival(None)
    brought = arrival.coming.result()
    resources.hold(brought.sha, brought.dataset)
    state.keep_upload(brought.upload)
    state.choose_dataset(brought.sha, brought.target)


def failed(attempt: "Upload | None") -> None:
    """A new file is kept, so that it can be read otherwise; one that was read before keeps the choices of then."""
    before = state.upload()
    if attempt and not (before and before.understood and before.content is attempt.content):
        state.keep_upload(attempt)
    state.renew()
