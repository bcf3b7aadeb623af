"""What becomes of a run whose worker can't say it any more: it goes on from its checkpoint, or ends in words."""

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from lstm_core.errors import LabError
from lstm_core.jobs import tasks
from lstm_core.results import State
from lstm_core.runs import attempts, processes, store
from lstm_core.runs.pen import Pen
from lstm_core.runs.record import Record

if TYPE_CHECKING:
    from distributed import Future

# Attempts in a row that came to no further epoch, after which a run is not sent again by itself: fewer where its worker
# was killed in the midst of it, which the run itself may have brought about.
MOST_IN_VAIN = 3
MOST_KILLED = 1

KILLED = (
    "The worker process that trained this run was killed twice (out of memory, or from outside) before it got an "
    "epoch further. Choose a smaller network or batch, or start the run again."
)
LOST = "The worker processes ended while this run was not over. Resume it, or start it again."
CLOSED = "LSTM Lab was closed before this run was over. Resume it, or start it again."
UNFINISHED = "The run ended without saying how. Start the run again."
BY_HAND = "Its worker was ended by hand. Resume it to go on from its last epoch."
CANCELLED = "Cancelled before it began."

log = logging.getLogger(__name__)


def settle(record: Record, attempt: int, future: "Future", by_hand: bool) -> bool:
    """See to it that a run whose task is over is over, or waits again (True); `by_hand` its worker was killed.

    Of one that somebody has sent again meanwhile, for another attempt, this task says nothing any more.
    """
    from distributed import KilledWorker

    if not record.folder.is_dir() or record.state.is_over or attempts.sent(record.folder) != attempt:
        return False
    failure = future.exception()
    superseded = failure is None and future.result() == tasks.SUPERSEDED
    if superseded and not processes.is_us(record.submitted):
        return False  # another dashboard's worker has it
    if by_hand:
        pause(record, BY_HAND)
    # A scheduler of other people sends a task again by itself when its worker is lost: that one found the run begun.
    elif superseded or isinstance(failure, KilledWorker):
        if goes_on_after_kill(record):
            return True
        write(record, KILLED, State.FAILED)
    else:
        write(record, UNFINISHED, State.FAILED)
    return False


def goes_on_after_kill(record: Record) -> bool:
    """Sends the run again, unless its workers were killed too often before they got an epoch further with it."""
    in_vain = in_vain_so_far(record, began=True)
    return in_vain <= (MOST_KILLED if record.status else MOST_IN_VAIN) and is_sent_again(record, in_vain)


def goes_on_after_loss(record: Record) -> bool:
    """Sends a run again that lost its dashboard, unless that has come to nothing too often."""
    in_vain = in_vain_so_far(record, began=bool(record.status))
    return in_vain <= MOST_IN_VAIN and is_sent_again(record, in_vain)


def is_sent_again(record: Record, in_vain: int) -> bool:
    """Whether the run is there, and the disk let us write that it waits again."""
    if not record.folder.is_dir():
        return False
    try:
        store.again(record, in_vain)
    except LabError:
        log.warning("run %s could not be sent again", record.id, exc_info=True)
        return False
    return True


def in_vain_so_far(record: Record, began: bool) -> int:
    """How many attempts in a row have come to no further epoch, this one counted where it began."""
    before, begins = (
        count if isinstance(count, int) else 0 for count in map(record.submitted.get, ("in_vain", "from"))
    )
    return 0 if (record.resumes_from or 0) > begins else before + began


def withdraw(record: Record) -> None:
    """The end of a run that waited: paused where it was asked to pause or waited to go on, else stopped."""
    if record.pause_asked or (attempts.sent(record.folder) > 1 and record.resumes_from):
        pause(record)
    else:
        write_end(record, lambda pen: pen.stop_early(CANCELLED))


def pause(record: Record, words: str = "") -> None:
    """The run waits for somebody to resume it."""
    write_end(record, lambda pen: pen.pause(words))


def write(record: Record, words: str, state: State) -> None:
    """The end of a run whose worker can't write it any more."""
    write_end(record, lambda pen: pen.fail(words, state=state))


def write_end(record: Record, told: Callable[[Pen], None]) -> None:
    """Has a pen tell the end, once it is certain that the worker can't."""
    patience = time.monotonic() + 5
    while processes.lives(record.status) and time.monotonic() < patience:
        time.sleep(0.05)
    if not record.folder.is_dir() or record.state.is_over:
        return
    try:
        told(Pen(record.folder))
    except (OSError, attempts.Superseded):
        # Nothing can be written: the run shows as interrupted as soon as this process is gone, or goes on elsewhere.
        log.warning("run %s: its end could not be written", record.id, exc_info=True)
