"""How often a test part was looked at, and what that does to the best of those who looked."""

import math

import streamlit as st

from lstm_core.errors import DamagedRun
from lstm_core.runs import listing
from lstm_core.runs.listing import Listed
from lstm_core.ui import words
from lstm_core.ui.compare import opened

ASKED = 8  # runs, the newest, that tell how much two of them differ by luck
HOW = (
    "Runs on the same rows share much of their luck; what is left to each is the standard error of the difference"
    " between two of them (Diebold & Mariano 1995, the median over pairs) by the root of 2. The best of n normal errors"
    " lies an expected maximum above their mean (David & Nagaraja, Order Statistics, 2003), for 10 runs 1.54 of them."
    " Runs that were deleted looked too, and are not counted."
)


def tell(runs: list[Listed], group: tuple | None, picked: list[Listed]) -> None:
    """The line on the test part of the group that was chosen or picked from; else which runs are ranked together."""
    groups = {one.group for one in runs if one.group}
    for told in ({one.group for one in picked}, groups):
        group = group or (next(iter(told)) if len(told) == 1 else None)
    tested = [one for one in runs if group and one.group == group and one.tested_on]
    if group is None and groups:
        st.caption(
            f"These runs are on {len(groups)} combinations of data and split: each is ranked by validation among its"
            " own only. Choose one under “Ranked together” to read how often its test part was looked at."
        )
    elif tested:
        looks = listing.looks(runs, tested[0].tested_on)
        st.caption(f"Ranked by validation. {sentence(looks, points(tested, looks))}", help=HOW)


def points(tested: list[Listed], looks: int) -> float:
    """The optimism of the best of so many, in points of skill."""
    whole = []
    for one in [one for one in tested if math.isfinite(one.skill("test"))][:ASKED]:
        try:
            opened.tested(one)
            whole.append(one)
        except DamagedRun:
            continue
    if len(whole) < 2:
        return math.nan
    return 100 * opened.optimism(whole, looks) / whole[0].errors["test", whole[0].baseline]


def sentence(looks: int, points: float) -> str:
    """What so many looks at one test part do to the best of them.

    >>> sentence(1, 0.0)
    'This run alone was scored on this test part: its test skill is a first look.'
    """
    if looks == 1:
        return "This run alone was scored on this test part: its test skill is a first look."
    told = f"{words.count(looks, 'run')} were scored on this test part."
    if not math.isfinite(points):
        return (
            f"{told} The best of them on test owes some of it to chance; how much can't be told from these forecasts."
        )
    return (
        f"{told} Were they all equally good, the best of them on test would still seem"
        f" {words.number(points, 2)} points of skill better than it is, by chance alone."
    )
