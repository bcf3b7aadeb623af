"""What stands around a number: signs of currency, units, percent, brackets, K and M, marks between thousands."""

import re
from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lstm_core.data.reading.notes import Note, counted
from lstm_core.errors import UnreadableFile

SPACED = r"^[+-]?\d{1,3}(?:['’´` \x{00a0}\x{202f}\x{2009}]\d{3})+(?:[.,]\d+)?$"
GAPS = r"['’´` \x{00a0}\x{202f}\x{2009}]"
SCALED = r"^[+-]?[\d.,]*\d[\d.,]* ?(?:K|k|M|B|T|bn|mn|Mn|Bn|Tsd\.?|Mio\.?|Mrd\.?|Cr|Lakh)?$"
CURRENCIES = "$€£¥₹"
BEFORE = re.compile(r"[A-Z]{0,3}[$€£¥₹₽₩₺₴฿]|[A-Z]{3}|[Rr]s\.?|[Kk]r\.?|Fr\.?|zł|Kč|Ft|lei|RM|Rp\.?|руб\.?")
SIDES = ("CR", "DR", "Dr", "Db", "S", "H")  # credit or debit: a sign, not a unit
BARE = r"^[+-]?[\d.,]+$"  # a sign of currency may be left out, as in 0
SCALES = {
    "K": 1e3, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12, "bn": 1e9, "Bn": 1e9, "mn": 1e6, "Mn": 1e6, "Tsd": 1e3,
    "Mio": 1e6, "Mrd": 1e9, "Cr": 1e7, "Lakh": 1e5,
}  # fmt: skip
FLAG = r" ?[*#†‡]$| [bcdefinprsuz]{1,2}$|[bcefpru]$"  # provisional, estimated, revised, break in series ...
FLAGGED = rf"^[^A-Za-z]*\d(?:{FLAG})"
LARGE = re.compile(r"\d ?(K|k|M|B|T|bn|mn|Bn|Mn|Tsd|Mio|Mrd|Cr|Lakh)\.?")
AROUND = re.compile(
    r"([+-]?)\s*([^\d\s.,+'’()-][^\d]*?)?\s*([+-]?[\d.,][\d.,'’´`\s]*(?:[eE][+-]?\d+)?)\s*([^\d\s.,'’].*)?"
)


def all_match(cells: pa.ChunkedArray, pattern: str) -> bool:
    """Whether every cell that is not missing has the pattern."""
    return pc.all(pc.match_substring_regex(cells, pattern), min_count=0).as_py()


def undressed(
    name: str, cells: pa.ChunkedArray
) -> tuple[pa.ChunkedArray, np.ndarray | float, str | None, tuple[Note, ...]]:
    """The cells bare, the scale of each, the unit that all of them carry, and notes."""
    cells = pc.replace_substring_regex(cells, r"^'([-+]?[\d.,])", r"\1")
    cells = pc.replace_substring_regex(cells, r"^[−–‒]\s*|^- +", "-")
    cells = pc.replace_substring(cells, "−", "-")
    cells = pc.replace_substring_regex(cells, r"^\(([^()-]+)\)( ?%)?$", r"-\1\2")
    cells = pc.replace_substring_regex(cells, r"^([^-]*\d)-$", r"-\1")
    cells, flagged = without_flags(name, cells)
    scale, notes = 1.0, ()
    cells, unit = without_unit(name, cells)
    if unit == "%":
        notes = (Note("percent", f"“{name}” is in percent"),)
    elif unit:
        notes = (Note("unit", f"“{name}” is in {unit}"),)
    if all_match(cells, SCALED) and any(LARGE.search(cell) for cell in cells.drop_null()[:10_000].to_pylist()):
        ends = pc.extract_regex(cells, r"(?P<end>[A-Za-z]*)\.?$").combine_chunks().field("end").dictionary_encode()
        known = np.array([SCALES.get(end, 1.0) for end in ends.dictionary.to_pylist()])
        scale = known[ends.indices.fill_null(0).to_numpy(zero_copy_only=False)]
        cells = pc.replace_substring_regex(cells, r" ?[A-Za-z]+\.?$", "")
        notes = (*notes, Note("scale", f"“{name}”: K, M and B are read as thousand, million and billion"))
    grouped = pc.match_substring_regex(cells, SPACED)
    cells = pc.if_else(grouped, pc.replace_substring_regex(cells, GAPS, ""), cells)
    return cells, scale, unit, (*flagged, *notes)


def without_flags(name: str, cells: pa.ChunkedArray) -> tuple[pa.ChunkedArray, tuple[Note, ...]]:
    """The cells without letters and signs that statistics put behind some of their numbers, such as `1.2 p`."""
    flags = pc.match_substring_regex(cells, FLAGGED)
    count = pc.sum(flags).as_py() or 0
    if not count or count == len(cells) - cells.null_count:
        return cells, ()
    bare = pc.if_else(flags, pc.replace_substring_regex(cells, FLAG, ""), cells)
    if not all_match(bare, r"\d[^A-Za-z]*$"):
        return cells, ()
    return bare, (Note("flag", f"“{name}”: marks such as p, e or * behind {counted(count, 'number')} left out"),)


def without_unit(name: str, cells: pa.ChunkedArray) -> tuple[pa.ChunkedArray, str | None]:
    """The cells without a sign or word that all carry before or behind their number, and that word.

    Raises UnreadableFile where most carry it and others don't, or where it may be a unit or a scale.
    """
    matches = [match for cell in cells.drop_null()[:50].to_pylist() if (match := AROUND.fullmatch(cell))]
    unit = None
    for group, behind in ((2, False), (4, True)):
        found = Counter((match[group] or "").strip() for match in matches)
        word = max(found, key=lambda word: (bool(word), found[word]), default="")
        if not word or word.rstrip(".") in SCALES or len(word) > 12 or found[word] < 0.5 * len(matches):
            continue
        if not behind and not BEFORE.fullmatch(word):
            continue
        if behind and word in SIDES:
            raise UnreadableFile(
                f"The numbers in “{name}” end in {word}, which may be a side of an account, so a sign. Write -1.5."
            )
        quoted = re.escape(word).replace("\\ ", " ")
        pattern = rf"\s*{quoted}$" if behind else rf"^([+-]?)\s*{quoted}\s*([+-]?)"
        if all_match(cells, f"{pattern}|{BARE}" if word in CURRENCIES else pattern):
            if word == "m":
                raise UnreadableFile(
                    f"The numbers in “{name}” end in m, which may be metres or millions. Write them without it."
                )
            cells = pc.replace_substring_regex(cells, pattern, "" if behind else r"\1\2")
            unit = word
        elif all_match(cells, f"{pattern}|{BARE}"):
            raise UnreadableFile(
                f"Most numbers in “{name}” carry “{word}” and some don't. Write all of them in the same way."
            )
    cells = pc.replace_substring_regex(cells, r"^\(([^()-]+)\)$", r"-\1")
    return cells, unit
