"""A release is printed the same every time: every paper, in PDF and Word, by two programs."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from documents.papers_read import WIDE
from planner.domain.recipients import RecipientKind
from planner.services.planner import Planner

PROGRAM = """
import hashlib, sys
from planner.documents.kinds import DOCUMENTS
from planner.services.occasions import FORMATS, Setting
from planner.services.papers import PAPERS
from planner.services.planner import open_planner
from planner.services.printing import PrintRequest
from planner.settings import Settings

planner = open_planner(sys.argv[1], Settings())
for name, kind in DOCUMENTS.items():
    request = PrintRequest(
        visit_id=sys.argv[2], papers=(name,), release=2, since=1,
        recipients=tuple(sys.argv[3:]) if kind.own else (),
        setting=Setting(formats=tuple(FORMATS), languages=("en", "ja")),
    )
    for one in planner.printing.look(request):
        for paper in PAPERS[name].make(one.occasion):
            print(name, paper.name, hashlib.sha256(paper.content).hexdigest())
planner.close()
"""


@pytest.mark.parametrize("code", ["JP-DK-2027", "SH-JP-2027"] if WIDE else ["JP-DK-2027"])
def test_a_release_has_the_same_bytes_in_every_new_program(sample: Planner, code: str) -> None:
    visit = sample.visits.find(code).id
    sample.releases.release(visit)
    sample.itineraries.remove(sample.visits.plan(visit).scheduled[3].id)
    sample.releases.release(visit)
    kinds = {one.kind: one.key for one in sample.printing.recipients(visit, 2)}
    keys = [kinds[kind] for kind in (RecipientKind.DELEGATE, RecipientKind.DRIVER)]
    address = sample.address
    sample.close()

    first, second = (said(seed, address, visit, *keys) for seed in ("1", "2"))
    from planner.documents.kinds import DOCUMENTS

    assert first == second
    assert {line.split()[0] for line in first} == set(DOCUMENTS)
    assert {line.split()[-2].rpartition(".")[2] for line in first} == {"pdf", "docx"}


def said(seed: str, *arguments: str) -> list[str]:
    made = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.splitlines()
