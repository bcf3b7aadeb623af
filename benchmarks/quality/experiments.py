"""What was tried, and how to try it again: `python -m benchmarks.quality.experiments NAME ... [--series A,B]`.

Each run adds one line to `experiments.jsonl`: what it changes, its validation ratio and, apart from it, its test ratio.
Choose by the first; the second is there to be read afterwards. What came of it: experiments.md.
"""

import argparse
import dataclasses
import json
import os
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from benchmarks.quality import panel, recipe
from benchmarks.quality.recipe import Recipe

LOG = Path(__file__).with_name("experiments.jsonl")
DATA = Path(__file__).parents[3] / "shared" / "data"

FAST = Recipe(rows_a_step=24)  # a third of the default's time: what is left out of it one at a time tells the same

VARIANTS = {
    "default": Recipe(),
    "24 rows a step": FAST,
    "no blend": dataclasses.replace(FAST, blend=False),
    "gain not proven": dataclasses.replace(FAST, proof=False),
    "last state only": dataclasses.replace(FAST, average=False),
    "no calendar": dataclasses.replace(FAST, calendar=False),
    "highway from zero, no blend": dataclasses.replace(FAST, highway="zeros", blend=False),
    "no highway, no blend": dataclasses.replace(FAST, highway="none", blend=False),
    "never logs": dataclasses.replace(FAST, logs=False),
    "seed 2": dataclasses.replace(FAST, seed=2),
}


def main() -> None:
    """Runs the named variants on the panel, one line of the log a series."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("names", nargs="+", choices=VARIANTS, metavar="NAME")
    asked.add_argument("--data", type=Path, default=DATA)
    asked.add_argument("--series", default="")
    told = asked.parse_args()
    for name in told.names:
        for entry in panel.read(told.data):
            if entry.name in told.series.split(",") or not told.series:
                print(json.dumps(run(name, entry)), flush=True)


def run(name: str, entry: panel.Entry) -> dict:
    """One variant on one series, and its line in the log."""
    return note(name, VARIANTS[name], entry, recipe.forecast(entry, VARIANTS[name]))


def note(name: str, variant: Recipe, entry: panel.Entry, answer: recipe.Answer) -> dict:
    """Adds what came of it to the log; the line."""
    line = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%S"),
        "name": name,
        "changes": changes(variant),
        "series": entry.name,
        "validation": round(entry.ratio(answer.validation, entry.validation), 4),
        "test": round(entry.ratio(answer.test, entry.test), 4),
        "chosen": answer.chosen,
        "seconds": round(answer.seconds, 1),
    }
    with LOG.open("a") as log:
        log.write(json.dumps(line) + "\n")
    return line


def changes(variant: Recipe) -> dict:
    """What the variant sets otherwise than the default."""
    default = dataclasses.asdict(Recipe())
    return {name: value for name, value in dataclasses.asdict(variant).items() if value != default[name]}


if __name__ == "__main__":
    main()
