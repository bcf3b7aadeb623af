"""A loopback OpenID Connect provider: discovery, a page to choose an account, codes, signed tokens, keys, logout.

As strict as a real one: a code is good once, for the client that has the secret, for the address to which it was sent
and for whoever holds the PKCE verifier. `spoil` makes it answer wrongly: "signature" signs with a key that it does not
publish, "nonce" answers another login.
"""

import json
import secrets
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

ACCOUNTS = {"ann": "Ann Example", "bob": "Bob Example"}
CLIENT, SECRET = "lstm-lab", secrets.token_urlsafe(16)


def base64(data: bytes) -> str:
    """Base64 for addresses, without padding, as all of JOSE has it."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(claims: dict, key: rsa.RSAPrivateKey) -> str:
    """A JSON Web Token, RS256 (RFC 7515, RFC 7518 section 3.3)."""
    head = {"alg": "RS256", "typ": "JWT", "kid": "1"}
    text = ".".join(base64(json.dumps(part).encode()) for part in (head, claims))
    return f"{text}.{base64(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


class Answers(BaseHTTPRequestHandler):
    """The addresses that a browser and the dashboard ask."""

    def do_GET(self) -> None:
        provider, address = self.server.provider, urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/.well-known/openid-configuration":
            self.tell(200, provider.about())
        elif address.path == "/keys":
            self.tell(200, {"keys": [provider.public_key()]})
        elif address.path == "/authorize" and provider.is_known(asked):
            self.authorize(asked)
        elif address.path == "/logout" and asked.get("post_logout_redirect_uri") == provider.returns_to:
            self.send_on(provider.returns_to, state=asked.get("state", ""))
        else:
            self.tell(400, {"error": "invalid_request"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        kind, _, told = self.headers.get("Authorization", "").partition(" ")
        if kind != "Basic" or b64decode(told).decode() != f"{CLIENT}:{SECRET}":
            self.tell(401, {"error": "invalid_client"})
        elif (token := self.server.provider.token(asked)) is None:
            self.tell(400, {"error": "invalid_grant"})
        else:
            self.tell(200, token)

    def authorize(self, asked: dict) -> None:
        """The page to choose an account, or the way back from it."""
        account = asked.pop("account", None)
        if account == "nobody":
            self.send_on(asked["redirect_uri"], error="access_denied", state=asked["state"])
        elif account is not None:
            code = self.server.provider.code(account, asked)
            self.send_on(asked["redirect_uri"], code=code, state=asked["state"])
        else:
            links = [
                f'<p><a href="/authorize?{urlencode(asked | {"account": one})}">{name}</a></p>'
                for one, name in {**ACCOUNTS, "nobody": "Cancel"}.items()
            ]
            self.answer(200, "text/html", "<h1>Choose an account</h1>" + "".join(links))

    def send_on(self, address: str, **told: str) -> None:
        """Sends the browser to an address."""
        self.send_response(302)
        self.send_header("Location", f"{address}?{urlencode(told)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def tell(self, status: int, document: dict) -> None:
        """Answers a program."""
        self.answer(status, "application/json", json.dumps(document))

    def answer(self, status: int, kind: str, text: str) -> None:
        """Sends one answer."""
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *parts: object) -> None:
        """Keeps the terminal quiet."""


class Provider:
    """A running provider: `with Provider() as provider:`; it lets people go on to `returns_to` alone."""

    returns_to: str | None = None
    spoil: str | None = None

    def __init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.server.daemon_threads = True
        self.server.provider = self
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.key, self.forged = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
        self.codes: dict[str, tuple[str, dict]] = {}

    def about(self) -> dict:
        """The discovery document."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def public_key(self) -> dict:
        """The key that checks signatures, as a JSON Web Key."""
        numbers = self.key.public_key().public_numbers()
        n, e = (base64(one.to_bytes((one.bit_length() + 7) // 8, "big")) for one in (numbers.n, numbers.e))
        return {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "1", "n": n, "e": e}

    def is_known(self, asked: dict) -> bool:
        """Whether a request to log in is one of the client that is registered here, and complete."""
        return (
            (asked.get("client_id"), asked.get("redirect_uri")) == (CLIENT, self.returns_to)
            and (asked.get("response_type"), asked.get("code_challenge_method")) == ("code", "S256")
            and "openid" in asked.get("scope", "").split()
            and {"state", "nonce", "code_challenge"} <= asked.keys()
        )

    def code(self, account: str, asked: dict) -> str:
        """A code for that account, good once."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = account, asked
        return code

    def token(self, asked: dict) -> dict | None:
        """What a code is exchanged for; None where it is not good."""
        account, before = self.codes.pop(asked.get("code", ""), (None, {}))
        challenge = base64(sha256(asked.get("code_verifier", "").encode()).digest())
        told = asked.get("grant_type"), asked.get("redirect_uri"), challenge
        if account is None or told != ("authorization_code", before["redirect_uri"], before["code_challenge"]):
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": account, "aud": CLIENT, "iat": now, "exp": now + 300}
        claims |= {"name": ACCOUNTS[account], "email": f"{account}@example.org"}
        claims["nonce"] = secrets.token_urlsafe(16) if self.spoil == "nonce" else before["nonce"]
        id_token = signed(claims, self.forged if self.spoil == "signature" else self.key)
        return {
            "access_token": secrets.token_urlsafe(16),
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": id_token,
        }

    def __enter__(self) -> "Provider":
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *fault: object) -> None:
        self.server.shutdown()
        self.server.server_close()
