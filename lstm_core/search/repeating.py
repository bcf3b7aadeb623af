"""The winner of a search trained again with several seeds, as ordinary runs: the one look at the test part."""

from pathlib import Path

from lstm_core import readonly
from lstm_core.errors import LabError
from lstm_core.runs import files, store
from lstm_core.runs.record import Record
from lstm_core.search import judging, space
from lstm_core.search.kept import Kept
from lstm_core.specs import Training, checked

SEEDS = 3


def runs(home: Path, kept: Kept, seeds: int = SEEDS) -> list[Record]:
    """The runs of the winner, to be submitted; asked again, those that there are. LabError before there is a winner."""
    readonly.refuse()
    if not kept.repeats:
        if not kept.state.is_over:
            raise LabError("This search is still under way. Stop it first, then train its winner.")
        found = judging.finding(kept.tried)
        if found is None:
            raise LabError("No trial of this search was finished, so there is no winner. Resume the search.")
        with store.writing():  # before the runs are made: whoever is interrupted makes these, not others
            told = {"trial": found.best.number, "runs": [store.new_id() for _ in range(seeds)]}
            files.write_json(kept.folder / "winner.json", told)
    number = files.read_object(kept.folder / "winner.json").get("trial")
    best = next((one for one in kept.tried if one.number == number), None)
    if best is None:
        raise LabError("The winner of this search can't be read any more. Start a new search.")
    experiment, made = space.experiment(kept.asked, best.point), []
    for at, run in enumerate(kept.repeats):
        training = checked(Training, **dict(experiment.training) | {"seed": (experiment.training.seed + at) % 2**31})
        made.append(store.create(home, experiment.model_copy(update={"training": training}), run))
    return made
