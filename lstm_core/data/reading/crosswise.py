"""Times that run across a table, as the names of its columns."""

import re

import numpy as np
import pyarrow as pa

from lstm_core.data.reading import forms, times

FEWEST = 5
NOT_ACROSS = {*forms.WHOLE[2:4], *forms.WHOLE[5:]}  # stamps and serial numbers are nobody's headers


def times_across(names: list[str] | tuple[str, ...]) -> list[int] | None:
    """The columns whose names are times that rise or fall, years one by one, where most are; None where not.

    >>> times_across(("Country", "2000", "2001", "2002", "2003", "2004"))
    [1, 2, 3, 4, 5]
    """
    found = [at for at, name in enumerate(names) if re.search(r"\d{4}|\d{2}$", name) and len(name) < 30]
    if len(found) < FEWEST or len(found) < 0.5 * len(names) or 0 in found:
        return None
    form = times.form_of(pa.chunked_array([[bare(names[at]) for at in found]]), whole=True)
    if form is None or form in NOT_ACROSS:
        return None
    found = [at for at in found if times.fits(form, bare(names[at]))]
    read = times.parse(pa.chunked_array([[bare(names[at]) for at in found]]), form)
    if len(found) < FEWEST or read.bad.any() or read.ambiguous:
        return None
    steps = np.diff(read.values.astype("datetime64[Y]")).astype(int) if form == forms.WHOLE[0] else None
    if steps is not None and len({*steps.tolist()} - {1}) and len({*steps.tolist()} - {-1}):
        return None  # 1500, 1600, 1700 are no years
    steps = np.diff(read.values).astype("int64")
    return found if (steps > 0).all() or (steps < 0).all() else None


def bare(name: str) -> str:
    """A name without what some archives put around a time, as in `X2004` and `2004 [YR2004]`.

    >>> bare("2004 [YR2004]")
    '2004'
    """
    return re.sub(r"^X(?=\d{4})| \[YR\d{4}\]$", "", name.strip()).strip()
