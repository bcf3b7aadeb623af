"""Where a web address leads: its host resolved once, and refused where that is not the public internet.

With LSTM_LAB_PRIVATE_ADDRESSES=1 private and loopback addresses are allowed, at every port: for people who fetch from
their own network, and for tests. Link-local ones, behind which clouds keep their secrets, and multicast stay refused.
"""

import ipaddress
import os
import socket
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from lstm_core.errors import BadSetting, NoNetwork

PRIVATE = "LSTM_LAB_PRIVATE_ADDRESSES"
LONGEST = 2000
PLAIN = "/%:@!$&'()*+,;=~?"  # signs that stay as they are in a path and a query
PORTS = {80, 443, *range(8000, 10_000)}
CARRIER = ipaddress.ip_network("100.64.0.0/10")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
TUNNELS = [ipaddress.ip_network(network) for network in ("2001::/32", "2002::/16")]  # Teredo, 6to4


class Destination(NamedTuple):
    """A checked place: connect to one of `addresses` and to nothing else, then ask for `target`."""

    is_secure: bool
    host: str
    port: int
    target: str
    addresses: tuple[str, ...]


def find(url: str) -> Destination:
    """The place of an http or https address. Raises BadSetting for what is not fetched, NoNetwork for no such host."""
    if len(url) > LONGEST or not url.isprintable():
        raise BadSetting(f"The address has more than {LONGEST:,} letters or signs that none has. Copy it again.")
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as odd:
        raise BadSetting(f"“{url[:60]}” is no web address. Copy it again from your browser.") from odd
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting(f"The address “{url[:60]}” must begin with https:// or http:// and name a host.")
    if parts.username is not None or parts.password is not None:
        raise BadSetting("The address holds a user name or a password. Download the file yourself and upload it.")
    if port not in PORTS and not private_allowed():
        raise BadSetting(f"port ({port}) must be 80, 443 or one from 8000 to 9999. Download the file and upload it.")
    target = quote(parts.path or "/", safe=PLAIN) + (f"?{quote(parts.query, safe=PLAIN)}" if parts.query else "")
    return Destination(parts.scheme == "https", parts.hostname, port, target, addresses(parts.hostname, port))


def addresses(host: str, port: int) -> tuple[str, ...]:
    """The IP addresses of a host, once each of them is allowed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as unknown:
        raise NoNetwork(f"The host “{host[:60]}” can't be found. Check the address and the network.") from unknown
    numbers = tuple(dict.fromkeys(place[0] for *_, place in found))
    for number in numbers:
        if not is_allowed(number):
            raise BadSetting(
                f"“{host[:60]}” lies inside a private or reserved network, from which nothing is fetched. "
                f"Download the file and upload it, or start the program with {PRIVATE}=1."
            )
    return numbers


def private_allowed() -> bool:
    """Whether the person who started the program lets it fetch from private networks."""
    return os.environ.get(PRIVATE) == "1"


def is_allowed(number: str) -> bool:
    """Whether this IP address may be connected to."""
    ip = ipaddress.ip_address(number.partition("%")[0])
    if ip.version == 6:
        if ip.ipv4_mapped or ip in NAT64:
            return is_allowed(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip.is_site_local or any(ip in tunnel for tunnel in TUNNELS):
            return False
    if ip.is_link_local or ip.is_multicast or ip.is_unspecified:
        return False
    if ip.is_loopback or (ip.is_private and not ip.is_reserved) or ip in CARRIER:
        return private_allowed()
    return ip.is_global and not ip.is_reserved
