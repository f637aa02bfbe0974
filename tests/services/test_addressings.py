"""What the office says about recipients holds until it says otherwise."""

from __future__ import annotations

import pytest

from factories import item, person, visit
from planner.domain.ids import VisitId
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, RecipientKind
from planner.errors import NotFound, UserError
from planner.services.planner import Planner


@pytest.fixture
def trip(planner: Planner) -> VisitId:
    key = planner.visits.new(visit())
    planner.delegations.add_person(
        key, planner.contacts.add(person("Abe", ""), emails=["abe@example.org"])
    )
    planner.itineraries.add(item(key, "Talks", "09:00", "10:00"))
    planner.releases.release(key)
    return key


def known(planner: Planner, trip: VisitId) -> dict[str, Recipient]:
    return {one.recipient.name: one.recipient for one in planner.sending.recipients(trip)}


def test_another_address_language_and_profile_hold_until_taken_back(
    planner: Planner, trip: VisitId
) -> None:
    usual = known(planner, trip)["Abe"]

    planner.addressings.say(
        trip, usual.key, email="office@example.org", language="de", profile="hosts", left_out=True
    )

    now = known(planner, trip)["Abe"]
    assert (now.email, now.language, now.profile, now.left_out) == (
        "office@example.org", "de", Profile.HOSTS, True
    )  # fmt: skip
    planner.addressings.say(trip, usual.key, email="", language="", profile=None, left_out=False)
    assert known(planner, trip)["Abe"] == usual
    assert planner.addressings.of(trip) == []
    planner.history.undo()
    assert known(planner, trip)["Abe"].email == "office@example.org"


def test_an_embassy_is_added_changed_and_removed(planner: Planner, trip: VisitId) -> None:
    made = planner.addressings.add(trip, "Embassy", RecipientKind.EMBASSY, email="a@example.org")

    planner.addressings.say(trip, f"added:{made.id}", language="da")

    one = known(planner, trip)["Embassy"]
    assert (one.key, one.email, one.language, one.profile) == (
        f"added:{made.id}", "a@example.org", "da", Profile.DELEGATES
    )  # fmt: skip
    planner.addressings.remove(one.key)
    assert "Embassy" not in known(planner, trip)


def test_what_cannot_be_said_is_refused(planner: Planner, trip: VisitId) -> None:
    with pytest.raises(UserError, match="needs a name"):
        planner.addressings.add(trip, " ", RecipientKind.PRESS)
    with pytest.raises(UserError, match="come from the visit"):
        planner.addressings.add(trip, "Bus", RecipientKind.DRIVER)
    with pytest.raises(UserError, match="not written in"):
        planner.addressings.add(trip, "Press", RecipientKind.PRESS, language="fr")
    with pytest.raises(NotFound):
        planner.addressings.say(trip, "added:nobody", email="x@example.org")
    with pytest.raises(NotFound):
        planner.addressings.remove("added:nobody")
    assert planner.addressings.of(trip) == []
