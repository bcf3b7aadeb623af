"""The form in which the network sees the target and the levels beside it, and the exact way back.

Forms are those of `specs.Preparation.learn_as`. What is a level in the target's own units (a price of the same bar, an
average drawn on the price) goes along with the target y, so that the two stay comparable:

    form         target                    level x beside it              a path back from the last known y
    level        y                         x                              as it is
    log          log y                     log y + (x - y) / y            exp
    difference   y - y before              x - y before                   y + running sum
    log_return   log(y / y before)         x / y before - 1               y * exp(running sum)

A level is turned by log's tangent at the target, so that one that is not positive (a lower band) has a form too.
"""

import numpy as np

LARGEST = 80.0  # an exponent that no series reaches, yet far from overflow: a path that runs away stays a number


def seen(rows: np.ndarray, before: np.ndarray, level: np.ndarray, form: str, least: float = 0.0) -> np.ndarray:
    """Rows (rows, columns) in that form; column 0 is the target, whose values one row earlier are `before` (rows,).

    `level` (columns,) marks the levels, the target among them. Of a target below `least` the logarithm is that of it.
    """
    if form == "level":
        return rows
    turned, y, last = rows.copy(), rows[:, :1], before[:, None]
    if form == "difference":
        turned[:, level] -= last
        return turned
    beside = level & (np.arange(len(level)) > 0)
    y, last = np.maximum(y, least), np.maximum(last, least)
    if form == "log":
        turned[:, :1] = np.log(y)
        turned[:, beside] = turned[:, :1] + (rows[:, beside] - y) / y
    else:
        turned[:, :1] = np.log(y / last)
        turned[:, beside] = rows[:, beside] / last - 1
    return turned


def path(values: np.ndarray, last: np.ndarray, form: str, least: float = 0.0) -> np.ndarray:
    """The target's next values (origins, steps) in that form; `last` (origins,) are those at the origins.

    Of values below `least` the logarithm is that of it.

    >>> path(np.array([[3.0, 7.0]]), np.array([2.0]), "difference").tolist()
    [[1.0, 4.0]]
    """
    if form == "level":
        return values
    if form == "log":
        return np.log(np.maximum(values, least))
    before = np.column_stack([last, values[:, :-1]])
    return values - before if form == "difference" else np.log(np.maximum(values, least) / np.maximum(before, least))


def restored(answers: np.ndarray, last: np.ndarray, form: str) -> np.ndarray:
    """Answers (origins, steps) as values of the target: the inverse of `path`.

    >>> restored(np.array([[1.0, 4.0]]), np.array([2.0]), "difference").tolist()
    [[3.0, 7.0]]
    """
    if form == "level":
        return answers
    if form == "log":
        return np.exp(np.clip(answers, -LARGEST, LARGEST))
    if form == "difference":
        return last[:, None] + np.cumsum(answers, axis=1)
    return last[:, None] * np.exp(np.clip(np.cumsum(answers, axis=1), -LARGEST, LARGEST))


def beside(answers: np.ndarray, now: np.ndarray, last: np.ndarray, level: np.ndarray, form: str) -> np.ndarray:
    """Companions (origins, companions) of the row after the origin in their own units, from their form.

    `now` (origins,) is the target of the same row, `last` that of the origin, `level` (companions,) marks the levels.
    """
    y, before = now[:, None], last[:, None]
    if form == "level":
        return answers
    if form == "log":
        back = y * (1 + answers - np.log(y))
    else:
        back = answers + before if form == "difference" else (1 + answers) * before
    return np.where(level, back, answers)
