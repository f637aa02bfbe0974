"""The program asks no other computer, but a calendar server where the user publishes to one."""

from __future__ import annotations

import ast
import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

import no_network

SOURCE = Path(__file__).parents[1] / "src" / "planner"
SPEAKS = frozenset(
    "socket ssl http urllib.request urllib3 requests httpx niquests aiohttp caldav smtplib ftplib imaplib"
    " poplib telnetlib xmlrpc socketserver asyncio PySide6.QtNetwork PySide6.QtWebSockets"
    " PySide6.QtWebEngineWidgets PySide6.QtWebEngineCore webbrowser dns".split()
)
"""Modules by which one can speak with another computer."""
_WORDS = re.compile(rf"(import|from)\b.*\b({'|'.join(one.split('.')[-1] for one in SPEAKS)})\b")
MAY = {
    "interchange/calendar_server.py": {"http", "caldav"},  # where the user publishes to one
    "ui/one_window.py": {"PySide6.QtNetwork"},  # local sockets: the second start
    "storage/writer_lock.py": {"socket"},  # the name of this computer, for who waits at the lock
}


def speaking(path: Path) -> set[str]:
    """The modules of :data:`SPEAKS` that a module imports, at its top or in a function."""
    text, found = path.read_text(encoding="utf-8"), set[str]()
    if not _WORDS.search(text):
        return found
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{one.name}" for one in node.names)]
        else:
            continue
        found |= {known for known in SPEAKS for name in names if f"{name}.".startswith(f"{known}.")}
    return found


def test_two_modules_alone_open_a_connection() -> None:
    found = {
        path.relative_to(SOURCE).as_posix(): names
        for path in sorted(SOURCE.rglob("*.py"))
        if (names := speaking(path))
    }
    assert found == MAY


def test_the_lock_asks_for_the_name_of_this_computer_alone() -> None:
    tree = ast.parse((SOURCE / "storage" / "writer_lock.py").read_text(encoding="utf-8"))
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "socket"
    }
    assert asked == {"gethostname"}


def test_the_window_uses_local_sockets_alone() -> None:
    text = (SOURCE / "ui" / "one_window.py").read_text(encoding="utf-8")
    named = {
        one.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module == "PySide6.QtNetwork"
        for one in node.names
    }
    assert named == {"QLocalSocket", "QLocalServer"}


@pytest.mark.parametrize(
    "code",
    ["import socket", "from urllib import request", "import urllib.request as u", "from PySide6 import QtNetwork",
     "def f():\n from http.client import HTTPSConnection", "import requests"],
)  # fmt: skip
def test_an_import_is_seen(tmp_path: Path, code: str) -> None:
    (tmp_path / "some.py").write_text(code)
    assert speaking(tmp_path / "some.py")


def test_who_speaks_in_a_test_is_seen() -> None:
    """Else the guard of the whole suite would be none; 192.0.2.1 is an address that nobody has."""
    with socket.socket() as one, pytest.raises(OSError, match="unreachable"):
        one.connect(("192.0.2.1", 80))
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen("http://planner.example/")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, pytest.raises(OSError):
        one.sendto(b"x", ("192.0.2.1", 53))
    assert len(no_network.attempts) == 3
    no_network.attempts.clear()


_A_DAY = """
import sys
from pathlib import Path
from planner import app
from planner.services.exporting import Calendars, ExportRequest
from planner.services.planner import create_planner
from planner.settings import Settings

folder = Path(sys.argv[1])
planner = create_planner(str(folder / "library.planner"), Settings(), sample=True)
visit = planner.visits.find("JP-DK-2027").id
app.picture(planner, visit, folder / "window.png")
planner.exporting.write(
    ExportRequest(visit_id=visit, folder=folder / "out", calendars=(Calendars.VISIT,))
)
planner.backups.make()
planner.checking_up.check()
planner.close()
print("done")
"""


def test_a_start_of_the_window_an_export_and_a_backup_need_no_network(tmp_path: Path) -> None:
    """On a computer without any device for a network; and not Python's calls alone are looked at, but
    those of Qt, SQLite and all other libraries, too."""
    log = tmp_path / "calls.txt"
    alone = ["unshare", "--map-root-user", "--net"]
    traced = ["strace", "-f", "-o", str(log), "-e", "trace=socket,connect,sendto,sendmsg,bind"]
    ways = [way for way in (alone, traced) if _works([*way, "true"])]
    if not ways:
        pytest.skip("this system takes no network away and shows no calls")
    command = [word for way in ways for word in way]
    done = subprocess.run(
        [*command, sys.executable, "-c", _A_DAY, str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "done", done.stderr
    if traced in ways:
        calls = log.read_text(errors="replace").splitlines()
        assert calls[-1].split()[1] == "+++"  # the trace goes to the end of the program
        assert [one for one in calls if "AF_INET" in one or "AF_PACKET" in one] == []


def _works(command: list[str]) -> bool:
    return (
        shutil.which(command[0]) is not None
        and not subprocess.run(command, capture_output=True, check=False).returncode
    )
