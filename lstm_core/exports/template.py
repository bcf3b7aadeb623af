"""The text of the stand-alone script in pieces, by what a run needs; `script` puts them together."""

HEAD = '''"""Repeats the forecast of a run of LSTM Lab, without LSTM Lab: prints time and forecast as CSV.

Needs {needs}.
Beside it stand series.csv (the prepared series, with the rows ahead), scaler.json and model.keras.
"""

import json
from pathlib import Path

{imports}

HERE = Path(__file__).parent
TARGET = {target!r}
LOOK_BACK, HORIZON, AHEAD = {look_back}, {horizon}, {ahead}  # rows in, rows out, rows answered at once
WARM_UP = {warm_up}  # rows at the start in which some feature has no value yet
{constants}
scaler = json.loads((HERE / "scaler.json").read_text(encoding="utf-8"))
centre, spread = np.array(scaler["centre"]), np.array(scaler["spread"])
anchored = np.array(scaler["{anchored}"], "float32")  # relative to their window
out = [scaler["columns"].index(name) for name in scaler["outputs"]]  # columns that the network answers
weight = np.array(scaler["weights"], "float32")
{levels}

def read():
    """All rows, and how many of them are known; the others are ahead, with what is known of them."""
    rows = pd.read_csv(HERE / "series.csv", index_col=0, float_precision="round_trip").astype("float64")
{times}    known = int(rows[TARGET].notna().sum())
    return rows.ffill(), known  # what is not known ahead is held at its last value


def features(rows, known):
    """The feature table up to the last known row, as the network was trained on it, in the columns' own units."""
    past, time, row, columns = rows.iloc[:known], rows.index, np.arange(len(rows)), {{}}
{lines}
    table = np.column_stack([np.asarray(values, "float64")[WARM_UP:known] for values in columns.values()])
    return np.nan_to_num(table, nan=0.0, posinf=0.0, neginf=0.0)  # a value that is not defined counts as 0


def answer(network, rows, known):
    """What the network says of the rows behind the known ones, in the target's own units."""
    target, table = rows[TARGET].to_numpy(), features(rows, known)[-LOOK_BACK:]
    last = target[known - 1]
{form}    window = ((table - centre) / spread).astype("float32")
{measure}
    window = (window - anchor * anchored) / (1 + (stretch - 1) * anchored)
    answers = network.predict(window[None].astype("float32"), verbose=0)[0].astype("float64")
{tell}

'''

LEVELS = """level = np.array(scaler["levels"])  # columns in the target's own units
beside = level & (np.arange(len(level)) > 0)
least = scaler.get("least", 0.0)  # of a target below it the logarithm is that of it
"""

TIMES = """    rows.index = pd.to_datetime(rows.index, format="ISO8601")
"""

MEASURES = {
    "none": "    anchor, stretch = np.float32(0), np.float32(1)",
    "window": "    anchor, stretch = window[-1, 0], np.float32(1)",
    "window_spread": """    deviation = window[:, 0].std(dtype="float64")
    anchor = np.float32(window[:, 0].mean(dtype="float64"))
    stretch = np.float32(1.0 if deviation < 1e-6 else max(deviation, 0.05))""",
}

ALONE = """    formed = (answers * (1 + (stretch - 1) * anchored[0]) + anchor * anchored[0]) * spread[0] + centre[0]
    return {back}"""

JOINT = """    mark = anchored[out]
    formed = (answers / weight * (1 + (stretch - 1) * mark) + anchor * mark) * spread[out] + centre[out]
    now = {back}
    return np.concatenate([now, {beside}])"""

ARIMA = """ARIMA = np.array([  # its own forecast of the rows ahead
    {values}
])
UNIT, PART, SHARE = {unit!r}, {part!r}, {share!r}  # what an answer counts, beside how much of ARIMA, and how much then
"""

