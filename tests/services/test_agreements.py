"""Agreements through the services: names that stay, a status with its history, successors, the radar, signings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from conftest import Clock
from factories import MONDAY, item, organisation, person, visit
from planner.domain import relationship_lines as renewal_lines
from planner.domain.agreement_register import NO_FILTERS
from planner.domain.agreements import (
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementStatus,
    AgreementText,
    Amendment,
    TextState,
)
from planner.domain.followups import Anchor, FollowUp, FollowUpStatus
from planner.domain.ids import AgreementId, FollowUpId, ItemId, RecordId, VisitId, new_id
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.people import Position
from planner.domain.renewal import StepKind
from planner.domain.times import PartialDate
from planner.domain.visits import Visit, VisitAgreement
from planner.errors import UserError
from planner.services.agreement_list import AgreementQuery
from planner.services.planner import Planner
from planner.services.signings import Signed

DRAFT, SIGNED = AgreementStatus.DRAFT, AgreementStatus.SIGNED
IN_FORCE, SUPERSEDED = AgreementStatus.IN_FORCE, AgreementStatus.SUPERSEDED


def agreement(title: str = "MoU on instruments", **fields: object) -> Agreement:
    return Agreement(**{"id": AgreementId(new_id()), "title": title, **fields})  # type: ignore[arg-type]


def add(planner: Planner, title: str = "MoU on instruments", **fields: object) -> AgreementId:
    return planner.agreements.add(agreement(title, **fields))


def party(key: AgreementId, **fields: object) -> AgreementParty:
    return AgreementParty(**{"id": RecordId(new_id()), "agreement_id": key, **fields})  # type: ignore[arg-type]


def states(planner: Planner, key: AgreementId) -> list[tuple[str, str]]:
    """The history of the status, the latest first."""
    return [(one.status.value, one.since) for one in planner.agreements.card(key).states]


def names(planner: Planner, key: AgreementId) -> list[str]:
    return [name for _party, name in planner.agreements.card(key).parties]


def listed(planner: Planner, sort: str = "title", **filters: object) -> list[str]:
    chosen = NO_FILTERS
    for name, value in filters.items():
        chosen = chosen.having(name, value)
    reading = planner.agreements_list()
    reading.show(AgreementQuery(filters=chosen, sort=sort))
    count = reading.count()
    lines = reading.page(0, 100)
    assert count == len(lines)
    return [line.agreement.title for line in lines]


# parties


def test_parties_keep_their_names_when_organisation_and_person_go(planner: Planner) -> None:
    lund = planner.organisations.add(organisation("Lund University", acronym="LU"))
    host = planner.organisations.add(organisation("ESS"))
    boss = person("Sato", "Hanako")
    planner.contacts.add(boss)
    planner.keeper(Position).add(
        Position(id=RecordId(new_id()), person_id=boss.id, organisation_id=lund, title="Rector")
    )
    key = planner.agreements.add(agreement(), parties=["ESS"])
    planner.agreement_parties.add(party(key, organisation_id=lund, signatory_id=boss.id, rank=1))
    before = planner.agreements.card(key).parties

    planner.contacts.remove(boss.id)
    for house in (lund, host):
        planner.organisations.remove(house)

    assert names(planner, key) == ["ESS", "Lund University"]
    kept = planner.agreement_parties.of(key)[1]
    assert (kept.organisation_id, kept.signatory_id) == (None, None)
    assert (kept.signatory_name, kept.signatory_title) == (boss.name, "Rector")
    line = planner.agreements_list().lines([key])[0]
    assert [name for name, _country in line.parties] == ["ESS", "Lund University"]

    for _step in range(3):
        planner.history.undo()
    assert planner.agreements.card(key).parties == before


def test_a_party_whose_organisation_is_gone_keeps_its_place_and_may_be_named(
    planner: Planner,
) -> None:
    key = planner.agreements.add(agreement(), parties=["Alpha Institute", "Beta", "Gamma"])
    alpha = planner.agreement_parties.of(key)[0]
    planner.agreement_parties.add(party(key, country="JP", rank=3))
    assert alpha.organisation_id is not None
    planner.organisations.remove(alpha.organisation_id)
    organisations = planner.organisations.count()

    def shown_after(*typed: str) -> list[str]:
        planner.agreements.set_parties(key, typed)
        return names(planner, key)

    assert shown_after("Beta", "Gamma") == ["Alpha Institute", "Beta", "Gamma", "JP"]
    assert shown_after("Gamma", "Beta") == ["Alpha Institute", "Gamma", "Beta", "JP"]
    assert shown_after(*names(planner, key)) == ["Alpha Institute", "Gamma", "Beta", "JP"]
    assert planner.organisations.count() == organisations
    assert shown_after("Japan", "Gamma", "alpha institute") == ["JP", "Gamma", "Alpha Institute"]
    assert [one.rank for one in planner.agreement_parties.of(key)] == [0, 1, 2]
    assert shown_after("Delta") == ["JP", "Delta", "Alpha Institute"]


def test_another_organisation_brings_its_name_and_a_signatory_the_title_of_then(
    planner: Planner,
) -> None:
    ess = planner.organisations.add(organisation("ESS"))
    boss = person("Sato", "Hanako")
    planner.contacts.add(boss)
    for title, since, until in (("Head", "2016", "2019"), ("Director", "2020", "")):
        planner.keeper(Position).add(
            Position(
                id=RecordId(new_id()),
                person_id=boss.id,
                organisation_id=ess,
                title=title,
                valid_from=PartialDate(since),
                valid_to=PartialDate(until),
            )
        )
    key = add(planner, signed_on="2018-04-12")
    parties = planner.agreement_parties
    one = parties.add(party(key, name="The facility"))

    parties.edit(one.id, organisation_id=ess)
    kept = parties.edit(one.id, signatory_id=boss.id)

    assert (kept.name, kept.signatory_name, kept.signatory_title) == ("ESS", boss.name, "Head")
    with pytest.raises(UserError, match="already"):
        parties.add(party(key, organisation_id=ess))
    with pytest.raises(UserError, match="a country, or a name"):
        parties.add(party(key))


def test_shipped_parties_have_their_names(sample: Planner) -> None:
    kept = [one for one in sample.keeper(AgreementParty).of() if one.organisation_id]

    assert kept
    assert all(one.name for one in kept)


# status


def test_a_status_is_set_with_its_day_and_reason_in_one_step(planner: Planner) -> None:
    key = add(planner, status=DRAFT)
    planner.agreements.set_status(key, SIGNED, since="2027-03", reason="Signed by post")

    card = planner.agreements.card(key)
    assert (card.agreement.status, card.agreement.signed_on) == (SIGNED, "2027-03")
    assert [(one.status, one.since, one.reason) for one in card.states] == [
        (SIGNED, "2027-03", "Signed by post"),
        (DRAFT, "", ""),
    ]
    planner.history.undo()
    assert planner.agreements.card(key).agreement.status is DRAFT
    assert states(planner, key) == [("draft", "")]

    planner.agreements.edit(key, status=IN_FORCE)
    assert states(planner, key)[0] == ("in force", planner.today().isoformat())
    with pytest.raises(UserError, match="is not a date"):
        planner.agreements.set_status(key, SIGNED, since="soon")


def test_a_successor_takes_over_parties_and_themes_in_one_step(planner: Planner) -> None:
    old = planner.agreements.add(
        agreement(number="2021/3", kind=AgreementKind.MOU, status=IN_FORCE, notice_months=6,
                  expires_on="2027-06-30", notes="Old"),
        parties=["ESS", "Lund University"],
    )  # fmt: skip
    planner.agreement_parties.add(party(old, country="JP", signatory_name="Sato", rank=2))
    planner.agreements.set_themes(old, ["Quantum"])

    new = planner.agreements.renew(
        old, number="2027/1", signed_on="2027-03-01", status=SIGNED, expires_on="2032-06-30"
    )

    card, after = planner.agreements.card(new), planner.agreements.card(old)
    assert (card.agreement.kind, card.agreement.notice_months) == (AgreementKind.MOU, 6)
    assert (card.agreement.notes, card.themes) == ("", ("Quantum",))
    assert names(planner, new) == ["ESS", "Lund University", "JP"]
    assert [one.signatory_name for one, _name in card.parties] == ["", "", ""]
    assert after.agreement.status is SUPERSEDED
    assert (after.states[0].since, "2027/1" in after.states[0].reason) == ("2027-03-01", True)
    assert [one.id for one in after.ties.superseded_by] == [new]
    assert card.ties.supersedes is not None
    assert card.ties.supersedes.id == old
    assert planner.agreements.contradictions(old) == []

    planner.history.undo()
    assert planner.agreements.card(old).agreement.status is IN_FORCE
    assert planner.agreements.count() == 1


def test_an_agreement_runs_on_until_its_successor_is_signed(planner: Planner) -> None:
    agreements, radar = planner.agreements, planner.agreements_list()
    old = add(planner, status=IN_FORCE, expires_on="2027-09-30", notice_months=3)
    asked = agreements.steps(old)
    assert {one.kind for one in asked} >= {StepKind.NOTICE, StepKind.EXPIRY}

    new = agreements.renew(old, number="2027/1")

    assert agreements.card(old).agreement.status is IN_FORCE
    # A draft of its successor says that the renewal is begun; its notice and its end are still asked for.
    assert agreements.steps(old) == tuple(one for one in asked if one.kind is not StepKind.START)
    assert old in {line.id for line in radar.due()}

    agreements.set_status(new, SIGNED, since="2027-03-30")
    assert states(planner, old)[0] == ("superseded", "2027-03-30")
    assert agreements.steps(old) == ()
    assert agreements.contradictions(old) == []
    planner.history.undo()
    assert (agreements.keeper.get(old).status, agreements.keeper.get(new).status) == (
        IN_FORCE, DRAFT,
    )  # fmt: skip

    agreements.edit(new, status=IN_FORCE)
    assert agreements.keeper.get(old).status is SUPERSEDED


def test_a_successor_is_told_apart_and_a_second_one_is_only_made_when_it_is_meant(
    planner: Planner,
) -> None:
    agreements = planner.agreements
    old = add(planner, "Exchange", status=IN_FORCE, expires_on="2027-09-30")
    draft = agreements.renew(old)
    assert agreements.keeper.get(draft).title == "Exchange (renewed 2027)"
    agreements.set_status(draft, SIGNED, since="2027-03-30")
    count = agreements.count()
    with pytest.raises(UserError, match="renewed already, by “Exchange \\(renewed 2027\\)”"):
        agreements.renew(old)
    assert agreements.count() == count
    again = agreements.renew(old, again=True, title="Exchange of students")
    assert agreements.keeper.get(again).title == "Exchange of students"
    later = agreements.renew(draft)
    assert agreements.keeper.get(later).title == "Exchange (renewed 2027)"


def test_what_is_over_already_is_not_superseded_later(planner: Planner) -> None:
    old = add(planner, status=AgreementStatus.ENDED, expires_on="2025")
    planner.agreements.renew(old, status=IN_FORCE)

    assert states(planner, old) == [("ended", "")]


def test_a_successor_that_is_signed_at_an_entry_takes_the_place(
    planner: Planner, clock: Clock
) -> None:
    ground = Ceremony(planner)
    ground.take_place(clock)
    old = add(planner, "Framework of 2022", status=IN_FORCE)
    planner.agreements.edit(ground.main, supersedes_id=old)
    assert planner.agreements.keeper.get(old).status is IN_FORCE

    planner.signings.sign(ground.item)

    assert states(planner, old)[0] == ("superseded", "2027-05-11")
    planner.history.undo()
    assert planner.agreements.keeper.get(old).status is IN_FORCE


def test_what_belongs_together_is_told_from_both_ends(planner: Planner) -> None:
    frame = add(planner, "Framework")
    here = visit()
    planner.keeper(Visit).add(here)
    first = add(planner, "First", parent_id=frame, visit_id=here.id)
    second = add(planner, "Second", parent_id=frame, visit_id=here.id)

    assert [one.title for one in planner.agreements.card(frame).ties.children] == [
        "First", "Second",
    ]  # fmt: skip
    ties = planner.agreements.card(first).ties
    assert ties.parent is not None
    assert (ties.parent.id, [one.id for one in ties.beside]) == (frame, [second])
    assert ties.signed_at is not None
    assert ties.signed_at.id == here.id

    planner.agreements.edit(frame, parent_id=first)
    kinds = {one.kind for one in planner.agreements.contradictions(first)}
    assert kinds == {"agreement.own_parent"}
    assert listed(planner, contradicting=True) == ["First", "Framework"]


def test_a_period_that_cannot_be_meant_is_refused(planner: Planner) -> None:
    key = add(planner)
    for months in (-1, 10**20):
        with pytest.raises(UserError, match="cannot be meant"):
            planner.agreements.edit(key, notice_months=months)


def test_settings_that_are_no_numbers_count_as_the_usual_ones(planner: Planner) -> None:
    key = add(planner, status=IN_FORCE, signed_on="2001", expires_on="2027-08-31")
    usual = planner.agreements.steps(key)
    planner.settings.chosen |= {"renewal_weeks": "soon", "quiet_months": 10**9}

    assert planner.agreements.steps(key) == usual
    assert planner.agreements_list().quiet() == []
    planner.settings.choose("renewal_weeks", 0)
    assert [step.on for step in planner.agreements.steps(key)] == ["2027-08-31", "2027-08-31"]


# register and radar


def test_the_register_narrows_and_sorts_by_what_follows_from_the_dates(planner: Planner) -> None:
    add(planner, "Ändern", status=IN_FORCE, expires_on="2027-05", signed_on="2022")
    add(planner, "Beam", status=IN_FORCE, expires_on="2030", kind=AgreementKind.FUNDING)
    add(planner, "Colleges", status=DRAFT)
    add(planner, "Dawn", status=SIGNED, expires_on="2026-12-31", signed_on="2020-01-02")
    quiet = add(planner, "Echo", status=IN_FORCE, expires_on="2027-08-31", renews_itself=True)
    planner.agreement_parties.add(party(quiet, country="JP"))
    planner.agreements.set_themes(quiet, ["Health"])

    assert listed(planner) == ["Ändern", "Beam", "Colleges", "Dawn", "Echo"]
    assert listed(planner, sort="-signed") == ["Ändern", "Dawn", "Beam", "Colleges", "Echo"]
    assert listed(planner, states=("expiring",)) == ["Ändern"]
    assert listed(planner, states=("in force",)) == ["Ändern", "Beam", "Echo"]
    assert listed(planner, states=("ran out", "draft")) == ["Colleges", "Dawn"]
    assert listed(planner, kinds=(AgreementKind.FUNDING,)) == ["Beam"]
    assert listed(planner, countries=("JP",), themes=("Health",)) == ["Echo"]
    assert listed(planner, ends_before=dt.date(2027, 6, 1)) == ["Ändern", "Dawn"]
    assert listed(planner, sort="next_step", due=True) == ["Dawn", "Ändern", "Echo"]
    assert listed(planner, sort="-next_step")[0] == "Beam"
    assert listed(planner, contradicting=True) == ["Dawn"]


def test_what_renewed_itself_ends_with_its_running_term(planner: Planner) -> None:
    add(planner, "Fixed", status=IN_FORCE, expires_on="2027-12")
    key = add(
        planner, "Rolling", status=IN_FORCE, expires_on="2023-04-11", renews_itself=True,
        renewal_months=60,
    )  # fmt: skip
    add(planner, "Without end", status=IN_FORCE)

    assert planner.agreements_list().lines([key])[0].ends_on == "2028-04-11"
    assert listed(planner, sort="ends") == ["Fixed", "Rolling", "Without end"]
    assert listed(planner, sort="-ends") == ["Rolling", "Fixed", "Without end"]
    assert listed(planner, ends_before=dt.date(2030, 1, 1)) == ["Fixed"]


def test_what_had_no_activity_is_asked_about_until_something_happens(planner: Planner) -> None:
    key = add(planner, status=IN_FORCE, signed_on="2020-05-01")
    planner.agreements.edit(key, in_force_on="2020-06-01")
    reading = planner.agreements_list()
    assert [line.id for line in reading.quiet()] == [key]
    assert reading.asked().quiet == 1

    def asked_after(*makes: str) -> None:
        assert reading.quiet() == [], makes
        for _step in makes:
            planner.history.undo()
        assert [line.id for line in reading.quiet()] == [key], makes

    planner.amendments.add(
        Amendment(
            id=RecordId(new_id()), agreement_id=key, number="1", signed_on=PartialDate("2026")
        )
    )
    asked_after("amendment")
    planner.agreements.follow_up(key)
    asked_after("follow-up")
    begun = visit(first_day=dt.date(2026, 5, 4), last_day=None)
    planner.keeper(Visit).add(begun)
    planner.keeper(VisitAgreement).add(
        VisitAgreement(id=RecordId(new_id()), visit_id=begun.id, agreement_id=key)
    )
    asked_after("link", "visit without a last day")
    here = visit()
    planner.keeper(Visit).add(here)
    planner.keeper(VisitAgreement).add(
        VisitAgreement(id=RecordId(new_id()), visit_id=here.id, agreement_id=key)
    )
    asked_after("link", "visit")
    planner.agreements.set_status(key, IN_FORCE, since="2027", reason="Confirmed")
    asked_after("status")


def test_a_follow_up_asks_for_the_next_step_on_its_day(planner: Planner) -> None:
    key = add(planner, number="2021/3", status=IN_FORCE, expires_on="2028-12-31", notice_months=6)
    made = planner.follow_ups.get(planner.agreements.follow_up(key))

    assert made.title == "Decide on the renewal: 2021/3 MoU on instruments"
    assert (made.due_on, made.agreement_id) == (dt.date(2028, 3, 31), key)
    assert [one.id for one in planner.agreements.card(key).follow_ups] == [made.id]
    with pytest.raises(UserError, match="open follow-up for this already"):
        planner.agreements.follow_up(key)
    planner.follow_ups.done(made.id)
    assert planner.agreements.follow_up(key) != made.id


@contextmanager
def queries_of(planner: Planner, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    library, seen = planner._core.library, []
    rows = type(library).rows

    def counted(self: object, sql: str, *parameters: object) -> object:
        seen.append(sql)
        return rows(self, sql, *parameters)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(type(library), "rows", counted)
        yield seen


def test_a_page_costs_the_same_number_of_reads_however_long_the_register(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reads() -> int:
        reading = planner.agreements_list()
        with queries_of(planner, monkeypatch) as seen:
            reading.show(AgreementQuery(sort="next_step"))
            reading.count()
            assert reading.page(0, 100)
        return len(seen)

    add(planner, status=IN_FORCE, expires_on="2030")
    few = reads()
    with planner._core.work("Fill") as work:
        for number in range(150):
            one = agreement(f"MoU {number}", status=IN_FORCE, expires_on=f"{2028 + number % 9}")
            work.add(one)
            work.add(party(one.id, country="JP", name="MEXT"))
    assert reads() == few


def test_a_draft_waits_for_its_signing_unless_that_is_called_off(planner: Planner) -> None:
    ground = Ceremony(planner)
    assert [(step.kind, step.on) for step in planner.agreements.steps(ground.main)] == [
        (StepKind.SIGN, "2027-05-11")
    ]
    planner.keeper(Item).edit(ground.item, status=ItemStatus.CANCELLED)
    assert planner.agreements.steps(ground.main) == ()


def test_shipped_agreements_contradict_nothing(sample: Planner) -> None:
    assert sample.agreements_list().asked().contradicting == 0


# signings


class Ceremony:
    """Two agreements to be signed at one entry of a visit."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        here = visit()
        planner.keeper(Visit).add(here)
        self.visit: VisitId = here.id
        entry = item(here.id, "Signing", "Tue 11:00", "Tue 11:30", kind=ItemKind.CEREMONY)
        planner.keeper(Item).add(entry)
        self.item: ItemId = entry.id
        self.main = add(planner, "Framework", status=DRAFT)
        self.side = add(planner, "Side letter", status=DRAFT, in_force_on="2028-01-01")
        for language, authentic in (("en", True), ("ja", True), ("da", False)):
            planner.agreement_texts.add(
                AgreementText(
                    id=RecordId(new_id()),
                    agreement_id=self.main,
                    language=language,
                    authentic=authentic,
                    state=TextState.PRINTED,
                )
            )
        planner.signings.set_agreements(self.item, [self.main, self.side])

    def take_place(self, clock: Clock) -> None:
        """The day of the signing, in the afternoon."""
        clock.now = dt.datetime(2027, 5, 11, 14, tzinfo=dt.UTC)

    def seen(self) -> object:
        cards = [self.planner.agreements.card(key) for key in (self.main, self.side)]
        rows = [(one.agreement.id, one.done_on) for one in self.planner.signings.at(self.item)]
        return cards, rows, self.planner.signings.checklist(self.item)


