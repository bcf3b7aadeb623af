"""A bundle as a run of this home: every file checked by its schema, and written anew by us from what was understood."""

import io
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import pandas as pd
from pydantic import Field, ValidationError

from lstm_core import readonly
from lstm_core.data import library
from lstm_core.data import series as regular
from lstm_core.data.series import Dataset
from lstm_core.errors import LabError
from lstm_core.evaluation import baselines, scoring, verdict
from lstm_core.exports import bundle, weights
from lstm_core.exports.bundle import refused
from lstm_core.features import build, catalogue
from lstm_core.results import State, plain
from lstm_core.runs import files, store
from lstm_core.runs.record import Record
from lstm_core.specs import Experiment, Spec
from lstm_core.windows import splits

MOST_ROWS, MOST_CELLS, MOST_STEPS = 10_000_000, 200_000_000, 2_000
MOST_NOTES = 200
WORDS = {"part": {"validation", "test"}, "mode": {"one_step", "multi_step"}}
MODELS = {"lstm", "gru", "rnn", "hybrid", "arima", "naive", "drift", "seasonal_naive", "moving_average"}
NUMBERS = ("forecast", "lower", "upper", "level")
BACKTEST = ("part", "model", "mode", "origin", "step", "time", "actual", *NUMBERS, "last", "scale")
FORECAST = ("model", "origin", "step", "time", *NUMBERS)

Column = Annotated[str, Field(max_length=400)]
Row = Annotated[int, Field(ge=0, le=10**9)]


class Arima(Spec):
    """What scaler.json tells of the linear part of ARIMA + LSTM."""

    model: str = Field(max_length=300)
    note: str | None = Field(max_length=1000)
    logs: bool
    first_row: Row
    fitted_on_rows: tuple[Row, ...] = Field(max_length=20)
    coefficients: tuple[dict[Column, float], ...] = Field(max_length=20)
    orders: tuple[Row, ...] = Field(default=(), max_length=7)
    pattern: tuple[float, ...] = Field(default=(), max_length=100_000)
    pattern_from_row: Row = 0
    unit: float
    part: float = Field(default=1.0, ge=0, le=2)
    share: float = Field(ge=0, le=1)


class Scaler(Spec):
    """scaler.json, field by field."""

    kind: Literal["minmax", "standard", "robust", "window", "window_spread"]
    formula: str = Field(max_length=100)
    learn_as: Literal["level", "log", "difference", "log_return"]
    least: float = Field(default=0.0, ge=0)
    columns: tuple[Column, ...] = Field(max_length=2000)
    centre: tuple[float, ...]
    spread: tuple[Annotated[float, Field(gt=0)], ...]
    levels: tuple[bool, ...]
    relative_to_the_last_target: tuple[bool, ...]
    relative_to_the_window: tuple[bool, ...]
    outputs: tuple[Column, ...] = Field(min_length=1, max_length=2000)
    weights: tuple[float, ...]
    target: Column
    look_back: Row
    rows: Row
    warm_up: Row
    season: int = Field(ge=1, le=10**6)
    ahead: int = Field(ge=1, le=100)
    known_ahead: tuple[Column, ...] = Field(max_length=2000)
    held: tuple[Column, ...] = Field(max_length=2000)
    arima: Arima | None = None
    blend: dict[Literal["network", "ridge", "last", "season", "average", "drift", "arima"], float] | None = None


class Outcome(Spec):
    """outcome.json: how the run ended."""

    run: str = Field(pattern=store.RUN_ID.pattern)
    state: Literal[State.FINISHED, State.STOPPED]
    epochs: int = Field(ge=0, le=10**6)
    seconds: dict[Annotated[str, Field(max_length=40)], float] = Field(max_length=40)


class Epoch(Spec):
    """A line of history.jsonl."""

    epoch: int = Field(ge=1, le=10**6)
    loss: float | None
    val_loss: float | None
    learning_rate: float | None
    seconds: float | None
    line_to_beat: float | None
    baseline: str = Field(default="", max_length=40)


@dataclass(frozen=True)
class Checked:
    """A bundle, understood."""

    experiment: Experiment
    scaler: Scaler
    outcome: Outcome
    history: tuple[Epoch, ...]
    backtest: pd.DataFrame
    forecast: pd.DataFrame
    dataset: Dataset
    weights: dict[str, np.ndarray]


