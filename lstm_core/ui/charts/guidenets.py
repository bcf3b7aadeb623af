"""The Guide's drawings of the network itself: the reader, the chain, a gate, the states, the fading gradient."""

from lstm_core.ui.charts import guidepen as pen
from lstm_core.ui.charts import style


def book(dark: bool) -> list[str]:
    """A book that is read line by line, and a notebook in which a line is struck out, one written, one underlined."""
    told = style.palette(dark)
    forget, write, show = (style.gate(name, dark)["color"] for name in style.GATES)
    lines = [
        pen.line([(28, y), (28 + wide, y)], told.border, 3)
        for y, wide in ((52, 96), (70, 104), (88, 90), (106, 100), (142, 98), (160, 60))
    ]
    return [
        pen.box(16, 30, 124, 150, told.border),
        *lines,
        pen.line([(28, 124), (124, 124)], told.brand, 4),
        pen.words(78, 20, "The series, step by step", told.muted),
        pen.words(10, 197, "last sentence: hidden state", told.brand, "start", 12),
        pen.arrow((146, 105), (186, 105), told.ink),
        pen.box(194, 30, 150, 150, told.border),
        pen.words(269, 20, "The notebook: cell state", told.muted),
        pen.words(206, 66, "settled long ago", told.muted, "start"),
        pen.line([(204, 62), (306, 62)], forget, 3),
        pen.words(206, 84, "strike out: forget gate", forget, "start", 12),
        pen.words(206, 114, "new: it is raining", told.ink, "start", weight=600),
        pen.words(206, 132, "write: input gate", write, "start", 12),
        pen.words(206, 156, "it is summer", told.ink, "start"),
        pen.line([(206, 160), (282, 160)], show, 3, "2 4"),
        pen.words(206, 175, "look up: output gate", show, "start", 12),
    ]


def lstm(dark: bool) -> list[str]:
    """Three copies of one cell in a row, joined by cell state and hidden state."""
    told = style.palette(dark)
    shapes = []
    for at, (name, x) in enumerate((("step 1", 66), ("step 2", 164), ("step 3", 262))):
        shapes += [
            pen.box(x - 32, 52, 64, 76, told.brand),
            pen.words(x, 94, "cell", told.ink, weight=600),
            pen.arrow((x, 158), (x, 132), told.ink),
            pen.words(x, 174, f"values, {name}", told.muted, size=12),
        ]
        if at < 2:
            shapes += [
                pen.arrow((x + 32, 70), (x + 66, 70), told.ink, 4),
                pen.arrow((x + 32, 110), (x + 66, 110), told.ink, 1.5),
            ]
    return [
        *shapes,
        pen.arrow((294, 90), (328, 90), told.brand, 2.5),
        pen.words(356, 74, "forecast", told.brand, "end", weight=600),
        pen.words(115, 40, "cell state", told.ink, size=12),
        pen.line([(115, 44), (115, 66)], told.border, 1),
        pen.words(213, 148, "hidden state", told.ink, size=12),
        pen.line([(213, 136), (213, 114)], told.border, 1),
        pen.words(180, 18, "One cell, drawn once a step: the weights are shared", told.muted),
    ]


def gate(dark: bool) -> list[str]:
    """Ten dots meet a gate that is shut, open by 0.3, and open."""
    told = style.palette(dark)
    shapes = []
    for y, passed, said in ((34, 0, "0: shut"), (100, 3, "0.3"), (166, 10, "1: open")):
        hole = 2.2 * passed
        shapes += [pen.dot(26 + 11 * at, y, told.ink, 4) for at in range(10)]
        shapes += [pen.dot(182 + 11 * at, y, told.brand, 4) for at in range(passed)]
        shapes += [pen.line([(156, y + way * 24), (156, y + way * hole)], told.ink, 6) for way in (-1, 1)]
        shapes.append(pen.words(354, y + 5, said, told.ink, "end", weight=600))
    return shapes


def state(dark: bool) -> list[str]:
    """The arithmetic of one step: from c to c' along the top, down to h' through the output gate."""
    told = style.palette(dark)
    forget, write, show = (style.gate(name, dark)["color"] for name in style.GATES)

    def knot(x: float, y: float, sign: str, hue: str) -> str:
        return pen.dot(x, y, hue, 13, told.ground) + pen.words(x, y + 6, sign, hue, size=18, weight=600)

    return [
        pen.arrow((16, 56), (344, 56), told.ink, 4),
        pen.words(16, 32, "old memory c", told.ink, "start", weight=600),
        pen.words(344, 32, "new memory c'", told.ink, "end", weight=600),
        knot(100, 56, "×", forget),
        pen.arrow((100, 116), (100, 73), forget),
        pen.words(100, 134, "forget f", forget, weight=600),
        knot(186, 56, "+", told.ink),
        pen.arrow((186, 104), (186, 73), told.ink),
        knot(186, 118, "×", write),
        pen.arrow((186, 168), (186, 135), write),
        pen.words(186, 186, "input i", write, weight=600),
        pen.arrow((236, 118), (203, 118), told.ink),
        pen.words(238, 112, "new g", told.muted, "start", 12),
        pen.line([(304, 58), (304, 104)], told.ink, 2),
        knot(304, 118, "×", show),
        pen.arrow((304, 168), (304, 135), show),
        pen.words(304, 186, "output o", show, weight=600),
        pen.arrow((320, 118), (350, 118), told.brand, 2.5),
        pen.words(352, 108, "h'", told.brand, "end", weight=600),
    ]


def vanishing(dark: bool) -> list[str]:
    """What is left of a gradient over 100 steps at 0.8 and at 0.99 a step: the powers themselves."""
    told = style.palette(dark)
    left, right, top, floor = 44, 346, 24, 160

    def curve(factor: float, hue: str, dash: str) -> str:
        points = [
            (left + (right - left) * step / 100, floor - (floor - top) * factor**step) for step in range(0, 101, 2)
        ]
        return pen.line(points, hue, 2.5, dash)

    return [
        pen.line([(left, top), (left, floor), (right, floor)], told.border, 1),
        curve(0.8, told.baseline, "6 4"),
        curve(0.99, told.brand, ""),
        pen.words(left - 6, top + 5, "1", told.muted, "end", 12),
        pen.words(left - 6, floor + 4, "0", told.muted, "end", 12),
        pen.words(left, floor + 18, "now", told.muted, "start", 12),
        pen.words(right, floor + 18, "100 steps back", told.muted, "end", 12),
        pen.words(right, 66, "LSTM, 0.99 a step", told.brand, "end", weight=600),
        pen.words(84, 140, "plain network, 0.8 a step", told.muted, "start"),
        pen.words(196, floor + 36, "What is left of the gradient", told.muted, size=12),
    ]
