"""Ready recipes: how large a network, how long it trains, and - for Classic - the whole textbook pipeline."""

from dataclasses import dataclass, field

from lstm_core.errors import BadSetting
from lstm_core.specs import Layer, Network, Training

MAE = "mean_absolute_error"  # what forecasts are scored by, and less moved by a few wild rows than squares


@dataclass(frozen=True)
class Preset:
    """A named recipe. `window` holds the window settings that it insists on, if any.

    With `calendar` the waves of day, week and year are added to the features (see `preparing.with_calendar`).
    """

    name: str
    title: str
    about: str
    network: Network
    training: Training
    window: dict = field(default_factory=dict)
    calendar: bool = False


PRESETS = {
    preset.name: preset
    for preset in (
        Preset(
            "quick",
            "Quick",
            "A demo: one small layer, seconds to train.",
            Network(layers=(Layer(units=32),)),
            Training(loss=MAE, epochs=12, batch_size=64, learning_rate=0.005, patience=4),
        ),
        Preset(
            "balanced",
            "Balanced",
            "The one to start with: a recurrent layer and a linear one side by side. Validation says how much of each,"
            " and of the simple methods, is in the forecast.",
            Network(layers=(Layer(units=48),), linear=True, pooled=True),
            Training(loss=MAE, epochs=20, batches=75, learning_rate=0.002, schedule="cosine", patience=20),
            calendar=True,
        ),
        Preset(
            "thorough",
            "Thorough",
            "As Balanced with two recurrent layers, small steps and much patience. Minutes, not seconds.",
            Network(layers=(Layer(units=64, dropout=0.2), Layer(units=32, dropout=0.1)), linear=True, pooled=True),
            Training(
                loss=MAE,
                epochs=60,
                batch_size=32,
                batches=150,
                learning_rate=0.001,
                schedule="cosine",
                patience=20,
            ),
            calendar=True,
        ),
        Preset(
            "classic",
            "Classic",
            "The textbook to the letter: min-max scaling, 60 steps that predict the next one, stacked LSTM layers with"
            " dropout, then each prediction fed back in over the whole test period.",
            Network(layers=(Layer(units=50, dropout=0.2), Layer(units=50, dropout=0.2))),
            # No early stopping, no clipping: the tutorials that this preset stands for have neither.
            Training(scaling="minmax", epochs=25, batch_size=32, learning_rate=0.001, patience=None, clip=None),
            window={"look_back": 60, "strategy": "recursive", "whole_test": True},
        ),
    )
}


def find(name: str) -> Preset:
    """The preset of that name, or BadSetting with those that exist."""
    if name not in PRESETS:
        raise BadSetting(f"There is no preset “{name[:40]}”. Choose one of {', '.join(PRESETS)}.")
    return PRESETS[name]
