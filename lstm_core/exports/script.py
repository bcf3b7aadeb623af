"""A stand-alone script that repeats a run's forecast without LSTM Lab, and the series that it reads.

It is written for the one run: it holds the lines that this run's features, scaling and strategy need, and no others.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lstm_core.data import exports
from lstm_core.data.series import Series
from lstm_core.errors import BadSetting
from lstm_core.exports import source, template
from lstm_core.features import build, catalogue
from lstm_core.inside import opened
from lstm_core.runs import files
from lstm_core.runs.record import Record
from lstm_core.specs import Window
from lstm_core.windows.scaling import Scaling

NAME, SERIES = "repeat_forecast.py", "series.csv"
TOO_LITTLE = "This run kept too little of ARIMA's part for a script. Take the tables and the network."
LIBRARIES = {"talib": "TA-Lib", "holidays": "holidays"}


def written(record: Record, series: Series) -> dict[str, bytes]:
    """By name, the script and the series that it reads; the run's scaler.json and model.keras stand beside them.

    Raises DamagedRun for a run without a network, BadSetting where too little of ARIMA's part was kept.
    """
    asked, told = record.experiment, files.read_object(record.folder / "scaler.json")
    kept = pd.concat([record.backtest(), record.forecast()]) if "arima" in told else None
    run = opened.of(record.folder, asked, series, told, kept)
    chosen = catalogue.settled(asked.features, told.get("season", 1))
    rows = source.rows(series, chosen, asked.window.horizon)
    lines = list(source.lines(series, chosen))
    if run.beside and np.isnan(run.beside.paths[-1]).any():
        raise BadSetting(TOO_LITTLE)
    left = run.table.frame.iloc[:, -1]
    if run.beside and len(run.scaling.columns) > len(build.names(series, chosen)):  # it sees ARIMA's errors, too
        if left.tail(asked.window.look_back).isna().any():
            raise BadSetting(TOO_LITTLE)
        rows[exports.safe(left.name)] = left.reindex(rows.index)
        lines.append(source.Line(f"columns[{left.name!r}] = past[{exports.safe(left.name)!r}]"))
    constants = beside_arima(run.beside) if run.beside else ""
    text = composed(run.scaling, lines, asked.window, series, build.warm_up(series, chosen), told["ahead"], constants)
    return {NAME: text.encode(), SERIES: exports.csv(rows)}


def beside_arima(beside: opened.Beside) -> str:
    """What ARIMA says of the rows ahead, and how the network's answers are added to it."""
    values = ",\n    ".join(map(repr, beside.paths[-1].tolist()))
    return template.ARIMA.format(values=values, unit=beside.unit, part=beside.part, share=beside.share)


def composed(
    scaling: Scaling,
    lines: Sequence[source.Line],
    window: Window,
    series: Series,
    warm_up: int,
    ahead: int,
    constants: str,
) -> str:
    """The script's text."""
    code, form = "\n".join(f"    {line.code}" for line in lines), scaling.learn_as
    libraries = sorted({line.needs for line in lines} - {""})
    imports = sorted(["import keras", *(f"import {name}" for name in libraries)])
    imports += ["import numpy as np", "import pandas as pd"]
    fed = [exports.safe(scaling.columns[at]) for at in scaling.outputs]
    head = template.HEAD.format(
        needs=", ".join(["numpy, pandas, keras with TensorFlow", *(LIBRARIES[name] for name in libraries)]),
        imports="\n".join(sorted(imports, key=lambda line: line.split()[1])),
        target=fed[0],
        look_back=window.look_back,
        horizon=window.horizon,
        ahead=ahead,
        warm_up=warm_up,
        constants=constants,
        anchored="relative_to_the_window" if scaling.kind == "window_spread" else "relative_to_the_last_target",
        levels=template.LEVELS if form != "level" else "",
        times=template.TIMES if isinstance(series.frame.index, pd.DatetimeIndex) else "",
        lines=code,
        form=template.FORMS[form],
        measure=template.MEASURES[scaling.kind if scaling.anchored[0] else "none"],
        tell=told(scaling, bool(constants)),
    )
    pieces = "".join(piece for name, piece in template.PIECES.items() if f"{name}(" in code)
    steps = template.RECURSIVE.format(fed=fed) if window.strategy == "recursive" else template.DIRECT
    return head.replace("\n\n\n\n", "\n\n\n") + pieces + "\n" + template.MAIN.format(steps=steps)


def told(scaling: Scaling, beside: bool) -> str:
    """The lines that turn the network's answers into the target's own units."""
    form = scaling.learn_as
    if beside:
        return template.BESIDE_ARIMA.format(path=template.PATHS[form], back=template.BACK[form].format("formed"))
    if len(scaling.outputs) == 1:
        return template.ALONE.format(back=template.BACK[form].format("formed"))
    return template.JOINT.format(back=template.BACK[form].format("formed[:1]"), beside=template.BESIDE[form])
