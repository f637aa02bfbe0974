"""Papers cost little more than the engine itself, and fifty personal ones little more than one."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from factories import item, person, visit
from planner.domain.itinerary import AudienceKind
from planner.services.planner import Planner

PEOPLE, ENTRIES = 50, 60
OFFICIAL_BAR, PERSONAL_BAR = 1.5, 20.0
ROUNDS, MOST_ROUNDS = 5, 30

# A program of its own for each round: within one the engine remembers what it has set before.
OFFICIAL = """
import json, sys, time
from planner.services.planner import open_planner
from planner.settings import Settings
planner = open_planner(sys.argv[1], Settings())
from planner.documents.engine.pdf import _compile, source_of, write_pdf
from planner.services.printing import PrintRequest
request = PrintRequest(visit_id=sys.argv[2], papers=("official-programme",))
if sys.argv[3] == "ours":
    # What is read once – fonts, their coverage, names of towns – counts on neither side.
    (sign,) = planner.printing.look(PrintRequest(visit_id=sys.argv[2], papers=("lobby-sign",)))
    source_of(sign.document, sign.look)
    import typst
    from planner.documents.programme import official_programme, route_map
    from planner.documents.engine.fonts import shipped
    from planner.places_named import town_name
    shipped(), town_name("Tokyo", "Asia/Tokyo", "en")
    start = time.perf_counter()
    (made,) = planner.printing.look(request)
    content = write_pdf(made.document, made.look)
    print(json.dumps(time.perf_counter() - start))
else:
    import typst
    from planner.documents.engine.fonts import shipped
    (made,) = planner.printing.look(request)
    source, fonts = source_of(made.document, made.look), shipped()
    start = time.perf_counter()
    content = typst.compile(source, font_paths=fonts, ignore_system_fonts=True, format="pdf", pdf_standards=["ua-1"])
    print(json.dumps(time.perf_counter() - start))
"""

PERSONAL = """
import json, sys, time
from planner.services.planner import open_planner
from planner.settings import Settings
start = time.perf_counter()
planner = open_planner(sys.argv[1], Settings())
from planner.documents.engine.pdf import write_pdf
from planner.services.printing import EACH, PrintRequest
keys = [one.key for one in planner.printing.recipients(sys.argv[2]) if one.kind == "delegate"]
def papers(keys):
    made = planner.printing.look(
        PrintRequest(visit_id=sys.argv[2], papers=("personal-programme",), recipients=tuple(keys)))
    return [write_pdf(one.document, one.look) for one in made]
assert len(papers(keys[:1])) == 1
first = time.perf_counter() - start
start = time.perf_counter()
count = len(papers(keys))
print(json.dumps([first, time.perf_counter() - start, count]))
"""


@pytest.fixture
def library(planner: Planner) -> tuple[str, str]:
    """Fifty delegates, sixty entries on six days, some for a part of them."""
    key = planner.visits.new(visit())
    heads = [
        planner.delegations.add_person(
            key, planner.contacts.add(person(f"Family{number}", "Given"))
        )
        for number in range(PEOPLE)
    ]
    for number in range(ENTRIES):
        day, hour = 10 + number // 10, 8 + number % 10
        one = planner.itineraries.add(
            item(
                key,
                f"Besøg {number}: 東京大学",
                f"2027-05-{day:02}T{hour:02}:00",
                f"2027-05-{day:02}T{hour:02}:45",
                public_text="Bring a passport. The hosts receive at the gate.",
            )
        )
        if number % 4 == 0:
            planner.itineraries.set_audience(
                one, AudienceKind.NAMED, delegates=heads[: PEOPLE - number // 4]
            )
    planner.releases.release(key)
    planner.close()
    return planner.address, key


def answer(code: str, *arguments: str) -> object:
    told = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


@pytest.mark.benchmark
def test_the_official_programme_costs_at_most_half_more_than_the_engine(
    library: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """From the library to the bytes, against the engine's time for the finished source."""
    ours, floor = [], []
    ratio = OFFICIAL_BAR + 1
    for number in range(MOST_ROUNDS):
        ours.append(float(str(answer(OFFICIAL, *library, "ours"))))
        floor.append(float(str(answer(OFFICIAL, *library, "floor"))))
        # Whatever else the machine does only adds; and what it does at one moment falls on both.
        pairs = statistics.median(one / of for one, of in zip(ours, floor, strict=True))
        ratio = min(min(ours) / min(floor), pairs)
        if number + 1 >= ROUNDS and ratio <= OFFICIAL_BAR:
            break
    with capsys.disabled():
        print(
            f"\nofficial programme, {ENTRIES} entries: {min(ours) * 1000:.0f} ms, "
            f"engine {min(floor) * 1000:.0f} ms = {ratio:.2f} x (bar {OFFICIAL_BAR})"
        )
    assert ratio <= OFFICIAL_BAR


@pytest.mark.benchmark
def test_fifty_personal_programmes_cost_at_most_twenty_times_one(
    library: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    rounds = [answer(PERSONAL, *library) for _round in range(3)]
    ratios = []
    for told in rounds:
        assert isinstance(told, list)
        first, every, count = told
        assert count == PEOPLE
        ratios.append(every / first)
    with capsys.disabled():
        print(
            f"\n{PEOPLE} personal programmes: {statistics.median(ratios):.1f} x the first "
            f"(bar {PERSONAL_BAR:.0f})"
        )
    assert statistics.median(ratios) <= PERSONAL_BAR


def test_nothing_of_the_engines_is_loaded_before_the_first_paper(tmp_path: Path) -> None:
    code = """
import sys
from planner.services.planner import create_planner
from planner.settings import Settings
planner = create_planner(sys.argv[1], Settings(), sample=True)
visit = planner.visits.find("JP-DK-2027").id
planner.visits.plan(visit); planner.checking; planner.printing.recipients(visit)
from planner.services.papers import PAPERS
print(sorted({name.split(".")[0] for name in sys.modules} & {"typst", "docx", "pypdf"}))
"""
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "s.planner")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "[]"
