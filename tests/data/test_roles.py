"""What a person says of a column stands over what its name says."""

import pandas as pd
import pytest

from lstm_core.data import roles
from lstm_core.data.series import Dataset
from lstm_core.errors import BadSetting

PRICES = Dataset(pd.DataFrame(columns=["High", "Low", "Close", "Adjusted", "Holiday"], dtype="float64"), "d", "test")


def test_said_stands_over_guessed():
    found = roles.assigned(PRICES, "Close", {"Adjusted": "close", "Holiday": "known_ahead", "Low": "ignore"})
    assert found == ({"high": "High", "close": "Adjusted"}, ("Holiday",), ("Low",))
    assert roles.assigned(PRICES, "Close", {"High": "input"}).ohlcv == {"low": "Low", "close": "Close"}
    assert roles.assigned(PRICES, "Close", {}).ohlcv == {"high": "High", "low": "Low", "close": "Close"}


@pytest.mark.parametrize(
    "said, words",
    [
        ({"Adjusted": "close", "Close": "close"}, "“Adjusted” and “Close” can't both be the close"),
        ({"Close": "ignore"}, "“Close” is the target, which can't be left out"),
        ({"Close": "known_ahead"}, "can't be known ahead"),
        ({"Weather": "input"}, "There is no column “Weather”"),
    ],
)
def test_roles_that_contradict_are_refused(said, words):
    with pytest.raises(BadSetting, match=words):
        roles.assigned(PRICES, "Close", said)
