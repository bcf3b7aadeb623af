"""`python -m lstm_core features`: the catalogue, or the feature table of a file."""

import argparse
import json
from pathlib import Path

from lstm_core import specs
from lstm_core.commands.files import read_bytes, write_bytes
from lstm_core.errors import BadSetting


def add_to(commands) -> None:
    """The command and its options, as design and README promise them."""
    features = commands.add_parser("features", help="the catalogue of features")
    features.set_defaults(command=command)
    features.add_argument("--csv", type=Path, help="with --pick: the series")
    features.add_argument("--target")
    features.add_argument("--pick", help="for example RSI(14),MACD,HOUR")
    features.add_argument("--out", type=Path, help="where the feature table goes, as CSV")
    features.add_argument("--json", action="store_true")


def command(options: argparse.Namespace) -> int:
    """`features`: the catalogue, or the feature table of a file."""
    from lstm_core.features import catalogue as entries

    if not options.pick:
        listed = entries.as_json()
        print(
            json.dumps(listed)
            if options.json
            else "\n".join(f"{e['name']:14} {e['group']:18} {e['title']}" for e in listed)
        )
        return 0
    if not (options.csv and options.out):
        raise BadSetting("--pick needs --csv FILE and --out OUT.csv.")
    from lstm_core.data import exports, reading, series
    from lstm_core.evaluation import seasonality
    from lstm_core.features import build
    from lstm_core.windows import splits

    dataset = reading.read(read_bytes(options.csv), options.csv.name)
    made = series.of(dataset, options.target or dataset.target)
    train = splits.cut(made.frame.index, specs.Split()).train
    season = seasonality.period(made.values[: train.stop], made.frequency)
    picked = entries.settled(specs.checked(specs.Features, indicators=entries.parse(options.pick)), season)
    write_bytes(options.out, exports.csv(build.build(made, picked).frame))
    return 0