def test_a_signing_sets_everything_in_one_step_and_undo_gives_all_back(
    planner: Planner, clock: Clock
) -> None:
    ground = Ceremony(planner)
    ground.take_place(clock)
    before = ground.seen()

    assert planner.signings.sign(ground.item) == [ground.main, ground.side]

    tuesday = (MONDAY + dt.timedelta(1)).isoformat()
    main, side = (planner.agreements.card(key) for key in (ground.main, ground.side))
    assert (main.agreement.status, side.agreement.status) == (IN_FORCE, SIGNED)
    assert (main.agreement.in_force_on, side.agreement.in_force_on) == (tuesday, "2028-01-01")
    for card in (main, side):
        assert card.agreement.signed_on == tuesday
        assert card.agreement.visit_id == ground.visit
        assert (card.states[0].since, card.states[0].reason) == (tuesday, "Signed at “Signing”")
    assert [(one.language, one.state.value) for one in main.texts] == [
        ("da", "printed"), ("en", "signed"), ("ja", "signed"),
    ]  # fmt: skip
    assert [one.id for one in main.ties.beside] == [ground.side]
    assert {one.done_on for one in planner.signings.at(ground.item)} == {dt.date(2027, 5, 11)}
    with pytest.raises(UserError, match="no agreement left"):
        planner.signings.sign(ground.item)

    planner.history.undo()
    assert ground.seen() == before


