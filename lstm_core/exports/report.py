"""A run as one HTML page that opens with no network: verdict, charts that still zoom, tables, how we know, versions."""

import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from lstm_core.data import words
from lstm_core.exports import drawings
from lstm_core.runs import files
from lstm_core.runs.record import Record
from lstm_core.specs import Experiment

NAME = "report.html"
METRICS = ("mae", "rmse", "mape", "smape", "mase", "r2", "bias", "direction", "coverage")
LIBRARIES = ("keras", "numpy", "pandas", "scikit-learn", "TA-Lib", "tensorflow", "tensorflow-cpu", "lstm-lab")
COLOURS = {"ink": drawings.INK, "ground": drawings.GROUND, "muted": drawings.MUTED, "grid": drawings.GRID}
# No request leaves the page, whatever a name in it says.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title><style>
body {{ font: 16px/1.6 "IBM Plex Sans", system-ui, sans-serif; color: {ink}; background: {ground}; margin: 0; }}
main {{ max-width: 1100px; margin: 0 auto; padding: 24px 16px 64px; }}
h1 {{ font-size: 26px; margin: 0; }} h2 {{ font-size: 20px; margin: 40px 0 8px; }}
p, li {{ max-width: 46rem; }} .verdict {{ font-size: 20px; }} .quiet {{ color: {muted}; font-size: 14px; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }}
th, td {{ padding: 4px 16px 4px 0; text-align: right; border-bottom: 1px solid {grid}; }}
th:first-child, td:first-child, td.word {{ text-align: left; }} tr.ours {{ font-weight: 600; }}
@media print {{ .modebar {{ display: none; }} }}
</style></head><body><main>
{body}
</main><script>{plotly}</script><script>
for (const [id, figure] of Object.entries({figures})) {{
  const save = (format) => ({{ name: "Save as " + format.toUpperCase(), icon: Plotly.Icons.camera,
    click: (chart) => Plotly.downloadImage(chart, {{ format, filename: id, scale: 2 }}) }});
  const config = {{ responsive: true, displaylogo: false, displayModeBar: true, showSendToCloud: false,
    modeBarButtonsToRemove: ["toImage", "select2d", "lasso2d"], modeBarButtonsToAdd: [save("png"), save("svg")] }};
  Plotly.newPlot(id, {{ ...figure, config }});
}}
</script></body></html>
"""


def page(record: Record) -> bytes:
    """The report. Raises DamagedRun where the run's tables can't be read."""
    asked, backtest, future = record.experiment, record.backtest(), record.forecast()
    ours, target = asked.network.kind, asked.data.target
    figures = {
        "forecast": drawings.forecast(backtest, future, ours, target),
        "error-by-step": drawings.error_by_step(record.scores, target),
        "learning": drawings.learning(record.history),
    }
    title = f"{target} · {asked.data.name}"
    return whole(title, "\n".join(parts(record, asked, future, title)), figures, COLOURS)


def chart(figure: Mapping, name: str, said: str, colours: Mapping[str, str]) -> bytes:
    """One chart as a page of its own that still zooms and saves itself as PNG and SVG; `figure` is Plotly's JSON.

    Below it stands what it says; `colours` are those of `COLOURS`, as the chart was drawn for.
    """
    known = name.replace(" ", "-")
    body = f'<div id="{escape(known)}"></div><p class="quiet">{escape(said)}</p>'
    return whole(name, body, {known: figure}, colours)


def whole(title: str, body: str, figures: Mapping[str, Mapping], colours: Mapping[str, str]) -> bytes:
    """The page: its body, and the charts that go where the body has their names as ids."""
    told = json.dumps(files.strict(figures), ensure_ascii=False).replace("<", "\\u003c")
    return PAGE.format(policy=POLICY, title=escape(title), body=body, plotly=plotly(), figures=told, **colours).encode(
        errors="replace"
    )


def parts(record: Record, asked: Experiment, future: pd.DataFrame, title: str) -> Iterator[str]:
    """The page from top to bottom."""
    verdict, ours = record.verdict, asked.network.kind
    yield f"<h1>{escape(title)}</h1>"
    yield f'<p class="quiet">Run {record.id}, {record.state.value} after {record.epochs} epochs.</p>'
    if verdict:
        yield f'<p class="verdict">{escape(verdict.sentence)}</p>'
    for name, heading in (("forecast", "Forecast"), ("error-by-step", "Error by step ahead"), ("learning", "Learning")):
        yield f'<h2>{heading}</h2><div id="{name}"></div>'
    yield "<h2>Beside the simplest methods</h2>"
    yield '<p class="quiet">Test part, all steps ahead together; every model from the same origins.</p>'
    yield table(("Model", *(name.upper() for name in METRICS)), scored(record.scores), drawings.name(ours))
    yield "<h2>Beyond the data</h2>"
    rows = future[future["model"] == ours]
    columns = ("time", "forecast", "lower", "upper")
    yield table(
        columns, ([words.time(row[0]), *map(number, row[1:])] for row in rows[list(columns)].itertuples(index=False))
    )
    yield "<h2>How we know</h2><ul>" + "".join(f"<li>{escape(line)}</li>" for line in known(record)) + "</ul>"
    yield "<h2>What was asked</h2>" + listed(settings(asked.model_dump(mode="json")))
    yield "<h2>Versions</h2>" + listed(versions())


def scored(scores: Iterable[Mapping]) -> Iterator[list[str]]:
    """A row a model: its metrics on the test part, many steps ahead."""
    models: dict[str, dict] = {}
    for score in scores:
        if (score["part"], score["mode"], score["step"]) == ("test", "multi_step", None):
            models.setdefault(score["model"], {})[score["metric"]] = score["value"]
    for model, values in models.items():
        yield [drawings.name(model), *(number(values.get(metric)) for metric in METRICS)]


def known(record: Record) -> Iterator[str]:
    """What was fitted on what."""
    scaler = files.read_object(record.folder / "scaler.json")
    yield "Rows were split by time. No value of the test part was seen in training, in scaling or in choosing anything."
    yield f"Scaling ({scaler.get('kind')}) was fitted on the training part only."
    yield f"{scaler.get('warm_up')} warm-up rows, in which some feature has no value yet, were dropped."
    yield "Early stopping, the best simple method and the width of the band came from the validation part."
    yield f"Seasonal naive repeats the last {scaler.get('season')} rows, a period found on the training part."
    yield "The band is split-conformal: as wide at each step as the errors on validation ask for."
    if "arima" in scaler:
        yield f"The linear part is {scaler['arima']['model']}; the network learnt from its errors out of sample."
    if "blend" in scaler:
        shares = ", ".join(f"{share:.0%} {name}" for name, share in scaler["blend"].items())
        yield f"The saved network is a mixture chosen on validation: {shares}."


def settings(told: Mapping, before: str = "") -> Iterator[tuple[str, str]]:
    """Every setting of the experiment by its path."""
    for name, value in told.items():
        path = f"{before} {name}".strip().replace("_", " ")
        if isinstance(value, Mapping) and value:
            yield from settings(value, path)
        elif value not in ({}, [], None):
            yield path, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def versions() -> Iterator[tuple[str, str]]:
    """The libraries of the machine that writes the report."""
    for name in LIBRARIES:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            continue


def table(columns: Iterable[str], rows: Iterable[Iterable[str]], ours: str = "") -> str:
    """A table whose row that begins with `ours` stands out."""
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = ""
    for first, *others in rows:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in (first, *others))
        body += f'<tr class="ours">{cells}</tr>' if first == ours else f"<tr>{cells}</tr>"
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def listed(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and their values, one pair a row."""
    rows = "".join(f'<tr><td>{escape(name)}</td><td class="word">{escape(value)}</td></tr>' for name, value in pairs)
    return f'<div class="wide"><table>{rows}</table></div>'


def number(value: float | None) -> str:
    """Four digits that count, or `not defined`."""
    return (
        "not defined" if value is None or pd.isna(value) else f"{value:,.0f}" if abs(value) >= 1e3 else f"{value:.4g}"
    )


def plotly() -> str:
    """Plotly's own script, read from its package: the report needs no network, and the core no Plotly."""
    (folder,) = find_spec("plotly").submodule_search_locations
    return (Path(folder) / "package_data" / "plotly.min.js").read_text(encoding="utf-8")
