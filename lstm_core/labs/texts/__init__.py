"""The small text and the melodies that the labs learn from; their sources stand in README.md."""

from pathlib import Path

FOLDER = Path(__file__).parent
END = "."
WINDOW = 60  # letters that are learnt from at once


def lines(name: str) -> list[list[str]]:
    """The words or notes of each line of a text."""
    return [line.split() for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()]


def sentences() -> list[list[str]]:
    """Every sentence as words, with `END` before it and behind it."""
    return [[END, *line, END] for line in lines("sentences")]


def letters() -> list[list[str]]:
    """The whole text letter by letter, in windows that overlap by half."""
    text = list(". ".join(" ".join(line) for line in lines("sentences")) + ". ")
    return [text[start : start + WINDOW] for start in range(0, len(text) - WINDOW, WINDOW // 2)]


def notes(name: str) -> list[str]:
    """All notes of a melody in order."""
    return [note for line in lines(name) for note in line]
