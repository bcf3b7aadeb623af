"""`python -m lstm_core run`: the whole journey of one experiment, told as it goes."""

import argparse
import json
import sys
from pathlib import Path

from lstm_core import presets, specs
from lstm_core.commands.files import home_of, read_bytes
from lstm_core.errors import BadSetting, LabError
from lstm_core.results import State

LOSSES = {"mse": "mean_squared_error", "mae": "mean_absolute_error", "huber": "huber"}


def add_to(commands) -> None:
    """The command and its options, as design and README promise them."""
    run = commands.add_parser("run", help="train, forecast, score", description="Trains one experiment.")
    run.set_defaults(command=command)
    run.add_argument(
        "experiment", nargs="?", type=Path, help="an experiment.json from any page; instead of the options"
    )
    source = run.add_mutually_exclusive_group()
    source.add_argument("--csv", type=Path, help="a file with a column of times and columns of numbers")
    source.add_argument("--ticker", help="a symbol of the price service, with --interval and --period")
    source.add_argument("--sample", help="a built-in sample")
    run.add_argument("--interval", default="1d")
    run.add_argument("--period", default="5y")
    run.add_argument("--target", help="the column to forecast; found by itself where left out")
    run.add_argument("--indicators", default="", help="for example RSI,MACD,SMA(20),HOUR,HOLIDAY(DE)")
    run.add_argument("--columns", default="", help="other columns of the data that go in, separated by commas")
    run.add_argument("--calendar", choices=["yes", "no"], help="waves of day, week and year; by default the preset's")
    run.add_argument("--known-ahead", default="", help="those of the columns whose values are known before their time")
    run.add_argument("--look-back", type=int, help="sequence length, 2 to 500")
    run.add_argument("--horizon", type=int, help="steps ahead, 1 to 100")
    run.add_argument("--strategy", choices=["direct", "recursive"])
    run.add_argument("--companions", choices=["held", "joint"], help="other columns along a recursive path")
    run.add_argument("--preset", default="balanced", choices=list(presets.PRESETS))
    run.add_argument("--model", default="lstm", choices=["lstm", "gru", "rnn", "hybrid"], help="hybrid is ARIMA + LSTM")
    run.add_argument("--layers", help="units of each layer, for example 64,32")
    run.add_argument("--dropout", type=float, help="behind each layer")
    run.add_argument("--recurrent-dropout", type=float, help="between the steps of each layer; trains slower")
    run.add_argument("--bidirectional", action="store_true", default=None, help="layers read the window both ways")
    run.add_argument("--head", type=int, help="units of a dense layer before the forecast")
    run.add_argument("--epochs", type=int)
    run.add_argument("--batch", type=int)
    run.add_argument("--loss", choices=list(LOSSES))
    run.add_argument("--optimizer", choices=["adam", "adamw", "rmsprop"])
    run.add_argument("--learning-rate", type=float)
    run.add_argument("--schedule", choices=["constant", "cosine"], help="of the learning rate")
    run.add_argument("--cycle", type=int, help="epochs after which a cosine schedule starts again")
    patience = run.add_mutually_exclusive_group()
    patience.add_argument("--patience", type=int, help="epochs without improvement on validation that end training")
    patience.add_argument("--no-patience", action="store_true", help="train all epochs")
    clip = run.add_mutually_exclusive_group()
    clip.add_argument("--clip", type=float, help="the largest norm of a gradient")
    clip.add_argument("--no-clip", action="store_true", help="gradients of any size")
    run.add_argument("--scaling", choices=["minmax", "standard", "robust", "window", "window_spread"])
    run.add_argument("--learn-as", choices=["auto", "level", "log", "difference", "log_return"])
    for part in ("test", "validation"):
        where = run.add_mutually_exclusive_group()
        where.add_argument(f"--{part}-size", type=share_or_count, help="a share such as 0.15, or a number of rows")
        where.add_argument(f"--{part}-from", help="the part's first time, or row number")
    run.add_argument("--seed", type=int)
    run.add_argument("--home", type=Path, help="where runs are kept; else LSTM_LAB_HOME")
    run.add_argument("--json", action="store_true", help="one JSON document on standard output, nothing else there")


def command(options: argparse.Namespace) -> int:
    """`run`: trains in this process, tells how it goes, ends with the scores."""
    from lstm_core.jobs import tasks
    from lstm_core.runs import store

    home = home_of(options)
    experiment = from_file(options.experiment) if options.experiment else from_options(options, home)
    record = store.create(home, experiment)
    with Telling(record):
        tasks.train(str(record.folder))
    if record.state is State.FAILED:
        raise LabError(record.error or "The run failed.")
    told = summary(record)
    print(json.dumps(told, allow_nan=False) if options.json else in_words(told))
    return 0


def from_file(file: Path) -> specs.Experiment:
    """An experiment as a page or an earlier run wrote it."""
    from pydantic import ValidationError

    try:
        return specs.Experiment.model_validate_json(read_bytes(file))
    except ValidationError as invalid:
        raise BadSetting(
            f"{file.name} is not an experiment that this version knows: {specs.in_words(invalid)}"
        ) from None


