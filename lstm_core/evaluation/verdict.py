"""One sentence: does the network beat the best simple method, and could that be luck?"""

import numpy as np
import pandas as pd

from lstm_core.evaluation import baselines
from lstm_core.evaluation.significance import diebold_mariano
from lstm_core.results import Verdict

LUCK = 0.05
IN_WORDS = {
    "naive": "repeating the last value",
    "drift": "continuing the average trend",
    "seasonal_naive": "repeating the last season",
    "moving_average": "the average of the last values",
}


def judge(backtest: pd.DataFrame) -> Verdict:
    """The verdict on the test part's multi-step forecasts, against the baseline with the least MAE on validation."""
    rows = backtest[backtest["mode"] == "multi_step"]
    error = (rows.actual - rows.forecast).abs()
    mae = error.groupby([rows.part, rows.model]).mean()
    baseline = min(baselines.NAMES, key=lambda name: mae["validation", name])
    ours, theirs = mae["test", "lstm"], mae["test", baseline]
    loss = error.groupby([rows.part, rows.model, rows.origin]).mean()
    # A baseline that is exact but for rounding leaves nothing to compare with: the ratio is not defined.
    rounding = 1e-9 * float(rows.actual.abs().mean())
    skill = float(1 - ours / theirs) if theirs > rounding else np.nan
    losses = (loss["test", model].to_numpy() for model in ("lstm", baseline))
    p_value = diebold_mariano(*losses, overlapping(rows[rows.part == "test"]))
    told = np.isfinite(p_value) and p_value < LUCK and np.isfinite(skill)
    outcome = ("better" if skill > 0 else "worse") if told else "not_distinguishable"
    return Verdict(
        sentence(outcome, baseline, ours, theirs, p_value, rows.step.max()),
        baseline,
        skill,
        p_value,
        outcome,
    )


def overlapping(rows: pd.DataFrame) -> int:
    """How many following origins, at most, have targets that overlap with an origin's own."""
    reach = rows.groupby("origin").time.max()
    overlap = np.searchsorted(reach.index, reach) - np.arange(len(reach)) - 1
    return int(overlap.max(initial=0))


def sentence(outcome: str, baseline: str, ours: float, theirs: float, p_value: float, steps: int) -> str:
    """The verdict in plain words, with both errors in the series' units."""
    ahead = "one step ahead" if steps == 1 else f"{steps} steps ahead"
    rival = f"{IN_WORDS[baseline]} ({theirs:.4g})"
    if not np.isfinite(ours):
        return "Nothing was measured in the test part, so nothing can be said of the forecast."
    start = f"Forecasting {ahead}, the LSTM is off by {ours:.4g} on average"
    if outcome == "better":
        return (
            f"{start}, {percent(1 - ours / theirs)} less than {rival}; that is unlikely to be luck (p = {p_value:.2g})."
        )
    if outcome == "worse":
        return (
            f"{start}, {percent(ours / theirs - 1)} more than {rival}: the simple method is better (p = {p_value:.2g})."
        )
    if not np.isfinite(p_value):
        return f"{start}, against {rival}; there are too few separate forecasts to tell skill from luck."
    return f"{start}, against {rival}: the difference is too small to tell from luck (p = {p_value:.2g})."


def percent(share: float) -> str:
    """A share as `12%`, small ones with a digit more.

    >>> percent(0.123), percent(0.0034)
    ('12%', '0.3%')
    """
    return f"{share:.0%}" if share >= 0.0095 else f"{share:.1%}"
