"""Columns between white space, or at fixed places: where they stand, and a row's cells by that."""

import io
import re
from collections import Counter
from collections.abc import Iterator

from lstm_core.data.reading import months
from lstm_core.errors import UnreadableFile

VALUE = re.compile(r"[\s\d.,:+\-−/'’%$€£()eETZ?]*\d[\s\d.,:+\-−/'’%$€£()eETZKMB]*")
SAMPLE_ROWS = 200
FEWEST = 3

Rows = Iterator[tuple[int, list[str]]]  # (line of the file, cells)


def find(sample: str) -> tuple[tuple[int, int], ...] | None:
    """The (from, to) of columns at fixed places; empty where white space alone parts them; None for prose."""
    lines = [line.rstrip() for line in sample.splitlines() if line.strip()][:SAMPLE_ROWS]
    if "\t" in sample or len(lines) < FEWEST:
        return None
    body = lines[len(lines) // 3 : max(len(lines) - 2, len(lines) // 3 + 2)] if len(lines) > 6 else lines[1:]
    width, count = Counter(len(tokens(line)) for line in body).most_common(1)[0]
    if width < 2 or not numeric(body):
        return None
    body = [line for line in [*body, *lines[-2:]] if is_row(line)]
    named = next((line for line in reversed(lines[: len(lines) // 3 + 1]) if not is_row(line)), "")
    spans = columns(body)
    if not named and any(months.number(word) for *_, word in tokens(body[0])):
        return None  # nothing tells the parts of a date from columns
    even = count == len(body) and len(tokens(named or body[0])) == width
    if even and (len(spans) != width or all(over(*pair) for pair in zip(tokens(named or body[0]), spans, strict=True))):
        return ()
    spans = joined(spans, tokens(named)) if named else spans
    return spans if len(spans) >= 2 else None


def columns(body: list[str]) -> tuple[tuple[int, int], ...]:
    """The places where some row has signs, parted by places where none has."""
    size = max(map(len, body), default=0)
    used = "".join("x" if any(line[at : at + 1] not in ("", " ") for line in body) else " " for at in range(size))
    return tuple(match.span() for match in re.finditer(r"x+", used))


def joined(spans: tuple[tuple[int, int], ...], names: list[tuple[int, int, str]]) -> tuple[tuple[int, int], ...]:
    """The spans, those one blank apart as one where but one of them has a name over it: `31 Jan 2020`, `1 234`."""
    found: list[tuple[int, int]] = []
    for span in spans:
        apart = found and span[0] - found[-1][1] == 1
        if apart and not (has_name(found[-1], names) and has_name(span, names)):
            found[-1] = (found[-1][0], span[1])
        else:
            found.append(span)
    return tuple(found)


def has_name(span: tuple[int, int], names: list[tuple[int, int, str]]) -> bool:
    """Whether a name stands over the span and over nothing before it."""
    return any(over(name, span) for name in names)


def is_row(line: str) -> bool:
    """Whether a line looks like data: a part of it, and its last one or the one before, are values."""
    parts = [word for *_, word in tokens(line)]
    return sum(VALUE.fullmatch(part) is not None for part in parts) >= max(1, len(parts) // 3)


def over(token: tuple[int, int, str], span: tuple[int, int]) -> bool:
    """Whether a part of the token stands in the span's places."""
    return token[0] < span[1] and token[1] > span[0]


def tokens(line: str) -> list[tuple[int, int, str]]:
    """What stands between blanks: (from, to, text); a narrow or no-break space is a part of a number."""
    return [(*match.span(), match[0]) for match in re.finditer(r"[^ ]+", line)]


def numeric(lines: list[str]) -> bool:
    """Whether most rows end in a number, as tables do and prose does not."""
    return sum(is_row(line) and len(line) < 2_000 for line in lines) >= 0.6 * len(lines)


def rows(text: str, spans: tuple[tuple[int, int], ...]) -> Rows:
    """Rows of cells between white space, or at the spans; a line that does not stand there is one cell.

    Raises UnreadableFile for such a line that holds data.
    """
    begun = False
    for line, row in enumerate(io.StringIO(text, newline=None), 1):
        if not row.strip():
            continue
        found = cells(row.rstrip(), spans) if spans else [word for *_, word in tokens(row.rstrip())]
        if begun and spans and len(found) == 1 and is_row(row) and len(tokens(row)) >= len(spans) / 2:
            raise UnreadableFile(
                f"Row {line:,} does not stand in the same columns as the rows above it. Correct that row, or "
                "export the file with commas between the cells."
            )
        begun = begun or (len(found) > 1 and is_row(row))
        yield line, found


def cells(row: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    """One cell for each span; the whole row as one cell where it does not tell which part is whose."""
    found: list[list[str]] = [[] for _ in spans]
    for phrase in phrases(tokens(row)):
        under = [[at for at, span in enumerate(spans) if over(token, span)] for token in phrase]
        whose = sorted({at for ats in under for at in ats})
        if any(len(ats) > 1 for ats in under) or (any(not ats for ats in under) and len(whose) != 1):
            return [row.strip()]
        for token, ats in zip(phrase, under, strict=True):
            found[(ats or whose)[0]].append(token[2])
    return [" ".join(words) for words in found]


def phrases(words: list[tuple[int, int, str]]) -> list[list[tuple[int, int, str]]]:
    """Words one blank apart, together."""
    found: list[list[tuple[int, int, str]]] = []
    for word in words:
        if found and word[0] - found[-1][-1][1] == 1:
            found[-1].append(word)
        else:
            found.append([word])
    return found
