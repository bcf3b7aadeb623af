"""Each sign on a history short enough to read."""

import pytest

from lstm_core.evaluation import learning_signs as signs


def history(loss: list, val_loss: list, line: float | None = 0.5) -> list[dict]:
    pairs = enumerate(zip(loss, val_loss, strict=True), start=1)
    return [{"epoch": n, "loss": one, "val_loss": other, "line_to_beat": line} for n, (one, other) in pairs]


def kinds(lines: list[dict], over: bool = False) -> list[str]:
    return [sign.kind for sign in signs.read(lines, over)]


OVERFIT = history([1.0, 0.8, 0.6, 0.5, 0.4], [1.0, 0.6, 0.7, 0.8, 0.9])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], []),
        (history([1.0], [None]), []),
        (history([1.0, 0.9], [1.0, 0.9]), []),
        (OVERFIT, ["overfitting", "above"]),
        (OVERFIT[:4], []),  # two epochs behind the best are too few
        (history([1.0, 0.8, 0.9, 0.9, 0.9], [1.0, 0.6, 0.7, 0.8, 0.9]), ["above"]),  # training does not fall either
        (history([1.0, 0.8, 0.6, 0.5, 0.4], [1.0, 0.6, 0.61, 0.62, 0.61]), ["above"]),  # hardly risen
        (history([1.0] * 5, [1.0] * 5), ["flat"]),
        (history([1.0] * 4, [1.0] * 4), []),  # too early to say
        (history([0.1] * 5, [0.1] * 5), ["below"]),  # began where there is little left to learn
        (history([1.0, 0.9, 0.3], [1.0, 0.4, 0.3]), ["below"]),
        (history([1.0, 0.9, 0.3], [1.0, 0.4, 0.3], None), []),
        (history([1.0, 2.0, 1.0, 2.0], [1.0, 0.9, 0.9, 0.9]), ["jumps"]),
        (history([1.0, 2.0, 1.0], [1.0, 0.9, 0.9]), []),  # one jump may be chance
    ],
)
def test_a_sign_is_told_when_its_rule_holds_and_only_then(lines, expected):
    assert kinds(lines) == expected


def test_a_curve_that_still_falls_is_told_once_no_epoch_follows():
    falling = history([1.0, 0.9, 0.8, 0.7, 0.6], [1.0, 0.9, 0.8, 0.7, 0.6], 0.9)
    assert kinds(falling) == ["below"]
    assert kinds(falling, over=True) == ["below", "falling"]


def test_the_sentences_say_since_when_and_by_how_much():
    overfitting, *_ = signs.read(OVERFIT)
    assert "since epoch 2" in overfitting.sentence
    assert "33% higher" in overfitting.sentence  # (0.7 + 0.8 + 0.9) / 3 beside 0.6
    assert signs.read(history([1.0, 0.3], [1.0, 0.3]))[0].sentence.endswith("since epoch 2.")
