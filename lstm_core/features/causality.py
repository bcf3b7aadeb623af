"""The proof that no feature looks ahead: on a part of the past, each has the value that it has on the whole."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from lstm_core.data.series import Series
from lstm_core.errors import TooLittleData
from lstm_core.features import build
from lstm_core.specs import Features


def prefix_equal(series: Series, features: Features, cuts: Iterable[int]) -> list[str]:
    """The features whose values on the first `cut` rows differ from those on the whole series; none is a proof.

    Equal means bit for bit: the same operations on the same numbers in the same order. TooLittleData when no cut
    leaves a row behind the warm-up, since then nothing would have been compared.
    """
    whole = build.build(series, features)
    used = [cut for cut in cuts if whole.warm_up < cut < len(series)]
    if not used:
        raise TooLittleData(
            f"Nothing to compare: a cut must lie between {whole.warm_up + 1} and {len(series) - 1} rows."
        )
    differing: set[str] = set()
    for cut in used:
        part = build.build(replace(series, frame=series.frame.iloc[:cut]), features)
        same = np.equal(part.frame.to_numpy(), whole.frame.to_numpy()[: len(part.frame)]).all(axis=0)
        differing |= set(part.frame.columns[~same])
    return [column for column in whole.frame.columns if column in differing]
