"""What a calendar server may answer: each refusal is a sentence, and no password goes astray."""

from __future__ import annotations

import base64
import datetime as dt
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from planner.errors import PasswordWanted, UserError
from planner.interchange import calendar_server
from planner.interchange.calendar_places import ChangedThere, IdentityTaken, says_the_same
from planner.interchange.calendar_server import CalendarServer, checked_address

PASSWORD = "open-sesame"
CALENDAR = b"""<?xml version="1.0"?>
<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><response><href>/cal/</href>
<propstat><prop><resourcetype><collection/><C:calendar/></resourcetype></prop></propstat></response>
</multistatus>"""


@dataclass
class Answers:
    """What the server says to each method, and what it was told."""

    port: int = 0
    status: dict[str, int] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = CALENDAR
    slow: float = 0.0
    moved: dict[str, str] = field(default_factory=dict)
    server: Any = None
    heard: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/cal/"

    def place(self) -> CalendarServer:
        return CalendarServer(self.address, "office", PASSWORD)


class Handler(BaseHTTPRequestHandler):
    answers: Answers

    def _answer(self) -> None:
        said = self.answers
        login = self.headers.get("Authorization", "")
        said.heard.append((self.command, self.path, login))
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        time.sleep(said.slow)
        status = said.status.get(self.command, 207 if self.command == "PROPFIND" else 201)
        if self.path in said.moved:
            self.send_response(301)
            self.send_header("Location", said.moved[self.path])
        else:
            self.send_response(status)
        for name, value in said.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said.body)))
        self.end_headers()
        self.wfile.write(said.body)

    do_PROPFIND = do_PUT = do_DELETE = do_GET = _answer

    def log_message(self, *_arguments: object) -> None:
        """Says nothing."""


@pytest.fixture
def answers() -> Iterator[Answers]:
    yield from _serve()


@pytest.fixture
def other() -> Iterator[Answers]:
    yield from _serve()


def _serve() -> Iterator[Answers]:
    said = Answers()
    handler = type("Own", (Handler,), {"answers": said})
    server = said.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda *_arguments: None  # type: ignore[method-assign]
    said.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield said
    server.shutdown()
    server.server_close()
    thread.join()


REFUSALS = [
    (401, "name and the password"),
    (403, "does not let you change"),
    (404, "no calendar at this address"),
    (405, "does not let you change"),
    (409, "does not fit"),
    (413, "no room left"),
    (429, "too busy"),
    (500, "number 500"),
    (503, "too busy"),
    (507, "no room left"),
]


@pytest.mark.parametrize(("status", "words"), REFUSALS)
@pytest.mark.parametrize("method", ["PROPFIND", "PUT", "DELETE"])
def test_each_refusal_says_what_happened_and_what_to_do(
    answers: Answers, method: str, status: int, words: str
) -> None:
    answers.status[method] = status
    answers.body = b"<html>open-sesame says the server</html>"
    place = answers.place()
    acts = {
        "PROPFIND": lambda: place.states(["a.ics"]),
        "PUT": lambda: place.put("a.ics", b"x", '"1"'),
        "DELETE": lambda: place.remove("a.ics", '"1"'),
    }
    if (method, status) == ("DELETE", 404):
        acts[method]()
        return

    with pytest.raises(UserError, match=words) as refused:
        acts[method]()

    assert isinstance(refused.value, PasswordWanted) == (status == 401)
    assert refused.value.hint
    assert PASSWORD not in f"{refused.value} {refused.value.__cause__!r}"
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_a_guard_that_does_not_hold_is_no_refusal(answers: Answers) -> None:
    answers.status = {"PUT": 412, "DELETE": 412, "GET": 200}
    place = answers.place()

    with pytest.raises(ChangedThere):
        place.put("a.ics", b"x", None)
    with pytest.raises(ChangedThere):
        place.remove("a.ics", '"1"')


@pytest.mark.parametrize("status", [403, 409])
def test_an_identity_that_is_taken_is_told_apart(answers: Answers, status: int) -> None:
    answers.status["PUT"] = status
    answers.body = (
        b'<?xml version="1.0"?><error xmlns="DAV:">'
        b'<no-uid-conflict xmlns="urn:ietf:params:xml:ns:caldav"/></error>'
    )
    answers.headers["Content-Type"] = "application/xml"

    with pytest.raises(IdentityTaken):
        answers.place().put("a.ics", b"x", None)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["PROPFIND", "PUT", "DELETE"])
def test_another_server_never_hears_of_us(
    answers: Answers, other: Answers, method: str, status: int
) -> None:
    answers.status[method] = status
    answers.headers["Location"] = other.address
    place = answers.place()

    with pytest.raises(UserError, match="sends us to another"):
        if method == "PROPFIND":
            place.states(["a.ics"])
        elif method == "PUT":
            place.put("a.ics", b"x", None)
        else:
            place.remove("a.ics", '"1"')

    assert other.heard == []