def test_only_some_may_be_signed_on_another_day_and_what_is_over_is_refused(
    planner: Planner, clock: Clock
) -> None:
    ground = Ceremony(planner)
    ground.take_place(clock)
    clock.forward(days=1)
    planner.signings.sign(ground.item, done_on=dt.date(2027, 5, 12), agreements=[ground.side])
    assert planner.agreements.card(ground.main).agreement.status is DRAFT
    assert planner.agreements.card(ground.side).agreement.signed_on == "2027-05-12"

    planner.agreements.set_status(ground.main, SUPERSEDED)
    before = ground.seen()
    with pytest.raises(UserError, match="superseded"):
        planner.signings.sign(ground.item)
    assert ground.seen() == before


def test_nothing_is_signed_before_its_day_and_the_day_there_counts(
    planner: Planner, clock: Clock
) -> None:
    ground = Ceremony(planner)
    before = ground.seen()
    with pytest.raises(UserError, match="11 May 2027 is still to come"):
        planner.signings.sign(ground.item)
    assert ground.seen() == before

    planner.itineraries.edit(ground.item, start_zone="Asia/Tokyo", end_zone="Asia/Tokyo")
    clock.now = dt.datetime(2027, 5, 10, 15, 30, tzinfo=dt.UTC)  # the 11th there, in the night
    assert planner.signings.sign(ground.item) == [ground.main, ground.side]


