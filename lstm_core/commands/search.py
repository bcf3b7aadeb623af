"""`python -m lstm_core search`: many settings of one experiment, tried on its validation part by worker processes."""

import argparse
import json
import sys
from pathlib import Path

from lstm_core.commands import run as running
from lstm_core.commands.files import home_of
from lstm_core.errors import BadSetting, LabError
from lstm_core.results import State


def add_to(commands) -> None:
    """The command and its options."""
    from lstm_core.search.asked import Setting

    known = ",".join(Setting.__args__)
    search = commands.add_parser("search", help="try many settings", description="Searches around one experiment.")
    search.set_defaults(command=command)
    search.add_argument("experiment", type=Path, help="the experiment.json of a run or of the Train page")
    search.add_argument("--vary", default="look_back,units,dropout,learning_rate", help=f"some of {known}")
    search.add_argument("--trials", type=int, help="how many; 20 where no --minutes are given")
    search.add_argument("--minutes", type=float, help="no trial begins after so many")
    search.add_argument("--random", action="store_true", help="draw blindly instead of learning where to look")
    search.add_argument("--seed", type=int, default=7)
    search.add_argument("--home", type=Path, help="where searches are kept; else LSTM_LAB_HOME")
    search.add_argument("--json", action="store_true", help="one JSON document on standard output, nothing else there")


def command(options: argparse.Namespace) -> int:
    """`search`: tells each trial as it ends, and in the end what was found. Ctrl-C stops it; what it has is kept."""
    from lstm_core.jobs.workers import Workers
    from lstm_core.search import driver, shelf

    home = home_of(options)
    kept = shelf.create(home, asked(options, home))
    workers = Workers.start(home)
    try:
        workers.wait()
        thread = driver.start(kept, workers)
        tell(kept, thread)
    finally:
        workers.close()
    if kept.state is State.FAILED:
        raise LabError(kept.error)
    told = summary(kept)
    print(json.dumps(told, allow_nan=False) if options.json else told["sentence"])
    return 0


def asked(options: argparse.Namespace, home: Path):
    """The search that the options ask for."""
    from lstm_core.data import library, series
    from lstm_core.evaluation import preparing
    from lstm_core.search import starting

    experiment = running.from_file(options.experiment)
    data, training = experiment.data, experiment.training
    made = series.of(library.load(home, data.dataset), data.target, data.roles, data.preparation)
    prepared = preparing.of(made, experiment.features, experiment.window, experiment.split, training.scaling)
    trials = options.trials if options.trials or options.minutes else 20
    if not (vary := running.listed(options.vary)):
        raise BadSetting("--vary names nothing: say what may vary, for example units,dropout.")
    budget = {"trials": trials, "minutes": options.minutes, "guided": not options.random, "seed": options.seed}
    return starting.asked(experiment, made, prepared.table.frame.index, vary=vary, **budget)


def tell(kept, thread) -> None:
    """One line on standard error for each trial, until the search is over."""
    told = 0
    while thread.is_alive():
        try:
            thread.join(0.5)
        except KeyboardInterrupt:
            kept.ask_stop()
        tried = kept.tried
        for one in tried[told:]:
            error = f"error {one.mae:.4g}" if one.outcome == "finished" else one.outcome
            print(f"trial {one.number + 1}: {error}, {json.dumps(one.point)} {one.error}".rstrip(), file=sys.stderr)
        told = len(tried)


def summary(kept) -> dict:
    """What `search --json` ends with; `outcome` is skill, none, untold, or null before a trial was finished."""
    from lstm_core.runs import files
    from lstm_core.search import judging

    found, tried = judging.finding(kept.tried), kept.tried
    told = {"search": kept.id, "folder": str(kept.folder), "state": kept.state.value, "seconds": kept.seconds}
    told |= {"trials": [vars(one) for one in tried], "importance": kept.importance}
    if found is None:
        return files.strict(told | {"outcome": None, "sentence": "No trial was finished."})
    said = {name: getattr(found, name) for name in ("outcome", "baseline", "skill", "p_value", "looked_at", "optimism")}
    return files.strict(told | said | {"best": vars(found.best), "sentence": f"{found.sentence} {found.caution}"})
