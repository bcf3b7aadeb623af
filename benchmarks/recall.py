"""Does the LSTM recall what the RNN forgets? `python -m benchmarks.recall [seeds]` plays the lab over several seeds.

Prints for each network the share of right answers by delay, mean and worst (for the RNN: best) over the seeds, with
the seconds that a seed takes. One of eight is right by chance.
"""

import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from lstm_core.labs import recall
from lstm_core.labs.asked import Recall


@dataclass
class Heard:
    """Remembers the frames, and never asks to stop."""

    frames: list[dict] = field(default_factory=list)

    def stage(self, words: str) -> None:
        """Not told."""

    def frame(self, frame: dict) -> None:
        self.frames.append(frame)

    def stop_asked(self) -> bool:
        return False


def main() -> None:
    """Plays each seed as the page does, and prints the table and the claim."""
    seeds = range(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    last = []
    for seed in seeds:
        heard, start, used = Heard(), time.perf_counter(), time.process_time()
        recall.play(Recall(seed=seed), heard, Path())
        last.append(heard.frames[-1])
        took, spent = time.perf_counter() - start, time.process_time() - used
        print(f"seed {seed}: {took:.0f} s, processor {spent:.0f} s", flush=True)
    delays = last[0]["delays"]
    print(f"{'':12}" + "".join(f"{delay:>6}" for delay in delays))
    tables = {kind: np.array([one[kind] for one in last]) for kind in ("RNN", "GRU", "LSTM")}
    for kind, right in tables.items():
        extreme, name = (right.max(axis=0), "best") if kind == "RNN" else (right.min(axis=0), "worst")
        print(f"{kind:5}{'mean':7}" + "".join(f"{share:6.2f}" for share in right.mean(axis=0)))
        print(f"{kind:5}{name:7}" + "".join(f"{share:6.2f}" for share in extreme))
    far = np.array(delays) >= 100
    held = all(table[:, far].min() >= 0.95 for kind, table in tables.items() if kind == "LSTM")
    lost = tables["RNN"][:, np.array(delays) >= 20].max() < 0.5
    print(f"LSTM right in 95% and more after 100 steps and more: {held}; RNN in less than half after 20: {lost}")


if __name__ == "__main__":
    main()