def test_a_ceremony_leaves_where_and_when_an_agreement_was_signed_before(
    planner: Planner, clock: Clock
) -> None:
    ground = Ceremony(planner)
    ground.take_place(clock)
    earlier = visit(title="Tokyo in 2024")
    planner.keeper(Visit).add(earlier)
    planner.agreements.edit(
        ground.main, status=IN_FORCE, signed_on="2024-03-01", visit_id=earlier.id
    )
    planner.agreements.edit(ground.side, status=SIGNED, signed_on="2024-03-01")

    planner.signings.sign(ground.item)

    main, side = (planner.agreements.keeper.get(key) for key in (ground.main, ground.side))
    assert (main.visit_id, main.signed_on, main.in_force_on) == (earlier.id, "2024-03-01", "")
    assert (side.visit_id, side.signed_on) == (ground.visit, "2024-03-01")


def test_what_renews_itself_is_not_said_to_have_expired_at_an_entry(planner: Planner) -> None:
    ground = Ceremony(planner)
    planner.agreements.edit(ground.main, status=IN_FORCE, expires_on="2020-03-31")

    def expired() -> list[str]:
        plan = planner.visits.plan(ground.visit)
        found = planner.checking.findings(plan)
        return [one.subjects[1].name for one in found if one.kind == "agreement.expired"]

    assert expired() == ["Framework"]
    planner.agreements.edit(ground.main, renews_itself=True, renewal_months=24)
    assert expired() == []


