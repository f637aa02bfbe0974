"""A real Radicale on a free port of this machine, and somebody else who edits in its calendar."""

from __future__ import annotations

import base64
import contextlib
import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest

USER, PASSWORD = "office", "correct horse battery"
MAKE = '<?xml version="1.0"?><C:mkcalendar xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"/>'
LIST = '<?xml version="1.0"?><propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'


@dataclass
class Office:
    """The server with one calendar, seen by somebody who is not us."""

    port: int
    path: str = f"/{USER}/visit/"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.path}"

    def ask(self, method: str, name: str = "", body: str = "", **headers: str) -> tuple[int, str]:
        login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(line):
            line.request(
                method,
                self.path + name,
                body.encode(),
                {"Authorization": f"Basic {login}", "Content-Type": "text/calendar", **headers},
            )
            answer = line.getresponse()
            return answer.status, answer.read().decode()

    def make(self) -> None:
        assert self.ask("MKCALENDAR", "", MAKE)[0] == 201

    def names(self) -> set[str]:
        status, text = self.ask("PROPFIND", "", LIST, Depth="1")
        assert status == 207
        found = re.findall(r"<href>([^<]+)</href>", text)
        return {unquote(one).rpartition("/")[2] for one in found} - {""}

    def read(self, name: str) -> str:
        status, text = self.ask("GET", name)
        assert status == 200
        return text

    def all(self) -> dict[str, str]:
        return {name: self.read(name) for name in self.names()}

    def put(self, name: str, summary: str, uid: str = "") -> None:
        text = (
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//somebody//EN\r\nBEGIN:VEVENT\r\n"
            f"UID:{uid or name}\r\nDTSTAMP:20270101T000000Z\r\nDTSTART:20270510T080000Z\r\n"
            f"DTEND:20270510T090000Z\r\nSUMMARY:{summary}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
        assert self.ask("PUT", name, text)[0] in (201, 204)

    def retitle(self, name: str, summary: str) -> None:
        text = re.sub(r"(?m)^SUMMARY:.*(\r?\n .*)*", f"SUMMARY:{summary}", self.read(name))
        assert self.ask("PUT", name, text)[0] in (201, 204)

    def delete(self, name: str) -> None:
        assert self.ask("DELETE", name)[0] in (200, 204)

    def titles(self) -> set[str]:
        return {
            line.removeprefix("SUMMARY:")
            for text in self.all().values()
            for line in text.splitlines()
            if line.startswith("SUMMARY:")
        }


@contextlib.contextmanager
def office(folder: Path, port: int = 0) -> Iterator[Office]:
    """Name and password are wanted; gone at the end. With a port: the one of before, again."""
    pytest.importorskip("radicale")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    is_new = not port
    if is_new:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "radicale", "--config", "", "--hosts", f"127.0.0.1:{port}",
        "--auth-type", "htpasswd", "--auth-htpasswd-filename", str(folder / "users"),
        "--auth-htpasswd-encryption", "plain", "--auth-delay", "0",
        "--storage-filesystem-folder", str(folder / "collections"),
    ]  # fmt: skip
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL) as server,
    ):
        try:
            _wait(port)
            found = Office(port)
            if is_new:
                found.make()
            yield found
        finally:
            server.terminate()


def _wait(port: int) -> None:
    for _turn in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    pytest.fail("the server did not start")
