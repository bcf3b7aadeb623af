import numpy as np
import pandas as pd
import pytest

from lstm_core.data import library
from lstm_core.data.series import Dataset
from lstm_core.errors import LabError
from lstm_core.many import asked, members, sources
from lstm_core.specs import Features, Preparation, Window

HOURS = pd.date_range("2024-01-01", periods=400, freq="h", name="time")


@pytest.fixture
def dataset(tmp_path) -> tuple[Dataset, str]:
    """Two series of OHLCV; the second begins 40 rows later and ends 20 earlier."""
    columns = {}
    for name, (first, last) in {"A": (0, 400), "B": (40, 380)}.items():
        for at, plain in enumerate(("open", "high", "low", "close", "volume")):
            values = 10.0 + at + np.sin(np.arange(400) / 24 * 2 * np.pi)
            columns[f"{name} {plain}"] = np.where((np.arange(400) >= first) & (np.arange(400) < last), values, np.nan)
    made = Dataset(pd.DataFrame(columns, index=HOURS), "prices", "made")
    return made, library.keep(tmp_path, made)


def found(home, dataset) -> tuple[asked.Member, ...]:
    plain = ("open", "high", "low", "close", "volume")
    return sources.kept(home, dataset[0], {name: {one: f"{name} {one}" for one in plain} for name in "AB"}).members


def test_a_member_is_its_own_columns_with_their_roles_from_its_first_row_to_its_last(tmp_path, dataset):
    _, second = found(tmp_path, dataset)
    recipe = asked.Recipe(features=Features(columns=("volume",)))
    told = members.data(second, recipe, dataset[0])
    assert (told.target, told.preparation.start, told.preparation.end) == (
        "B close", "2024-01-02T16:00:00", "2024-01-16T19:00:00",
    )  # fmt: skip
    assert [column for column, role in told.roles.items() if role == "ignore"] == [
        f"A {plain}" for plain in ("open", "high", "low", "close", "volume")
    ]
    made = members.series(second, recipe, dataset[0])
    assert len(made) == 340
    assert dict(made.roles)["high"] == "B high"
    assert members.features(second, recipe).columns == ("B volume",)


def test_a_range_of_the_recipe_counts_beside_the_members_own(tmp_path, dataset):
    _, second = found(tmp_path, dataset)
    recipe = asked.Recipe(preparation=Preparation(start="2024-01-01", end="2024-01-10"))
    told = members.data(second, recipe, dataset[0]).preparation
    assert (told.start, told.end) == ("2024-01-02T16:00:00", "2024-01-10")


def test_all_have_the_waves_of_the_longest_and_one_that_can_not_be_read_says_why(tmp_path, dataset):
    first, second = found(tmp_path, dataset)
    short = second.model_copy(update={"name": "short", "end": "2024-01-02T18:00:00"})
    recipe = asked.Recipe(calendar=True, window=Window(look_back=48, horizon=6))
    group = asked.Group(name="x", way="together", recipe=recipe, members=(first, short, second))
    told = dict(members.told(tmp_path, group))
    assert isinstance(told["short"], LabError)
    waves = [[pick.name for pick in features.indicators] for _, features in (told["A"], told["B"])]
    assert waves[0] == waves[1] != []


def test_what_one_network_can_not_learn_is_refused_and_its_recipe_made_fit():
    member = asked.Member(name="a", dataset="0" * 64, target="x")
    plain = asked.Recipe().model_dump()
    for changed, said in (
        ({"network": {"kind": "hybrid"}}, "an ARIMA is fitted to one series"),
        ({"training": {"scaling": "minmax"}}, "must scale by window"),
    ):
        with pytest.raises(ValueError, match=said):
            asked.Group(name="x", way="together", recipe=plain | changed, members=(member,))
    fit = asked.for_all(asked.Recipe(training={"scaling": "minmax"})).training
    assert (fit.scaling, fit.batches) == ("window", asked.AT_ONCE)
    last = asked.on_the_last(asked.Recipe(window={"horizon": 48})).split
    assert (last.validation_size, last.test_size) == (48, 48)
    with pytest.raises(ValueError, match="a name each"):
        asked.Group(name="x", way="each", recipe=plain, members=(member, member))
