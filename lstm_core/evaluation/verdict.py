"""One sentence: does the network beat the best simple method, and could that be luck?"""

import numpy as np
import pandas as pd

from lstm_core.evaluation.significance import diebold_mariano, overlapping
from lstm_core.results import Verdict

LUCK = 0.05
SAME = 1e-4  # of a baseline's error: what differs by less is that baseline, rounded as networks round
MATTERS = 0.005  # of a baseline's error: what differs by less is not worth a word, be it luck or not
IN_WORDS = {
    "naive": "repeating the last value",
    "drift": "continuing the average trend",
    "seasonal_naive": "repeating the last season",
    "moving_average": "the average of the last values",
    "ets": "exponential smoothing (ETS)",
    "theta": "the Theta method",
    "arima": "ARIMA",
}
JUDGED = {"lstm": "the LSTM", "gru": "the GRU", "rnn": "the simple RNN", "hybrid": "ARIMA + LSTM"}


def judge(backtest: pd.DataFrame, model: str = "lstm") -> Verdict:
    """The verdict on a model's multi-step forecasts of the test part, against the best baseline (MAE) on validation.

    Better is only what beats every other baseline too, each beyond luck: validation may have chosen a weak one by
    chance, and to beat that is no skill. (All tests must reject, so their number asks no correction: Berger 1982.) Two
    forecasts that say nearly the same, such as two estimates of one trend, may differ in every row by next to nothing;
    a test finds that unlikely to be luck, but a difference below `MATTERS` is neither better nor worse.
    """
    rows = backtest[backtest["mode"] == "multi_step"]
    error = (rows.actual - rows.forecast).abs()
    mae = error.groupby([rows.part, rows.model]).mean()
    names = [name for name in IN_WORDS if ("validation", name) in mae.index]
    baseline = min(names, key=lambda name: mae["validation", name])
    ours, theirs = mae["test", model], mae["test", baseline]
    ours = theirs if abs(ours - theirs) <= SAME * theirs else ours
    loss = error.groupby([rows.part, rows.model, rows.origin]).mean()
    # A baseline that is exact but for rounding leaves nothing to compare with: the ratio is not defined.
    rounding = 1e-9 * float(rows.actual.abs().mean())
    skill = float(1 - ours / theirs) if theirs > rounding else np.nan
    overlap = overlapping(rows[rows.part == "test"])
    p_values = {}
    for name in names:
        one, other = loss["test", model].to_numpy(), loss["test", name].to_numpy()
        same = np.abs(one - other) <= SAME * mae["test", name]
        p_values[name] = diebold_mariano(np.where(same, other, one), other, overlap)
    told = p_values[baseline] < LUCK and np.isfinite(skill) and abs(skill) >= MATTERS
    unbeaten = [name for name in names if mae["test", name] <= ours or not p_values[name] < LUCK]
    outcome = "worse" if told and skill < 0 else "better" if told and not unbeaten else "not_distinguishable"
    words = sentence(outcome, model, baseline, ours, theirs, p_values[baseline], rows.step.max())
    if told and skill > 0 and unbeaten:
        other = min(unbeaten, key=lambda name: mae["test", name])
        words = but_for(other, model, baseline, ours, theirs, mae["test", other], rows.step.max())
    return Verdict(words, baseline, skill, p_values[baseline], outcome)


def sentence(outcome: str, model: str, baseline: str, ours: float, theirs: float, p_value: float, steps: int) -> str:
    """The verdict in plain words, with both errors in the series' units."""
    ahead = "one step ahead" if steps == 1 else f"{steps} steps ahead"
    rival = f"{IN_WORDS[baseline]} ({theirs:.4g})"
    if not np.isfinite(ours):
        return "Nothing was measured in the test part, so nothing can be said of the forecast."
    start = f"Forecasting {ahead}, {JUDGED[model]} is off by {ours:.4g} on average"
    if outcome == "better":
        return (
            f"{start}, {percent(1 - ours / theirs)} less than {rival}; that is unlikely to be luck (p = {p_value:.2g})."
        )
    if outcome == "worse":
        return (
            f"{start}, {percent(ours / theirs - 1)} more than {rival}: the simple method is better (p = {p_value:.2g})."
        )
    if not np.isfinite(p_value) and ours == theirs:
        return f"{start}, just as {rival}: the two forecast the same."
    if not np.isfinite(p_value):
        return f"{start}, against {rival}; there are too few separate forecasts to tell skill from luck."
    if p_value < LUCK:
        return f"{start}, against {rival}: the difference is less than {percent(MATTERS)}, too small to matter."
    return f"{start}, against {rival}: the difference is too small to tell from luck (p = {p_value:.2g})."


def but_for(other: str, model: str, baseline: str, ours: float, theirs: float, others: float, steps: int) -> str:
    """The verdict where the baseline that validation chose is beaten, and another is not."""
    ahead = "one step ahead" if steps == 1 else f"{steps} steps ahead"
    return (
        f"Forecasting {ahead}, {JUDGED[model]} is off by {ours:.4g} on average, {percent(1 - ours / theirs)} less than"
        f" {IN_WORDS[baseline]} ({theirs:.4g}), the best simple method on validation; but beside {IN_WORDS[other]}"
        f" ({others:.4g}) no skill can be told from luck."
    )


def percent(share: float) -> str:
    """A share as `12%`, small ones with a digit more.

    >>> percent(0.123), percent(0.0034)
    ('12%', '0.3%')
    """
    return f"{share:.0%}" if share >= 0.0095 else f"{share:.1%}"
