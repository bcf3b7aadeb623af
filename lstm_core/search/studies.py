"""Optuna's part: where to look next, which trial to give up, and how much each choice mattered.

The journal is a file of JSON lines; nothing in it is ever unpickled. One process writes it, the one that drives the
search. Optuna is slow to import, so only functions do.
"""

import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_core.search import space
from lstm_core.search.asked import Search
from lstm_core.search.tried import Tried

if TYPE_CHECKING:
    from optuna import Study, Trial
    from optuna.distributions import BaseDistribution

NAME = "search"
BLIND = 6  # trials before the guided search is guided, and before one is given up
WARM_UP = 3  # of an experiment's epochs the part in which none is given up: its third
FEWEST = 8  # finished trials, before anything can be said of what mattered


def opened(journal: Path, asked: Search) -> "Study":
    """The study of this search, as the journal in that file tells it; a new one begins where the experiment stands."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    mend(journal)
    backend = optuna.storages.journal.JournalFileBackend(str(journal))
    # Another seed once there are trials: else a search that goes on would draw again what it began with.
    seed = asked.seed + len(journal.read_bytes().splitlines())
    if asked.guided:
        sampler = optuna.samplers.TPESampler(n_startup_trials=BLIND, constant_liar=True, seed=seed)
    else:
        sampler = optuna.samplers.RandomSampler(seed=seed)
    warm_up = max(1, asked.experiment.training.epochs // WARM_UP)
    study = optuna.create_study(
        storage=optuna.storages.JournalStorage(backend),
        sampler=sampler,
        pruner=optuna.pruners.MedianPruner(n_startup_trials=BLIND, n_warmup_steps=warm_up),
        study_name=NAME,
        direction="minimize",
        load_if_exists=True,
    )
    if not study.get_trials(deepcopy=False):
        study.enqueue_trial(space.start(asked))
    return study


def mend(journal: Path) -> None:
    """Cuts off the line that a kill left half-written, and the lock that it left behind."""
    journal.with_name(f"{journal.name}.lock").unlink(missing_ok=True)
    with suppress(FileNotFoundError), journal.open("rb+") as file:
        content = file.read()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            logging.getLogger(__name__).warning("%s ends in half a line, which is cut off", journal.name)
            file.truncate(whole)


def distributions(asked: Search) -> "dict[str, BaseDistribution]":
    """The axes as Optuna knows them."""
    from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

    found = {}
    for axis in space.axes(asked):
        if axis.choices:
            found[axis.name] = CategoricalDistribution(axis.choices)
        elif isinstance(axis.low, int) and isinstance(axis.high, int):
            found[axis.name] = IntDistribution(axis.low, axis.high, log=axis.log)
        else:
            found[axis.name] = FloatDistribution(axis.low, axis.high, log=axis.log)
    return found


def running(study: "Study") -> "dict[int, Trial]":
    """The trials that were begun and not told, by number."""
    import optuna

    begun = study.get_trials(deepcopy=False, states=(optuna.trial.TrialState.RUNNING,))
    return {one.number: optuna.trial.Trial(study, one._trial_id) for one in begun}


def reported(study: "Study", number: int) -> int:
    """How many epochs of that trial were told."""
    return len(study.get_trials(deepcopy=False)[number].intermediate_values)


def tell(study: "Study", tried: Tried) -> None:
    """What came of a trial. The settings of one that was cut off are the next to be asked."""
    from optuna.trial import TrialState

    if tried.outcome == "finished":
        # Relative to a simple method, as the losses of its epochs are.
        study.tell(tried.number, tried.mae / (min(tried.baselines.values()) or 1.0))
        return
    pruned = tried.outcome == "pruned"
    study.tell(tried.number, state=TrialState.PRUNED if pruned else TrialState.FAIL)
    if tried.outcome == "cut":
        study.enqueue_trial(tried.point)


def mattered(study: "Study") -> dict[str, float]:
    """How much of the difference between good trials and the rest each setting explains, together 1; empty too early.

    PED-ANOVA (Watanabe et al. 2023), Optuna's own. Rough: of few trials it tells little.
    """
    import optuna

    finished = study.get_trials(deepcopy=False, states=(optuna.trial.TrialState.COMPLETE,))
    varied = {name for one in finished for name in one.params if len({other.params[name] for other in finished}) > 1}
    if len(finished) < FEWEST or not varied or len({one.value for one in finished}) == 1:
        return {}
    return optuna.importance.get_param_importances(study, params=sorted(varied))
