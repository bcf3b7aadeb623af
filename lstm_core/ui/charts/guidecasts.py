"""The Guide's drawings of training and forecasting: the window, the epoch, the losses, baselines, the band."""

import math

from lstm_core.ui.charts import guidepen as pen
from lstm_core.ui.charts import style


def wave(at: float) -> float:
    """The height of the drawings' series at a step."""
    return 26 * math.sin(at / 4.2) + 7 * math.sin(at * 1.9)


def window(dark: bool) -> list[str]:
    """A series with two windows below it, the second one row later."""
    told = style.palette(dark)

    def across(step: float) -> float:
        return 12 + step * 7

    shapes = [pen.line([(across(step), 56 - wave(step)) for step in range(49)], told.ink, 1.6)]
    for y, first in ((108, 14), (140, 15)):
        start, border, end = (across(first + rows) for rows in (0, 20, 25))
        shapes += [
            pen.box(start, y, border - start, 22, told.arima, told.parts["train"]),
            pen.box(border, y, end - border, 22, told.brand, told.parts["future"], "4 3"),
            pen.words((start + border) / 2, y + 16, "20 rows in", told.arima),
            pen.words((border + end) / 2, y + 16, "5 out", told.brand, size=12),
        ]
    return [
        *shapes,
        pen.words(106, 155, "one row later", told.muted, "end", 12),
        pen.words(172, 186, "sequence length", told.arima, weight=600),
        pen.words(256, 186, "horizon", told.brand, "start", weight=600),
    ]


