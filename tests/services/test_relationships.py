"""One country, one organisation with its parts: everything is found, open things are one list."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from factories import item, organisation, person, visit
from planner.domain.agreements import Agreement, AgreementParty, AgreementStatus
from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.funding import Call, FundingProgramme, ProgrammeCountry
from planner.domain.gifts import Gift, GiftDirection
from planner.domain.ids import (
    AgreementId,
    FollowUpId,
    FundingProgrammeId,
    OrganisationId,
    RecordId,
    VisitId,
    new_id,
)
from planner.domain.invitations import InvitationDirection
from planner.domain.itinerary import Item, ItemHost
from planner.domain.relationship import Debt, Relationship, reciprocity
from planner.domain.relationship_line import Strand
from planner.domain.relationship_lines import lines, open_lines
from planner.domain.renewal import STEPS
from planner.domain.times import PartialDate
from planner.domain.visits import Category, Direction, Visit, VisitStatus
from planner.errors import UserError
from planner.services.planner import Planner


class Japan:
    """A ministry with an agency below it, two visits, and one thing of each kind."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.ministry = planner.organisations.add(organisation("MEXT", country="JP"))
        self.agency = planner.organisations.add(
            organisation("JST", country="JP", parent_id=self.ministry)
        )
        self.lund = planner.organisations.add(organisation("Lund University", country="SE"))
        self.came = self.visit("They came", Direction.INBOUND, "2026-05-04", self.agency)
        for family, title, rank in (("Sato", "Director", 2), ("Abe", "Minister", 1)):
            self.delegate(self.came, family, title, rank)
        key = AgreementId(new_id())
        planner.agreements.add(
            Agreement(
                id=key,
                title="Memorandum",
                status=AgreementStatus.IN_FORCE,
                signed_on=PartialDate("2022"),
                expires_on=PartialDate("2027-08-01"),
            )
        )
        self.agreement = key
        planner.keeper(AgreementParty).add(
            AgreementParty(id=RecordId(new_id()), agreement_id=key, organisation_id=self.agency)
        )
        programme = FundingProgrammeId(new_id())
        planner.keeper(FundingProgramme).add(FundingProgramme(id=programme, name="Network"))
        planner.keeper(ProgrammeCountry).add(
            ProgrammeCountry(id=RecordId(new_id()), funding_programme_id=programme, country="JP")
        )
        for title, countries in (("For Japan", ("JP",)), ("For Korea", ("KR",))):
            planner.keeper(Call).add(
                Call(
                    id=RecordId(new_id()),
                    funding_programme_id=programme,
                    title=title,
                    closes_on=dt.date(2027, 6, 1),
                    countries=countries,
                )
            )
        for title, status in (("Send books", FollowUpStatus.OPEN), ("Thank", FollowUpStatus.DONE)):
            planner.follow_ups.add(
                FollowUp(
                    id=FollowUpId(new_id()), title=title, status=status, visit_id=self.came,
                    due_on=dt.date(2026, 6, 1),
                )
            )  # fmt: skip
        planner.keeper(Gift).add(
            Gift(
                id=RecordId(new_id()),
                visit_id=self.came,
                direction=GiftDirection.RECEIVED,
                description="Bowl",
            )
        )

    def visit(self, title: str, way: Direction, day: str, house: OrganisationId) -> VisitId:
        first = dt.date.fromisoformat(day)
        inbound = way is Direction.INBOUND
        return self.planner.visits.new(
            visit(
                title=title,
                code=title[:6],
                direction=way,
                status=VisitStatus.PLANNED,
                first_day=first,
                last_day=first + dt.timedelta(2),
                country="DK" if inbound else "JP",
                initiator_organisation_id=house if inbound else None,
                host_organisation_id=None if inbound else house,
            )
        )

    def delegate(self, visit_id: VisitId, family: str, title: str, rank: int) -> None:
        key = self.planner.contacts.add(
            person(family, country="JP"), organisation="JST", title=title
        )
        self.planner.delegations.add_person(visit_id, key, rank=rank, category=Category.OFFICIAL)


@pytest.fixture
def japan(planner: Planner) -> Japan:
    return Japan(planner)


def test_everything_with_a_country_is_on_one_list(japan: Japan) -> None:
    found = japan.planner.relationships.of_country("jp")
    told = [(line.strand, line.title) for line in lines(found)]
    assert sorted(told) == sorted(
        [
            (Strand.VISIT, "They came"),
            (Strand.AGREEMENT, "Memorandum"),
            (Strand.CALL, "For Japan"),
            (Strand.FOLLOW_UP, "Send books"),
            (Strand.FOLLOW_UP, "Thank"),
            (Strand.GIFT, "Bowl"),
        ]
    )
    (came,) = found.visits
    assert (came.level, came.people, found.people) == ("Minister", 2, 2)
    # Late first, then by day, then what has none.
    assert [line.title for line in open_lines(found)] == [
        "Send books",
        "Memorandum",  # three months before its end one decides on the renewal
        "For Japan",
        "We owe a return visit.",
    ]