def opened(home: Path, content: bytes) -> Record:
    """The bundle as a new run of this home, without a network yet: a lab of kind `rebuild` makes it from the weights.

    Raises UnreadableFile for a bundle that is none, LabError for one whose parts don't fit together.
    """
    readonly.refuse()
    found = checked(bundle.unpacked(content))
    kept = library.keep(home, found.dataset)
    if kept != found.experiment.data.dataset:
        raise refused("its data are not those of its experiment")
    told, ours = found.outcome, found.experiment.network.kind
    status = {
        "state": told.state,
        "stage": "",
        "verdict": plain(verdict.judge(found.backtest, ours)),
        "epochs": told.epochs,
        "seconds": told.seconds,
        "heartbeat": time.time(),
    }
    with tempfile.TemporaryDirectory() as aside, store.writing():
        folder = Path(aside)
        files.write_json(folder / "state.json", status)
        files.write_json(folder / "scaler.json", found.scaler.model_dump(exclude_none=True))
        files.write_json(folder / "scores.json", [plain(score) for score in scoring.score(found.backtest)])
        lines = "".join(epoch.model_dump_json() + "\n" for epoch in found.history)
        (folder / "history.jsonl").write_text(lines, encoding="utf-8")
        found.backtest.to_parquet(folder / "backtest.parquet", index=False)
        found.forecast.to_parquet(folder / "forecast.parquet", index=False)
        np.savez(folder / weights.NAME, **found.weights)
        asked = found.experiment.model_dump_json(indent=1)
        came = {"imported": told.run}
        run = home / "runs" / store.new_id()
        return store.made(run, "experiment.json", asked, came, sorted(folder.iterdir()))


def checked(held: dict[str, bytes]) -> Checked:
    """The files of a bundle, understood. Raises LabError, in words, for what is not as it must be."""
    experiment = asked(Experiment, held["experiment.json"], "experiment.json")
    scaler = asked(Scaler, held["scaler.json"], "scaler.json")
    outcome = asked(Outcome, held["outcome.json"], "outcome.json")
    history = tuple(asked(Epoch, line, "history.jsonl") for line in held["history.jsonl"].splitlines()[:2000])
    ours = experiment.network.kind
    backtest = table(held["backtest.parquet"], BACKTEST, "backtest.parquet", ours)
    forecast = table(held["forecast.parquet"], FORECAST, "forecast.parquet", ours)
    dataset = data(held["data.parquet"], experiment.data.dataset)
    complete(backtest, forecast, experiment)
    made = regular.of(dataset, experiment.data.target, experiment.data.roles, experiment.data.preparation)
    wanted = fitting(experiment, scaler, made)
    if {one["time"].dtype.kind for one in (backtest, forecast)} != {made.frame.index.dtype.kind}:
        raise refused("its forecasts have other times than its data")
    return Checked(
        experiment, scaler, outcome, history, backtest, forecast, dataset, weights.read(held[weights.NAME], wanted)
    )


def asked(kind: type[Spec], content: bytes, name: str) -> Spec:
    """A JSON file of the bundle by its schema."""
    try:
        return kind.model_validate_json(content)
    except ValidationError as invalid:
        where = ".".join(str(part) for part in invalid.errors()[0]["loc"])[:60]
        raise refused(f"its {name} does not follow our schema (“{where}”)") from invalid


def fitting(experiment: Experiment, scaler: Scaler, series: regular.Series) -> dict[str, tuple[int, ...]]:
    """The shapes of the weights, when scaler and experiment fit the data and each other."""
    chosen = catalogue.settled(experiment.features, scaler.season)
    columns, hybrid, count = build.names(series, chosen), experiment.network.kind == "hybrid", len(scaler.columns)
    # Beside an ARIMA a network may see its errors, too.
    known = scaler.columns[: len(columns)] == columns and count - len(columns) in ((0, 1) if hybrid else (0,))
    if not known or hybrid != (scaler.arima is not None):
        raise refused("its scaler.json is of other features than its experiment asks for")
    alike = (scaler.columns, scaler.centre, scaler.spread, scaler.levels)
    alike += (scaler.relative_to_the_last_target, scaler.relative_to_the_window)
    companions = scaler.outputs[1:]
    steps = splits.trained_horizon(experiment.window)
    if (
        {len(one) for one in alike} != {count}
        or scaler.outputs[0] != series.target
        or not set(companions) <= set(columns[1:])
        or (companions and experiment.window.companions != "joint")
        or len(scaler.weights) != len(scaler.outputs)
        or scaler.kind != experiment.training.scaling
        or scaler.learn_as not in (("level", "log") if series.learn_as == "auto" else (series.learn_as,))
        or (scaler.look_back, scaler.ahead) != (experiment.window.look_back, steps)
    ):
        raise refused("its scaler.json does not fit its experiment")
    rows = series.frame.index[build.warm_up(series, chosen) :]
    splits.check(rows, experiment.split, experiment.window, build.known_ahead(series, chosen))
    whole = splits.seen_whole(experiment.window, build.planned(series, chosen))
    return weights.shapes(experiment.network, experiment.window, count, len(scaler.outputs), whole)


