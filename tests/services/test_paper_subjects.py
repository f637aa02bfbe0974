"""The register says of each paper what stands on it: nobody too many, nobody missing, no field else."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from planner.documents.kinds import DOCUMENTS
from planner.domain.ids import RecordId, VisitId, new_id
from planner.domain.people import Photo
from planner.domain.privacy import Profile
from planner.domain.recipients import RecipientKind
from planner.services.document_papers import material_for
from planner.services.occasions import Setting
from planner.services.paper_remarks import texts_of
from planner.services.paper_subjects import OnPaper, told_on
from planner.services.planner import Planner
from planner.services.printing import EACH, Printed, PrintRequest
from planner.text import fold
from services.test_merging import put

PICTURE = b"picture"


def visit_of(planner: Planner, code: str) -> VisitId:
    found = planner.visits.find(code)
    assert found is not None
    return found.id


def register(one: Printed) -> OnPaper:
    kind = DOCUMENTS[one.kind]
    material = material_for(kind, one.occasion)
    assert material is not None
    return told_on(kind, material, one.document)


def printed(planner: Planner, code: str, paper: str, **more: object) -> tuple[Printed, ...]:
    asked = PrintRequest(visit_id=visit_of(planner, code), papers=(paper,))
    return planner.printing.look(replace(asked, **more))  # type: ignore[arg-type]


def page(one: Printed) -> str:
    return fold("\n".join(texts_of(one.document)))


@pytest.mark.parametrize("paper", DOCUMENTS)
@pytest.mark.parametrize("languages", [("en",), ("ja",)])
def test_whoever_is_named_on_a_paper_is_on_record_and_nobody_else(
    sample: Planner, paper: str, languages: tuple[str, ...]
) -> None:
    setting = Setting(languages=languages)
    for one in printed(sample, "JP-DK-2027", paper, recipients=(EACH,), setting=setting):
        text, told = page(one), register(one)
        said = {each.person_id for each in told.subjects if each.person_id}
        for person in one.plan.people:
            parts = [part for part in (person.family_name, person.given_name) if part]
            stands = all(fold(part) in text for part in parts) or any(
                form and fold(form) in text for form in (person.native_name, person.reading)
            )
            if paper != "lobby-sign":
                assert (person.id in said) == stands, (paper, one.recipient.key, person.name)
        fields = {name for each in told.subjects for name in each.columns}
        assert fields <= {name.removeprefix("host.") for name in told.columns}


def test_a_personal_programme_tells_the_post_of_its_reader_alone(sample: Planner) -> None:
    one = next(
        each
        for each in printed(sample, "JP-DK-2027", "personal-programme", recipients=(EACH,))
        if each.recipient.kind is RecipientKind.DELEGATE and each.recipient.person_id
    )

    told = {each.person_id: each for each in register(one).subjects}
    heads = {head.person_id for head in one.plan.delegates}
    hosts = {host.person_id for host in one.plan.hosts}

    assert "position" in told[one.recipient.person_id].columns
    others = [told[key] for key in heads & set(told) - hosts - {one.recipient.person_id}]
    assert all("position" not in each.columns for each in others)
    assert all("phone" not in each.values for each in others)


def test_a_gate_that_asks_for_no_address_is_told_of_none(sample: Planner) -> None:
    found = printed(sample, "JP-DK-2027", "access-list")
    assert found
    text, told = page(found[0]), register(found[0])

    for name in ("email", "phone"):
        values = [value for one in told.subjects for value in one.values.get(name, ())]
        assert all(fold(value) in text for value in values)
    assert set(told.columns) >= {"name", "family_name"}


def test_interpreters_who_are_no_delegates_are_on_record(sample: Planner) -> None:
    (one,) = printed(sample, "JP-DK-2027", "interpreter-pack")
    heads = {head.person_id for head in one.plan.delegates}
    hosts = {host.person_id for host in one.plan.hosts}
    booked = {each.person_id for each in one.plan.resources if each.person_id} - heads - hosts

    assert booked
    assert booked & {each.person_id for each in register(one).subjects}


def test_pictures_that_are_printed_are_on_record(sample: Planner) -> None:
    plan = sample.visits.plan(visit_of(sample, "JP-DK-2027"))
    shown = next(head.person_id for head in plan.delegates if head.person_id)
    data = base64.b64encode(PICTURE).decode()
    put(sample, Photo(id=RecordId(new_id()), person_id=shown, data=data))

    (listed,) = printed(sample, "JP-DK-2027", "participant-list")
    (signed,) = printed(sample, "JP-DK-2027", "badges")

    with_photo = {one.person_id for one in register(listed).subjects if "photo" in one.columns}
    assert with_photo == {shown}
    assert "photo" in register(listed).columns
    assert all("photo" not in one.values for one in register(signed).subjects)


def test_biographies_of_a_briefing_book_are_on_record_with_their_text(sample: Planner) -> None:
    (one,) = printed(sample, "JP-DK-2027", "briefing-book")
    told = [each.values["biography"] for each in register(one).subjects if each.columns[-1:]
            and "biography" in each.columns]  # fmt: skip

    assert told
    assert all(fold(text) in page(one) for texts in told for text in texts)


def test_a_sign_in_the_lobby_tells_of_nobody(sample: Planner) -> None:
    (one,) = printed(sample, "JP-DK-2027", "lobby-sign", profile=Profile.PRESS)

    assert register(one) == OnPaper((), ())


def test_one_look_takes_everything_from_one_shelf(sample: Planner) -> None:
    found = printed(sample, "JP-DK-2027", "personal-programme", recipients=(EACH,))

    assert len(found) > 3
    assert len({id(one.occasion.shelf) for one in found}) == 1