def test_each_day_of_an_agreement_on_the_axis_is_a_line(japan: Japan) -> None:
    planner = japan.planner
    planner.agreements.edit(
        japan.agreement, review_on=PartialDate("2026-05"), notice_months=6, renews_itself=True
    )
    found = planner.relationships.of_country("JP")
    told = {
        (line.since, line.until, line.about().split(" · ")[0])
        for line in lines(found)
        if line.strand is Strand.AGREEMENT
    }
    assert told == {
        ("2022", "2027-08-01", "review"),  # it is late
        ("2026-05", "2026-05", "review"),
        ("2027-02-01", "2027-02-01", "last day of notice"),
        ("2027-08-01", "2027-08-01", "renews itself"),
    }
    assert len([one for one in open_lines(found) if one.strand is Strand.AGREEMENT]) == 1


def test_what_comes_next_of_an_agreement_is_what_the_register_says(japan: Japan) -> None:
    planner = japan.planner
    planner.agreements.edit(japan.agreement, expires_on=PartialDate("2027-12-31"))
    planner.settings.chosen["renewal_weeks"] = 26
    draft = AgreementId(new_id())
    planner.agreements.add(
        Agreement(id=draft, title="Letter", status=AgreementStatus.DRAFT), parties=["JST"]
    )
    entry = item(japan.came, "Signing", "Tue 11:00", "Tue 11:30")
    planner.keeper(Item).add(entry)
    planner.signings.set_agreements(entry.id, [draft])

    found = {line.target: line for line in open_lines(planner.relationships.of_country("JP"))}
    for key in (japan.agreement, draft):
        step = planner.agreements.steps(key)[0]
        assert (found[key].due, found[key].about().split(" · ")[0]) == (
            step.on, STEPS[step.kind],
        )  # fmt: skip
    assert (found[japan.agreement].due, found[draft].due) == ("2027-07-02", "2027-05-11")


def test_an_organisation_counts_with_its_parts_and_predecessors(japan: Japan) -> None:
    planner = japan.planner
    of_ministry = planner.relationships.of_organisation(japan.ministry)
    assert [one.title for one in of_ministry.visits] == ["They came"]
    assert [one.parties for one in of_ministry.agreements] == ["JST"]
    successor = planner.organisations.add(organisation("New Ministry", country="JP"))
    planner.organisations.edit(japan.ministry, successor_id=successor)
    assert planner.relationships.of_organisation(successor).people == 2
    assert planner.relationships.of_organisation(japan.lund).visits == ()


def test_a_visit_to_them_pays_the_debt_and_a_called_off_one_brings_its_heir(japan: Japan) -> None:
    planner = japan.planner
    off = japan.visit("Spring trip", Direction.OUTBOUND, "2026-10-05", japan.agency)
    heir = planner.visits.new(
        visit(
            title="Autumn trip", direction=Direction.OUTBOUND, status=VisitStatus.DONE,
            first_day=dt.date(2027, 1, 11), last_day=dt.date(2027, 1, 12), country="",
        )
    )  # fmt: skip
    planner.visits.edit(off, status=VisitStatus.CANCELLED, successor_id=heir)
    found = planner.relationships.of_country("JP")
    assert reciprocity(found.visits, found.today).debt is Debt.NOBODY
    told = {line.title: line.about() for line in lines(found)}
    assert "went on as “Autumn trip”" in told["Spring trip"]
    assert "takes up “Spring trip”" in told["Autumn trip"]


def test_an_invitation_is_open_until_a_visit_answers_it_and_each_verb_is_one_step(
    japan: Japan,
) -> None:
    planner = japan.planner
    key = planner.invitations.note(
        InvitationDirection.RECEIVED, organisation_id=japan.agency, text="Come to Tokyo"
    )
    assert "Come to Tokyo" in [
        line.title for line in open_lines(planner.relationships.of_country("JP"))
    ]
    before = planner.invitations.answers(key)
    later = japan.visit("We go", Direction.OUTBOUND, "2027-11-01", japan.ministry)
    japan.visit("They come again", Direction.INBOUND, "2027-12-01", japan.agency)
    planner.visits.edit(later, host_organisation_id=japan.agency)
    assert (before, [one.id for one in planner.invitations.answers(key)]) == ([], [later])
    with pytest.raises(UserError, match="cannot answer"):
        planner.invitations.answer(key, japan.came)
    planner.invitations.answer(key, later)
    assert planner.invitations.all(only_open=True) == ()
    planner.history.undo()
    assert planner.invitations.get(key).is_open
    planner.invitations.withdraw(key)
    assert planner.invitations.get(key).withdrawn_on == dt.date(2027, 4, 1)
    planner.history.undo()
    assert planner.invitations.get(key).withdrawn_on is None
    with pytest.raises(UserError, match="needs somebody"):
        planner.invitations.note(InvitationDirection.GIVEN, text="Anybody")


