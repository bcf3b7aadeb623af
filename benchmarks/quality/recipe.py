"""The recipe: from one series to its forecasts, everything chosen on validation or by the training rows.

1. Level or logs: logs where all training values are positive, validation holds ten horizons or more (else it cannot
   tell), and the ridge in logs is better there.
2. The ridge's penalty, on validation. The ridge is where the highway starts.
3. Twenty epochs of Adam on the absolute error, the rate falling along a cosine; the best epoch on validation stays.
4. A blend of the network, the ridge, last season and last value, in fifths, the best on validation - if it beats the
   better of last season and last value there by more than one standard error; else that one alone. All of them are
   weights of the same two layers, so the blend is folded into the network and stays one plain Keras model.
"""

import itertools
import time
from dataclasses import dataclass

import keras
import numpy as np

from benchmarks.quality import linear, network
from benchmarks.quality.inputs import Inputs
from benchmarks.quality.panel import Entry

LEAST_HORIZONS = 10  # of validation, before it may say whether logs are better
MOST_STEPS = 15_000  # of the LSTM in an epoch: 75 batches of 200 steps
FIFTHS = np.arange(6) / 5


@dataclass(frozen=True)
class Recipe:
    """The default, with a switch for each ingredient so that each can be left out."""

    calendar: bool = True
    logs: bool = True
    highway: str = "ridge"  # none | zeros | ridge
    blend: bool = True
    proof: bool = True  # whether a blend must beat the simple methods by more than noise
    units: int = 48
    average: bool = True
    rows_a_step: int = 1
    epochs: int = 20
    batches: int = 75  # in an epoch, at most; fewer where windows are long, so that an epoch stays a matter of seconds
    batch: int = 64
    rate: float = 0.002
    loss: str = "mean_absolute_error"
    seed: int = 1


@dataclass(frozen=True)
class Answer:
    """Forecasts (origins, horizon) in the series' units, what was chosen on the way, and seconds of one core."""

    validation: np.ndarray
    test: np.ndarray
    chosen: dict
    seconds: float


def forecast(entry: Entry, recipe: Recipe) -> Answer:
    """Everything from the series to its forecasts."""
    start = time.process_time()
    inputs, ridge = prepare(entry, recipe)
    net, best_epoch = train(inputs, ridge, recipe)
    chosen = {"log": inputs.log, "best_epoch": best_epoch}
    if recipe.blend:
        chosen |= {"blend": blend(net, inputs, ridge, recipe.proof)}
    validation, test = (
        inputs.restore(said(net, inputs, origins), origins) for origins in (entry.validation, entry.test)
    )
    return Answer(validation, test, chosen, time.process_time() - start)


def prepare(entry: Entry, recipe: Recipe) -> tuple[Inputs, linear.Linear]:
    """The inputs as levels or in logs, with the ridge that was fitted to them."""
    telling = entry.test[0] - entry.trained >= LEAST_HORIZONS * entry.horizon
    positive = entry.values[: entry.trained].min() > 0
    forms = [False, True] if recipe.logs and telling and positive else [False]
    fitted = []
    for log in forms:
        inputs = Inputs(entry, log, recipe.calendar)
        ridge = linear.ridge(inputs)
        said = inputs.restore(ridge(inputs.flat(entry.validation)), entry.validation)
        fitted.append((entry.ratio(said, entry.validation), inputs, ridge))
    _, inputs, ridge = min(fitted, key=lambda one: one[0])
    return inputs, ridge


def train(inputs: Inputs, ridge: linear.Linear, recipe: Recipe) -> tuple[keras.Model, int]:
    """The trained network with the weights of its best epoch, and which epoch that was."""
    keras.utils.set_random_seed(recipe.seed)
    keras.backend.clear_session()
    entry, origins = inputs.entry, inputs.training
    net = network.build(
        entry.look_back,
        inputs.rows.shape[1],
        entry.horizon,
        recipe.units,
        recipe.highway != "none",
        recipe.average,
        recipe.rows_a_step,
    )
    if recipe.highway == "ridge":
        network.start_at(net, ridge)
    most = min(recipe.batches, MOST_STEPS * recipe.rows_a_step // entry.look_back)
    batches = int(np.clip(2 * len(origins) // recipe.batch, 10, most))
    rate = keras.optimizers.schedules.CosineDecay(recipe.rate, batches * recipe.epochs, alpha=0.01)
    net.compile(keras.optimizers.Adam(rate, clipnorm=1.0), recipe.loss, jit_compile=False)
    best = keras.callbacks.EarlyStopping("val_loss", patience=recipe.epochs, restore_best_weights=True)
    history = net.fit(
        network.dataset(inputs, origins, recipe.batch, recipe.seed),
        validation_data=network.dataset(inputs, entry.validation, 256),
        epochs=recipe.epochs,
        steps_per_epoch=batches,
        shuffle=False,
        verbose=0,
        callbacks=[best],
    )
    losses = history.history["val_loss"]
    net.set_weights(best.best_weights)
    return net, int(np.argmin(losses)) + 1


def blend(net: keras.Model, inputs: Inputs, ridge: linear.Linear, proof: bool) -> dict[str, float]:
    """Folds the best mixture on validation into the network; the shares of what is in it.

    With `proof`, where that mixture beats the better simple method by less than one standard error, the simple method
    it is. Errors of overlapping forecasts go together, so the standard error counts only origins a horizon apart.
    """
    entry, origins = inputs.entry, inputs.entry.validation
    beside = {"ridge": ridge, "last": linear.last(inputs)}
    if 1 < entry.season <= entry.look_back:
        beside["season"] = linear.last_season(inputs)
    names, flat = ("network", *beside), inputs.flat(origins)
    paths = np.stack([said(net, inputs, origins), *(one(flat) for one in beside.values())])
    mixtures = [shares for shares in itertools.product(FIFTHS, repeat=len(paths)) if abs(sum(shares) - 1) < 1e-9]
    mixtures.sort(reverse=True)  # of equals, the one with most of the network
    errors = np.stack(
        [errors_of(inputs.restore(np.tensordot(shares, paths, 1), origins), entry) for shares in mixtures]
    )
    best = int(errors.mean(1).argmin())
    simple = min(
        (at for at, shares in enumerate(mixtures) if shares[0] == shares[1] == 0 and max(shares) == 1),
        key=lambda at: errors[at].mean(),
    )
    gain = errors[simple] - errors[best]
    independent = max(1.0, (entry.test[0] - entry.trained) / entry.horizon)
    proven = gain.mean() > gain.std() / np.sqrt(independent)
    shares = mixtures[best if proven or not proof else simple]
    network.fold(net, shares[0], list(zip(shares[1:], beside.values(), strict=True)))
    return {name: float(share) for name, share in zip(names, shares, strict=True) if share}


def errors_of(forecasts: np.ndarray, entry: Entry) -> np.ndarray:
    """The mean absolute error of each validation origin: (origins,)."""
    return np.abs(forecasts - entry.truth(entry.validation)).mean(1)


def said(net: keras.Model, inputs: Inputs, origins: np.ndarray) -> np.ndarray:
    """What the network says: (origins, horizon), relative to the last value."""
    return net.predict(inputs.windows(origins), batch_size=256, verbose=0)
