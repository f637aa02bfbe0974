"""Who was here: visits that sources tell are shown as such, and kept as visits where one wants to."""

from __future__ import annotations

import datetime as dt

import pytest

from factories import organisation
from planner.domain.ids import SourceId, VisitId, new_id
from planner.domain.relationship import Debt, VisitTie, reciprocity
from planner.domain.relationship_lines import Strand, lines
from planner.domain.sources import Citation, Source
from planner.domain.visits import Direction, Visit, VisitAgreement, VisitStatus
from planner.errors import NotFound, UserError
from planner.services.planner import Planner
from planner.services.relationship_telling import head, levels

TOLD = "Japan to Denmark, 2024-05-02 to 2024-05-04, in Lund: delegation of MEXT; with Minister Abe; 12 people"


class Told:
    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.ministry = planner.organisations.add(organisation("MEXT", country="JP"))
        self.lund = planner.organisations.add(organisation("Lund University", country="SE"))
        self.source = SourceId(new_id())
        planner.sources.add(Source(id=self.source, title="News", as_of=dt.date(2024, 5, 2)))
        for house in (self.ministry, self.lund):
            planner.sources.cite(self.source, "organisation", house, "visit", TOLD)

    def with_japan(self) -> tuple[VisitTie, ...]:
        return self.planner.relationships.of_country("JP").visits


@pytest.fixture
def told(planner: Planner) -> Told:
    return Told(planner)


def test_a_visit_that_a_source_tells_is_counted_and_said_to_be_told(told: Told) -> None:
    found = told.planner.relationships.of_country("JP")
    (tie,) = found.visits
    assert (tie.direction, tie.starts, tie.ends) == (Direction.INBOUND, "2024-05-02", "2024-05-04")
    (line,) = [one for one in lines(found) if one.strand is Strand.VISIT]
    assert (line.record, line.target, line.what()) == ("source", told.source, "Visit, told")
    assert line.about() == (
        "Japan → Denmark · Lund · told by “News”, as of 2 May 2024 · Minister Abe · 12 people"
    )
    assert reciprocity(found.visits, found.today).debt is Debt.OURS
    assert head(found, str).startswith(
        "1 visit to us (2024-05) · 0 visits to them · 1 of them only told by sources · We owe"
    )
    assert levels(found, str) == "Highest level met: Minister Abe to us (2024-05)"


def test_who_was_visited_on_the_way_took_part(told: Told) -> None:
    relationships = told.planner.relationships
    assert [one.partner for one in relationships.of_organisation(told.ministry).visits] == [True]
    assert [one.partner for one in relationships.of_organisation(told.lund).visits] == [False]
    assert [one.partner for one in relationships.of_country("SE").visits] == [False]


def test_keeping_it_is_one_step_and_it_is_not_shown_twice(told: Told) -> None:
    planner = told.planner
    (one,) = planner.told_visits.all()
    key = planner.told_visits.keep(one.id)
    visit = planner.visits.get(key)
    assert (visit.title, visit.status, visit.country) == (
        "Delegation of MEXT",
        VisitStatus.DONE,
        "DK",
    )
    assert (visit.first_day, visit.last_day) == (dt.date(2024, 5, 2), dt.date(2024, 5, 4))
    assert visit.initiator_organisation_id == told.ministry
    (citation,) = planner.keeper(Citation).of(subject_kind="visit", subject_id=key)
    assert (citation.source_id, citation.as_of) == (told.source, dt.date(2024, 5, 2))
    assert planner.told_visits.all() == []
    (tie,) = told.with_japan()
    assert (tie.id, tie.told_by, tie.level, tie.people) == (key, (), "Minister Abe", 12)
    assert [line.heads for line in planner.visits.page()] == [12]  # as long as nobody is named
    (tie,) = planner.relationships.of_organisation(told.lund).visits
    assert (tie.id, tie.partner) == (key, False)
    with pytest.raises(NotFound):
        planner.told_visits.keep(one.id)

    planner.history.undo()
    assert planner.keeper(Visit).find(key) is None
    assert [bool(tie.told_by) for tie in told.with_japan()] == [True]


