"""K7: who was given a number that is not so any more is told the new one, or why not stands on record."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest

from factories import person
from planner.domain.data_rights import Correction
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.people import ContactKind, ContactPoint
from planner.domain.told import Told
from planner.errors import NotFound, UserError
from planner.services.disclosures import Given
from planner.services.planner import Planner
from planner.storage import reading


@pytest.fixture
def told(planner: Planner) -> PersonId:
    """Three recipients got a number that was changed since; a fourth got the country alone."""
    one = person(country="JP")
    way = ContactPoint(
        id=RecordId(new_id()), person_id=one.id, kind=ContactKind.PHONE, value="+81 3 1111 1111"
    )
    with planner._core.work("Add") as work:
        work.add_all([one, way])
    for name in ("Hotel", "Embassy", "Driver"):
        hand(planner, one.id, name, {"phone": ("+81 3 1111 1111",)})
    hand(planner, one.id, "Press", {"country": ("JP",)})
    with planner._core.work("Edit") as work:
        work.change(ContactPoint, way.id, value="+81 3 2222 2222")
    return one.id


def hand(planner: Planner, one: PersonId, to: str, values: dict[str, tuple[str, ...]]) -> None:
    said = Told(name="Hanako Sato", person_id=one, values=values)
    planner.disclosures.record_alone(
        Given(file_name=f"{to}.pdf", content=to.encode(), subjects=[said], recipient=to)
    )


def test_three_recipients_have_the_old_number_and_get_a_draft_with_the_new_one(
    planner: Planner, told: PersonId, tmp_path: Path
) -> None:
    owed = planner.corrections.owed(told)
    assert sorted((one.recipient, one.fields) for one in owed) == [
        ("Driver", ("phone",)),
        ("Embassy", ("phone",)),
        ("Hotel", ("phone",)),
    ]

    files = planner.corrections.write(tmp_path, told)

    assert len(files) == 3
    for path in files:
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert mail["X-Unsent"] == "1"
        text = mail.get_body().get_content()
        assert "+81 3 2222 2222" in text
        assert "1111" not in text
    assert planner.corrections.owed(told) == []
    assert len(planner.disclosures.page()) == 7
    assert len(reading.where(planner._core.reader, Correction, "person_id = :p", {"p": told})) == 3


def test_a_recipient_need_not_be_told_for_a_reason(planner: Planner, told: PersonId) -> None:
    first, *rest = planner.corrections.owed(told)
    with pytest.raises(UserError):
        planner.corrections.settle(told, first.disclosure.id, " ")
    planner.corrections.settle(told, first.disclosure.id, "Told by telephone")

    assert planner.corrections.owed(told) == rest
    (kept,) = reading.where(planner._core.reader, Correction, "1 = 1")
    assert (kept.reason, kept.fields, kept.author) == ("Told by telephone", ("phone",), "Eva")
    with pytest.raises(NotFound):
        planner.corrections.settle(told, first.disclosure.id, "Again")
