"""A group of one network from its folder to its results there, whatever trains the network."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_core import specs
from lstm_core.errors import LabError, TooLittleData
from lstm_core.many import groups, members, scores
from lstm_core.many.asked import Group
from lstm_core.results import State
from lstm_core.runs.pen import Pen
from lstm_core.runs.record import Record
from lstm_core.specs import Data, Experiment, Features

if TYPE_CHECKING:
    from lstm_core.data.series import Series

Learn = Callable[["Experiment", Mapping[str, "tuple[Series, Features]"], Pen, Path], object]


def play(record: Record, pen: Pen, learn: Learn) -> State:
    """The state in which the group ends, its results written: `learn` is that of `learning.together.run`.

    A series that can't be one is left out, and its row of scores says why. Raises LabError where all are.
    """
    group = groups.asked(record)
    told, left_out = {}, dict(group.left_out)
    for name, found in members.told(record.folder.parents[1], group):
        if isinstance(found, LabError):
            left_out[name] = str(found)
        else:
            told[name] = found
    if not told:
        raise TooLittleData(f"None of the {len(group.members):,} series can be read. {next(iter(left_out.values()))}")
    outcome = learn(shared(group), told, pen, record.folder)
    ours = group.recipe.network.kind
    tested, radii = scores.with_bands(outcome.backtest, ours)
    rows = scores.of_backtest(tested, ours)
    lengths = {name: len(series) for name, (series, _) in told.items()}
    rows["rows"] = rows.series.map(lengths).astype("float64")
    left = scores.left_out(left_out | outcome.left_out)
    groups.finish(
        record.folder,
        backtest=tested,
        forecast=scores.ahead_with_bands(outcome.forecast, ours, radii),
        scores=scores.together(rows, left, [member.name for member in group.members]),
    )
    pen.done(outcome.state)
    return outcome.state


def shared(group: Group) -> Experiment:
    """What all series share, as an experiment on the first of them."""
    first = group.members[0]
    data = specs.checked(Data, dataset=first.dataset, name=group.name, target=first.own(first.target))
    return group.recipe.on(data, Features())
