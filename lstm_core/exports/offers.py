"""All that can be taken away of a run, by kind: what each is for, its files, and how each file is made."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from lstm_core.data import library
from lstm_core.data import series as regular
from lstm_core.exports import bundle, drawings, report, script, tables
from lstm_core.inside import network
from lstm_core.runs import files
from lstm_core.runs.record import Record

BUNDLE = "Bundle"
OTHERS = "The network for programs without Keras: ONNX, and TensorFlow's SavedModel."
LEFT = {
    "Network": ("For Keras, with its weights: .keras is the newer format, .h5 the older.", ("model.keras", "model.h5")),
    "Other formats": (OTHERS, ("model.onnx", "model.savedmodel.zip")),
    "Experiment": (
        "What was asked, for `lstm_core run`; how values were scaled; every metric.",
        ("experiment.json", "scaler.json", "scores.json", "history.jsonl"),
    ),
}


@dataclass(frozen=True)
class Kind:
    """Files of one kind by name, each with the function that makes its content when it is asked for."""

    title: str
    use: str
    files: Mapping[str, Callable[[], bytes]]


def of(home: Path, record: Record) -> Iterator[Kind]:
    """The kinds that the run has. Making a file may raise LabError, in words; the other files are none the worse."""
    if record.has_forecast:
        for title, use in (("Forecast", "What lies beyond the data"), ("Backtest", "Every forecast of the known past")):
            name = title.lower()
            yield Kind(
                title,
                f"{use}: all models, with bands.",
                {f"{name}.{end}": partial(table, record, name, write) for end, write in tables.KINDS.items()},
            )
        yield Kind(
            "Report",
            "One page that opens with no network: verdict, charts that zoom and save as PNG or SVG, tables, versions.",
            {report.NAME: partial(report.page, record)},
        )
    for title, (use, names) in LEFT.items():
        there = {name: record.folder / name for name in names if (record.folder / name).is_file()}
        if there:
            yield Kind(title, use, {name: path.read_bytes for name, path in there.items()})
    if record.has_forecast and (record.folder / "model.keras").is_file():
        yield Kind("Picture", "The network's layers as a drawing.", {drawings.PICTURE: partial(pictured, record)})
        written = cache(partial(scripted, home, record))
        yield Kind(
            "Script",
            "Repeats the forecast with Keras alone; keep it beside series.csv, scaler.json and model.keras.",
            {name: partial(one_of, written, name) for name in (script.NAME, script.SERIES)},
        )
        yield Kind(
            BUNDLE,
            "All of the run and its data in one zip: another LSTM Lab opens it on the Start page.",
            {f"{record.id}.zip": partial(bundle.packed, home, record)},
        )


def table(record: Record, name: str, write: Callable) -> bytes:
    """One of the run's tables as a file."""
    return write(record.table(f"{name}.parquet"))


def one_of(written: Callable[[], Mapping[str, bytes]], name: str) -> bytes:
    """One of files that are made together."""
    return written()[name]


def pictured(record: Record) -> bytes:
    """The network as SVG."""
    scaler = files.read_object(record.folder / "scaler.json")
    shape = record.experiment.window.look_back, len(scaler["columns"])
    return drawings.picture(network.load(record.folder / "model.keras"), shape).encode()


def scripted(home: Path, record: Record) -> dict[str, bytes]:
    """The stand-alone script and its series."""
    data = record.experiment.data
    made = regular.of(library.load(home, data.dataset), data.target, data.roles, data.preparation)
    return script.written(record, made)
