"""A training that dies, or is refused by the disk, at its n-th write of one kind of file, for every n.

`python -m tests.jobs.crashing HOME` prints, as JSON, `{how: {file: [[home, exit code], ...]}}`: for each write one home
folder, in which a child of its own asked for the run RUN and trained it with the stand-in.
"""

import errno
import json
import os
import sys
from pathlib import Path

from lstm_core.runs import store
from tests.jobs import asking, standin

RUN = "20261120-101500-ab12cd"
EPOCHS = 2
KILLED = 9
FILES = (
    "experiment.json",
    "submitted.json",
    "state.json",
    "history.jsonl",
    "progress.json",
    "preview.jsonl",
    "checkpoint.npz",
    "best.weights.h5",
    "model.keras",
    "scaler.json",
    "importance.json",
    "scores.json",
    "backtest.parquet",
    "forecast.parquet",
)


def train(home):
    """The whole life of a run, as a dashboard and a worker write it."""
    record = store.create(home, asking.experiment("a" * 64, EPOCHS), RUN)
    store.submit(record, "somebody")
    standin.train(str(record.folder))


def killed():
    os._exit(KILLED)


def refused():
    raise OSError(errno.ENOSPC, "No space left on device")


HOW = {"killed": (killed, False), "full once": (refused, False), "full for good": (refused, True)}


def hook(name, at, act, for_good):
    """Acts before the `at`-th opening for writing, renaming or removing of the file, or of any file from then on."""
    count = 0

    def heard(event, arguments):
        nonlocal count
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if not (writes or event in ("os.rename", "os.mkdir")):
            return
        # The first of a rename's two names is the file that was written aside.
        if name in Path(os.fsdecode(arguments[0])).name or (count >= at and for_good):
            count += 1
            if count == at or (for_good and count > at):
                act()

    return heard


def child(home, name, at, act, for_good):
    """The exit code of a process that trained until the `at`-th write of the file; 0 where there is none."""
    pid = os.fork()
    if pid == 0:
        sys.addaudithook(hook(name, at, act, for_good))
        try:
            train(home)
        except OSError:
            os._exit(1)
        except BaseException as failure:
            print(repr(failure), file=sys.stderr)
            os._exit(2 if not isinstance(failure, store.LabError) else 1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main():
    root, told = Path(sys.argv[1]), {}
    train(root / "imports")  # once here, so that no child imports anything
    for how, (act, for_good) in HOW.items():
        for name in FILES:
            cases = told.setdefault(how, {}).setdefault(name, [])
            for at in range(1, 100):
                home = root / how / name / str(at)
                home.mkdir(parents=True)
                code = child(home, name, at, act, for_good)
                cases.append([str(home), code])
                if code == 0 and store.open_run(home, RUN).state == "finished":
                    cases.pop()  # there was no such write any more
                    break
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
