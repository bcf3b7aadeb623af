"""Bytes to text: what is not text is refused by what it holds, whatever its name says."""

import codecs
import json
import re

from lstm_core.errors import UnreadableFile

LIMIT = 200 * 2**20
FOREIGN = (
    (b"PK\x03\x04", "an Excel workbook or a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Excel workbook"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a sound"),
    (b"%PDF", "a PDF document"),
    (b"\x89HDF", "an HDF5 file"),
    (b"SQLite format 3", "a database"),
    (b"\x93NUMPY", "a NumPy array"),
)
MARKUP = ("<!doctype", "<html", "<head", "<body", "<table", "<svg", "<?xml", "<rss", "<div", "<p>")
CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The file's text without its byte order mark, and notes on how it was read.

    Tried in order: byte order mark, strict UTF-8, Windows-1252. Raises UnreadableFile.
    """
    if len(content) > LIMIT:
        raise UnreadableFile(
            f"The file has {len(content) / 2**20:,.0f} MB; the most is 200 MB. Bring a shorter part of it."
        )
    if not content.strip():
        raise UnreadableFile("The file is empty. Choose a file with a header row and rows of data.")
    for start, kind in FOREIGN:
        if content.startswith(start):
            raise UnreadableFile(f"The file is {kind}, not a table in text. Export it as CSV and bring that file.")
    text, notes = decoded(content)
    if "\0" in text:
        raise UnreadableFile("The file holds NUL bytes, so it is not plain text. Export it as CSV in UTF-8.")
    if not text.strip():
        raise UnreadableFile("The file is blank. Choose a file with a header row and rows of data.")
    refuse_other_text(text)
    return text, notes


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Text by byte order mark, else UTF-8, else Windows-1252."""
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), ("Read as UTF-16.",)
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), ("Read as Windows-1252, since it is not UTF-8.",)
    except UnicodeDecodeError as fault:
        raise UnreadableFile(
            f"The file is not text that can be read (byte {fault.start + 1:,}). Export it as CSV in UTF-8."
        ) from fault


def refuse_other_text(text: str) -> None:
    """Raises UnreadableFile for text that is no table: web pages, JSON, control characters."""
    start = text[:4096].lstrip()
    if start.lower().startswith(MARKUP):
        raise UnreadableFile("The file is a web page or XML, not a table. Download the data itself, as CSV.")
    if re.match(r'[\[{]\s*["\[{\d]', start) or (start[:1] in "[{" and is_json(text)):
        raise UnreadableFile("The file is JSON, not a table in text. Export it as CSV and bring that file.")
    if CONTROL.search(text[: 2**20]):
        raise UnreadableFile("The file holds control characters, so it is not plain text. Export it as CSV in UTF-8.")


def is_json(text: str) -> bool:
    """Whether the whole text, or its first line, is JSON."""
    for part in (text, text.lstrip().splitlines()[0]):
        try:
            json.loads(part)
        except ValueError:
            continue
        return True
    return False