def test_looking_follows_within_the_server_and_writes_there_from_then_on(answers: Answers) -> None:
    answers.moved = {"/old/": "/cal/"}
    answers.headers["ETag"] = '"1"'
    place = CalendarServer(f"http://127.0.0.1:{answers.port}/old", "office", PASSWORD)

    assert place.states(["a.ics"]) == {}
    place.put("a.ics", b"x", None)

    assert [path for _method, path, _login in answers.heard] == ["/old/", "/cal/", "/cal/a.ics"]


def test_a_server_that_sends_us_in_circles_is_left(answers: Answers) -> None:
    answers.moved = {"/cal/": "/old/", "/old/": "/cal/"}

    with pytest.raises(UserError, match="another address"):
        answers.place().states(["a.ics"])


def test_the_password_goes_out_only_when_it_is_asked_for(answers: Answers) -> None:
    answers.place().states(["a.ics"])
    assert [login for _method, _path, login in answers.heard] == [""]

    answers.status["PROPFIND"] = 401
    answers.headers["WWW-Authenticate"] = 'Basic realm="x"'
    with pytest.raises(PasswordWanted):
        answers.place().states(["a.ics"])
    told = base64.b64encode(f"office:{PASSWORD}".encode()).decode()
    assert answers.heard[-1][2] == f"Basic {told}"


def test_a_silent_server_is_given_up(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_server, "TIMEOUT", 0.2)
    answers.slow = 1.0

    with pytest.raises(UserError, match="in time"):
        answers.place().states(["a.ics"])


def test_a_server_that_is_not_there_is_said() -> None:
    with pytest.raises(UserError, match="cannot be reached"):
        CalendarServer("http://127.0.0.1:9/cal/").states(["a.ics"])


def test_a_certificate_that_nobody_vouches_for_is_refused(answers: Answers, tmp_path: Path) -> None:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    file = tmp_path / "server.pem"
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
        + certificate.public_bytes(pem)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    answers.server.socket = context.wrap_socket(answers.server.socket, server_side=True)

    with pytest.raises(UserError, match="the right one"):
        CalendarServer(f"https://localhost:{answers.port}/cal/", "office", PASSWORD).states(["a"])

    assert answers.heard == []


def test_a_server_that_speaks_no_tls_is_said(answers: Answers) -> None:
    with pytest.raises(UserError, match=r"cannot be reached|the right one"):
        CalendarServer(answers.address.replace("http", "https")).states(["a.ics"])


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"not xml", b'<?xml version="1.0"?><other/>', b"\xff\x00"]
)
@pytest.mark.parametrize("kind", ["", "application/xml", "text/xml; charset=utf-8", "text/html"])
def test_an_answer_that_is_no_listing_is_refused(answers: Answers, kind: str, body: bytes) -> None:
    answers.body = body
    answers.headers["Content-Type"] = kind

    with pytest.raises(UserError):
        answers.place().states(["a.ics"])


def test_an_answer_opens_no_file(answers: Answers) -> None:
    answers.body = (
        b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        + CALENDAR.partition(b"?>")[2].replace(b"/cal/", b"/cal/&x;")
    )

    assert answers.place().states(["a.ics"]) == {}


@pytest.mark.parametrize("name", ["", "..", "a/b.ics", "../a.ics", "a\\b.ics"])
def test_no_name_leads_out_of_the_calendar(answers: Answers, name: str) -> None:
    with pytest.raises(ValueError):
        answers.place().put(name, b"x", None)
    assert answers.heard == []


def test_an_address_is_kept_with_a_slash_at_its_end() -> None:
    assert checked_address(" https://Cal.Example.org/visit ") == "https://cal.example.org/visit/"
    assert checked_address("http://localhost:5232/a%20b/") == "http://localhost:5232/a%20b/"
    assert checked_address("http://[::1]:5232/a/?x=1#y") == "http://[::1]:5232/a/"


EVENT = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    b"DTSTAMP:20270101T000000Z\r\nDTSTART:20270510T080000Z\r\nSUMMARY:Talks\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_an_event_is_the_same_however_it_is_written_down() -> None:
    other = EVENT.replace(b"UID:1\r\n", b"").replace(
        b"SUMMARY:Talks", b"SUMMARY:Ta\r\n lks\r\nUID:1"
    )
    assert says_the_same(EVENT, other)
    assert not says_the_same(EVENT, EVENT.replace(b"Talks", b"Talk"))
    assert not says_the_same(EVENT, EVENT.replace(b"END:VEVENT", b"LOCATION:x\r\nEND:VEVENT", 1))
    assert not says_the_same(EVENT, EVENT.replace(b"T080000Z", b"T080000"))
    assert not says_the_same(EVENT, b"")
    assert not says_the_same(b"\xff", b"\xff")
