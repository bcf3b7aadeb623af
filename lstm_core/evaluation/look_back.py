"""How long a sequence the network should see, in one sentence."""

from dataclasses import dataclass

from lstm_core.data.series import Series
from lstm_core.evaluation import seasonality
from lstm_core.specs import LOOK_BACK, Split
from lstm_core.windows import splits

USUAL = (30, 60)
SHARE = 3  # a sequence takes a third of the training rows at most, so that most of them can be origins
WORTH = 20  # rows that even a short season's rounds should fill
IN_WORDS = ("", "one round", "two rounds", "three rounds", "four rounds", "five rounds")


@dataclass(frozen=True)
class Advice:
    """A sequence length to start from, the season of the seasonal-naive baseline (1: none), and why, in words."""

    look_back: int
    season: int
    sentence: str


def advice(series: Series, split: Split = Split()) -> Advice:  # noqa: B008 - frozen
    """The sequence length that shows whole rounds of the season, or the usual one; from training rows only."""
    train = series.values[: splits.closed(splits.cut(series.frame.index, split), series.peeking).train.stop]
    season = seasonality.period(train, series.frequency)
    most = max(LOOK_BACK[0], min(LOOK_BACK[1], len(train) // SHARE))
    if not seasonality.is_clear(train, season):
        rows = min(USUAL[1], most)
        usual = f"{USUAL[0]} to {USUAL[1]}" if most >= USUAL[1] else f"up to {rows}"
        return Advice(rows, season, f"No clear rhythm: {usual} rows are a usual start.")
    start = f"The series repeats every {season} rows"
    rounds = min(max(2, -(-WORTH // season)), most // season)
    if not rounds:
        rows = min(USUAL[1], most)
        return Advice(rows, season, f"{start}, more than a sequence should take here: {rows} rows are a start.")
    shown = IN_WORDS[rounds] if rounds < len(IN_WORDS) else f"{rounds} rounds"
    return Advice(
        rounds * season, season, f"{start}: a sequence length of {rounds * season} shows the network {shown}."
    )
