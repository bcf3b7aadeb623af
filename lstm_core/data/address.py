"""A file by its web address: fetched with bounds, and never from inside the network that the program runs in."""

import http.client
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from lstm_core.data import destinations
from lstm_core.data.destinations import Destination
from lstm_core.errors import BadSetting, LabError, NoNetwork, RateLimited, UnreadableFile

LIMIT = 200 * 2**20  # bytes, as sent and unpacked: as much as an upload may have (.streamlit/config.toml)
SECONDS = 60  # in all
CONNECT = 10
REDIRECTS = 5
PIECE = 2**16
INSTEAD = "Download the file and upload it."
GITHUB = re.compile(r"/([^/]+/[^/]+)/(?:blob|raw)/(.+)")
SHEET = re.compile(r"/spreadsheets/d/(e/)?([\w-]+)(?:/(?:edit|view|htmlview|preview|pubhtml|pub)?)?")


def fetch(url: str) -> tuple[str, bytes]:
    """The name and the content of the file at an http or https address, or behind the page there (see `direct`).

    At most 200 MB, 60 seconds and 5 redirects. Each host is resolved once, all its addresses must be allowed (see
    `destinations`), and what was checked is what is connected to; proxies of the environment are not used. Raises
    BadSetting where another address helps, UnreadableFile for a file too large or broken, RateLimited, NoNetwork.
    """
    deadline = time.monotonic() + SECONDS
    asked = direct(url)
    for _ in range(1 + REDIRECTS):
        place = destinations.find(asked)
        with answered(place, deadline) as answer:
            if answer.status in (301, 302, 303, 307, 308) and answer.headers["Location"]:
                asked = onward(asked, answer.headers["Location"])
                continue
            if answer.status not in (200, 203):
                raise refused(answer.status, place.host)
            return named(answer, asked), content(answer)
    raise BadSetting(f"The address sends us on more than {REDIRECTS} times. {INSTEAD}")


def direct(url: str) -> str:
    """The file's own address where that of a page showing it was given: GitHub's “blob” pages, Google's spreadsheets.

    >>> direct("https://github.com/o/r/blob/main/a b.csv")
    'https://raw.githubusercontent.com/o/r/main/a b.csv'
    >>> direct("https://docs.google.com/spreadsheets/d/1abc/edit?gid=7#gid=7")
    'https://docs.google.com/spreadsheets/d/1abc/export?format=csv&gid=7'
    >>> direct("https://example.org/a.csv")
    'https://example.org/a.csv'
    """
    url = url.strip()
    with suppress(ValueError):  # `destinations.find` says what is wrong with it
        parts = urlsplit(url)
        if parts.hostname in ("github.com", "www.github.com") and (file := GITHUB.fullmatch(parts.path)):
            return f"https://raw.githubusercontent.com/{file[1]}/{file[2]}"
        asked = parse_qs(parts.query)
        if parts.hostname == "docs.google.com" and (sheet := SHEET.fullmatch(parts.path)) and "output" not in asked:
            form = "pub?output=csv" if sheet[1] else "export?format=csv"
            gid = (asked | parse_qs(parts.fragment)).get("gid", [""])[0]
            return f"https://docs.google.com/spreadsheets/d/{sheet[1] or ''}{sheet[2]}/{form}" + (
                f"&gid={gid}" if gid.isdecimal() else ""
            )
    return url


def onward(url: str, location: str) -> str:
    """Where a redirect leads, which is checked like any other address."""
    try:
        return urljoin(url, location)
    except ValueError as odd:
        raise BadSetting(f"The address sends us on to “{location[:60]}”, which is none. {INSTEAD}") from odd


class Pinned(http.client.HTTPConnection):
    """A connection to the checked addresses of a place, whatever its name resolves to by now."""

    def __init__(self, place: Destination, deadline: float) -> None:
        super().__init__(place.host, place.port)
        self.place, self.deadline, self.wire = place, deadline, None
        self.default_port = 443 if place.is_secure else 80  # else the Host header would carry it

    def connect(self) -> None:
        """Opens the connection, within CONNECT seconds in all."""
        until = min(time.monotonic() + CONNECT, self.deadline)
        for number in self.place.addresses:
            try:
                self.sock = socket.create_connection((number, self.port), max(0.01, until - time.monotonic()))
                break
            except OSError:
                if number == self.place.addresses[-1]:
                    raise
        if self.place.is_secure:
            self.sock = trusting().wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
        self.wire = self.sock  # http.client forgets `sock` while the body is still to be read
        if self.place.is_secure:
            self.wire.do_handshake()
        self.wire.settimeout(max(0.01, self.deadline - time.monotonic()))

    def cut(self) -> None:
        """Ends the connection from another thread: whatever waits for it wakes up."""
        with suppress(OSError):
            if self.wire:
                self.wire.shutdown(socket.SHUT_RDWR)


