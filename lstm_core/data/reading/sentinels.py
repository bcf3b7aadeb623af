"""Values that stand for a missing one: far from all the others, or on a list of those in use."""

import numpy as np

from lstm_core.data.reading.notes import Note, counted, rows

# In use by loggers and archives. Below zero one is enough; above zero it must stand there twice.
MARKS = (
    -99.0, -99.9, -99.99, -200.0, -999.0, -999.9, -999.99, -9999.0, -9999.9, -9999.99, -99999.0, -99999.9, -999999.0,
    -9999999.0, -32768.0, -32767.0, -6999.0, -7999.0, -8888.0, -2147483648.0,
    9999.0, 9999.9, 99999.0, 99999.9, 999999.0, 9999999.0, 999.9, 999.99, 99.99, 32767.0,
)  # fmt: skip
TWICE = (-200.0, -99.0, -99.9, -99.99)  # unless nothing else is below zero
FARTHEST = 1e20
KEPT, MISSING = {"keep_marks": True}, {"keep_marks": False}


def without(name: str, numbers: np.ndarray, lines: np.ndarray, keep: bool) -> tuple[np.ndarray, list[Note]]:
    """The numbers with such marks as NaN unless they are to be kept, and notes, also on those left in doubt."""
    notes = []
    extremes = numbers[~np.isnan(numbers)]
    if not len(extremes):
        return numbers, notes
    lowest, highest = extremes.min(), extremes.max()
    for mark in dict.fromkeys(mark for mark in (*MARKS, lowest, highest) if lowest <= mark <= highest):
        if mark not in MARKS and abs(mark) < FARTHEST:
            continue
        outer = highest if mark > 0 else lowest
        if outer != mark and outer not in MARKS and abs(outer) < FARTHEST:
            continue  # values beyond it: no mark
        marked = numbers == mark
        if not (count := int(marked.sum())):
            continue
        others = numbers[~marked & ~np.isnan(numbers) & ~np.isin(numbers, MARKS)]
        if stands_apart(mark, count, others):
            said = f"“{name}”: {counted(count, 'value')} of {mark:.10g}"
            if keep:
                notes.append(
                    Note("sentinel", f"{said} kept as numbers", rows(lines[marked]), "sentinel-missing", MISSING)
                )
                continue
            numbers = np.where(marked, np.nan, numbers)
            notes.append(Note("sentinel", f"{said} taken as missing", rows(lines[marked]), "sentinel-number", KEPT))
        elif mark == outer and (mark < 0 or str(mark).strip(".0").strip("9.") == ""):
            said = f"“{name}”: {counted(count, 'value')} of {mark:g} may stand for missing ones; kept as numbers"
            notes.append(Note("sentinel_doubt", said, rows(lines[marked])))
    return numbers, notes


def stands_apart(mark: float, count: int, others: np.ndarray) -> bool:
    """Whether all other values keep well away from the mark, on one side of it."""
    if not len(others):
        return False
    if abs(mark) >= FARTHEST:
        return np.abs(others).max() < 1e-6 * abs(mark)
    if mark < 0:
        few = mark not in TWICE or others.min() >= 0
        return count >= (1 if few else 2) and others.min() > mark / (4 if mark == -200.0 else 2)
    return count >= 2 and others.max() < mark / 4 and others.min() > -mark
