"""What many series say together: mean and median MASE, how often it is better, and whether that could be luck."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_core.evaluation.verdict import JUDGED, LUCK

FEWEST = 6  # series that differ: with fewer no rank test can reject at 5%

M4_HOURLY = {"seasonal naive": 1.193, "the organisers' RNN": 3.048, "the winning LSTM hybrid": 0.893}
"""MASE on the official last 48 hours of M4's 414 hourly series (Makridakis, Spiliotis & Assimakopoulos 2020)."""


@dataclass(frozen=True)
class Rival:
    """A simple method beside ours: its mean and median MASE, the share of series where ours is better, and luck.

    `wilcoxon` is the p-value of the signed-rank test on the differences in MASE (Wilcoxon 1945), `sign` that of the
    sign test on who is better; both two-sided, as Demsar 2006 advises for two methods on many data sets.
    """

    mean: float
    median: float
    better: float
    wilcoxon: float
    sign: float


@dataclass(frozen=True)
class Summary:
    """Of `series` with a MASE: the mean and the median of ours, and both rivals; `left_out` have none."""

    series: int
    left_out: int
    mean: float
    median: float
    seasonal: Rival
    best: Rival


def of(scores: pd.DataFrame) -> Summary:
    """The summary of a table of `scores`."""
    told = scores.dropna(subset=["mase", "seasonal_mase", "baseline_mase"])
    ours = told.mase.to_numpy()
    return Summary(
        series=len(told),
        left_out=len(scores) - len(told),
        mean=float(ours.mean()) if len(ours) else np.nan,
        median=float(np.median(ours)) if len(ours) else np.nan,
        seasonal=rival(ours, told.seasonal_mase.to_numpy()),
        best=rival(ours, told.baseline_mase.to_numpy()),
    )


def rival(ours: np.ndarray, theirs: np.ndarray) -> Rival:
    """A method with these errors beside ours, series by series."""
    from scipy import stats

    if not len(ours):
        return Rival(np.nan, np.nan, np.nan, np.nan, np.nan)
    apart = (ours - theirs)[ours != theirs]
    wilcoxon = sign = np.nan
    if len(apart) >= FEWEST:
        wilcoxon = float(stats.wilcoxon(apart).pvalue)
        sign = float(stats.binomtest(int((apart < 0).sum()), len(apart)).pvalue)
    return Rival(float(theirs.mean()), float(np.median(theirs)), float(np.mean(ours < theirs)), wilcoxon, sign)


def sentence(summary: Summary, ours: str) -> str:
    """The finding over all series, in words."""
    if not summary.series:
        return "No series has scores yet."
    best, seasonal = summary.best, summary.seasonal
    start = (
        f"Over {summary.series:,} series {JUDGED[ours]} has a mean MASE of {summary.mean:.3g}, against {best.mean:.3g}"
        f" of each one's best simple method and {seasonal.mean:.3g} of the seasonal naive. It beats that best method on"
        f" {best.better:.0%} of the series"
    )
    if not np.isfinite(best.wilcoxon):
        return f"{start}; too few series differ to tell skill from luck."
    luck = f"Wilcoxon signed-rank test, p = {best.wilcoxon:.2g}"
    if best.wilcoxon >= LUCK:
        return f"{start}; over all that can't be told from luck ({luck})."
    # The test goes by ranks: a few large errors can turn the means against it.
    word = "better" if best.better > 0.5 else "worse"
    return f"{start}: {word} over all, which is unlikely to be luck ({luck})."


def is_m4_hourly(names: list[str]) -> bool:
    """Whether these are the names of M4's hourly series."""
    return len(names) == 414 and set(names) == {f"H{number}" for number in range(1, 415)}
