"""Files by address, from a real server on loopback: what comes, what is refused, and that nothing takes forever."""

import gzip
import re
import socket
import ssl
import threading
import time
import tomllib
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from lstm_core.data import address, destinations
from lstm_core.errors import BadSetting, NoNetwork, RateLimited, UnreadableFile

CSV = b"time,y\n2020-01-01,1\n"


class Answers(BaseHTTPRequestHandler):
    """Each path answers in its own way."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        path = self.path.partition("?")[0]
        with suppress(BrokenPipeError, ConnectionResetError):
            if path.startswith("/status/"):
                self.tell(int(path.rsplit("/", 1)[1]), b"no")
            elif path.startswith("/hops/"):
                left = int(path.rsplit("/", 1)[1])
                self.tell(302, b"", {"Location": f"/hops/{left - 1}" if left else "/a.csv"})
            elif path == "/to":
                self.tell(307, b"", {"Location": self.path.partition("?")[2]})
            else:
                getattr(self, path.strip("/").partition(".")[0].replace("-", "_"), self.plain)()

    def tell(self, status: int, body: bytes, headers: dict | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def plain(self) -> None:
        self.tell(200, CSV)

    def named(self) -> None:
        self.tell(200, CSV, {"Content-Disposition": 'attachment; filename="../up/pri\x07ces.csv"'})

    def packed(self) -> None:
        self.tell(200, gzip.compress(CSV[:9]) + gzip.compress(CSV[9:]), {"Content-Encoding": "gzip"})

    def half_packed(self) -> None:
        self.tell(200, gzip.compress(CSV * 100)[:-12], {"Content-Encoding": "gzip"})

    def not_packed(self) -> None:
        self.tell(200, CSV, {"Content-Encoding": "gzip"})

    def brotli(self) -> None:
        self.tell(200, CSV, {"Content-Encoding": "br"})

    def bomb(self) -> None:
        self.tell(200, gzip.compress(bytes(30_000_000)), {"Content-Encoding": "gzip"})

    def nowhere(self) -> None:
        self.tell(301, b"", {"Location": "http://[x"})

    def chunked(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for byte in CSV:
            self.wfile.write(b"1\r\n%c\r\n" % byte)
        self.wfile.write(b"0\r\n\r\n")

    def endless(self) -> None:
        self.open_end()
        while not self.server.closing.is_set():
            self.wfile.write(bytes(2**16))

    def too_short(self) -> None:
        self.tell(200, CSV, {"Content-Length": str(len(CSV) + 5)})
        self.close_connection = True

    def too_long(self) -> None:
        self.tell(200, CSV, {"Content-Length": str(len(CSV) - 5)})
        self.close_connection = True

    def huge(self) -> None:
        self.tell(200, b"", {"Content-Length": str(10**15)})

    def slow_body(self) -> None:
        self.open_end()
        self.trickle(b"1\n")

    def slow_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.trickle(b"X")

    def garbage(self) -> None:
        self.wfile.write(b"220 mail.example.org ESMTP\r\n")
        self.close_connection = True

    def open_end(self) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()

    def trickle(self, piece: bytes) -> None:
        while not self.server.closing.wait(0.05):
            self.wfile.write(piece)

    def log_message(self, *parts: object) -> None:
        """Keeps the terminal quiet."""


@contextmanager
def serving(certificate: Path | None = None):
    running = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    running.daemon_threads, running.block_on_close = True, False
    running.asked, running.closing = [], threading.Event()
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        running.socket = context.wrap_socket(running.socket, server_side=True)
    threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
    yield running
    running.closing.set()
    running.shutdown()
    running.server_close()


@pytest.fixture(scope="module")
def server():
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """The file with key and certificate of a host “safe.test”."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string("CN=safe.test")
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("safe.test")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    file = tmp_path_factory.mktemp("tls") / "safe.pem"
    file.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(pem))
    return file


@pytest.fixture
def site(server, monkeypatch):
    """The server's address, which these tests may fetch from."""
    monkeypatch.setenv(destinations.PRIVATE, "1")
    server.asked.clear()
    return f"http://127.0.0.1:{server.server_address[1]}"


@pytest.mark.parametrize(
    "path, name", [("/a.csv", "a.csv"), ("/data/w%C3%A4rme%202.csv?x=1", "wärme 2.csv"), ("/chunked", "chunked"),
                   ("/packed.csv", "packed.csv"), ("/hops/4", "a.csv"), ("/", "127.0.0.1"), ("", "127.0.0.1")],
)  # fmt: skip
def test_a_file_comes_with_its_name(site, path, name):
    assert address.fetch(f" {site}{path} \n") == (name, CSV)


def test_the_servers_own_name_counts_without_its_folders(site):
    assert address.fetch(f"{site}/named") == ("prices.csv", CSV)


