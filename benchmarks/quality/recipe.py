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
from benchmarks.quality.linear import Linear
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
    refit: bool = False  # on training and validation, once all is chosen


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
    inputs, penalty, ridge = prepare(entry, recipe)
    net, best_epoch = train(inputs, ridge, recipe)
    chosen, mixed = {"log": inputs.log, "best_epoch": best_epoch}, {}
    if recipe.blend:
        mixed = blend(net, inputs, ridge, recipe.proof)
        chosen |= {"blend": mixed}
    validation = inputs.restore(said(net, inputs, entry.validation), entry.validation)
    if recipe.refit:
        net = refit(inputs, penalty, recipe, best_epoch, mixed)
    test = inputs.restore(said(net, inputs, entry.test), entry.test)
    return Answer(validation, test, chosen, time.process_time() - start)


def prepare(entry: Entry, recipe: Recipe) -> tuple[Inputs, float, Linear]:
    """The inputs as levels or in logs, with the penalty of the ridge that was fitted to them, and the ridge."""
    telling = entry.test[0] - entry.trained >= LEAST_HORIZONS * entry.horizon
    positive = entry.values[: entry.trained].min() > 0
    forms = [False, True] if recipe.logs and telling and positive else [False]
    fitted = []
    for log in forms:
        inputs = Inputs(entry, log, recipe.calendar)
        fitted.append((inputs, *linear.ridge(inputs)))
    inputs, _, penalty, ridge = min(fitted, key=lambda one: one[1])
    return inputs, penalty, ridge


def train(inputs: Inputs, ridge: Linear, recipe: Recipe) -> tuple[keras.Model, int]:
    """The network trained on the training part, with the weights of its best epoch; and which epoch that was."""
    net = begin(inputs, ridge, recipe)
    best = keras.callbacks.EarlyStopping("val_loss", patience=recipe.epochs, restore_best_weights=True)
    validation = network.dataset(inputs, inputs.entry.validation, 256)
    losses = fit(net, inputs, inputs.entry.trained, recipe, recipe.epochs, validation_data=validation, callbacks=[best])
    net.set_weights(best.best_weights)
    return net, int(np.argmin(losses["val_loss"])) + 1


def refit(inputs: Inputs, penalty: float, recipe: Recipe, epochs: int, mixed: dict[str, float]) -> keras.Model:
    """The same on all rows before test, for as many epochs as were best, mixed in the same shares."""
    rows = int(inputs.entry.test[0])
    [(_, ridge)] = linear.ridges(inputs, rows, [penalty])
    net = begin(inputs, ridge, recipe)
    fit(net, inputs, rows, recipe, epochs)
    if mixed:
        beside = simple_methods(inputs) | {"ridge": ridge}
        network.fold(net, mixed.get("network", 0.0), [(mixed.get(name, 0.0), one) for name, one in beside.items()])
    return net


def begin(inputs: Inputs, ridge: Linear, recipe: Recipe) -> keras.Model:
    """A new network."""
    keras.utils.set_random_seed(recipe.seed)
    keras.backend.clear_session()
    net = network.build(
        inputs.entry.look_back,
        inputs.rows.shape[1],
        inputs.entry.horizon,
        recipe.units,
        recipe.highway != "none",
        recipe.average,
        recipe.rows_a_step,
    )
    if recipe.highway == "ridge":
        network.start_at(net, ridge)
    return net


def fit(net: keras.Model, inputs: Inputs, rows: int, recipe: Recipe, epochs: int, **beside) -> dict[str, list[float]]:
    """The first `epochs` of the recipe's, on the first so many rows; the losses epoch by epoch."""
    origins = inputs.origins(rows)
    most = min(recipe.batches, MOST_STEPS * recipe.rows_a_step // inputs.entry.look_back)
    batches = int(np.clip(2 * len(origins) // recipe.batch, 10, most))
    rate = keras.optimizers.schedules.CosineDecay(recipe.rate, batches * recipe.epochs, alpha=0.01)
    net.compile(keras.optimizers.Adam(rate, clipnorm=1.0), recipe.loss, jit_compile=False)
    data = network.dataset(inputs, origins, recipe.batch, recipe.seed)
    return net.fit(data, epochs=epochs, steps_per_epoch=batches, shuffle=False, verbose=0, **beside).history


def blend(net: keras.Model, inputs: Inputs, ridge: Linear, proof: bool) -> dict[str, float]:
    """Folds the best mixture on validation into the network; the shares of what is in it.

    With `proof`, where that mixture beats the better simple method by less than one standard error, the simple method
    it is. Errors of overlapping forecasts go together, so the standard error counts only origins a horizon apart.
    """
    entry, origins = inputs.entry, inputs.entry.validation
    beside = {"ridge": ridge} | simple_methods(inputs)
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


def simple_methods(inputs: Inputs) -> dict[str, Linear]:
    """The simple methods that can be read off a window."""
    methods = {"last": linear.last(inputs)}
    if 1 < inputs.entry.season <= inputs.entry.look_back:
        methods["season"] = linear.last_season(inputs)
    return methods


def errors_of(forecasts: np.ndarray, entry: Entry) -> np.ndarray:
    """The mean absolute error of each validation origin: (origins,)."""
    return np.abs(forecasts - entry.truth(entry.validation)).mean(1)


def said(net: keras.Model, inputs: Inputs, origins: np.ndarray) -> np.ndarray:
    """What the network says: (origins, horizon), relative to the last value."""
    return net.predict(inputs.windows(origins), batch_size=256, verbose=0)
