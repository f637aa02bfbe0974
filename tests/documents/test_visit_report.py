"""The visit report: one page of who came, who paid and what came of it; nobody named where none may be."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from documents.office_papers import of_plan, of_sample, tables
from documents.outlines import held, outline
from factories import PlanBuilder, person
from planner.documents.content import Document, first
from planner.documents.engine.pdf import write_pdf
from planner.documents.kinds import DOCUMENTS
from planner.documents.looks import tightened
from planner.documents.material import Aftermath, Material
from planner.documents.reporting.density import SMALLEST, STEPS, Density, People
from planner.documents.reporting.visit_report import composed
from planner.documents.word.writing import write_word
from planner.domain.disclosed import Asked
from planner.domain.followups import FollowUpStatus
from planner.domain.gifts import Gift
from planner.domain.ids import ChecklistId, RecordId, VisitId, new_id
from planner.domain.outcomes import Cost, CostKind, Outcome
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


def full(material: Material) -> Material:
    """With eight outcomes, six gifts, costs of four payers, twelve promises and twenty steps."""
    known, over = material.aftermath, material.plan.visit.last_day
    assert over is not None

    def times(records: Sequence[Any], count: int) -> tuple[Any, ...]:
        return tuple(
            replace(records[at % len(records)], id=RecordId(new_id())) for at in range(count)
        )

    costs = [
        replace(one, payer=f"Ministry {at % 4}", payer_organisation_id=None, kind=kind)
        for at, (one, kind) in enumerate(
            zip(times(known.costs, len(CostKind)), CostKind, strict=True)
        )
    ]
    steps = [
        replace(one, checklist_id=ChecklistId("list"), due_on=over - dt.timedelta(days=at))
        for at, one in enumerate(times(known.follow_ups, 20))
    ]
    aftermath = replace(
        known,
        outcomes=times(known.outcomes, 8),
        gifts=times(known.gifts, 6),
        costs=tuple(costs),
        follow_ups=(*times(known.follow_ups, 12), *steps),
    )
    return replace(material, aftermath=aftermath)


def pages(document: Document, material: Material) -> int:
    content = write_pdf(document, tightened(material.look))
    return len(pypdf.PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize(("which", "code"), [("jp", "ja"), ("sh", "de")])
def test_all_that_came_of_twelve_people_and_of_fifty_is_one_page(
    visits: Planner, which: str, code: str
) -> None:
    material = full(of_sample(visits, which, code))
    document = made(material)
    assert pages(document, material) == 1
    assert document.type_size >= SMALLEST
    text = outline(document)
    plan = material.plan
    for one in plan.people:
        if any(head.person_id == one.id for head in plan.delegates):
            name = one.native_name if code == "ja" else one.family_name.upper()
            assert name in text
    assert len(tables(document)[-1].rows) == 12
    assert text.count("• ") >= 14
    assert {"ja": "チェックリストの20項目", "de": "20 Schritte von Checklisten"}[code] in text


def test_what_no_page_could_hold_is_counted_and_named(visits: Planner) -> None:
    material = full(of_sample(visits, "sh"))
    known = material.aftermath
    much = [
        Outcome(
            id=RecordId(new_id()), visit_id=material.plan.visit.id, text=f"{at} " + "long " * 300
        )
        for at in range(90)
    ]
    material = replace(
        material,
        aftermath=replace(known, outcomes=tuple(much), follow_ups=known.follow_ups * 9),
    )
    document = made(material)
    assert pages(document, material) == 1
    lines = outline(document).split("\n")
    shown = [line for line in lines if line.startswith("• ") and "long" in line]
    assert f"• and {90 - len(shown)} more – in the Excel file" in lines
    assert all(line.endswith(" …") for line in shown)
    (said,) = (line for line in lines if "Not on this page" in line)
    for part in ("the ends of texts", "180 steps of checklists", "the posts of the participants"):
        assert part in said


@pytest.mark.parametrize("density", STEPS)
def test_heads_add_up_however_close_the_page_is_set(visits: Planner, density: Density) -> None:
    for which, heads in (("jp", 12), ("sh", 50)):
        material = of_sample(visits, which)
        table = tables(composed(material, density))[0]
        if density.form is People.TABLE:
            assert len(table.rows) == heads
            continue
        rest = [row for row in table.rows if len(row.cells) == 1]
        left = sum(int(re.findall(r"\d+", str(first(row.cells[0])))[0]) for row in rest)
        assert left + sum(int(str(row.cells[1])) for row in table.rows if row not in rest) == heads


def test_a_step_of_a_checklist_is_told_of_while_it_is_owed_after_the_visit(visits: Planner) -> None:
    material = of_sample(visits, "jp")
    over = material.plan.visit.last_day
    assert over is not None
    key, step = ChecklistId("list"), material.aftermath.follow_ups[0]
    said = [
        replace(step, title="Owed", checklist_id=key, due_on=over + dt.timedelta(days=9)),
        replace(step, title="Before", checklist_id=key, due_on=over),
        replace(
            step, title="Done", checklist_id=key, due_on=over + dt.timedelta(days=9),
            status=FollowUpStatus.DONE,
        ),
    ]  # fmt: skip
    aftermath = replace(material.aftermath, follow_ups=tuple(said))
    text = outline(made(replace(material, aftermath=aftermath)))
    assert "Owed" in text
    assert "Before" not in text
    assert "Not on this page, but in the Excel file: 2 steps of checklists" in text


def test_the_moment_is_by_the_clock_of_the_office(visits: Planner) -> None:
    material = replace(of_sample(visits, "sh"), office_zone="Europe/Copenhagen")
    assert "11:30" in str(first(made(material).version))
    assert "18:30" in str(first(made(replace(material, office_zone="")).version))


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
