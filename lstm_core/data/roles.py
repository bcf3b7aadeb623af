"""What each column is: said by the person, else guessed from its name."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from lstm_core.errors import BadSetting

if TYPE_CHECKING:
    from lstm_core.data.series import Dataset

OHLCV = ("open", "high", "low", "close", "volume")


class Assigned(NamedTuple):
    """The OHLCV columns as {role: column}, the columns known before their time, and those that play no part."""

    ohlcv: dict[str, str]
    known_ahead: tuple[str, ...]
    ignored: tuple[str, ...]


def assigned(dataset: "Dataset", target: str, said: Mapping[str, str]) -> Assigned:
    """The roles of the dataset's columns; a column that was said something of loses its guessed role.

    Raises BadSetting for a column that is not there, for two with one OHLCV role, and for a target that would not be
    there or would be known ahead.
    """
    for column, role in said.items():
        if column not in dataset.frame.columns:
            raise BadSetting(f"There is no column “{column[:60]}” to be “{role}”; take it out of the roles.")
        if column == target and role in ("ignore", "known_ahead"):
            why = "left out" if role == "ignore" else "known ahead"
            raise BadSetting(f"“{column}” is the target, which can't be {why}. Choose another role, or another target.")
    ohlcv = {role: column for role, column in dataset.roles.items() if column not in said}
    taken: dict[str, str] = {}
    for column, role in said.items():
        if role in OHLCV:
            if role in taken:
                raise BadSetting(f"“{taken[role]}” and “{column}” can't both be the {role}. Say which of them is.")
            taken[role] = column
    known = tuple(column for column in dataset.frame.columns if said.get(column) == "known_ahead")
    ignored = tuple(column for column in dataset.frame.columns if said.get(column) == "ignore")
    return Assigned(ohlcv | taken, known, ignored)