def epoch(dark: bool) -> list[str]:
    """Four batches of six windows, gone through from left to right and over again."""
    told = style.palette(dark)
    shapes = []
    for batch in range(4):
        x = 14 + batch * 87
        shapes.append(pen.box(x, 44, 70, 62, told.border))
        for at in range(6):
            shapes.append(pen.box(x + 8 + 19 * (at % 3), 52 + 25 * (at // 3), 15, 20, told.arima, told.parts["train"]))
        shapes.append(pen.words(x + 35, 124, f"batch {batch + 1}", told.muted, size=12))
        if batch < 3:
            shapes.append(pen.arrow((x + 71, 75), (x + 85, 75), told.ink))
    return [
        *shapes,
        pen.words(180, 24, "24 windows, 4 batches, 4 corrections", told.muted),
        pen.line([(310, 134), (310, 154), (49, 154)], told.brand, 2.5),
        pen.arrow((49, 154), (49, 134), told.brand, 2.5),
        pen.words(180, 176, "once through all: one epoch", told.brand, weight=600),
    ]


def overfitting(dark: bool) -> list[str]:
    """Training loss falls all the way, validation loss turns; the turn is marked."""
    told = style.palette(dark)
    across = [(40 + 7.4 * step, step) for step in range(41)]
    train = [(x, 158 - 118 * math.exp(-step / 9)) for x, step in across]
    valid = [(x, 146 - 104 * math.exp(-step / 7) - 0.055 * max(0, step - 12) ** 2) for x, step in across]
    best = max(valid, key=lambda point: point[1])
    return [
        pen.line([(40, 22), (40, 166), (340, 166)], told.border, 1),
        pen.line([(best[0], 30), (best[0], 166)], told.border, 1, "3 4"),
        pen.line(train, told.baseline, 2.2, "6 4"),
        pen.line(valid, told.brand, 2.5),
        pen.dot(*best, told.brand, 5),
        pen.words(best[0], 24, "best weights", told.ink, weight=600),
        pen.words(336, 78, "validation loss", told.brand, "end", weight=600),
        pen.words(336, 142, "training loss", told.muted, "end"),
        pen.words(340, 184, "epochs", told.muted, "end", 12),
        pen.words(40, 184, "drawn, not measured", told.muted, "start", 12),
    ]


def baseline(dark: bool) -> list[str]:
    """After the origin one baseline repeats the last value, another the last season."""
    told = style.palette(dark)
    period = 2 * math.pi * 4.2

    def place(step: float, height: float) -> pen.Point:
        return 12 + step * 6.4, 92 - 1.4 * height

    season = [place(step, 26 * math.sin((step - period) / 4.2)) for step in range(36, 54)]
    actual = [place(step, wave(step)) for step in range(54)]
    return [
        pen.line(actual[:37], told.ink, 1.8),
        pen.line(actual[36:], told.ink, 1.8, "1 4"),
        pen.line([place(36, wave(36)), place(53, wave(36))], told.baseline, 2, "8 4"),
        pen.line(season, told.baseline, 2, "8 3 2 3"),
        pen.line([(place(36, 0)[0], 30), (place(36, 0)[0], 160)], told.border, 1),
        pen.words(place(36, 0)[0], 22, "origin", told.muted),
        pen.words(352, actual[36][1] + 17, "last value", told.muted, "end", 12),
        pen.words(352, 162, "last season", told.muted, "end", 12),
        pen.words(14, 178, "what happened: dotted", told.muted, "start", 12),
    ]


def running(dark: bool) -> list[str]:
    """The naive method over one wave: one-step it hugs the truth a step late, free-running it is flat."""
    told = style.palette(dark)
    shapes = []
    for base, title in (
        (62, "One-step: given the truth each time"),
        (150, "Free-running: given nothing after the origin"),
    ):
        truth = [(14 + 6.4 * step, base - 0.75 * wave(step)) for step in range(53)]
        if base < 100:
            method = [(x + 6.4, y) for x, y in truth[15:-1]]
        else:
            method = [(x, truth[15][1]) for x, _ in truth[15:]]
        shapes += [
            pen.line(truth, told.ink, 1.8),
            pen.line(method, told.baseline, 2.2, "6 4"),
            pen.line([(truth[15][0], base - 28), (truth[15][0], base + 28)], told.border, 1),
            pen.words(14, base - 36, title, told.ink, "start", weight=600),
        ]
    return [*shapes, pen.words(346, 196, "the same naive forecast, dashed", told.muted, "end", 12)]


def interval(dark: bool) -> list[str]:
    """A band with ten true values: nine inside, one outside."""
    told = style.palette(dark)
    middle = [(30 + 32 * step, 104 - 0.9 * wave(2 * step + 2)) for step in range(11)]
    half = [22 + 2.2 * step for step in range(11)]
    upper, lower = ([(x, y + way * wide) for (x, y), wide in zip(middle, half, strict=True)] for way in (-1, 1))
    off = (0.3, -0.5, 0.7, 0.1, -0.8, 0.4, -1.5, 0.6, -0.2, 0.8)
    seen = [(x, y + share * wide) for (x, y), wide, share in zip(middle[1:], half[1:], off, strict=True)]
    return [
        pen.line([*upper, *reversed(lower)], "none", 0, fill=style.band("lstm", dark)),
        pen.line(middle, told.brand, 2.4),
        *(
            pen.dot(*point, told.ink, *((4,) if abs(share) < 1 else (5, told.ground)))
            for point, share in zip(seen, off, strict=True)
        ),
        pen.words(14, 24, "9 of 10 inside: aims at 90%, held 90%", told.ink, "start", weight=600),
        pen.words(346, 190, "ring: outside the band", told.muted, "end", 12),
    ]


def wrong(dark: bool) -> list[str]:
    """What speaks against an LSTM, and what to use instead."""
    told = style.palette(dark)
    rows = (
        ("A few hundred rows", "ETS, Theta, ARIMA"),
        ("A season, little else", "seasonal naive, ETS"),
        ("A random walk", "the last value"),
        ("Reasons are asked for", "a linear model"),
    )
    shapes = [pen.words(14, 24, "If you have …", told.muted, "start"), pen.words(204, 24, "try …", told.muted, "start")]
    for at, (case, instead) in enumerate(rows):
        y = 56 + 36 * at
        shapes += [
            pen.words(14, y, case, told.ink, "start"),
            pen.arrow((168, y - 5), (194, y - 5), told.brand),
            pen.words(204, y, instead, told.brand, "start", weight=600),
            pen.line([(14, y + 12), (346, y + 12)], told.grid, 1),
        ]
    return shapes
