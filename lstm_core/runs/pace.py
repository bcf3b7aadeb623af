"""How fast this machine trains: what its last runs took against what they were expected to take."""

from pathlib import Path
from statistics import median

from lstm_core.errors import DamagedRun
from lstm_core.results import State
from lstm_core.runs import files, store
from lstm_core.runs.record import Record
from lstm_core.windows import cost

LAST = 10  # runs that tell; older ones may be of another machine


def of(home: Path) -> float | None:
    """Seconds that an epoch takes here for each second of `cost.Cost.seconds`; None before a run has told."""
    told = [found for record in store.recent(home, 3 * LAST) if (found := of_run(record))][:LAST]
    return median(told) if told else None


def of_run(record: Record) -> float | None:
    """The pace of one run, from its epochs behind the first, which traces; None where it has none."""
    later = [line["seconds"] for line in record.history[1:] if isinstance(line.get("seconds"), int | float)]
    if record.state not in (State.FINISHED, State.STOPPED) or not later:
        return None
    scaler = files.read_object(record.folder / "scaler.json")
    try:
        asked, rows, columns = record.experiment, int(scaler["rows"]), len(scaler["columns"])
    except (DamagedRun, KeyError, TypeError, ValueError):
        return None
    expected = cost.of(rows, columns, asked.window, asked.network, asked.training).seconds
    return median(later) / expected