def trusting() -> ssl.SSLContext:
    """The certificates of the system, and those that come with requests where a system has none."""
    from requests import certs

    context = ssl.create_default_context()
    context.load_verify_locations(certs.where())
    return context


@contextmanager
def answered(place: Destination, deadline: float) -> Iterator[http.client.HTTPResponse]:
    """The answer of a place, cut off at the deadline even where it trickles; faults of the network in our words."""
    connection = Pinned(place, deadline)
    clock = threading.Timer(max(0.0, deadline - time.monotonic()), connection.cut)
    clock.daemon = True
    clock.start()
    try:
        headers = {"User-Agent": "LSTM Lab", "Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close"}
        connection.request("GET", place.target, headers=headers)
        yield connection.getresponse()
        if time.monotonic() >= deadline:
            raise TimeoutError
    except (OSError, http.client.HTTPException) as fault:
        if time.monotonic() >= deadline:
            raise NoNetwork(f"“{place.host}” took more than {SECONDS} seconds. Try again, or: {INSTEAD}") from fault
        raise in_words(fault, place.host) from fault
    finally:
        clock.cancel()
        connection.close()


def in_words(fault: OSError | http.client.HTTPException, host: str) -> NoNetwork:
    """What went wrong on the way."""
    if isinstance(fault, ssl.SSLCertVerificationError):
        return NoNetwork(f"“{host}” can't prove that it is who it says (its certificate is not valid). {INSTEAD}")
    if isinstance(fault, http.client.IncompleteRead):
        return NoNetwork(f"The connection ended before the whole file was here. Try again, or: {INSTEAD}")
    if isinstance(fault, http.client.HTTPException):
        return NoNetwork(f"“{host}” does not answer as a web server does. Check the address.")
    return NoNetwork(f"“{host}” can't be reached. Check the address and the network, then try again.")


def refused(status: int, host: str) -> LabError:
    """Why there is no file in the answer."""
    if status in (401, 403, 407):
        return BadSetting(f"“{host}” gives this file only to those it knows (error {status}). {INSTEAD}")
    if status in (404, 410):
        return BadSetting(f"“{host}” has no file at this address (error {status}). Check the address.")
    if status == 429:
        return RateLimited(f"“{host}” asks us to wait. Try again in a few minutes, or: {INSTEAD}")
    return NoNetwork(f"“{host}” did not give the file (error {status}). Try again later, or: {INSTEAD}")


def content(answer: http.client.HTTPResponse) -> bytes:
    """The body, unpacked where it was packed for the way. Raises UnreadableFile beyond LIMIT."""
    encoding = (answer.headers["Content-Encoding"] or "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise BadSetting(f"The file was sent packed as “{encoding[:20]}”, which was not asked for. {INSTEAD}")
    if (answer.length or 0) > LIMIT:
        raise too_large()
    sent = bounded(pieces(answer))
    return b"".join(sent if encoding == "identity" else bounded(unpacked(sent)))


def pieces(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """The body as it is sent. Raises IncompleteRead where it is shorter than announced."""
    while piece := answer.read(PIECE):
        yield piece
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)


def unpacked(packed: Iterable[bytes]) -> Iterator[bytes]:
    """What gzip holds, in pieces of bounded size; several members after each other are one. Raises UnreadableFile."""
    member, is_whole = zlib.decompressobj(wbits=31), True
    try:
        for piece in packed:
            while piece:
                yield member.decompress(piece, 16 * PIECE)
                piece, is_whole = member.unconsumed_tail, member.eof
                if is_whole:
                    piece, member = member.unused_data, zlib.decompressobj(wbits=31)
        if not is_whole:
            yield member.flush()
            is_whole = member.eof
    except zlib.error as broken:
        raise UnreadableFile(f"The file was sent as gzip and is none. {INSTEAD}") from broken
    if not is_whole:
        raise http.client.IncompleteRead(b"")


def bounded(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts as they come. Raises UnreadableFile once they are larger than LIMIT together."""
    size = 0
    for part in parts:
        size += len(part)
        if size > LIMIT:
            raise too_large()
        yield part


def too_large() -> UnreadableFile:
    """More than we take."""
    return UnreadableFile(
        f"The file at this address is larger than {LIMIT / 2**20:g} MB. Cut it down, or take another one."
    )


def named(answer: http.client.HTTPResponse, url: str) -> str:
    """The name that the server gives the file, else the end of its address; no folders, at most 200 characters."""
    parts = urlsplit(url)
    for told in (answer.headers.get_filename(), unquote(parts.path), parts.hostname):
        last = re.split(r"[/\\]", told or "")[-1]
        if name := "".join(sign for sign in last if sign.isprintable()).strip(" .")[:200]:
            return name
    return "download"
