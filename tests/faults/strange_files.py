"""All files made to hurt, and the reading of them in one confined process or in one for each.

A process that reads many costs one start; one for each is what happens to a user, and is the long run.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from faults import strange_calendars, strange_cards, strange_workbooks
from faults.strange_case import Case
from planner.domain.staging_sentences import FINDING_SENTENCES
from planner.interchange import visit_file
from planner.interchange.file_reader import child_command
from planner.interchange.refusals import REFUSALS, refusal

CASES: Final = (*strange_workbooks.CASES, *strange_calendars.CASES, *strange_cards.CASES)
WINDOW: Final = ("2027-05-10", "2027-05-14")

READER: Final = """
import base64, json, os, struct, sys, time
sys.path[:] = json.loads(sys.argv[1])
from planner.interchange import reading_child as child
status = open("/proc/self/status") if sys.platform == "linux" else None
opened = []
def watch(event, facts):
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.system", "urllib.")):
        opened.append([event, str(facts)[:80]])
    elif event == "open" and isinstance(facts[0], (str, bytes)):
        place = os.fsdecode(facts[0])
        if not os.path.realpath(place).startswith(tuple(own)):
            opened.append([event, place])
from planner.interchange import confinement
own = [*confinement.own_folders(), "/usr/share/zoneinfo"]  # a library asks for UTC, and is refused
sys.addaudithook(watch)
confinement.confine()
opened.clear()  # the walls themselves look at the folders that stay open
import gc
gc.disable()
while head := sys.stdin.buffer.read(12):
    size, asks = struct.unpack("<Q4s", head)
    data = sys.stdin.buffer.read(size)
    began = time.process_time()
    answers = []
    try:
        if asks == b"phot":
            answers.append(child.picture(data))
        elif asks == b"visi":
            answers.append(child.visit(data, "p"))
        else:
            answers.append(child.answer(data))
            if answers[0].get("events"):
                answers.append(child.events(data, "2027-05-10", "2027-05-14"))
    except MemoryError:
        answers.append({"refused": "stopped"})
    written = json.dumps(answers)
    seconds = time.process_time() - began
    peak = 0
    if status is not None:
        status.seek(0)
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    sys.stdout.write(json.dumps([seconds, peak, opened, len(written)]) + "\\n" + written + "\\n")
    sys.stdout.flush()
    opened.clear()
    del data, answers, written
    gc.collect()
"""


@dataclass(frozen=True)
class Told:
    """What the process answered about one file; ``megabytes`` is its highest so far."""

    answers: list[dict[str, Any]]
    seconds: float
    megabytes: float
    opened: list[list[str]]

    @property
    def people(self) -> int:
        """Rows below the headers of the first sheet."""
        sheets = self.answers[0].get("sheets") or []
        return max(0, sum(any(row) for row in sheets[0][2]) - 1) if sheets else 0

    @property
    def events(self) -> int:
        return len(self.answers[-1].get("entries", ()))

    def sentences(self, case: Case) -> str:
        """All that a user is told, one below the other."""
        lines = []
        for answer in self.answers:
            kind = answer.get("refused", "")
            if kind and case.asks == "visit":
                lines.append(visit_file._REASONS[kind][0])
            elif kind in REFUSALS:
                lines.append(str(refusal("list", kind, answer.get("facts"))))
            elif kind:
                lines.append(kind)
            for notice, count in answer.get("notices", {}).items():
                lines.append(FINDING_SENTENCES[f"workbook.{notice}"].format(count=count))
            remarks = {one for entry in answer.get("entries", ()) for one in entry["remarks"]}
            lines += [FINDING_SENTENCES[one] for one in sorted(remarks)]
            lines += _zones(answer)
        return "\n".join(lines)


def _zones(answer: dict[str, Any]) -> Iterator[str]:
    if any(entry["start"]["source"] == "unknown" for entry in answer.get("entries", ())):
        yield FINDING_SENTENCES["event.zone_unknown"]


def read_all(cases: Iterable[Case]) -> Iterator[tuple[Case, Told]]:
    """The cases in turn, read by one process.

    :raises AssertionError: it died of one.
    """
    *python, _code, path = child_command()
    process = subprocess.Popen(
        [*python, READER, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        for case in cases:
            data = case.build()
            process.stdin.write(struct.pack("<Q4s", len(data), case.asks[:4].encode()))
            process.stdin.write(data)
            process.stdin.flush()
            del data
            head = process.stdout.readline()
            assert head, f"the reader died of {case.title}"
            seconds, kilobytes, opened, _size = json.loads(head)
            answers = json.loads(process.stdout.readline())
            yield case, Told(answers, seconds, kilobytes / 1024, opened)
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait()


def fault(case: Case, told: Told) -> str:
    """What is wrong with how the case was read, or nothing."""
    said = told.sentences(case)
    if case.said not in said:
        return f"said {said!r}"
    if case.people is not None and told.people != case.people:
        return f"{told.people} people"
    if case.events is not None and told.events != case.events:
        return f"{told.events} events"
    if told.opened:
        return f"opened {told.opened}"
    return ""


def main(only: str = "") -> int:
    """Each case in a process of its own, with its figures; ``only`` is the beginning of a rule."""
    wrong = 0
    for case in (one for one in CASES if one.rule.startswith(only)):
        for one, told in read_all([case]):
            found = fault(one, told)
            slow = told.seconds > 3 or told.megabytes > 300
            wrong += bool(found) or slow
            mark = "FAULT" if found or slow else "ok"
            print(
                f"{mark:5} {told.seconds:5.2f} s {told.megabytes:4.0f} MB  {one.title}"
                f"  {found or told.sentences(one).splitlines()[:1]}"[:230],
                flush=True,
            )
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
