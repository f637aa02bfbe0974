"""Other programs read our calendars back: the same moments, the same words.

libical (GNOME, KDE), sabre/vobject (Nextcloud), vobject behind Radicale (CalDAV) and calcurse have
parsers of their own. khal shares the library that we write with, but keeps what it read.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import icalendar
import pytest

from interchange.sample_events import (
    EVENTS,
    EXPECTED,
    Facts,
    event,
    facts,
    moment,
    without_local_time,
)
from planner.domain.times import WallTime
from planner.i18n import language
from planner.interchange.calendar import CalendarEvent, write_calendar
from planner.interchange.vtimezone import rule

pytestmark = pytest.mark.clients

HERE = Path(__file__).parent
DEBIAN_PYTHON = "/usr/bin/python3"
ENGLISH = language("en")


def program(name: str) -> str:
    """The path of a program; skips the test where there is none."""
    found = shutil.which(
        name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def run(command: Sequence[str | Path], home: Path) -> str:
    """What the program says, with nobody's settings and in UTC."""
    environ = {**os.environ, "HOME": str(home), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        environ.pop(name, None)
    done = subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", env=environ, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def save(folder: Path, events: Sequence[CalendarEvent] = EVENTS) -> Path:
    path = folder / "visit.ics"
    path.write_bytes(write_calendar("Besøg", events, language=ENGLISH))
    return path


def as_facts(found: Sequence[dict[str, Any]]) -> dict[str, Facts]:
    """By uid, and without the sentence about the local time, which is ours."""
    read = [
        Facts(**{**each, "description": without_local_time(each["description"])}) for each in found
    ]
    return {each.uid: each for each in read}


# --- libical --------------------------------------------------------------------------------------


def libical(*arguments: str | Path, home: Path) -> Any:
    check = [DEBIAN_PYTHON, "-c", "import gi; gi.require_version('ICalGLib', '3.0')"]
    if not Path(DEBIAN_PYTHON).exists() or subprocess.run(check, capture_output=True).returncode:
        pytest.skip("libical's bindings (gir1.2-ical-3.0, python3-gi) are not installed")
    return json.loads(run([DEBIAN_PYTHON, HERE / "libical_facts.py", *arguments], home))


def test_libical_reads_every_fact(tmp_path: Path) -> None:
    found = libical(save(tmp_path), home=tmp_path)

    assert found["errors"] == 0
    assert as_facts(found["facts"]) == EXPECTED


def test_libical_has_every_zone_at_its_moments(tmp_path: Path) -> None:
    events = []
    for name in sorted(available_timezones() - {"localtime"}):
        yearly = rule(name)
        changes = yearly.changes(2027) if yearly else []
        moments = [dt.datetime(2027, month, 15, 12) for month in (1, 7)]
        moments += [each + dt.timedelta(hours=hours) for each in changes for hours in (-2, 2)]
        for each in moments:
            start = WallTime(each, "Etc/UTC").in_zone(name)
            end = start.plus(dt.timedelta(hours=1))
            events.append(event(str(len(events)), start, end, summary=name))

    found = libical(save(tmp_path, events), home=tmp_path)

    read = as_facts(found["facts"])
    expected = {each.uid: facts(each) for each in events}
    assert len(read) == len(expected) > 1500
    assert [each for uid, each in read.items() if each != expected[uid]] == []


# --- sabre/vobject --------------------------------------------------------------------------------


def test_sabre_reads_every_fact_and_finds_no_fault(tmp_path: Path) -> None:
    php = program("php")
    if not Path("/usr/share/php/Sabre/VObject/autoload.php").exists():
        pytest.skip("php-sabre-vobject is not installed")

    found = json.loads(run([php, HERE / "sabre_facts.php", save(tmp_path)], tmp_path))

    assert found["errors"] == []
    for each in found["facts"]:
        for name in ("summary", "location", "description"):
            # Debian's version 2 leaves these two as they stand in the file.
            each[name] = re.sub(r"\\([,;])", r"\1", each[name])
    assert as_facts(found["facts"]) == EXPECTED


# --- CalDAV ---------------------------------------------------------------------------------------


@contextlib.contextmanager
def radicale(folder: Path) -> Iterator[str]:
    """A server of its own on a free port of this machine, gone at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        program("radicale"), "--config", "", "--hosts", f"127.0.0.1:{port}", "--auth-type", "none",
        "--storage-filesystem-folder", str(folder / "collections"),
    ]  # fmt: skip
    with (
        (folder / "radicale.log").open("wb") as log,
        subprocess.Popen(
            command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        ) as server,
    ):
        try:
            wait_for(lambda: answers(port))
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("the server did not start")


@contextlib.contextmanager
def caldav_calendar(folder: Path) -> Iterator[Any]:
    caldav = pytest.importorskip("caldav")
    with (
        radicale(folder) as url,
        caldav.DAVClient(url=url, username="visitor", password="-") as client,
    ):
        yield client.principal().make_calendar(name="Visit", cal_id="visit")


def put(calendar: Any, event: CalendarEvent) -> int:
    """Our bytes as they are: a CalDAV server takes one event at an address."""
    data = write_calendar("Visit", [event], language=ENGLISH)
    address = f"{calendar.url}{event.uid}.ics"
    headers = {"Content-Type": "text/calendar; charset=utf-8"}
    return int(calendar.client.put(address, data.decode(), headers).status)


def vobject_facts(data: str) -> dict[str, Any]:
    """What the parser that Radicale stores with says, by the zones of the file itself."""
    vobject = pytest.importorskip("vobject")
    event = vobject.readOne(data).vevent
    start, end = event.dtstart.value, event.dtend.value
    if isinstance(start, dt.datetime):
        times = moment(start), moment(end)
    else:
        times = start.isoformat(), (end - dt.timedelta(1)).isoformat()
    text = {name: getattr(event, name).value for name in event.contents if name != "valarm"}
    return {
        "uid": text["uid"],
        "summary": text["summary"],
        "start": times[0],
        "end": times[1],
        "location": text.get("location", ""),
        "description": text.get("description", ""),
        "status": text["status"],
        "sequence": int(text["sequence"]),
    }


def test_a_caldav_server_takes_and_gives_back_every_fact(tmp_path: Path) -> None:
    with caldav_calendar(tmp_path) as calendar:
        assert {put(calendar, event) for event in EVENTS} == {201}
        found = [vobject_facts(each.data) for each in calendar.get_events()]

    assert as_facts(found) == EXPECTED


def test_a_later_version_replaces_the_event_on_a_caldav_server(tmp_path: Path) -> None:
    first, second = versions()
    with caldav_calendar(tmp_path) as calendar:
        assert (put(calendar, first), put(calendar, second)) == (201, 204)
        (found,) = (vobject_facts(each.data) for each in calendar.get_events())

    assert (found["summary"], found["sequence"]) == ("Moved", 4)


def versions() -> tuple[CalendarEvent, CalendarEvent]:
    first = EVENTS[0]
    stamped = first.stamped_at + dt.timedelta(hours=1)
    return first, replace(first, summary="Moved", sequence=4, stamped_at=stamped)


# --- khal -----------------------------------------------------------------------------------------

KHAL = """
[calendars]
[[visit]]
path = {folder}/calendar
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%MZ
longdatetimeformat = %Y-%m-%dT%H:%MZ
[default]
default_calendar = visit
"""
KHAL_FIELDS = ("uid", "title", "start-full", "end-full", "start-date-full", "end-date-full",
               "all-day", "location", "description", "status")  # fmt: skip


class Khal:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.command: list[str | Path] = [program("khal"), "-c", folder / "config"]
        (folder / "calendar").mkdir()
        (folder / "config").write_text(KHAL.format(folder=folder), encoding="utf-8")

    def take(self, path: Path) -> None:
        run([*self.command, "import", "--batch", path], self.folder)

    def facts(self) -> list[dict[str, Any]]:
        fields = [part for name in KHAL_FIELDS for part in ("--json", name)]
        said = run(
            [*self.command, "list", "--once", *fields, "2026-01-01", "2029-01-01"], self.folder
        )
        # One list for each day of the range.
        return [self._facts(each) for line in said.splitlines() for each in json.loads(line)]

    def _facts(self, said: dict[str, str]) -> dict[str, Any]:
        all_day = said["all-day"] == "True"
        # The list does not say the number, the file that khal keeps does.
        kept = (self.folder / "calendar" / f"{said['uid']}.ics").read_bytes()
        (event,) = icalendar.Calendar.from_ical(kept).walk("VEVENT")
        return {
            "uid": said["uid"],
            "summary": said["title"],
            "start": said["start-date-full" if all_day else "start-full"],
            "end": said["end-date-full" if all_day else "end-full"],
            "location": said["location"],
            "description": said["description"],
            "status": said["status"],
            "sequence": int(event["SEQUENCE"]),
        }


def test_khal_keeps_every_fact(tmp_path: Path) -> None:
    khal = Khal(tmp_path)

    khal.take(save(tmp_path))

    expected = {uid: khals_own(facts) for uid, facts in EXPECTED.items()}
    assert as_facts(khal.facts()) == expected


def khals_own(facts: Facts) -> Facts:
    """khal writes what it read with the library, which takes a typed \\N for the end of a line."""
    return replace(facts, description=facts.description.replace("\\N", "\n"))


def test_khal_replaces_an_event_by_its_later_version(tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    for each in versions():
        khal.take(save(tmp_path, [each]))

    (found,) = khal.facts()
    assert (found["summary"], found["sequence"]) == ("Moved", 4)


# --- calcurse -------------------------------------------------------------------------------------


def test_calcurse_has_every_event_at_its_time(tmp_path: Path) -> None:
    calcurse = [program("calcurse"), "-D", tmp_path / "data", "-C", tmp_path / "config"]
    (tmp_path / "data").mkdir()
    (tmp_path / "config").mkdir()

    run([*calcurse, "-q", "-i", save(tmp_path)], tmp_path)
    said = run([*calcurse, "-G", "--filter-type", "apt", "--format-apt", "%s %e %m\\n"], tmp_path)

    found = set()
    for line in said.splitlines():
        start, end, summary = line.split(" ", 2)
        times = (moment(dt.datetime.fromtimestamp(int(each), dt.UTC)) for each in (start, end))
        found.add((summary, *times))
    timed = [facts for facts in EXPECTED.values() if "T" in facts.start]
    assert found == {(facts.summary, facts.start, facts.end) for facts in timed}
