"""What there is with a country, and what is known of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from factories import organisation, visit
from planner.domain.agreements import Agreement, AgreementParty, AgreementStatus
from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.funding import Call, FundingProgramme, ProgrammeCountry
from planner.domain.ids import (
    AgreementId,
    FollowUpId,
    FundingProgrammeId,
    RecordId,
    SourceId,
    new_id,
)
from planner.domain.organisations import Coverage, OrganisationKind, Posting
from planner.domain.sites import Country, CountryFact
from planner.domain.sources import Source
from planner.domain.times import PartialDate
from planner.domain.visits import Direction, Visit, VisitStatus
from planner.errors import NotFound, UserError
from planner.services.planner import Planner


def record() -> RecordId:
    return RecordId(new_id())


def fact(text: str, day: str = "", **fields: Any) -> CountryFact:
    as_of = dt.date.fromisoformat(day) if day else None
    return CountryFact(id=record(), country="JP", text=text, as_of=as_of, **fields)


@pytest.fixture
def known(planner: Planner) -> Planner:
    """Three countries are kept; with Japan there is something, and something names Norway."""
    for code, name, danish in (
        ("JP", "Japan", "Japan"),
        ("AT", "Austria", "Østrig"),
        ("KR", "South Korea", "Sydkorea"),
    ):
        planner.countries.add(Country(id=code, name=name, name_da=danish))
    mext = planner.organisations.add(organisation("MEXT", country="JP"))
    planner.organisations.add(organisation("Oslo", country="NO"))
    keep = planner.keeper
    trip = keep(Visit).add(
        visit(title="MEXT in May", initiator_organisation_id=mext, direction=Direction.INBOUND)
    )
    keep(Visit).add(visit(title="Pattern", country="JP", status=VisitStatus.TEMPLATE))
    agreement = planner.agreements.add(
        Agreement(id=AgreementId(new_id()), title="Memorandum"), parties=["MEXT"]
    )
    keep(AgreementParty).add(AgreementParty(id=record(), agreement_id=agreement, country="KR"))
    for title, status, about in (
        ("Send slides", FollowUpStatus.OPEN, {"visit_id": trip.id}),
        ("Thank MEXT", FollowUpStatus.WAITING, {"organisation_id": mext, "visit_id": trip.id}),
        ("Done long ago", FollowUpStatus.DONE, {"organisation_id": mext}),
    ):
        keep(FollowUp).add(FollowUp(id=FollowUpId(new_id()), title=title, status=status, **about))  # type: ignore[arg-type]
    return planner


def test_countries_with_something_come_first_and_each_thing_counts_once(known: Planner) -> None:
    told = [
        (line.id, line.visits, line.agreements, line.organisations, line.follow_ups)
        for line in known.countries.page()
    ]
    assert told == [
        ("JP", 1, 1, 1, 2),
        ("NO", 0, 0, 1, 0),
        ("KR", 0, 1, 0, 0),
        ("AT", 0, 0, 0, 0),
    ]
    assert [line.id for line in known.countries.page(1, 2)] == ["NO", "KR"]
    assert [line.id for line in known.countries.page(text="oestrig")] == ["AT"]
    assert known.countries.count("korea") == 1


def test_the_own_country_is_no_partner_of_itself(known: Planner) -> None:
    known.settings.chosen["home_country"] = "JP"
    first, *_others = known.countries.page()
    (own,) = known.countries.page(text="japan")
    assert (first.id, own.has_something) == ("NO", False)
    assert (own.visits, own.agreements, own.follow_ups, own.organisations) == (0, 0, 0, 1)
    card = known.countries.card("JP")
    assert (card.visits, card.agreements, card.follow_ups) == ((), (), ())
    assert card.organisation_count == 1


def test_a_country_is_meant_by_its_code_or_any_name(known: Planner) -> None:
    assert {known.countries.code_of(text) for text in ("kr", "Sydkorea", "south")} == {"KR"}
    with pytest.raises(NotFound):
        known.countries.code_of("Atlantis")
    with pytest.raises(UserError, match="Several"):
        known.countries.code_of("a")


def test_facts_that_disagree_all_stand_with_their_dates(known: Planner) -> None:
    source = known.keeper(Source).add(
        Source(id=SourceId(new_id()), title="News", publisher="Ministry")
    )
    facts = known.country_facts
    facts.add(fact("Third largest economy", "2024-05-02", source_id=source.id))
    facts.add(fact("Fourth largest economy", "2025-01-01"))
    facts.add(fact("Third largest economy"))
    with pytest.raises(UserError, match="there already"):
        facts.add(fact("third largest economy", "2024-05-02"))
    with pytest.raises(UserError, match="needs words"):
        facts.add(fact(" "))

    card = known.countries.card("JP")
    assert [(one.fact.text, one.fact.as_of, one.source) for one in card.facts] == [
        ("Fourth largest economy", dt.date(2025, 1, 1), ""),
        ("Third largest economy", dt.date(2024, 5, 2), "News, Ministry"),
        ("Third largest economy", None, ""),
    ]


def test_the_page_of_a_country_knows_who_covers_it_and_what_can_be_applied_for(
    known: Planner,
) -> None:
    centre = known.organisations.add(
        organisation("Innovation Centre, Seoul", kind=OrganisationKind.INNOVATION_CENTRE)
    )
    known.coverages.add(Coverage(id=record(), organisation_id=centre, country="JP"))
    known.postings.add(Posting(id=record(), organisation_id=centre, title="Attaché"))
    elsewhere = known.organisations.add(organisation("Embassy", country="SG"))
    known.postings.add(
        Posting(id=record(), organisation_id=elsewhere, title="Adviser", countries=("JP", "SG"))
    )
    known.postings.add(
        Posting(id=record(), organisation_id=centre, title="For Korea", countries=("KR",))
    )
    key = FundingProgrammeId(new_id())
    known.programmes.add(FundingProgramme(id=key, name="Network Programme"))
    known.programme_countries.add(
        ProgrammeCountry(id=record(), funding_programme_id=key, country="JP")
    )
    for title, closes, countries in (
        ("Closed", dt.date(2027, 3, 31), ()),
        ("For all", dt.date(2027, 6, 1), ()),
        ("For Korea", dt.date(2027, 6, 1), ("KR",)),
    ):
        known.calls.add(
            Call(
                id=record(),
                funding_programme_id=key,
                title=title,
                closes_on=closes,
                countries=countries,
            )
        )

    card = known.countries.card("JP")
    assert [one.name for one in card.centres] == ["Innovation Centre, Seoul"]
    assert {one.line.posting.title for one in card.attaches} == {"Attaché", "Adviser"}
    assert [one.name for one in card.programmes] == ["Network Programme"]
    assert [one.title for one in card.calls] == ["For all"]
    assert [one.title for one in card.visits] == ["MEXT in May"]
    assert [one.title for one in card.agreements] == ["Memorandum"]
    assert {title for _key, title, _due in card.follow_ups} == {"Send slides", "Thank MEXT"}
    assert (dt.date(2027, 4, 29), "Showa Day") in card.holidays
    assert all(dt.date(2027, 4, 1) <= day <= dt.date(2028, 3, 31) for day, _name in card.holidays)
    (clock,) = card.clocks
    assert (clock.zones, clock.minutes, clock.changes_on) == (
        ("Asia/Tokyo",),
        7 * 60,
        dt.date(2027, 10, 31),
    )


def test_an_agreement_that_renewed_itself_ends_with_its_running_term(planner: Planner) -> None:
    agreement = Agreement(
        id=AgreementId(new_id()),
        title="Memorandum",
        status=AgreementStatus.IN_FORCE,
        expires_on=PartialDate("2020-03-31"),
        renews_itself=True,
        renewal_months=24,
    )
    planner.agreements.add(agreement)
    planner.agreement_parties.add(
        AgreementParty(id=record(), agreement_id=agreement.id, country="KR")
    )
    assert [one.expires_on for one in planner.countries.card("KR").agreements] == ["2028-03-31"]
    planner.agreements.set_status(agreement.id, AgreementStatus.ENDED)
    assert [one.expires_on for one in planner.countries.card("KR").agreements] == ["2027-04-01"]


def test_a_country_that_only_others_name_is_kept_when_it_is_filled_in(known: Planner) -> None:
    assert not known.countries.card("NO").is_kept
    known.countries.edit("NO", name="Norway", currency="NOK")
    card = known.countries.card("NO")
    assert (card.is_kept, card.country.currency) == (True, "NOK")
    with pytest.raises(NotFound):
        known.countries.card("FR")
    with pytest.raises(UserError, match="already"):
        known.countries.add(Country(id="NO", name="Norway"))


def test_our_own_country_has_no_time_difference(known: Planner) -> None:
    known.organisations.add(organisation("DTU", country="DK"))
    assert known.countries.card("DK").clocks == ()
