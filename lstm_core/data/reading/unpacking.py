"""What a file is, by what it holds and not by its name; compressed text is unpacked within bounds."""

import zlib

from lstm_core.errors import UnreadableFile

LIMIT = 200 * 2**20
UNPACKED_LIMIT = 256 * 2**20
# Tables in text shrink to a tenth or so; one that shrinks to a hundredth is made to swamp the reader.
MOST_RATIO = 100
FREE = 2**20
FOREIGN = (
    (b"ARROW1", "an Arrow file"),
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
    (b"{\\rtf", "a text document"),
)


def unpacked(content: bytes) -> tuple[str, bytes]:
    """What the file is (xlsx, parquet, csv or csv.gz) and its content, unpacked. Raises UnreadableFile."""
    if len(content) > LIMIT:
        raise UnreadableFile(
            f"The file has {len(content) / 2**20:,.0f} MB; the most is 200 MB. Bring a shorter part of it."
        )
    if not content[:4096].strip() and not content.strip():
        raise UnreadableFile("The file is empty. Choose a file with a header row and rows of data.")
    if content.startswith(b"\x1f\x8b"):
        text = gunzipped(content)
        if kind_of(text) != "csv":
            raise UnreadableFile("The gzip archive holds no text. Unpack it, and bring the table that is in it.")
        return "csv.gz", text
    return kind_of(content), content


def kind_of(content: bytes) -> str:
    """`xlsx`, `parquet` or `csv`. Raises UnreadableFile for what is known to be none of them."""
    if content.startswith(b"PK\x03\x04"):
        return "xlsx"
    if content.startswith(b"PK\x05\x06"):
        raise UnreadableFile("The file is an empty zip archive. Bring the table itself.")
    if content.startswith(b"PAR1"):
        return "parquet"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableFile(
                "The Excel workbook is protected with a password. Save it in Excel without one, and bring it again."
            )
        raise UnreadableFile("The file is an old Excel workbook (.xls). Save it as .xlsx or as CSV, and bring that.")
    for start, kind in FOREIGN:
        if content.startswith(start):
            raise UnreadableFile(f"The file is {kind}, not a table in text. Export it as CSV and bring that file.")
    return "csv"


def gunzipped(content: bytes) -> bytes:
    """A gzip archive's content, all members; stops as soon as it grows out of bounds. Raises UnreadableFile."""
    allowed = min(UNPACKED_LIMIT, max(FREE, MOST_RATIO * len(content)))
    parts, size, rest = [], 0, content
    try:
        while rest.startswith(b"\x1f\x8b"):
            member = zlib.decompressobj(wbits=31)
            while not member.eof:
                part = member.decompress(rest, 2**20)
                rest = member.unconsumed_tail
                size += len(part)
                if size > allowed:
                    raise UnreadableFile(
                        f"The gzip archive of {len(content) / 2**20:.1f} MB unpacks to more than "
                        f"{allowed / 2**20:,.0f} MB, which no table does that can be read here. Bring a shorter part."
                    )
                parts.append(part)
                if not part and not rest and not member.eof:
                    raise UnreadableFile("The gzip archive is cut off. Fetch the file again.")
            rest = member.unused_data
    except zlib.error as fault:
        raise UnreadableFile("The gzip archive is damaged. Fetch the file again.") from fault
    if not size:
        raise UnreadableFile("The gzip archive holds an empty file. Choose a file with rows of data.")
    return b"".join(parts)
