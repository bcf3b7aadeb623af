"""What a search found: each trial against the simple methods on validation, and whether the best of them is luck."""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

from lstm_core.evaluation.verdict import IN_WORDS, LUCK, MATTERS, SAME, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from lstm_core.search.tried import Tried


def judged(rows: "pd.DataFrame", model: str) -> dict:
    """A model's mean absolute error on validation, that of each simple method, and whether they differ by luck.

    `rows` are multi-step ones of `evaluation.backtest`. {"mae", "origins", "baselines": {name: mae}, "p_values":
    {name: p}}; p by Diebold & Mariano, NaN where it can't be told.
    """
    import numpy as np

    from lstm_core.evaluation.significance import diebold_mariano, overlapping

    error = (rows.actual - rows.forecast).abs()
    mae, loss = error.groupby(rows.model).mean(), error.groupby([rows.model, rows.origin]).mean()
    names, overlap = [name for name in IN_WORDS if name in mae.index], overlapping(rows)
    p_values = {}
    for name in names:
        one, other = loss[model].to_numpy(), loss[name].to_numpy()
        same = np.abs(one - other) <= SAME * mae[name]
        p_values[name] = diebold_mariano(np.where(same, other, one), other, overlap)
    return {
        "mae": float(mae[model]),
        "origins": int(rows.origin.nunique()),
        "baselines": {name: float(mae[name]) for name in names},
        "p_values": p_values,
    }


@dataclass(frozen=True)
class Finding:
    """The winner of a search beside the best simple method on validation, `looked_at` trials corrected for.

    `outcome` is "skill", "none", or "untold" where validation has too few separate forecasts. `optimism` is by how much
    of the simple method's error the winner looks better than it is, at most about; NaN where it can't be told.
    """

    outcome: str
    best: "Tried"
    baseline: str
    skill: float
    p_value: float
    looked_at: int
    optimism: float

    @property
    def sentence(self) -> str:
        """What was found, in plain words."""
        start = f"The best of {trials(self.looked_at)} is off by {self.best.mae:.4g} on validation"
        rival, mae = IN_WORDS[self.baseline], self.best.baselines[self.baseline]
        none = f"No skill found: {start[0].lower()}{start[1:]}, {rival} by {mae:.4g}"
        many = f"corrected for {trials(self.looked_at)}, p = {self.p_value:.2g}"
        if self.outcome == "skill":
            return (
                f"{start}, {percent(self.skill)} less than {rival} ({mae:.4g}); that is unlikely to be luck ({many})."
            )
        if self.outcome == "untold":
            return f"{none}, but validation has too few separate forecasts to tell skill from luck."
        if self.skill < MATTERS:
            return f"{none}."
        return f"{none}; a difference as small as this can be luck ({many})."

    @property
    def caution(self) -> str:
        """What it means that many were tried on the same rows."""
        if self.looked_at == 1:
            return "It chose its best epoch by the validation part that judges it: on new rows expect a larger error."
        told = f"{trials(self.looked_at)} were judged on the same validation part"
        if not math.isfinite(self.optimism):
            return f"{told}, by which each also chose its best epoch: on new rows expect a larger error."
        return (
            f"{told}: the best of them looks better than it is, by up to about {percent(self.optimism)} of the error of"
            f" {IN_WORDS[self.baseline]}."
        )


def finding(tried: "Sequence[Tried]") -> Finding | None:
    """What the trials so far show; None before one is finished.

    The winner must beat every simple method (Berger 1982), each beyond luck after Bonferroni's correction for the
    trials that were judged, pruned ones too (Dunn 1961): p times their number.
    """
    finished = [one for one in tried if one.outcome == "finished"]
    if not finished:
        return None
    best = min(finished, key=lambda one: one.mae)
    baseline = min(best.baselines, key=best.baselines.get)
    looked_at = sum(one.outcome in ("finished", "pruned") for one in tried)
    theirs = best.baselines[baseline]
    skill = 1 - best.mae / theirs if theirs > 0 else math.nan
    p_values = list(best.p_values.values())
    # The larger p of a test that can't be told is not known: then neither is theirs all together.
    p_value = max(p_values) if all(map(math.isfinite, p_values)) else math.nan
    corrected = min(1.0, looked_at * p_value) if math.isfinite(p_value) else math.nan
    worth = skill >= MATTERS and all(best.mae < mae for mae in best.baselines.values())
    if worth and math.isnan(corrected):
        outcome = "untold"
    else:
        outcome = "skill" if worth and corrected < LUCK else "none"
    return Finding(outcome, best, baseline, skill, corrected, looked_at, optimism(best, baseline, looked_at))


def optimism(best: "Tried", baseline: str, looked_at: int) -> float:
    """How much better the best of so many equally good trials looks by luck, as a share of the baseline's error.

    The expected largest of so many independent draws (Blom 1958) times the standard error of the difference, which its
    p-value tells (Bailey & López de Prado 2014). Trials that share rows are not independent: it is this at most.
    """
    from scipy import stats

    p_value, theirs = best.p_values.get(baseline, math.nan), best.baselines[baseline]
    if looked_at < 2 or theirs <= 0 or not 0 < p_value < 1:
        return math.nan
    error = abs(best.mae - theirs) / stats.t.isf(p_value / 2, best.origins - 1)
    return float(largest(looked_at) * error / theirs)


def largest(count: int) -> float:
    """The expected largest of so many standard normal draws, by Blom's approximation.

    >>> round(largest(2), 2), round(largest(12), 2)
    (0.59, 1.64)
    """
    return NormalDist().inv_cdf((count - 0.375) / (count + 0.25))


def trials(count: int) -> str:
    """`1 trial`, `12 trials`."""
    return f"{count:,} trial{'' if count == 1 else 's'}"
