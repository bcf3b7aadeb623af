"""The product itself on the panel: an untouched run of a preset, its forecasts at the panel's origins beside others'.

    python -m benchmarks.quality.product [series ...] [--model lstm|gru|hybrid] [--statistical] [--forecasts OUT.csv]

Prints MASE, ratio and seconds of one core, series by series; OUT.csv is what the panel's own scorer reads. The run is
the one that a person gets who brings the series and changes nothing but what the panel sets: sequence length, horizon,
split, and that missing rows are left out.
"""

import argparse
import json
import os
import runpy
import tempfile
import time
from pathlib import Path
from unittest import mock

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import pandas as pd

from benchmarks.quality import panel
from benchmarks.quality.__main__ import DATA, long
from lstm_core import presets, specs
from lstm_core.data import series as regular
from lstm_core.evaluation import preparing, statistical

LOG = Path(__file__).with_name("product.jsonl")


class Silent:
    """A report that nobody reads."""

    def stage(self, words: str) -> None: ...
    def progress(self, progress: object) -> None: ...
    def epoch(self, report: object) -> None: ...
    def preview(self, preview: dict) -> None: ...

    def pause_asked(self) -> bool:
        return False

    def stop_asked(self) -> bool:
        return False


def main() -> None:
    """Prints a line a series as it is done, then the geometric means."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("series", nargs="*")
    asked.add_argument("--data", type=Path, default=DATA, help="the folder with panel.json and panel.py")
    asked.add_argument("--preset", default="balanced", choices=list(presets.PRESETS))
    asked.add_argument("--model", default="lstm", choices=["lstm", "gru", "hybrid"])
    asked.add_argument("--statistical", action="store_true", help="AutoETS, AutoTheta and AutoARIMA too")
    asked.add_argument("--forecasts", type=Path, help="where to write the forecasts")
    told = asked.parse_args()
    simple = runpy.run_path(str(told.data / "panel.py"))["simple_forecasts"]
    about = {one["series"]: one for one in json.loads((told.data / "panel.json").read_text())}
    ratios, tables = {}, []
    for entry in panel.read(told.data):
        if told.series and entry.name not in told.series:
            continue
        start = time.process_time()
        ours, run = forecasts(entry, told.preset, told.model)
        seconds = {told.model: time.process_time() - start}
        every = simple(entry.values, about[entry.name])
        if told.statistical:
            every |= {name: fitted(name, entry, seconds) for name in statistical.NAMES}
        every |= ours
        ratio = {name: entry.ratio(one, entry.test) for name, one in every.items()}
        cells = [f"{name} {entry.mase(one):.3f} / {ratio[name]:.3f}" for name, one in every.items()]
        spent = ", ".join(f"{name} {spent:.1f} s" for name, spent in seconds.items())
        print(f"{entry.name}: {', '.join(cells)}; {spent}; {run}", flush=True)
        note(entry, told.preset, ratio, seconds, run)
        if not entry.price:
            for name, value in ratio.items():
                ratios.setdefault(name, []).append(value)
        tables.append(long(entry, ours[told.model]))
    means = {name: float(np.exp(np.log(values).mean())) for name, values in ratios.items()}
    print("geometric mean ratio, prices apart:", {name: round(mean, 4) for name, mean in means.items()})
    if told.forecasts:
        pd.concat(tables).to_csv(told.forecasts, index=False)


def forecasts(entry: panel.Entry, preset: str, model: str) -> tuple[dict[str, np.ndarray], dict]:
    """Forecasts (origins, horizon) of the run's models at the panel's test origins, and what the run chose."""
    from lstm_core.learning import pipeline, rolling

    series, experiment = asked_of(entry, preset, model)
    borrowed = {}

    def backtested(models: dict, *rest: object) -> pd.DataFrame:
        # The product's own backtest thins its origins; the panel's are asked of the same networks on the way there.
        for name, one in models.items():
            borrowed[name] = one.answer(entry.test - 1 - one.table.warm_up)
            if one.linear is not None:
                borrowed["arima half"] = one.linear.paths[entry.test - 1 - one.table.warm_up]
        return own(models, *rest)

    own = rolling.backtested
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(rolling, "backtested", backtested):
        outcome = pipeline.run(experiment, series, Silent(), Path(folder))
    chosen = {
        "epochs": outcome.epochs,
        "learn_as": outcome.scaler["learn_as"],
        "columns": outcome.scaler["columns"][1:],
    }
    chosen |= {name: outcome.scaler[name] for name in ("blend",) if name in outcome.scaler}
    chosen |= {"share": outcome.scaler["arima"]["share"]} if "arima" in outcome.scaler else {}
    return borrowed, chosen | {"verdict": outcome.verdict.outcome}


def asked_of(entry: panel.Entry, preset: str, model: str) -> tuple[regular.Series, specs.Experiment]:
    """The series and the experiment as the product makes them of the data and a preset."""
    found = presets.find(preset)
    frame = pd.DataFrame({"value": entry.values}, index=entry.times.rename("time"))
    # The panel counts rows, not days: missing ones are left out, as its protocol has it.
    data = specs.Data(dataset="0" * 64, name=entry.name, target="value", preparation=specs.Preparation(gaps="drop"))
    series = regular.of(regular.Dataset(frame, entry.name, "panel"), "value", {}, data.preparation)
    split = specs.Split(
        test_size=len(entry.values) - int(entry.test[0]), validation_size=int(entry.test[0]) - entry.trained
    )
    window = specs.Window(look_back=entry.look_back, horizon=entry.horizon)
    features = specs.Features()
    if found.calendar:
        features = preparing.with_calendar(series, features, window, split)
    network = specs.checked(specs.Network, **dict(found.network) | {"kind": model})
    return series, specs.Experiment(
        preset=preset,
        data=data,
        features=features,
        window=window,
        split=split,
        network=network,
        training=found.training,
    )


def fitted(name: str, entry: panel.Entry, seconds: dict[str, float]) -> np.ndarray:
    """A statistical model fitted on all rows before test, with the panel's season: (origins, horizon)."""
    start = time.process_time()
    try:
        return statistical.forecast(name, entry.values, entry.test - 1, entry.horizon, entry.season, int(entry.test[0]))
    finally:
        seconds[name] = time.process_time() - start


def note(entry: panel.Entry, preset: str, ratio: dict, seconds: dict, run: dict) -> None:
    """Adds what came of it to the log."""
    line = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%S"),
        "preset": preset,
        "series": entry.name,
        "ratio": {name: round(value, 4) for name, value in ratio.items()},
        "seconds": {name: round(value, 1) for name, value in seconds.items()},
        "run": run,
    }
    with LOG.open("a") as log:
        log.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
