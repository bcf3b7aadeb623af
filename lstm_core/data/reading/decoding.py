"""Bytes to text: what is not text is refused by what it holds, whatever its name says."""

import codecs
import json
import re
from collections.abc import Iterator

from lstm_core.data.reading import codepages
from lstm_core.data.reading.notes import Note
from lstm_core.errors import UnreadableFile

MARKUP = ("<!doctype", "<html", "<head", "<body", "<table", "<svg", "<?xml", "<rss", "<div", "<p>")
CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
OTHER = re.compile(r"[\x80-\x9f]")  # controls of Latin-1: a few are wrong letters in names, many are no text


def decode(content: bytes) -> tuple[str, str, tuple[Note, ...]]:
    """The file's text without its byte order mark, the encoding, and notes on it.

    Tried in order: byte order mark, strict UTF-8, the code page that its letters fit, Windows-1252, Latin-1. Raises
    UnreadableFile.
    """
    text, encoding = decoded(content)
    if "\0" in text:
        raise UnreadableFile("The file holds NUL bytes, so it is not plain text. Export it as CSV in UTF-8.")
    if not text[:4096].strip() and not text.strip():
        raise UnreadableFile("The file is blank. Choose a file with a header row and rows of data.")
    refuse_other_text(text)
    return text, encoding, tuple(said_of(encoding))


def said_of(encoding: str) -> Iterator[Note]:
    """What a person should know of the encoding."""
    said = {
        "utf-16": "Read as UTF-16",
        "utf-32": "Read as UTF-32",
        "cp1252": "Read as Windows-1252, since it is not UTF-8",
        "latin-1": "Read as Latin-1, since it is not UTF-8: letters beyond English may be wrong in the names",
    } | {page: f"Read as {name}, since it is not UTF-8 and its letters fit" for page, name in codepages.NAMES.items()}
    if encoding in said:
        yield Note("encoding", said[encoding])


def decoded(content: bytes) -> tuple[str, str]:
    """Text and its encoding."""
    try:
        if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            return content.decode("utf-32"), "utf-32"
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), "utf-16"
        for order, at in (("utf-16-le", 1), ("utf-16-be", 0)):  # without a mark, Latin text is half zeros
            if len(content) % 2 == 0 and content[at:400:2].count(0) > 0.6 * len(content[at:400:2]):
                return content.decode(order), "utf-16"
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as fault:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise UnreadableFile("The file is cut off in the middle of its UTF-16 text. Export it again.") from fault
    if page := codepages.of(content):
        try:
            return content.decode(page), page
        except UnicodeDecodeError:
            pass  # further down it isn't
    try:
        return content.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"


def refuse_other_text(text: str) -> None:
    """Raises UnreadableFile for text that is no table: web pages, JSON, control characters."""
    start = text[:4096].lstrip()
    if start.lower().startswith(MARKUP):
        raise UnreadableFile("The file is a web page or XML, not a table. Download the data itself, as CSV.")
    if re.match(r'[\[{]\s*["\[{\d]', start) or (start[:1] in "[{" and is_json(text)):
        raise UnreadableFile("The file is JSON, not a table in text. Export it as CSV and bring that file.")
    if CONTROL.search(text[: 2**20]) or len(OTHER.findall(text[: 2**16])) > 20:
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
