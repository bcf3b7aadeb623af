"""`python -m lstm_core export | forecast | import`: a run as files, its forecast on the terminal, a bundle as a run."""

import argparse
import sys
from pathlib import Path

from lstm_core.commands.files import read_bytes, write_bytes
from lstm_core.errors import BadSetting, LabError


def add_to(commands) -> None:
    """The three commands and their options, as design and README promise them."""
    export = commands.add_parser("export", help="a run as files", description="Writes all that a run gives away.")
    export.set_defaults(command=command)
    named(export)
    export.add_argument("--to", type=Path, required=True, help="the folder that takes the files; made if need be")
    export.add_argument("--bundle", action="store_true", help="one zip that another LSTM Lab imports, and nothing else")
    export.add_argument("--converted", action="store_true", help="ONNX and SavedModel, too; loads TensorFlow")
    forecast = commands.add_parser("forecast", help="what lies ahead", description="Tells a run's forecast.")
    forecast.set_defaults(command=tell)
    named(forecast)
    forecast.add_argument(
        "--json", action="store_true", help="one JSON document on standard output, nothing else there"
    )
    taken = commands.add_parser("import", help="a bundle as a run", description="Opens what export --bundle wrote.")
    taken.set_defaults(command=take)
    taken.add_argument("bundle", type=Path)
    taken.add_argument("--home", type=Path, help="where runs are kept; else LSTM_LAB_HOME")


def named(command: argparse.ArgumentParser) -> None:
    """The options that say which run."""
    command.add_argument("run", help="the run's id, or its folder")
    command.add_argument("--home", type=Path, help="where runs are kept; else LSTM_LAB_HOME")


def found(options: argparse.Namespace):
    """The home folder and the run in it."""
    from lstm_core.runs import store

    folder = Path(options.run)
    home = folder.resolve().parents[1] if folder.is_dir() else options.home or store.home()
    return home, store.open_run(home, folder.resolve().name if folder.is_dir() else options.run)


def command(options: argparse.Namespace) -> int:
    """`export`: each file that the run has, told by its path; what can't be made is told on standard error."""
    from lstm_core.exports import offers
    from lstm_core.labs.asked import Convert

    home, record = found(options)
    try:
        options.to.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise BadSetting(f"{options.to} can't be made: {(refused.strerror or 'no reason given').lower()}.") from refused
    if options.converted:
        played(home, Convert(run=record.id))
    kinds = [kind for kind in offers.of(home, record) if (kind.title == offers.BUNDLE) == options.bundle]
    for name, make in ((name, make) for kind in kinds for name, make in kind.files.items()):
        try:
            content = make()
        except LabError as refused:
            print(f"{name} is left out: {refused}", file=sys.stderr)
            continue
        write_bytes(options.to / name, content)
        print(options.to / name)
    return 0


def tell(options: argparse.Namespace) -> int:
    """`forecast`: the rows of `forecast.parquet` of the run's own model, with what it is judged by."""
    from lstm_core.data import words
    from lstm_core.runs import files

    _, record = found(options)
    rows = record.forecast()
    rows = rows[rows["model"] == record.experiment.network.kind]
    verdict = record.status.get("verdict")
    if options.json:
        told = {
            "run": record.id,
            "target": record.experiment.data.target,
            "origin": rows["origin"].iloc[0],
            "verdict": verdict,
            "forecast": rows.drop(columns="origin").to_dict("records"),
        }
        print(files.json_text(told))
        return 0
    lines = [f"{words.time(time)}  {value:.6g}" for time, value in zip(rows["time"], rows["forecast"], strict=True)]
    print("\n".join([*lines, *([verdict["sentence"]] if verdict else [])]))
    return 0


def take(options: argparse.Namespace) -> int:
    """`import`: the new run, told by its id and its folder."""
    from lstm_core.exports import importing
    from lstm_core.labs.asked import Rebuild
    from lstm_core.runs import store

    home = options.home.absolute() if options.home else store.home()
    record = importing.opened(home, read_bytes(options.bundle))
    played(home, Rebuild(run=record.id))
    print(f"Run {record.id} in {record.folder}")
    return 0


def played(home: Path, asked) -> None:
    """Plays a lab in this process; LabError where it fails."""
    from lstm_core.jobs import tasks
    from lstm_core.results import State
    from lstm_core.runs import store

    lab = store.create_lab(home, asked)
    if tasks.train(str(lab.folder)) == State.FAILED:
        raise LabError(lab.error or "The network could not be written.")
