"""The same services on PostgreSQL, where a server is given: ``PLANNER_TEST_PG`` is its URL.

The database named in the URL is used as it is and should be empty.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator

import pytest

from planner.domain.agreement_register import REGISTER, AgreementFilters
from planner.domain.agreements import Agreement
from planner.domain.amounts import MOST
from planner.domain.charts import ChartAsked, ChartKind
from planner.domain.findings import Severity
from planner.domain.followups import FollowUp
from planner.domain.gifts import Gift
from planner.domain.ids import AgreementId, FollowUpId, RecordId, new_id
from planner.domain.library import WORDS
from planner.domain.outcomes import Cost
from planner.domain.sites import CountryFact
from planner.interchange.kept_files import FileRead, hash_of
from planner.services.list_reading import ListQuery
from planner.services.planner import Planner, create_planner
from planner.settings import Settings
from planner.storage.queries import home_agreements as queries

URL = os.environ.get("PLANNER_TEST_PG", "")

pytestmark = pytest.mark.skipif(not URL, reason="PLANNER_TEST_PG names no PostgreSQL database")


@pytest.fixture(scope="module")
def team() -> Iterator[Planner]:
    planner = create_planner(URL, Settings(chosen={"author": "Eva"}), sample=True)
    yield planner
    planner.close()


def test_both_engines_hold_the_same_sample(team: Planner, sample: Planner) -> None:
    assert team.counts() == sample.counts()
    for kind in WORDS:
        assert sorted(map(repr, team.keeper(kind).of())) == sorted(
            map(repr, sample.keeper(kind).of())
        )


def test_both_engines_answer_alike(team: Planner, sample: Planner) -> None:
    assert team.visits.page() == sample.visits.page()
    assert team.follow_ups.page() == sample.follow_ups.page()
    assert {line.id for line in team.contacts.page(0, 500)} == {
        line.id for line in sample.contacts.page(0, 500)
    }
    assert team.visits.find("research japan").id == sample.visits.find("research japan").id
    assert {line.id for line in team.contacts.page(0, 50, "tanaka")} == {
        line.id for line in sample.contacts.page(0, 50, "tanaka")
    }
    ours, theirs = team.relationships.of_country("JP"), sample.relationships.of_country("JP")
    assert (ours.visits, ours.people) == (theirs.visits, theirs.people)
    assert set(map(repr, ours.follow_ups)) == set(map(repr, theirs.follow_ups))
    assert team.countries.page(0, 300) == sample.countries.page(0, 300)
    assert team.countries.card("JP").follow_ups == sample.countries.card("JP").follow_ups
    (house, _name), *_others = sample.organisations.choices("MEXT")
    ours, theirs = (one.relationships.of_organisation(house) for one in (team, sample))  # type: ignore[arg-type]
    assert (ours.follow_ups, ours.gifts) == (theirs.follow_ups, theirs.gifts)
    assert len(team.relationships.agreement_bars()) == len(sample.relationships.agreement_bars())
    for text in ("tanaka", "田中", "mueller", "quantum"):
        assert {hit.id for hit in team.search(text)} == {hit.id for hit in sample.search(text)}


def test_verbs_undo_and_redo_work_on_a_server(team: Planner) -> None:
    line = team.contacts.page()[0]
    before = team.contacts.people.get(line.id)

    team.contacts.edit(line.id, given_name="Zoë")
    team.history.undo()
    assert team.contacts.people.get(line.id) == before
    team.history.redo()
    assert team.contacts.people.get(line.id).given_name == "Zoë"
    team.history.undo()


def test_the_checks_find_the_same_on_both(team: Planner, sample: Planner) -> None:
    for code in ("JP-DK-2027", "SH-JP-2027"):
        found = [
            sorted(
                finding.key
                for finding in planner.checking.findings(
                    planner.visits.plan(planner.visits.find(code).id)
                )
                if finding.severity is Severity.CONFLICT
            )
            for planner in (team, sample)
        ]
        assert found[0] == found[1]
    years = [
        [finding.key for finding in one.checking.year(dt.date(2027, 1, 1), dt.date(2027, 12, 31))]
        for one in (team, sample)
    ]
    assert years[0] == years[1]


def test_arranging_is_one_step_on_a_server_too(team: Planner) -> None:
    visit = team.visits.find("SH-JP-2027").id
    before = team.visits.plan(visit)
    proposal = team.arranging.propose(before, [item.id for item in before.unscheduled])
    team.arranging.arrange(visit, proposal, seen=before)
    team.checking.mute(visit, "rest.long_day", "They know")

    assert team.visits.plan(visit).unscheduled == []
    assert team.checking.circumstances(before).muted == {"rest.long_day"}
    team.history.undo()
    team.history.undo()
    assert team.visits.plan(visit) == before


@pytest.mark.parametrize(
    "typed", ["a", "an", "京", "kobenhavn", "uni of", "33 92", "research j", "@"]
)
def test_both_engines_find_the_same_in_the_same_order(
    team: Planner, sample: Planner, typed: str
) -> None:
    assert team.search(typed, 20) == sample.search(typed, 20)
    assert team.contacts.count(typed) == sample.contacts.count(typed)
    assert team.organisations.page(0, 20, typed) == sample.organisations.page(0, 20, typed)


def test_files_are_kept_once_undone_and_cleared_on_a_server(team: Planner) -> None:
    person = team.contacts.page()[0].id
    data = bytes(range(256)) * 4000
    read = FileRead("scan.pdf", data, hash_of(data))
    (kept,) = team.files.attach("person", person, [read]).added
    assert team.files.attach("person", person, [read]).there == ("scan.pdf",)
    assert team.files.content(kept) == data
    team.files.remove(kept.id)
    assert team.files.compact().idle_files == 0
    team.history.undo()
    assert team.files.content(kept) == data
    team.history.undo()
    team.contacts.edit(person, given_name="Zoë")
    assert team.files.compact().idle_files == 1
    assert team.files.taken().size == 0
    team.history.undo()


def test_home_and_the_reminders_ask_a_server_too(team: Planner, sample: Planner) -> None:
    assert team.home.coming() is not None
    assert team.home.recent([team.contacts.page()[0].id])
    title = f"Diets {new_id()}"
    team.follow_ups.add(FollowUp(id=FollowUpId(new_id()), title=title, due_on=team.today()))
    assert title in {line.title for line in team.home.due(500)}
    assert any(title in one.text for one in team.reminding.now())
    team.history.undo()
    theirs = queries.quiet(sample._core.reader, dt.date(2099, 1, 1), 500)
    assert sorted(queries.quiet(team._core.reader, dt.date(2099, 1, 1), 500)) == sorted(theirs)
    assert theirs
    for planner in (team, sample):
        planner.home.at_large()
        planner.reminding.of_the_day()
        for line in planner.home.coming():
            assert planner.home.outlook(line.id).entries


def test_the_register_and_the_charts_say_the_same_on_both(team: Planner, sample: Planner) -> None:
    lists = [one.agreements_list() for one in (team, sample)]
    for filters, sort in (
        *(
            (AgreementFilters(), sort)
            for sort in ("title", "-signed", "parties", "-active", "ends")
        ),
        (AgreementFilters(ends_before=dt.date(2090, 1, 1)), "title"),
        (AgreementFilters(quiet=True), "title"),
    ):
        for one in lists:
            one.show(ListQuery(filters=filters, sort=sort, columns=tuple(REGISTER.by_key)))
        assert lists[0].count() == lists[1].count()
        found = [sorted(one.page(0, 500), key=lambda line: line.id) for one in lists]
        assert found[0] == found[1]
    for kind in ChartKind:
        assert team.charts.chart(ChartAsked(kind)) == sample.charts.chart(ChartAsked(kind))
    assert team.charts.years() == sample.charts.years()


def test_the_largest_amount_is_kept_on_a_server(team: Planner) -> None:
    visit = team.visits.find("JP-DK-2027").id
    cost = Cost(
        id=RecordId(new_id()), visit_id=visit, minor_units=MOST, currency="JPY", payer="Host"
    )
    team.costs.add(cost)
    assert team.costs.of(visit)[-1].minor_units == MOST
    overall, by_payer, _by_kind = team.costs.sums(visit)
    assert max(one.total for one in overall.sums if one.currency == "JPY") >= MOST
    assert "Host" in {share.name for share in by_payer}
    gift = team.keeper(Gift).add(
        Gift(id=RecordId(new_id()), visit_id=visit, minor_units=MOST, currency="JPY")
    )
    assert gift in team.gifts.of(visit)


def test_what_has_no_date_comes_last_on_both(team: Planner, planner: Planner) -> None:
    for one in (team, planner):
        agreement = one.keeper(Agreement).add(Agreement(id=AgreementId(new_id()), title="MoU"))
        for title, day in (("Some day", None), ("Soon", dt.date(2027, 5, 1))):
            one.follow_ups.add(
                FollowUp(
                    id=FollowUpId(new_id()), title=title, due_on=day, agreement_id=agreement.id
                )
            )
            one.country_facts.add(
                CountryFact(id=RecordId(new_id()), country="CL", text=title, as_of=day)
            )
        card = one.agreements.card(agreement.id)
        assert [each.title for each in card.follow_ups] == ["Soon", "Some day"]
        assert [each.fact.text for each in one.countries.card("CL").facts] == ["Soon", "Some day"]
