"""Where groups are kept: `<home>/groups/<id>/`, with `group.json`, and for one network all that training leaves.

The runs of a group that has one for each series are ordinary runs; their `submitted.json` names the group.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_core import readonly
from lstm_core.errors import BadSetting, DamagedRun, LabError
from lstm_core.results import State
from lstm_core.runs import files, store
from lstm_core.runs.record import Record

if TYPE_CHECKING:
    import pandas as pd

    from lstm_core.many.asked import Group, Member

GROUPS = "groups"
TABLES = ("backtest", "forecast", "scores")


def create(home: Path, group: "Group") -> Record:
    """A new group; where each series has a run, its members know the names of these, and none is there yet."""
    if group.way == "each":
        names = distinct(len(group.members))
        named = zip(group.members, names, strict=True)
        members = tuple(member.model_copy(update={"run": run_id}) for member, run_id in named)
        group = group.model_copy(update={"members": members})
    return store.made(home / GROUPS / store.new_id(), "group.json", text(group))


def distinct(count: int) -> list[str]:
    """So many new ids, in order, no two alike: many are made within one second."""
    found: set[str] = set()
    while len(found) < count:
        found.add(store.new_id())
    return sorted(found)


def opened(home: Path, group_id: str) -> Record:
    """The group of that id, or NotFound."""
    return store.open_run(home, group_id, GROUPS)


def recent(home: Path, limit: int) -> list[Record]:
    """The newest groups first, those that can't be read left out."""
    found = store.recent(home, kind=GROUPS)
    return list(islice((one for one in found if isinstance(asked_plain(one).get("members"), list)), limit))


def asked_plain(record: Record) -> dict:
    """What was asked as plain JSON, unchecked: for lists."""
    return files.read_object(record.folder / "group.json")


def asked(record: Record) -> "Group":
    """What was asked of a group. Raises DamagedRun."""
    from lstm_core.many.asked import Group

    return files.read_model(
        record.folder / "group.json",
        Group,
        f"The group {record.id} can't be opened: its group.json is missing, damaged, or from another version. Ask"
        " for these series again.",
    )


def rename(record: Record, name: str) -> None:
    """Gives a group another name, cut to what is kept. Raises BadSetting for no name."""
    from lstm_core.data import library

    readonly.refuse()
    if not library.plain(name):
        raise BadSetting("The new name is empty. Type at least one letter.")
    group = asked(record).model_copy(update={"name": library.plain(name)})
    with store.writing():
        files.replace(record.folder / "group.json", partial(Path.write_text, data=text(group), encoding="utf-8"))


def text(group: "Group") -> str:
    """A group as its file tells it."""
    return group.model_dump_json(indent=1)


def runs(home: Path, group: "Group") -> dict[str, Record]:
    """By member, the run of its own, as far as it was made and not deleted."""
    found = {member.name: Record(member.run, home / "runs" / member.run) for member in group.members if member.run}
    return {name: record for name, record in found.items() if store.is_own(record.folder)}


def begun(home: Path, record: Record, group: "Group") -> Iterator[Record]:
    """The runs of a group, each made as it is asked for; those that are there already are passed over."""
    from lstm_core.many import members

    there, open_dataset = runs(home, group), members.opener(home)
    for member in group.members:
        if member.name not in there:
            yield made(home, record, group, member, open_dataset)


def made(home: Path, record: Record, group: "Group", member: "Member", open_dataset: Callable) -> Record:
    """The run of one member, queued."""
    from lstm_core.many import members

    experiment = members.experiment(member, group.recipe, open_dataset(member.dataset))
    told = {"group": record.id}
    return store.made(home / "runs" / member.run, "experiment.json", experiment.model_dump_json(indent=1), told)


def left(home: Path, group: "Group") -> list[Record]:
    """The runs that ended without an answer and can go on; those cancelled before they began are gone, to be made anew.

    What failed stays: it would fail again.
    """
    states = [(run, run.state) for run in runs(home, group).values()]
    for run, state in states:
        if state is State.STOPPED and not run.has_forecast:
            store.delete(home, run.id)
    return [run for run, state in states if state.goes_on]


def goes_on(home: Path, record: Record, group: "Group") -> bool:
    """Whether something of the group waits or trains."""
    if group.way == "together":
        return not record.state.is_over
    return any(not run.state.is_over for run in runs(home, group).values())


def take_up(record: Record) -> None:
    """Forgets that a group was asked to stop or pause: what is missing of it is about to be sent."""
    readonly.refuse()
    for name in ("stop", "pause"):
        (record.folder / name).unlink(missing_ok=True)


def stop(home: Path, record: Record, group: "Group") -> None:
    """Asks all that is not over to stop, and whoever makes its runs; what has come of it until then is kept."""
    readonly.refuse()
    if group.way == "each":
        (record.folder / "stop").touch()
    for one in (record, *runs(home, group).values()):
        one.ask_stop()


def pause(home: Path, record: Record, group: "Group") -> None:
    """Asks all that is not over to pause, and whoever makes its runs: each goes on later from its last epoch."""
    readonly.refuse()
    if group.way == "each":
        (record.folder / "pause").touch()
    for one in (record, *runs(home, group).values()):
        one.ask_pause()


def delete(home: Path, group_id: str) -> None:
    """No such group any more, until `restore`. Refuses while something of it waits or trains; its runs stay."""
    record = opened(home, group_id)
    if goes_on(home, record, asked(record)):
        raise LabError("These series are still being learnt. Stop first, then delete.")
    store.put_aside(record.folder)


def restore(home: Path, group_id: str) -> Record:
    """The deleted group in its place again; NotFound once it is gone for good."""
    store.put_back(home / GROUPS / store.checked(group_id))
    return opened(home, group_id)


def finish(folder: Path, **tables: "pd.DataFrame") -> None:
    """What one network left, as Parquet files of these names."""
    for name in TABLES:
        files.replace(folder / f"{name}.parquet", partial(written, table=tables[name]))


def written(aside: Path, table: "pd.DataFrame") -> None:
    """A table as a Parquet file, series by series: a page reads one of many."""
    table.to_parquet(aside, index=False, row_group_size=50_000)


def scores(home: Path, record: Record, group: "Group") -> "pd.DataFrame":
    """A row of scores for each series, in the group's order; `why` says what became of one that has none."""
    from lstm_core.many import scores as scoring

    if group.way == "together":
        if (record.folder / "scores.parquet").exists():
            return record.table("scores.parquet")
        ended_badly = record.state in (State.FAILED, State.INTERRUPTED)
        reason = record.error if ended_badly else record.stage or "Waits for the network of all."
        return scoring.left_out(dict.fromkeys((member.name for member in group.members), reason) | group.left_out)
    there = runs(home, group)
    rows = [
        scoring.of_run(member.name, there[member.name]) if member.name in there else waits(member)
        for member in group.members
    ]
    rows += [{"series": name, "why": why} for name, why in group.left_out.items()]
    return scoring.table(rows)


def waits(member: "Member") -> dict:
    """The row of a series whose run is not there."""
    return {"series": member.name, "why": "It has no run: never begun, or deleted."}


def of_series(record: Record, name: str, table: str) -> "pd.DataFrame":
    """One series' rows of the group's backtest or forecast. Raises DamagedRun."""
    import pandas as pd
    from pyarrow import ArrowException

    try:
        return pd.read_parquet(record.folder / f"{table}.parquet", filters=[("series", "==", name)])
    except (OSError, ValueError, ArrowException) as damage:
        raise DamagedRun(
            f"The {table}.parquet of this group is missing or damaged. Ask for these series again."
        ) from damage