def test_letters_beyond_ascii_and_blanks_are_escaped_once(site, server):
    address.fetch(f"{site}/wärme 2%20.csv?q=ä b&r=%20")
    (path, headers), = server.asked  # fmt: skip
    assert path == "/w%C3%A4rme%202%20.csv?q=%C3%A4%20b&r=%20"
    assert headers["Host"] == site.removeprefix("http://")


@pytest.mark.parametrize(
    "path, fault, words",
    [
        ("/status/404", BadSetting, "no file at this address"),
        ("/status/403", BadSetting, "only to those it knows"),
        ("/status/429", RateLimited, "asks us to wait"),
        ("/status/503", NoNetwork, "error 503"),
        ("/status/204", NoNetwork, "error 204"),
        ("/status/302", NoNetwork, "error 302"),
        ("/hops/5", BadSetting, "more than 5 times"),
        ("/too-short", NoNetwork, "ended before"),
        ("/half-packed", NoNetwork, "ended before"),
        ("/not-packed", UnreadableFile, "sent as gzip and is none"),
        ("/brotli", BadSetting, "packed as “br”"),
        ("/garbage", NoNetwork, "not answer as a web server"),
        ("/huge", UnreadableFile, "larger than 200 MB"),
        ("/to?file:///etc/passwd", BadSetting, "must begin with"),
        ("/to?http://u:p@127.0.0.1/", BadSetting, "password"),
        ("/to?http://169.254.169.254/latest/meta-data/", BadSetting, "private or reserved"),
        ("/to?//224.0.0.1/", BadSetting, "private or reserved"),
        ("/nowhere", BadSetting, "which is none"),
    ],
)
def test_each_fault_has_its_words(site, path, fault, words):
    with pytest.raises(fault, match=words):
        address.fetch(site + path)


def test_what_is_behind_the_announced_length_is_not_read(site):
    assert address.fetch(f"{site}/too-long")[1] == CSV[:-5]


@pytest.mark.parametrize("path", ["/endless", "/bomb"])
def test_more_than_the_limit_is_refused_while_it_comes(site, path, monkeypatch):
    monkeypatch.setattr(address, "LIMIT", 2**20)
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match="larger than 1 MB"):
        address.fetch(site + path)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("path", ["/slow-body", "/slow-head"])
def test_what_trickles_is_cut_off(site, path, monkeypatch):
    monkeypatch.setattr(address, "SECONDS", 0.4)
    began = time.monotonic()
    with pytest.raises(NoNetwork, match="took more than"):
        address.fetch(site + path)
    assert time.monotonic() - began < 1.5


def test_the_limit_is_that_of_uploads():
    config = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())
    assert config["server"]["maxUploadSize"] * 2**20 == address.LIMIT


def test_a_server_that_is_gone_can_not_be_reached(monkeypatch):
    monkeypatch.setenv(destinations.PRIVATE, "1")
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(NoNetwork, match="can't be reached"):
        address.fetch(f"http://127.0.0.1:{port}/a.csv")
    with pytest.raises(NoNetwork, match="can't be reached"):
        address.fetch(f"https://127.0.0.1:{port}/a.csv")


def test_what_accepts_and_stays_silent_is_given_up(monkeypatch):
    monkeypatch.setenv(destinations.PRIVATE, "1")
    monkeypatch.setattr(address, "CONNECT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(NoNetwork, match="can't be reached"):
        address.fetch(f"https://127.0.0.1:{silent.getsockname()[1]}/a.csv")


def test_what_does_not_speak_tls_can_not_be_reached_by_https(site):
    with pytest.raises(NoNetwork, match="can't be reached"):
        address.fetch(site.replace("http:", "https:") + "/a.csv")


def test_proxies_of_the_environment_are_not_asked(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert address.fetch(f"{site}/a.csv") == ("a.csv", CSV)


def test_https_is_to_the_checked_address_and_proven_to_be_the_host(certificate, monkeypatch):
    resolve = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *of, **more: resolve("127.0.0.1", *of, **more))
    monkeypatch.setenv(destinations.PRIVATE, "1")
    with serving(certificate) as server:
        port = server.server_address[1]
        with pytest.raises(NoNetwork, match="certificate is not valid"):
            address.fetch(f"https://safe.test:{port}/a.csv")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert address.fetch(f"https://safe.test:{port}/a.csv") == ("a.csv", CSV)
        with pytest.raises(NoNetwork, match="certificate is not valid"):
            address.fetch(f"https://other.test:{port}/a.csv")
        monkeypatch.setattr(address, "SECONDS", 0.6)
        with pytest.raises(NoNetwork, match="took more than"):
            address.fetch(f"https://safe.test:{port}/slow-body")


def test_a_host_is_resolved_once_and_that_address_is_connected_to(site, server, monkeypatch):
    asked, resolve = [], socket.getaddrinfo

    def rebinding(host, *of, **more):
        asked.append(host)
        return resolve("127.0.0.1" if asked.count(host) == 1 else "127.0.0.2", *of, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    port = server.server_address[1]
    assert address.fetch(f"http://rebinding.test:{port}/a.csv") == ("a.csv", CSV)
    assert asked.count("rebinding.test") == 1
    assert server.asked[0][1]["Host"] == f"rebinding.test:{port}"


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "[::]"],
)
def test_loopback_is_refused_in_every_spelling(server, monkeypatch, host):
    monkeypatch.delenv(destinations.PRIVATE, raising=False)
    server.asked.clear()
    with pytest.raises(BadSetting, match="private or reserved network"):
        address.fetch(f"http://{host}:8000/a.csv")
    assert server.asked == []