def test_a_visit_on_record_at_that_time_is_not_told_beside_it(told: Told) -> None:
    planner = told.planner
    planner.visits.new(
        Visit(
            id=VisitId(new_id()), title="They came", status=VisitStatus.DONE,
            first_day=dt.date(2024, 5, 3), last_day=dt.date(2024, 5, 4), country="DK",
            initiator_organisation_id=told.ministry,
        )
    )  # fmt: skip
    assert [one.title for one in told.with_japan()] == ["They came"]


def test_a_kept_visit_that_was_removed_is_told_again_and_can_be_kept_again(told: Told) -> None:
    planner = told.planner
    (one,) = planner.told_visits.all()
    first = planner.told_visits.keep(one.id)
    planner.visits.remove(first)
    assert [bool(tie.told_by) for tie in told.with_japan()] == [True]
    (one,) = planner.told_visits.all()
    second = planner.told_visits.keep(one.id)
    assert second != first
    assert [tie.id for tie in told.with_japan()] == [second]


def test_a_visit_between_others_stays_what_a_source_tells(told: Told) -> None:
    planner = told.planner
    value = "Japan to Sweden, 2023-05-02: delegation of MEXT; 50 people"
    planner.sources.cite(told.source, "organisation", told.ministry, "visit", value)
    (others,) = [one for one in planner.told_visits.all() if one.visit.to == "SE"]
    assert (planner.told_visits.tie(others).ours, planner.told_visits.tie(others).people) == (
        False,
        50,
    )
    with pytest.raises(UserError, match="between others"):
        planner.told_visits.keep(others.id)
    found = planner.relationships.of_country("JP")
    assert [line.keepable for line in lines(found) if line.told] == [True, False]
    balance = reciprocity(found.visits, found.today)
    assert (len(balance.to_us), len(balance.to_them)) == (1, 0)


def test_days_that_are_told_to_the_month_stay_so(told: Told) -> None:
    planner = told.planner
    value = "Denmark to Japan, 2023-10: the minister"
    planner.sources.cite(told.source, "organisation", told.ministry, "visit", value)
    (one,) = [each for each in planner.told_visits.all() if each.visit.to == "JP"]
    visit = planner.visits.get(planner.told_visits.keep(one.id))
    assert (visit.first_day, visit.last_day, visit.direction) == (None, None, Direction.OUTBOUND)
    assert visit.zone == "Asia/Tokyo"
    assert [one.starts for one in told.with_japan()] == ["2023-10", "2024-05-02"]


def test_who_was_here_is_answered_from_what_is_shipped(sample: Planner) -> None:
    found = sample.relationships.of_country("JP")
    assert [(one.way, one.starts) for one in found.visits if one.told_by] == [
        (("Japan", "Germany"), "2017-09-13"),
        (("Denmark", "Japan"), "2023-10"),
        (("Japan", "Denmark"), "2024-05"),
        (("Germany", "Japan"), "2024-10-05"),
    ]
    (prime,) = [one for one in sample.told_visits.all() if one.visit.origin == "DK"]
    key = sample.told_visits.keep(prime.id)
    assert len(sample.keeper(VisitAgreement).of(visit_id=key)) == 1


def test_which_visits_are_ours_follows_the_country_of_the_office(sample: Planner) -> None:
    sample.settings.choose("home_country", "DE")
    found = sample.relationships.of_country("JP")
    told = [(one.direction, one.partner) for one in found.visits if one.told_by]
    assert told == [
        (Direction.INBOUND, True),  # Hyogo in Kiel
        (Direction.OUTBOUND, False),  # the Danish prime minister in Japan
        (Direction.OUTBOUND, False),  # of others: as those saw it who went
        (Direction.OUTBOUND, True),  # Schleswig-Holstein in Japan
    ]


def test_who_was_here_is_asked_in_words(sample: Planner) -> None:
    for typed in ("who was here from Japan?", "Wer war hier aus Japan", "besøg fra Japan"):
        (first, *_others) = sample.relationships.named(typed)
        assert (first.counterpart.country, first.asked) == ("JP", True)


def test_what_is_open_is_asked_as_people_type_it(sample: Planner) -> None:
    for typed in ("whats open with japan", "What’s open with Japan?", "open japan", "åbent Japan"):
        (first, *_others) = sample.relationships.named(typed)
        assert (first.counterpart.country, first.asked) == ("JP", True), typed
    assert sample.relationships.named("open with Danmark") == [], "our own country is no partner"
    assert not any(one.asked for one in sample.relationships.named("open board"))