BESIDE_ARIMA = """    turn = 1 + (stretch - 1) * anchored[0]
    asked = PART * (({path} - centre[0]) / spread[0] - anchor * anchored[0]) / turn  # ARIMA's, as the network sees it
    asked = asked if PART else 0.0
    formed = ((asked + UNIT * answers) * turn + anchor * anchored[0]) * spread[0] + centre[0]
    return ARIMA + SHARE * ({back} - ARIMA)"""

PIECES = {
    "ahead": '''
def ahead(values):
    """What is known before its time: each row holds the value of AHEAD rows later."""
    return np.concatenate([np.asarray(values, "float64")[AHEAD:], np.full(AHEAD, np.nan)])

''',
    "z_score": '''
def z_score(values, period):
    """How many standard deviations each value lies above the mean of its last `period` rows."""
    windows = np.lib.stride_tricks.sliding_window_view(values.to_numpy(), period)
    mean, deviation = windows.mean(axis=1), windows.std(axis=1)
    moves = deviation > 1e-12 * np.abs(mean)
    scores = np.where(moves, (windows[:, -1] - mean) / np.where(moves, deviation, 1.0), 0.0)
    return np.concatenate([np.full(period - 1, np.nan), scores])

''',
    "cycle": '''
def cycle(time, seconds):
    """The share of a cycle of so many seconds that has passed; cycles are counted from a Monday."""
    since = time.to_numpy().astype("datetime64[s]") - np.datetime64("1970-01-05")
    return since.astype("float64") % seconds / seconds

''',
    "public_holidays": '''
def public_holidays(country, time):
    """The days that are public holidays there, in the years of these times."""
    return pd.DatetimeIndex(list(holidays.country_holidays(country, years=range(time[0].year, time[-1].year + 1))))

''',
}

FORMS = {
    "level": "",
    "difference": """    before = target[known - LOOK_BACK - 1 : known - 1, None]
    table[:, level] -= before  # the network learnt changes
""",
    "log": """    y = np.maximum(table[:, :1], least)
    table[:, beside] = np.log(y) + (table[:, beside] - y) / y  # the network learnt logarithms
    table[:, :1] = np.log(y)
""",
    "log_return": """    before = np.maximum(target[known - LOOK_BACK - 1 : known - 1, None], least)
    table[:, beside] = table[:, beside] / before - 1  # the network learnt logarithmic returns
    table[:, :1] = np.log(np.maximum(table[:, :1], least) / before)
""",
}

BACK = {
    "level": "{0}",
    "difference": "last + np.cumsum({0})",
    "log": "np.exp(np.clip({0}, -80, 80))",
    "log_return": "last * np.exp(np.clip(np.cumsum({0}), -80, 80))",
}

BESIDE = {
    "level": "formed[1:]",
    "difference": "np.where(level[out[1:]], formed[1:] + last, formed[1:])",
    "log": "np.where(level[out[1:]], now * (1 + formed[1:] - np.log(now)), formed[1:])",
    "log_return": "np.where(level[out[1:]], (1 + formed[1:]) * last, formed[1:])",
}

PATHS = {
    "level": "ARIMA",
    "difference": "np.diff(ARIMA, prepend=last)",
    "log": "np.log(np.maximum(ARIMA, least))",
    "log_return": "np.diff(np.log(np.maximum([last, *ARIMA], least)))",
}

MAIN = '''def forecast():
    """Times and values of the rows ahead."""
    network = keras.models.load_model(HERE / "model.keras", compile=False)
    rows, known = read()
{steps}
    return pd.Series(values, rows.index[known : known + HORIZON], name="forecast")


if __name__ == "__main__":
    print(forecast().to_csv(index_label="time"), end="")
'''

DIRECT = "    values = answer(network, rows, known)"
RECURSIVE = """    for step in range(HORIZON):  # each answer is fed back, and features are computed again
        rows.loc[rows.index[known + step], {fed}] = answer(network, rows, known + step)
    values = rows[TARGET].to_numpy()[known : known + HORIZON]"""