def test_what_is_to_be_ready_becomes_follow_ups_of_the_entry_once(planner: Planner) -> None:
    ground = Ceremony(planner)
    made = planner.signings.make_checklist(ground.item)
    listed = planner.signings.checklist(ground.item)

    assert {one.id for one in listed} == set(made)
    assert len(made) == 7
    pens = next(one for one in listed if "Pens" in one.title)
    assert (pens.due_on, pens.due_days, pens.visit_id) == (MONDAY, -1, ground.visit)
    assert planner.signings.set_ready(ground.item, [pens.id]) == [pens.id]
    assert planner.keeper(FollowUp).get(pens.id).done_on == planner.today()
    assert planner.signings.make_checklist(ground.item) == []


def test_a_repeating_thing_that_is_ticked_comes_again(planner: Planner) -> None:
    ground = Ceremony(planner)
    key, *_rest = planner.signings.make_checklist(ground.item)
    planner.follow_ups.edit(FollowUpId(key), repeats="FREQ=WEEKLY")

    planner.signings.set_ready(ground.item, [key])
    assert len(planner.signings.checklist(ground.item)) == 8
    planner.signings.set_ready(ground.item, [])
    assert len(planner.signings.checklist(ground.item)) == 7


def test_several_things_are_ready_in_one_step_and_what_was_dropped_stays_so(
    planner: Planner,
) -> None:
    ground = Ceremony(planner)
    made = planner.signings.make_checklist(ground.item)
    planner.follow_ups.edit(made[0], status=FollowUpStatus.DROPPED)
    before = ground.seen()

    assert len(planner.signings.set_ready(ground.item, made)) == 6
    assert [one.status for one in planner.signings.checklist(ground.item)].count(
        FollowUpStatus.DONE
    ) == 6
    planner.history.undo()
    assert ground.seen() == before
    assert planner.signings.set_ready(ground.item, []) == []


