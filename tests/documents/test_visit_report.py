"""The visit report: one page of who came, who paid and what came of it; nobody named where none may be."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from documents.office_papers import of_plan, of_sample, tables
from documents.outlines import held, outline
from factories import PlanBuilder, person
from planner.documents.content import Document
from planner.documents.engine.pdf import write_pdf
from planner.documents.kinds import DOCUMENTS
from planner.documents.looks import tightened
from planner.documents.material import Aftermath, Material
from planner.documents.word.writing import write_word
from planner.domain.disclosed import Asked
from planner.domain.gifts import Gift
from planner.domain.ids import RecordId, VisitId, new_id
from planner.domain.outcomes import Cost, Outcome
from planner.domain.privacy import Profile
from planner.services.planner import Planner
from planner.services.printing import PrintRequest
from services.test_merging import put

KIND = DOCUMENTS["visit-report"]


def word_text(content: bytes) -> str:
    """Everything in the file, marks taken out."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml")]
    return " ".join(re.sub("<[^>]+>", " ", part) for part in parts)


def made(material: Material) -> Document:
    document = KIND.make(material)
    assert document is not None
    return document


@pytest.mark.parametrize(
    ("which", "codes", "names"),
    [
        ("jp", ("en",), True),
        ("jp", ("ja",), True),
        ("jp", ("en", "ja"), True),
        ("jp", ("sv",), False),
        ("sh", ("de",), True),
        ("sh", ("da",), False),
    ],
)
def test_the_report_of_a_sample_stays_as_it_is(
    visits: Planner, which: str, codes: tuple[str, ...], names: bool
) -> None:
    document = made(of_sample(visits, which, *codes, names=names))
    held(f"visit-report.{which}.{'-'.join(codes)}{'' if names else '.unnamed'}", document)


@pytest.mark.parametrize("code", ["en", "da", "de", "sv", "ja"])
def test_twelve_people_and_all_that_came_of_it_are_one_page(visits: Planner, code: str) -> None:
    material = of_sample(visits, "jp", code)
    pages = pypdf.PdfReader(io.BytesIO(write_pdf(made(material), tightened(material.look)))).pages
    assert len(pages) == 1


@pytest.mark.parametrize("which", ["jp", "sh"])
def test_without_names_no_byte_of_any_file_holds_one(visits: Planner, which: str) -> None:
    material = of_sample(visits, which, "en", names=False)
    plan = material.plan
    lady = plan.person[plan.delegates[0].person_id]  # type: ignore[index]
    told = Outcome(
        id=RecordId(new_id()),
        visit_id=plan.visit.id,
        text=f"{lady.given_name} {lady.family_name.upper()} will write.",
    )
    titled = replace(plan, visit=replace(plan.visit, title=f"Visit of {lady.family_name}"))
    aftermath = replace(material.aftermath, outcomes=(told,))
    document = made(replace(material, plan=titled, aftermath=aftermath))
    pdf = pypdf.PdfReader(io.BytesIO(write_pdf(document, material.look)))
    info = " ".join(str(value) for value in (pdf.metadata or {}).values())
    printed = "".join(page.extract_text() for page in pdf.pages) + info
    files = (outline(document), printed, word_text(write_word(document, material.look)))
    known = [*plan.people, *material.aftermath.people.values()]
    for text in files:
        assert "will write" in text
        for one in known:
            for name in (one.family_name, one.native_name):
                whole = name and any(
                    form in text for form in (f" {name} ", f" {name.upper()} ", f"\n{name}\n")
                )
                assert not whole, name


def test_heads_are_counted_alike_with_names_and_without(visits: Planner) -> None:
    for which in ("jp", "sh"):
        heads = len(of_sample(visits, which).plan.delegates)
        by_name = tables(made(of_sample(visits, which)))[0]
        by_role = tables(made(of_sample(visits, which, names=False)))[0]
        counts = [int(str(row.cells[-1])) for row in by_role.rows]
        assert len(by_name.rows) == heads
        assert sum(counts[:-1]) == counts[-1] == heads


def test_what_is_not_recorded_is_said() -> None:
    document = made(of_plan(PlanBuilder("Sato").plan))
    assert "Nothing is recorded of: Outcomes, Gifts, Costs, Follow-ups and In the media." in (
        outline(document)
    )
    assert KIND.make(of_plan(PlanBuilder().plan)) is None


def test_many_payers_stand_below_each_other_and_currencies_apart() -> None:
    key = VisitId(new_id())
    costs = tuple(
        Cost(
            id=RecordId(new_id()), visit_id=key, payer=name, minor_units=100, currency=currency,
        )
        for name in ("A", "B", "C", "D", "E")
        for currency in ("DKK", "JPY")
    )  # fmt: skip
    document = made(of_plan(PlanBuilder("Sato").plan, aftermath=Aftermath(costs=costs)))
    rows = [
        [str(getattr(cell, "text", cell)) for cell in row.cells] for row in tables(document)[1].rows
    ]
    assert ["A", "1.00\u00a0DKK\n100\u00a0JPY"] in rows
    assert rows[-1] == ["Total", "5.00\u00a0DKK\n500\u00a0JPY"]


def test_hosts_guests_and_the_press_get_no_report(visits: Planner) -> None:
    visit = visits.visits.find("JP-DK-2027").id
    for profile in Profile:
        asked = PrintRequest(visit_id=visit, papers=("visit-report",), profile=profile)
        assert bool(visits.printing.look(asked)) is (profile is Profile.INTERNAL)


def test_the_register_knows_who_got_a_gift_and_is_of_no_delegation(
    sample: Planner, tmp_path: Path
) -> None:
    visit = sample.visits.find("JP-DK-2027").id
    stranger = person("Quillfeather", "Ada")
    put(sample, stranger)
    put(sample, Gift(id=RecordId(new_id()), visit_id=visit, receiver_id=stranger.id))
    request = PrintRequest(visit_id=visit, papers=("visit-report",))
    sample.printing.save(request, sample.printing.look(request), tmp_path)
    (record,) = sample.disclosures.page(Asked(visit_id=visit), 0, 5)
    told = {one.name for one in sample.disclosures.subjects(record.disclosure.id)}
    assert stranger.name in told