@pytest.mark.parametrize(
    "number, public, private",
    [
        ("8.8.8.8", True, True),
        ("2606:4700::1111", True, True),
        ("::ffff:8.8.8.8", True, True),
        ("64:ff9b::808:808", True, True),
        ("10.1.2.3", False, True),
        ("172.16.0.1", False, True),
        ("192.168.1.1", False, True),
        ("100.64.0.1", False, True),
        ("127.0.0.2", False, True),
        ("::1", False, True),
        ("fd00::1", False, True),
        ("::ffff:192.168.1.1", False, True),
        ("64:ff9b::a00:1", False, True),
        ("169.254.169.254", False, False),
        ("::ffff:169.254.169.254", False, False),
        ("fe80::1%eth0", False, False),
        ("fec0::1", False, False),
        ("224.0.0.1", False, False),
        ("ff02::1", False, False),
        ("240.0.0.1", False, False),
        ("255.255.255.255", False, False),
        ("0.0.0.0", False, False),
        ("::", False, False),
        ("2002:7f00:1::", False, False),
        ("2001:0:7f00:1::", False, False),
    ],
)
def test_which_numbers_may_be_connected_to(monkeypatch, number, public, private):
    monkeypatch.delenv(destinations.PRIVATE, raising=False)
    assert destinations.is_allowed(number) == public
    monkeypatch.setenv(destinations.PRIVATE, "1")
    assert destinations.is_allowed(number) == private


@pytest.mark.parametrize(
    "url, words",
    [
        ("", "must begin with"),
        ("example.org/a.csv", "must begin with"),
        ("ftp://example.org/a.csv", "must begin with"),
        ("file:///etc/passwd", "must begin with"),
        ("http://", "must begin with"),
        ("http://[::1", "no web address"),
        ("http://example.org:99999/", "no web address"),
        ("http://example.org:22/", re.escape("port (22)")),
        ("http://me:secret@example.org/", "user name or a password"),
        ("http://example.org/a\r\nHost: b", "signs that none has"),
        ("http://example.org/" + "a" * 2000, "more than 2,000"),
    ],
)
def test_what_is_no_address_to_fetch_is_refused(monkeypatch, url, words):
    monkeypatch.delenv(destinations.PRIVATE, raising=False)
    with pytest.raises(BadSetting, match=words):
        address.fetch(url)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a..b", "x" * 64 + ".org"])
def test_a_host_that_is_none_can_not_be_found(host):
    with pytest.raises(NoNetwork, match="can't be found"):
        address.fetch(f"http://{host}/a.csv")


@pytest.mark.parametrize(
    "page, file",
    [
        ("https://www.github.com/o/r/raw/v1.0/d/a.csv?x=1#L3", "https://raw.githubusercontent.com/o/r/v1.0/d/a.csv"),
        ("https://github.com/o/r", "https://github.com/o/r"),
        (
            "https://docs.google.com/spreadsheets/d/1a-_b",
            "https://docs.google.com/spreadsheets/d/1a-_b/export?format=csv",
        ),
        (
            "https://docs.google.com/spreadsheets/d/1a/edit#gid=12",
            "https://docs.google.com/spreadsheets/d/1a/export?format=csv&gid=12",
        ),
        (
            "https://docs.google.com/spreadsheets/d/e/2PACX-1/pubhtml?gid=3&single=true",
            "https://docs.google.com/spreadsheets/d/e/2PACX-1/pub?output=csv&gid=3",
        ),
        (
            "https://docs.google.com/spreadsheets/d/e/2PACX-1/pub?output=tsv",
            "https://docs.google.com/spreadsheets/d/e/2PACX-1/pub?output=tsv",
        ),
        (
            "https://docs.google.com/spreadsheets/d/1a/export?format=xlsx",
            "https://docs.google.com/spreadsheets/d/1a/export?format=xlsx",
        ),
        ("https://github.com.evil.org/o/r/blob/m/a.csv", "https://github.com.evil.org/o/r/blob/m/a.csv"),
    ],
)
def test_a_page_that_shows_a_file_becomes_the_file(page, file):
    assert address.direct(page) == file