def test_the_last_signature_settles_what_was_to_be_ready_before_it(
    planner: Planner, clock: Clock
) -> None:
    ground = Ceremony(planner)
    made = planner.signings.make_checklist(ground.item)
    after = planner.follow_ups.add(
        FollowUp(
            id=FollowUpId(new_id()), title="Send copies", item_id=ground.item,
            anchor=Anchor.ITEM, due_days=7,
        )
    )  # fmt: skip
    planner.follow_ups.edit(made[0], status=FollowUpStatus.DROPPED)
    planner.follow_ups.wait(made[1])
    ground.take_place(clock)
    before = ground.seen()

    planner.signings.sign(ground.item, agreements=[ground.side])
    assert all(one.status is not FollowUpStatus.DONE for one in ground.seen()[2])
    planner.signings.sign(ground.item)
    now = {one.id: one.status for one in planner.signings.checklist(ground.item)}
    assert now.pop(after) is FollowUpStatus.OPEN
    assert now.pop(made[0]) is FollowUpStatus.DROPPED
    assert set(now.values()) == {FollowUpStatus.DONE}
    planner.history.undo()
    planner.history.undo()
    assert ground.seen() == before


def test_a_ceremony_about_an_agreement_is_its_signing_and_seats_give_the_order(
    planner: Planner, clock: Clock
) -> None:
    ground = Ceremony(planner)
    ground.take_place(clock)
    third = add(planner, "Letter of intent", status=DRAFT)
    planner.itineraries.edit(ground.item, agreement_id=third)
    for name, seat in (("Left out", 0), ("Right", 2), ("Left", 1)):
        planner.agreement_parties.add(party(third, name=name, seat=seat))

    def signing() -> Signed:
        return next(one for one in planner.signings.at(ground.item) if one.agreement.id == third)

    one = signing()
    assert [name for _party, name in one.parties] == ["Left", "Right", "Left out"]
    planner.signings.sign(ground.item, agreements=[third])
    assert signing().done_on == dt.date(2027, 5, 11)


