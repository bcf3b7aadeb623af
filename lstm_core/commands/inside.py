"""`python -m lstm_core inside RUN --origin TIME`: every gate and state of a run's network over one window."""

import argparse
import json
from pathlib import Path

from lstm_core.commands.export import found
from lstm_core.errors import DamagedRun


def add_to(commands) -> None:
    """The command and its options."""
    inside = commands.add_parser("inside", help="gates and states", description="Looks inside a run's network.")
    inside.set_defaults(command=command)
    inside.add_argument("run", help="the run's id, or its folder")
    inside.add_argument("--origin", help="the window's last row: its time, or row number; else the last of the data")
    inside.add_argument("--home", type=Path, help="where runs are kept; else LSTM_LAB_HOME")
    inside.add_argument("--json", action="store_true", help="one JSON document on standard output, nothing else there")


def command(options: argparse.Namespace) -> int:
    """`inside`: the window that ends at the origin, and what each recurrent layer made of it."""
    import numpy as np

    run = opened(*found(options))
    origin = run.origins[-1] if options.origin is None else run.origin_at(options.origin)
    windows = run.seen(np.array([origin]))
    _, traces = run.network.trace(windows)
    told = {
        "inputs": windows[0].tolist(),
        "features": list(run.scaling.columns),
        "layers": [
            {
                "name": trace.name,
                "kind": trace.word,
                **{name: values[0].tolist() for name, values in trace.states.items()},
            }
            for trace in traces
        ],
    }
    print(json.dumps(told, allow_nan=False) if options.json else in_words(told, str(run.times[origin])))
    return 0


def opened(home: Path, record):
    """The run, opened with the series that it was trained on."""
    import pandas as pd

    from lstm_core.data import library, series
    from lstm_core.inside import opened
    from lstm_core.runs import files

    asked = record.experiment
    if not (record.folder / "model.keras").exists():
        raise DamagedRun(f"The run {record.id} left no network: it ended before one was trained. Train it again.")
    data = asked.data
    made = series.of(library.load(home, data.dataset), data.target, data.roles, data.preparation)
    kept = pd.concat([record.backtest(), record.forecast()]) if asked.network.kind == "hybrid" else None
    return opened.of(record.folder, asked, made, files.read_object(record.folder / "scaler.json"), kept)


def in_words(told: dict, origin: str) -> str:
    """What each layer's gates and states are at the window's last step, on average over its units."""
    lines = [f"{len(told['inputs'])} steps of {len(told['features'])} features up to {origin}; means at the last step:"]
    for layer in told["layers"]:
        states = {name: values[-1] for name, values in layer.items() if isinstance(values, list)}
        units = len(states["hidden_state"])
        means = ", ".join(f"{name.replace('_', ' ')} {sum(v) / units:.3f}" for name, v in states.items())
        lines.append(f"{layer['name']} ({layer['kind']}, {units} units): {means}")
    return "\n".join(lines)
