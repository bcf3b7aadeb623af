"""What a file is told to be by its content, and how far compressed text is unpacked."""

import gzip

import pytest

from lstm_core.data import reading
from lstm_core.data.reading import unpacking
from lstm_core.errors import UnreadableFile

CSV = b"Date,y\n2020-01-01,1\n2020-01-02,2\n"


def test_text_is_text_whatever_its_name():
    assert unpacking.unpacked(CSV) == ("csv", CSV)
    assert reading.read(CSV, "prices.xlsx").frame["y"].tolist() == [1.0, 2.0]


def test_gzip_is_unpacked_with_all_its_members():
    both = gzip.compress(CSV[:17]) + gzip.compress(CSV[17:])
    assert unpacking.unpacked(both) == ("csv.gz", CSV)
    assert reading.understand(both, "prices.csv").format == "csv.gz"


@pytest.mark.parametrize(
    "content, words",
    [
        (gzip.compress(b"0" * 50_000_000), "unpacks to more than"),
        (gzip.compress(CSV)[:-12], "cut off|damaged"),
        (gzip.compress(b""), "empty"),
        (gzip.compress(b"PK\x03\x04...."), "no text"),
        (gzip.compress(CSV)[:12] + b"zzz" + gzip.compress(CSV)[15:], "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, r"old Excel workbook \(.xls\)"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"%PDF-1.4", "PDF"),
    ],
)
def test_what_can_not_be_unpacked_is_refused_in_words(content, words):
    with pytest.raises(UnreadableFile, match=words):
        unpacking.unpacked(content)
