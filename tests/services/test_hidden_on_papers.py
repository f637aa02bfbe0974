"""Passport numbers on a gate's list: only where the site asks, with a recipient and a reason, on record."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pypdf
import pytest

from planner.documents.content import Table
from planner.documents.material import Wishes
from planner.domain.checks.subjects import at_sites
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.privacy import Disclosure, DisclosureSubject, Profile
from planner.domain.private_details import DetailKind
from planner.domain.sites import SiteRule, SiteRuleKind
from planner.domain.told import SPECIAL
from planner.errors import UserError
from planner.services.occasions import Setting
from planner.services.planner import Planner
from planner.services.printing import PrintRequest

NUMBER = "ZX4471902"
BIRTH = "31/05/1970"


@pytest.fixture
def someone(sample: Planner) -> PersonId:
    """Comes to a site that asks for passports but not for the place of birth."""
    plan = sample.visits.plan(sample.visits.find("JP-DK-2027").id)
    item, site = next((one, where) for one, where in at_sites(plan) if plan.heads_on(one))
    heads = plan.heads_on(item)
    person = next(one.person_id for one in plan.delegates if one.id in heads and one.person_id)
    for rule in sample.keeper(SiteRule).of(site_id=site.id):
        sample.keeper(SiteRule).remove(rule.id)
    sample.keeper(SiteRule).add(
        SiteRule(
            id=RecordId(new_id()), site_id=site.id, kind=SiteRuleKind.IDENTITY,
            fields=("name", "passport"),
        )
    )  # fmt: skip
    details = sample.hidden_details
    details.note(person, DetailKind.PASSPORT_NUMBER, NUMBER)
    details.note(person, DetailKind.BIRTH_PLACE, "Matsuyama")
    return person


@pytest.fixture
def request_for(sample: Planner, someone: PersonId) -> PrintRequest:
    return PrintRequest(
        visit_id=sample.visits.find("JP-DK-2027").id, papers=("access-list",),
        setting=Setting(wishes=Wishes(hidden_details=True)),
        to="Security desk", purpose="Admission on Monday", unveiled=True,
    )  # fmt: skip


def cells(sample: Planner, request: PrintRequest) -> str:
    (printed,) = sample.printing.look(request)
    found = [
        str(cell)
        for block in printed.document.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    ]
    return "\n".join(found)


def test_by_itself_an_access_list_has_no_passport(
    sample: Planner, request_for: PrintRequest
) -> None:
    usual = dataclasses.replace(request_for, setting=Setting())
    assert NUMBER not in cells(sample, usual)


def test_while_it_is_looked_at_dots_stand_for_the_number(
    sample: Planner, request_for: PrintRequest, someone: PersonId
) -> None:
    shown = cells(sample, dataclasses.replace(request_for, unveiled=False))
    assert "•••" in shown
    assert NUMBER not in shown
    assert sample.look_ups.of(someone) == []


def test_the_file_has_what_the_site_asks_for_and_no_more_and_all_is_on_record(
    sample: Planner, request_for: PrintRequest, someone: PersonId, tmp_path: Path
) -> None:
    made = sample.printing.look(request_for)
    (path,) = sample.printing.save(request_for, made, tmp_path / "out")
    text = "\n".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    )
    assert NUMBER in text
    assert "Matsuyama" not in text
    record = max(sample.keeper(Disclosure).of(), key=lambda one: (one.at, one.id))
    assert (record.recipient, record.purpose) == ("Security desk", "Admission on Monday")
    told = {
        one.person_id: one.columns
        for one in sample.keeper(DisclosureSubject).of(disclosure_id=record.id)
    }
    assert "passport_number" in told[someone]
    assert not any(set(columns) & SPECIAL for who, columns in told.items() if who != someone)
    (look,) = sample.look_ups.of(someone)
    assert (look.field, look.purpose) == ("passport number", "Admission on Monday")
    holdings = sample.disclosures.holdings([someone])
    assert not any(one.is_old for one in holdings if one.field == "passport_number")
    sample.hidden_details.note(someone, DetailKind.PASSPORT_NUMBER, "AB9911223")
    holdings = sample.disclosures.holdings([someone])
    assert any(one.is_old for one in holdings if one.field == "passport_number")


@pytest.mark.parametrize("missing", ["to", "purpose"])
def test_without_a_recipient_or_a_reason_nothing_is_written(
    sample: Planner, request_for: PrintRequest, tmp_path: Path, missing: str
) -> None:
    asked = dataclasses.replace(request_for, **{missing: ""})
    made = sample.printing.look(asked)
    with pytest.raises(UserError, match="more than is usual: Passport number") as told:
        sample.printing.save(asked, made, tmp_path / "out")
    assert "Nothing was written" in str(told.value)
    assert not (tmp_path / "out").exists() or not any((tmp_path / "out").iterdir())


def test_guests_and_drivers_never_get_it_whatever_was_ticked(
    sample: Planner, request_for: PrintRequest
) -> None:
    for profile in Profile:
        if profile is not Profile.INTERNAL:
            asked = dataclasses.replace(request_for, profile=profile)
            for printed in sample.printing.look(asked):
                assert NUMBER not in repr(printed.document)