def from_options(options: argparse.Namespace, home: Path) -> specs.Experiment:
    """An experiment from the command line's options, over the preset."""
    from lstm_core.data import library
    from lstm_core.data import series as regular
    from lstm_core.evaluation import preparing
    from lstm_core.features import catalogue

    preset = presets.find(options.preset)
    dataset = brought(options, home)
    target = options.target or dataset.target
    if target not in dataset.frame.columns:
        raise BadSetting(f"There is no column “{target}”; the data have {', '.join(dataset.frame.columns)}.")
    marked = listed(options.known_ahead)
    columns = tuple(dict.fromkeys((*listed(options.columns), *marked)))
    window = given(
        look_back=options.look_back,
        horizon=options.horizon,
        strategy=options.strategy,
        companions=options.companions,
    )
    split = given(
        test_size=options.test_size,
        validation_size=options.validation_size,
        test_from=options.test_from,
        validation_from=options.validation_from,
    )
    training = given(
        epochs=options.epochs,
        batch_size=options.batch,
        loss=LOSSES.get(options.loss),
        optimizer=options.optimizer,
        learning_rate=options.learning_rate,
        schedule=options.schedule,
        cycle=options.cycle,
        patience=options.patience,
        clip=options.clip,
        scaling=options.scaling,
        seed=options.seed,
    )
    data = specs.checked(
        specs.Data,
        dataset=library.keep(home, dataset),
        name=dataset.name[:200],
        target=target,
        roles=dict.fromkeys(marked, "known_ahead"),
        preparation=given(learn_as=options.learn_as),
    )
    window, split = specs.checked(specs.Window, **preset.window | window), specs.checked(specs.Split, **split)
    features = specs.checked(specs.Features, indicators=catalogue.parse(options.indicators), columns=columns)
    if options.calendar == "yes" or (preset.calendar and options.calendar is None):
        series = regular.of(dataset, target, data.roles, data.preparation)
        features = preparing.with_calendar(series, features, window, split)
    if options.no_patience:
        training["patience"] = None
    if options.no_clip:
        training["clip"] = None
    network = given(bidirectional=options.bidirectional, head=options.head)
    return specs.checked(
        specs.Experiment,
        preset=options.preset,
        data=data,
        features=features,
        window=window,
        split=split,
        network=specs.checked(
            specs.Network,
            **dict(preset.network) | network | {"kind": options.model, "layers": layers(options, preset.network)},
        ),
        training=specs.checked(specs.Training, **preset.training.model_dump() | training),
    )


def given(**values: object) -> dict:
    """Those options that were written."""
    return {name: value for name, value in values.items() if value is not None}


def listed(names: str) -> tuple[str, ...]:
    """The names between commas."""
    return tuple(name.strip() for name in names.split(",") if name.strip())


def share_or_count(text: str) -> float | int:
    """A part's size: a whole number counts rows."""
    return int(text) if text.isdecimal() else float(text)


def layers(options: argparse.Namespace, network: specs.Network) -> tuple[dict, ...]:
    """The preset's layers, or those of --layers, with --dropout and --recurrent-dropout in each if given."""
    if options.layers is None:
        chosen = [layer.model_dump() for layer in network.layers]
    else:
        try:
            chosen = [{"units": int(units)} for units in options.layers.split(",")]
        except ValueError:
            raise BadSetting(f"--layers ({options.layers[:40]}) must be whole numbers such as 64,32.") from None
    dropout = given(dropout=options.dropout, recurrent_dropout=options.recurrent_dropout)
    return tuple(layer | dropout for layer in chosen)


def brought(options: argparse.Namespace, home: Path):
    """The dataset that --csv, --ticker or --sample names."""
    if options.csv:
        from lstm_core.data import reading

        return reading.read(read_bytes(options.csv), options.csv.name)
    if options.ticker:
        from lstm_core.data import ticker

        return ticker.fetch(options.ticker, options.interval, options.period, home / "prices")
    if options.sample:
        from lstm_core.data import samples

        return samples.load(options.sample)
    raise BadSetting("Say what to train on: an experiment.json, --csv FILE, --ticker SYMBOL or --sample NAME.")


class Telling:
    """Prints how a run goes to standard error while it is under way, from the run's own files."""

    def __init__(self, record) -> None:
        import threading

        self.record, self.over = record, threading.Event()
        self.thread = threading.Thread(target=self.tell, daemon=True)

    def __enter__(self) -> "Telling":
        self.thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.over.set()
        self.thread.join()

    def tell(self) -> None:
        """One line an epoch."""
        told = 0
        while True:
            last = self.over.wait(0.5)
            history = self.record.history
            for line in history[told:]:
                print(
                    f"epoch {line['epoch']}: loss {line['loss']:.4g}, validation {line['val_loss']:.4g},"
                    f" line to beat {line['line_to_beat']:.4g}, {line['seconds']:.1f} s",
                    file=sys.stderr,
                )
            told = len(history)
            if last:
                return


def summary(record) -> dict:
    """The documented last output of `run --json`."""
    status = record.status
    return {
        "run": record.id,
        "folder": str(record.folder),
        "state": record.state.value,
        "epochs": record.epochs,
        "seconds": record.seconds,
        "verdict": status.get("verdict"),
        "scores": record.scores,
    }


def in_words(told: dict) -> str:
    """The scores table and the verdict, for people."""
    metrics = ("mae", "rmse", "mape", "smape", "mase", "r2", "direction", "coverage")
    rows: dict[str, dict] = {}
    for score in told["scores"]:
        if (score["part"], score["mode"], score["step"]) == ("test", "multi_step", None):
            rows.setdefault(score["model"], {})[score["metric"]] = score["value"]
    lines = [f"{'test, multi-step':18}" + "".join(f"{name:>11}" for name in metrics)]
    for model, values in rows.items():
        shown = ["-" if values.get(name) is None else f"{values[name]:.4g}" for name in metrics]
        lines.append(f"{model:18}" + "".join(f"{value:>11}" for value in shown))
    verdict = told["verdict"]["sentence"] if told["verdict"] else ""
    return "\n".join([*lines, "", verdict, f"Run {told['run']} in {told['folder']}"])