def data(content: bytes, sha: str) -> Dataset:
    """The data, if they have the hash that the experiment names."""
    with tempfile.TemporaryDirectory() as aside:
        path = library.path_of(Path(aside), sha)
        path.parent.mkdir()
        path.write_bytes(content)
        about = library.look(path)
        if about is None or about.num_rows * about.num_columns > MOST_CELLS:
            raise refused("its data can't be read, or are too many")
        try:
            found = library.load(Path(aside), sha)
        except LabError as damaged:
            raise refused("its data are damaged, or not those of its experiment") from damaged
    notes = tuple(library.plain(str(note)) for note in found.notes[:MOST_NOTES])
    return replace(found, name=library.plain(found.name), source=library.plain(found.source), notes=notes)


def table(content: bytes, columns: tuple[str, ...], name: str, ours: str) -> pd.DataFrame:
    """A table of forecasts with exactly these columns, of our types; words are those that we know, ours are numbers."""
    import pyarrow as pa
    from pyarrow import parquet

    worded = [column for column in ("part", "model", "mode") if column in columns]
    try:
        file = parquet.ParquetFile(io.BytesIO(content), read_dictionary=worded)
        if file.metadata.num_rows > MOST_ROWS or tuple(file.schema_arrow.names) != columns:
            raise refused(f"its {name} has other columns than ours, or too many rows")
        for field in file.schema_arrow:
            if not fits(field.name, field.type, worded):
                raise refused(f"its {name} holds something else than numbers in “{field.name}”")
        read = file.read().replace_schema_metadata(None)
    except (pa.ArrowException, OSError, ValueError) as damaged:
        raise refused(f"its {name} can't be read") from damaged
    for column in worded:
        said = {word for chunk in read.column(column).chunks for word in chunk.dictionary.to_pylist()}
        if not said <= WORDS.get(column, MODELS):
            raise refused(f"its {name} names a {column} that we don't know")
    frame = read.to_pandas()
    frame = frame.astype(dict.fromkeys(worded, object))
    own = frame[frame["model"] == ours]
    keys = frame[[column for column in columns if column in (*worded, "origin", "step", "time")]]
    if own.empty or not np.isfinite(own["forecast"]).all() or keys.isna().any(axis=None):
        raise refused(f"its {name} lacks a forecast of the run's own network, or holds values that are no numbers")
    if not frame["step"].between(1, MOST_STEPS).all():
        raise refused(f"its {name} has steps ahead that are not 1 to {MOST_STEPS:,}")
    return frame


def complete(backtest: pd.DataFrame, forecast: pd.DataFrame, experiment: Experiment) -> None:
    """Refuses tables in which a model, a part or a step is missing, or in which models have different rows."""
    ours = experiment.network.kind
    keys = ["origin", "step"]
    for part in sorted(WORDS["part"]):
        for mode in sorted(WORDS["mode"]):
            rows = backtest[(backtest["part"] == part) & (backtest["mode"] == mode)]
            of_each = {model: one[keys].to_numpy() for model, one in rows.groupby("model", sort=False)}
            own = of_each.get(ours)
            if not {ours, *baselines.NAMES} <= set(of_each):
                raise refused(f"its backtest.parquet lacks a model in the {part} part")
            if not all(np.array_equal(own, others) for others in of_each.values()):
                raise refused("its backtest.parquet does not have the same rows of every model")
    steps = forecast[forecast["model"] == ours]["step"].tolist()
    if steps != list(range(1, experiment.window.horizon + 1)):
        raise refused("its forecast.parquet does not have each step of the horizon")


def fits(column: str, kind: object, worded: list[str]) -> bool:
    """Whether a column has the type that we write it in."""
    import pyarrow as pa

    if column in worded:
        return pa.types.is_dictionary(kind) and (
            pa.types.is_string(kind.value_type) or pa.types.is_large_string(kind.value_type)
        )
    if column in ("origin", "time"):
        return pa.types.is_timestamp(kind) or pa.types.is_int64(kind)
    return pa.types.is_int64(kind) if column == "step" else pa.types.is_float64(kind)
