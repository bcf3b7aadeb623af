"""What is packed, and what is refused before a byte of it is used."""

import io
import json
import stat
import tracemalloc
import zipfile

import pytest

from lstm_core.errors import DamagedRun, UnreadableFile
from lstm_core.exports import bundle
from lstm_core.runs import store
from tests.jobs import asking


@pytest.fixture(scope="module")
def packed(finished):
    return bundle.packed(*finished)


def rezipped(content: bytes, change) -> bytes:
    """The bundle with entries as `change` leaves the list of (info, bytes)."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        entries = [(info, file.read(info)) for info in file.infolist()]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for info, held in change(entries):
            file.writestr(info, held, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_more(name: str, held: bytes = b"x", mode: int = 0):
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return lambda entries: [*entries, (info, held)]


def as_link(entries):
    entries[3][0].external_attr = (stat.S_IFLNK | 0o777) << 16
    return entries


def manifest_with(**changed):
    def change(entries):
        (info, told), *others = entries
        return [(info, json.dumps(json.loads(told) | changed).encode()), *others]

    return change


def test_a_bundle_holds_what_its_manifest_says_and_no_more(finished, packed):
    held = bundle.unpacked(packed)
    assert {bundle.MANIFEST, *held} == set(bundle.MOST)
    assert held["experiment.json"] == (finished[1].folder / "experiment.json").read_bytes()


def test_a_run_without_a_network_has_no_bundle(tmp_path):
    waiting = store.create(tmp_path, asking.experiment(asking.keep_sine(tmp_path), 1))
    with pytest.raises(DamagedRun, match="no forecast or no network"):
        bundle.packed(tmp_path, waiting)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (with_more("../../evil.py"), "evil.py”, which does not belong"),
        (with_more("/etc/passwd"), "does not belong"),
        (with_more("model.keras"), "does not belong"),
        (as_link, "is a link"),
        (lambda entries: entries[:-1], "files are missing"),
        (lambda entries: [*entries, entries[-1]], "there twice"),
        (lambda entries: [*entries[:-1], (entries[-1][0], b"other")], "was changed or damaged"),
        (manifest_with(version=2), "has version 2, and this LSTM Lab reads version 1"),
        (manifest_with(format="else"), "no run of LSTM Lab"),
        (manifest_with(files=[]), "was changed or damaged"),
        (lambda entries: [(entries[0][0], b"[" * 100_000), *entries[1:]], "JSON files can't be read"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_or_damaged_bundle_is_refused_in_words(packed, change, why):
    with pytest.raises(UnreadableFile, match=why):
        bundle.unpacked(rezipped(packed, change))


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", b"\x00" * 5000])
def test_what_is_no_zip_is_refused(content):
    with pytest.raises(UnreadableFile, match="no zip"):
        bundle.unpacked(content)


def test_a_cut_off_bundle_is_refused(packed):
    with pytest.raises(UnreadableFile):
        bundle.unpacked(packed[: len(packed) // 2])


def test_four_terabytes_that_are_declared_are_never_read(packed):
    def declared(entries):
        return entries

    whole = bytearray(rezipped(packed, declared))
    size = (2**32 - 2).to_bytes(4, "little")
    at = whole.rindex(b"PK\x01\x02")
    whole[at + 24 : at + 28] = size
    with pytest.raises(UnreadableFile, match="says that it has 4,294,967,294 bytes"):
        bundle.unpacked(bytes(whole))


def test_a_bomb_of_zeros_is_refused_by_its_size_without_unpacking_it(packed):
    def bomb(entries):
        return [(info, b"\0" * (2 * bundle.MB) if info.filename == "outcome.json" else held) for info, held in entries]

    small = rezipped(packed, bomb)
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match=r"outcome.json says that it has 2,097,152 bytes"):
        bundle.unpacked(small)
    assert tracemalloc.get_traced_memory()[1] < bundle.MB
    tracemalloc.stop()
