"""The scoreboard: MASE, ratio and seconds of the simple methods, the ridge and the recipe, series by series.

`python -m benchmarks.quality [--data FOLDER] [--series A,B] [--forecasts OUT.csv]`; OUT.csv is what the panel's own
scorer reads.
"""

import argparse
import json
import os
import runpy
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import pandas as pd

from benchmarks.quality import experiments, panel, recipe

DATA = Path(__file__).parents[3] / "shared" / "data"


def main() -> None:
    """Prints a line a series as it is done, then the geometric means."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--data", type=Path, default=DATA, help="the folder with panel.json and panel.py")
    asked.add_argument("--series", default="", help="only these, with commas between")
    asked.add_argument("--forecasts", type=Path, help="where to write the forecasts")
    told = asked.parse_args()
    simple = runpy.run_path(str(told.data / "panel.py"))["simple_forecasts"]
    about = {one["series"]: one for one in json.loads((told.data / "panel.json").read_text())}
    rows, tables = [], []
    print(f"{'':20}{'MASE':>8}{'':24}{'ratio':>8}{'':24}{'seconds':>8}")
    print(f"{'':20}" + f"{'last':>8}{'season':>8}{'ridge':>8}{'ours':>8}" * 2 + f"{'ours':>8}")
    for entry in panel.read(told.data):
        if told.series and entry.name not in told.series.split(","):
            continue
        start = time.perf_counter()
        answer = recipe.forecast(entry, recipe.Recipe())
        ours, seconds = answer.test, time.perf_counter() - start
        experiments.note("default", recipe.Recipe(), entry, answer)
        forecasts = [*simple(entry.values, about[entry.name]).values(), ours]
        ratios = [entry.ratio(one, entry.test) for one in forecasts]
        cells = [*(entry.mase(one) for one in forecasts), *ratios]
        print(f"{entry.name:20}" + "".join(f"{cell:8.3f}" for cell in cells) + f"{seconds:8.1f}", flush=True)
        rows += [] if entry.price else [ratios]
        tables.append(long(entry, ours))
    means = np.exp(np.log(rows).mean(axis=0))
    print(f"{'geometric mean, prices apart':52}" + "".join(f"{mean:8.3f}" for mean in means))
    if told.forecasts:
        pd.concat(tables).to_csv(told.forecasts, index=False)


def long(entry: panel.Entry, forecasts: np.ndarray) -> pd.DataFrame:
    """One row an origin and step, as the panel's scorer reads it."""
    origins, steps = np.meshgrid(entry.test, np.arange(1, entry.horizon + 1), indexing="ij")
    columns = {"origin": origins.ravel(), "step": steps.ravel(), "forecast": forecasts.ravel()}
    return pd.DataFrame({"series": entry.name} | columns)


if __name__ == "__main__":
    main()