def test_a_renewal_that_was_missed_is_late_until_it_is_taken_care_of(planner: Planner) -> None:
    agreements, follow_ups = planner.agreements, planner.follow_ups
    old = add(planner, status=IN_FORCE, expires_on="2027-06-30", notice_months=1)

    def late() -> list[StepKind]:
        today = planner.today()
        told = [one.kind for one in agreements.steps(old) if one.is_late(today)]
        (line,) = planner.agreements_list().lines([old])
        assert ([line.step.kind] if line.step and line.step.is_late(today) else []) == told
        home = [one.kind.value for one in planner.home.at_large().deadlines if one.is_over(today)]
        assert home == [kind.value for kind in told]
        exported = [one.kind.value for one in planner.deadlines.ahead() if one.is_over(today)]
        assert exported == home
        (tie,) = planner.relationships.of_country("JP").agreements
        on_page = renewal_lines.next_step(tie.agreement, today, tended=tie.tended)
        assert (on_page is not None and on_page.late) is bool(told)
        return told

    planner.keeper(AgreementParty).add(
        AgreementParty(id=RecordId(new_id()), agreement_id=old, country="JP")
    )
    assert late() == [StepKind.START]
    made = agreements.follow_up(old)
    assert late() == []
    with pytest.raises(UserError):
        agreements.follow_up(old)
    agreements.settle(old)
    assert follow_ups.get(made).status is FollowUpStatus.DONE
    follow_ups.remove(made)
    assert late() == [StepKind.START]

    kept = follow_ups.get(agreements.settle(old, "Not wanted"))
    assert (kept.status, kept.done_on, kept.notes) == (
        FollowUpStatus.DONE, planner.today(), "Not wanted",
    )  # fmt: skip
    assert late() == []
    with pytest.raises(UserError):
        agreements.settle(old)
    planner.history.undo()
    assert late() == [StepKind.START]
    agreements.renew(old)
    assert [one.kind for one in agreements.steps(old)] == [StepKind.NOTICE, StepKind.EXPIRY]
