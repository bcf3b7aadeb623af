"""How long 1,000 runs take to list: `python -m benchmarks.listing [runs] [horizon]`, by default 1000 and 24.

Folders as finished runs leave them: experiment, submission, state and the scores of all steps ahead; every tenth with a
name and tags. Listed for the first time, again, and after one of them changed. The target: each below a second.
"""

import sys
import tempfile
import time
from pathlib import Path

from lstm_core import specs
from lstm_core.evaluation import baselines
from lstm_core.results import Score, State, Verdict, plain
from lstm_core.runs import about, files, store
from lstm_core.runs.listing import Listing, ranks
from lstm_core.runs.record import Record

METRICS = ("mae", "rmse", "mape", "smape", "mase", "r2", "bias", "direction", "coverage", "interval_width")


def main() -> None:
    """Prints the seconds of each listing."""
    count, horizon = (int(told) for told in (*sys.argv[1:], *("1000", "24")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for number in range(count):
            written(home, number, horizon)
        listing = Listing(home)
        time.sleep(0.1)
        for words in ("the first time", "again"):
            print(f"{count} runs, horizon {horizon}, listed {words}: {timed(listing):.3f} s", flush=True)
        changed = store.recent(home)[0]
        about.write(home, changed.id, about.About(name="changed"))
        print(f"after one of them changed: {timed(listing):.3f} s")


def timed(listing: Listing) -> float:
    """Seconds to list and rank."""
    begun = time.perf_counter()
    ranks(listing.runs())
    return time.perf_counter() - begun


def written(home: Path, number: int, horizon: int = 5) -> Record:
    """The small files of a finished run; every third is on other data."""
    run_id = f"20261120-{number // 3600 % 24:02d}{number // 60 % 60:02d}{number % 60:02d}-{number:06x}"
    data = specs.Data(dataset=f"{number % 3:064x}", name=f"data {number % 3}", target="value")
    asked = specs.Experiment(data=data, window=specs.Window(horizon=horizon))
    record = store.create(home, asked, run_id)
    maes = {model: 1.0 + at / 10 for at, model in enumerate(baselines.NAMES)} | {"lstm": 0.9 + number / 1e4}
    scores = [
        plain(Score(part, model, "multi_step", step, metric, mae))
        for part in ("validation", "test")
        for model, mae in maes.items()
        for step in (None, *range(1, horizon + 1))
        for metric in METRICS
    ]
    files.write_json(record.folder / "scores.json", scores, durable=False)
    verdict = plain(Verdict("so so", "naive", 0.1, 0.5, "not_distinguishable"))
    state = {"state": State.FINISHED, "verdict": verdict, "seconds": {"total": 12.5}, "epochs": 9, "attempt": 1}
    files.write_json(record.folder / "state.json", state, durable=False)
    if number % 10 == 0:
        files.write_json(record.folder / "about.json", {"name": f"run {number}", "tags": ["tenth"]}, durable=False)
    return record


if __name__ == "__main__":
    main()
