"""Honest files of every kind, changed at random: some bytes, lines, pieces; each by its seed again.

What a mutation does to a packed file is nearly always caught by its check sum, so that workbooks are
also changed inside and packed again.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from typing import Final

from faults.strange_calendars import ZONE, calendar, event
from faults.strange_cards import card, png, visit, with_place
from oddities import make_workbooks as make
from oddities.odd_lists import ALL
from planner.interchange.file_reader import child_command

_TOKENS: Final = (
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\n", b"\r\n ", b"=", b";", b":", b'"', b"'", b"\\", b"%s%n", b"-1",
    b"99999999999999999999", b"1e999", b"NaN", b"BEGIN:VEVENT\r\n", b"END:VCALENDAR\r\n", b"BEGIN:VCARD\r\n", b"&#0;", b"<",
    b"<!DOCTYPE x>", b"]]>", b"PK\x03\x04", b"\x1b$B", b"=?utf-8?b?", b"RRULE:FREQ=DAILY\r\n", b"ENCODING=QUOTED-PRINTABLE",
    b"\xe2\x80\xae", b"[" * 3_000, b"a" * 70_000,
)  # fmt: skip


def honest() -> list[tuple[bytes, bytes]]:
    """What is asked of each honest file, and the file."""
    files = [(b"list", data) for data, _people in ALL.values()]
    files += [(b"list", build()) for build in make.LISTS.values()]
    one = event(
        "DTSTART;TZID=Ours:20270511T090000", "DTEND;TZID=Ours:20270511T100000", "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=9",
        "EXDATE;TZID=Ours:20270518T090000", "ATTENDEE;CN=Hanako Sato;PARTSTAT=ACCEPTED:mailto:sato@jst.example",
        "ORGANIZER;CN=Ken Ito:mailto:ito@jst.example", "DESCRIPTION:Talk\\, then\\nlunch", "LOCATION:Room 9",
    )  # fmt: skip
    files += [(b"list", calendar(ZONE.format(name="Ours", ahead="+0100"), one, one))] * 12
    people = card(
        "N:Sato;Hanako;;;", "TEL;TYPE=CELL:+81 90", "NOTE;ENCODING=QUOTED-PRINTABLE:a=C3=A9=\r\nb"
    )
    files += [(b"list", (people * 3).encode())] * 8
    files += [(b"phot", png(40, 30)), (b"phot", with_place())] * 4
    files += [(b"visi", visit(json.dumps({"copy_id": "c", "state": {"plan": {}}}).encode()))] * 3
    return files


def mutated(data: bytes, draw: random.Random) -> bytes:
    """The file with one to a dozen changes."""
    if data.startswith(b"PK") and draw.random() < 0.7:
        return _packed_again(data, draw)
    found = bytearray(data)
    for _change in range(draw.choice((1, 1, 2, 4, 12))):
        place, length = draw.randrange(len(found) + 1), draw.choice((1, 1, 4, 40, 400))
        match draw.randrange(7):
            case 0 if found:
                found[place % len(found)] ^= 1 << draw.randrange(8)
            case 1:
                del found[place : place + length]
            case 2:
                found[place:place] = found[place : place + length] * draw.choice((1, 2, 50))
            case 3:
                found[place:place] = draw.choice(_TOKENS)
            case 4:
                found[place : place + length] = draw.randbytes(length)
            case 5:
                del found[place:]
            case _:
                other = draw.randrange(len(found) + 1)
                found[place:place] = found[other : other + length]
    return bytes(found)


def _packed_again(data: bytes, draw: random.Random) -> bytes:
    """A workbook with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw.choice(sorted(parts))
    parts[name] = mutated(parts[name], draw) if not parts[name].startswith(b"PK") else b""
    return make.pack(parts)


def mutations(count: int, seed: int) -> Iterator[tuple[bytes, bytes]]:
    """So many changed files, the same ones for the same seed."""
    files = honest()
    for number in range(count):
        draw = random.Random(f"{seed}-{number}")
        asks, data = draw.choice(files)
        yield asks, mutated(data, draw)


READER: Final = """
import collections, faulthandler, json, sys, time, warnings
sys.path[:] = json.loads(sys.argv[1])
count, seed = int(sys.argv[2]), int(sys.argv[3])
from faults.mutated_files import mutations
from planner.interchange import confinement, reading_child as child
from planner.domain.staging_sentences import FINDING_SENTENCES
from planner.interchange.refusals import REFUSALS
import icalendar, PIL.Image, PIL.JpegImagePlugin, PIL.PngImagePlugin, python_calamine
import planner.interchange.visit_file_content, planner.interchange.mail_people
told = collections.Counter()
slowest = 0.0
warnings.simplefilter("ignore")  # Pillow tells each oddity of a photo
ready = mutations(count, seed)
confinement.confine(seconds=6000)
for number, (asks, data) in enumerate(ready):
    began = time.process_time()
    faulthandler.dump_traceback_later(10, exit=True)  # also out of a library or one long search
    try:
        if asks == b"phot":
            answers = [child.picture(data)]
        elif asks == b"visi":
            answers = [child.visit(data, "p")]
        else:
            answers = [child.answer(data)]
            if answers[0].get("events"):
                answers.append(child.events(data, "2027-05-10", "2027-05-14"))
        for answer in answers:
            written = "".join(child.portions(answer))
            assert json.loads(written.partition("\\n")[0]) is not None
            assert set(answer.get("notices", ())) <= {one[9:] for one in FINDING_SENTENCES}, answer["notices"]
            kind = answer.get("refused", "read")
            assert kind in REFUSALS or kind in ("read", "picture", "not_ours", "wrong_passphrase", "newer"), kind
            told[kind] += 1
    except BaseException as error:
        import traceback
        told["FAULT " + type(error).__name__] += 1
        print(f"number {number}, seed {seed}:", traceback.format_exc(limit=-4), file=sys.stderr)
    faulthandler.cancel_dump_traceback_later()
    slowest = max(slowest, time.process_time() - began)
print(json.dumps([told, slowest]))
"""


def read_mutated(count: int, seed: int) -> tuple[dict[str, int], float, str]:
    """What one process said of so many changed files, the slowest of them in seconds, and what broke.

    :raises AssertionError: it died.
    """
    *python, _code, path = child_command()
    done = subprocess.run(
        [*python, READER, path, str(count), str(seed)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (seed, done.returncode, done.stderr[-2_000:])
    told, slowest = json.loads(done.stdout)
    return told, slowest, done.stderr


def main(count: str = "100000", seed: str = "1") -> int:
    """The long run: a process for each ten thousand."""
    began = dt.datetime.now(dt.UTC)
    broken = 0
    for place in range(0, int(count), 10_000):
        told, slowest, errors = read_mutated(min(10_000, int(count) - place), int(seed) + place)
        broken += sum(number for kind, number in told.items() if kind.startswith("FAULT"))
        print(f"{place:6} slowest {slowest:.2f} s {told}\n{errors}", flush=True)
    print(f"{count} files, {broken} faults, {dt.datetime.now(dt.UTC) - began}")
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
