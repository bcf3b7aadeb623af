"""`python -m lstm_core many`: one recipe on many series, a run each or one network for all, and the scores of each."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from lstm_core import presets, specs
from lstm_core.commands.files import home_of, read_bytes, write_bytes
from lstm_core.errors import BadSetting, LabError
from lstm_core.results import State


def add_to(commands) -> None:
    """The command and its options."""
    many = commands.add_parser("many", help="many series", description="Trains one recipe on many series.")
    many.set_defaults(command=command)
    many.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="a row each, stacked, or columns side by side"
    )
    many.add_argument("--by", metavar="COL", help="the column that tells stacked series apart; else it is found")
    many.add_argument("--tickers", default="", help="symbols of the price service instead of a file: AAPL,MSFT")
    many.add_argument("--interval", default="1d")
    many.add_argument("--period", default="5y")
    many.add_argument("--target", help="where every series has several columns, the one to forecast")
    many.add_argument("--together", action="store_true", help="one network for all series, not a run each")
    many.add_argument("--preset", default="balanced", choices=list(presets.PRESETS))
    many.add_argument("--look-back", type=int, help="sequence length, 2 to 500")
    many.add_argument("--horizon", type=int, help="steps ahead, 1 to 100")
    many.add_argument("--last", action="store_true", help="test on the last horizon of each series alone, as M4 does")
    many.add_argument("--epochs", type=int)
    many.add_argument("--seed", type=int)
    many.add_argument("--out", type=Path, help="where the scores go, a row for each series, as CSV")
    many.add_argument("--home", type=Path, help="where runs are kept; else LSTM_LAB_HOME")
    many.add_argument("--json", action="store_true", help="one JSON document on standard output, nothing else there")


def command(options: argparse.Namespace) -> int:
    """Trains in this process, tells how it goes, ends with the scores over all series."""
    from lstm_core.data import exports
    from lstm_core.many import groups, summary
    from lstm_core.runs import files

    home = home_of(options)
    record = groups.create(home, group_of(options, home))
    group = groups.asked(record)
    train(home, record, group)
    scores = groups.scores(home, record, group)
    if options.out:
        write_bytes(options.out, exports.csv(scores.set_index("series")))
    over_all = summary.of(scores)
    said = summary.sentence(over_all, group.recipe.network.kind)
    if options.json:
        told = {"group": record.id, "folder": record.folder, "sentence": said, "summary": asdict(over_all)}
        print(files.json_text(told | {"scores": scores.to_dict("records")}))
    else:
        print(said, f"Group {record.id} in {record.folder}", sep="\n")
    return 0


def group_of(options: argparse.Namespace, home: Path):
    """What the options ask for."""
    from lstm_core.many import asked

    found = brought(options, home)
    if options.target and options.target not in found.targets:
        raise BadSetting(
            f"There is no column “{options.target}” to choose from {', '.join(found.targets) or 'several'}."
        )
    return specs.checked(
        asked.Group,
        name=found.name,
        way="together" if options.together else "each",
        recipe=recipe_of(options),
        members=found.of(options.target) if options.target else found.members,
        left_out=found.left_out,
    )


def train(home: Path, record, group) -> None:
    """Trains one network, or a run for each series, one after the other. Raises LabError where nothing comes of it."""
    from lstm_core.jobs import tasks
    from lstm_core.many import groups

    if group.way == "together":
        if tasks.train(str(record.folder)) == State.FAILED:
            raise LabError(record.error or "Training failed.")
        return
    for member, run in zip(group.members, groups.begun(home, record, group), strict=True):
        print(f"{member.name}: {tasks.train(str(run.folder))}", file=sys.stderr)


def brought(options: argparse.Namespace, home: Path):
    """The series that the files or --tickers name."""
    from lstm_core.many import sources

    if options.files and not options.tickers:
        contents = [(file.name, read_bytes(file)) for file in options.files]
        return sources.file(home, contents, options.by)
    if options.tickers and not options.files:
        symbols = tuple(filter(None, map(str.strip, options.tickers.split(","))))
        say = lambda words: print(words, file=sys.stderr)  # noqa: E731
        return sources.tickers(home, symbols, options.interval, options.period, say)
    raise BadSetting("Say which series: a FILE that holds many, or --tickers AAPL,MSFT.")


def recipe_of(options: argparse.Namespace):
    """The recipe from the command line's options, over the preset."""
    from lstm_core.commands.run import given
    from lstm_core.many import asked

    preset = presets.find(options.preset)
    window = given(look_back=options.look_back, horizon=options.horizon)
    training = given(epochs=options.epochs, seed=options.seed)
    recipe = asked.Recipe(
        preset=options.preset,
        calendar=preset.calendar,
        window=specs.checked(specs.Window, **preset.window | window),
        network=preset.network,
        training=specs.checked(specs.Training, **preset.training.model_dump() | training),
    )
    recipe = asked.on_the_last(recipe) if options.last else recipe
    return asked.for_all(recipe) if options.together else recipe
