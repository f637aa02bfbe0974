"""Files from strangers: each is read or refused with its sentence, in 3 s and 300 MB, opening nothing.

In the suite one process reads them all; with ``PLANNER_LONG=1`` each has a process of its own, as it
has for a user, and the largest come along.
"""

from __future__ import annotations

import os
import sys

import pytest

from faults import strange_files
from faults.strange_case import Case
from faults.strange_files import CASES, Told, fault, read_all

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the memory")

SECONDS, MEGABYTES = 3.0, 300
LONG = bool(os.environ.get("PLANNER_LONG"))
LIGHT = tuple(case for case in CASES if not case.heavy)


def titles(cases: tuple[Case, ...]) -> list[str]:
    return [case.title for case in cases]


@pytest.fixture(scope="module")
def told() -> dict[str, Told]:
    """What one process said of all files; its memory is the highest so far, so no file had more."""
    return {case.title: found for case, found in read_all(LIGHT)}


@pytest.mark.parametrize("case", LIGHT, ids=titles(LIGHT))
def test_a_strange_file_is_read_or_refused_in_its_sentence(
    told: dict[str, Told], case: Case
) -> None:
    found = told[case.title]
    assert not fault(case, found)
    assert found.seconds < SECONDS
    assert found.megabytes < MEGABYTES


@pytest.mark.skipif(not LONG, reason="the long run: PLANNER_LONG=1")
@pytest.mark.parametrize("case", CASES, ids=titles(CASES))
def test_it_is_the_same_in_a_process_of_its_own(case: Case) -> None:
    for one, found in read_all([case]):
        assert not fault(one, found)
        assert found.seconds < SECONDS
        assert found.megabytes < MEGABYTES


def test_every_row_of_the_table_has_a_file() -> None:
    """D21 is a choice on the screen and E19 a way of calling a library: they have tests of their own."""
    rows = {f"D{n}" for n in range(1, 21)} | {f"E{n}" for n in range(1, 21)} - {"E19"}
    rows |= {f"F{n}" for n in range(1, 15)}
    assert {case.rule for case in CASES} == rows
    assert len(set(titles(CASES))) == len(CASES)


def test_a_reader_that_opened_something_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The watch itself: a reader that looks for a file of the user is told of."""
    peeping = strange_files.READER.replace(
        "answers.append(child.answer(data))",
        "answers.append(child.answer(data))\n"
        "            try: open('/etc/hostname')\n"
        "            except OSError: pass",
    )
    monkeypatch.setattr(strange_files, "READER", peeping)
    case = Case("F11", "a list", lambda: b"Name;E-mail\nSATO Hanako;sato@jst.example\n")
    ((_case, found),) = read_all([case])
    assert found.opened == [["open", "/etc/hostname"]]