def test_a_party_that_goes_leaves_its_agreement_readable(japan: Japan) -> None:
    planner = japan.planner
    key = planner.invitations.note(InvitationDirection.GIVEN, country="JP", visit_id=japan.came)
    planner.keeper(Visit).remove(japan.came)
    (told,) = planner.invitations.all()
    assert (told.invitation.id, told.whom, told.said_at) == (key, "Japan", "")


def test_a_country_is_found_by_its_name_in_any_language(sample: Planner) -> None:
    named = sample.relationships.named
    assert [one.counterpart.key for one in named("Japan")][:1] == ["country:JP"]
    assert [one.counterpart.key for one in named("Tyskland")] == ["country:DE"]
    first, *others = named("open with japan")
    assert first.counterpart.key == "country:JP"
    assert any(one.counterpart.organisation_id for one in others)
    assert not any(one.counterpart.organisation_id for one in named("Japan"))
    assert sample.relationships.meant("MEXT").organisation_id
    assert sample.relationships.meant("Schweden").country == "SE"
    with pytest.raises(UserError, match="No country or organisation"):
        sample.relationships.meant("Atlantis")


def test_there_is_no_relationship_with_the_own_country(sample: Planner) -> None:
    assert sample.relationships.named("Danmark") == []
    with pytest.raises(UserError, match="your own country"):
        sample.relationships.meant("Dänemark")
    sample.settings.chosen["home_country"] = "SE"
    assert [one.counterpart.key for one in sample.relationships.named("Danmark")] == ["country:DK"]


def test_of_a_visit_of_many_each_is_told_what_concerns_it_everywhere_the_same(
    japan: Japan,
) -> None:
    planner, came = japan.planner, japan.came
    riken = planner.organisations.add(organisation("RIKEN", country="JP"))
    (sato,) = [one.id for one in planner.contacts.page(0, 9, "Sato")]
    guest = planner.contacts.add(person("Ito"), organisation="RIKEN", title="Head of team")
    planner.delegations.add_person(came, guest, rank=3, category=Category.OFFICIAL)
    entry = item(came, "Tour", "Tue 11:00", "Tue 11:30")
    planner.keeper(Item).add(entry)
    planner.keeper(ItemHost).add(
        ItemHost(id=RecordId(new_id()), item_id=entry.id, organisation_id=japan.lund)
    )
    for title, about in (
        ("Book rooms", {}),
        ("About RIKEN", {"organisation_id": riken}),
        ("To Ito", {"person_id": guest}),
        ("By Sato", {"owner_id": sato, "organisation_id": riken}),
        ("RIKEN sends slides", {"waiting_for": "press office, riken"}),
        ("After the tour", {"item_id": entry.id}),
        ("Of the agreement", {"agreement_id": japan.agreement}),
    ):
        fields = {"visit_id": came, **about}
        planner.follow_ups.add(FollowUp(id=FollowUpId(new_id()), title=title, **fields))  # type: ignore[arg-type]

    def told(found: Relationship) -> set[str]:
        return {one.title for one in open_lines(found) if one.strand is Strand.FOLLOW_UP}

    relationships = planner.relationships
    theirs = {"About RIKEN", "To Ito", "By Sato", "RIKEN sends slides"}
    assert told(relationships.of_organisation(riken)) == theirs
    assert told(relationships.of_organisation(japan.lund)) == {"After the tour"}
    assert told(relationships.of_organisation(japan.agency)) == {
        "Send books", "Book rooms", "By Sato", "RIKEN sends slides", "After the tour",
        "Of the agreement",
    }  # fmt: skip

    for code, count in (("JP", 8), ("SE", 1)):
        every = told(relationships.of_country(code))
        assert {title for _key, title, _due in planner.countries.card(code).follow_ups} == every
        (line,) = [one for one in planner.countries.page() if one.id == code]
        assert (len(every), line.follow_ups) == (count, count)


def test_the_table_is_written_as_a_sheet(japan: Japan, tmp_path: Path) -> None:
    relationships = japan.planner.relationships
    found = lines(relationships.of_country("JP"))
    path = tmp_path / "japan.xlsx"
    assert relationships.write(path, "Japan", found, "de") == len(found)
    rows = list(openpyxl.load_workbook(path).worksheets[0].values)
    assert {row[3] for row in rows[1:]} == {line.title for line in found}


def test_what_waits_for_a_house_with_commas_in_its_name_is_found(planner: Planner) -> None:
    name = "Ministry of Education, Culture, Sports, Science and Technology"
    house = planner.organisations.add(organisation(name, country="JP"))
    planner.follow_ups.add(
        FollowUp(id=FollowUpId(new_id()), title="Ask", status=FollowUpStatus.WAITING,
                 waiting_for=f"Ms Ito; {name}")
    )  # fmt: skip
    for found in (
        planner.relationships.of_organisation(house),
        planner.relationships.of_country("JP"),
    ):
        assert [one.follow_up.title for one in found.follow_ups] == ["Ask"]
