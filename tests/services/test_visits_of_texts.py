"""A pasted text that tells of a visit offers one, with its days, its direction and its source."""

from __future__ import annotations

import datetime as dt

import pytest

from factories import organisation
from planner.domain.agreements import Agreement
from planner.domain.ids import VisitId, new_id
from planner.domain.relationship import Debt, reciprocity
from planner.domain.source_reading.offers import OfferKind
from planner.domain.sources import Citation
from planner.domain.visits import Direction, Visit, VisitStatus
from planner.services.planner import Planner
from planner.services.source_staging import SourceStaging

IN, OUT = Direction.INBOUND, Direction.OUTBOUND


def offered(
    planner: Planner, text: str, day: str = "2024-06-01"
) -> tuple[SourceStaging, list[Visit]]:
    staging = planner.sources.read(
        f"Some news\n\n{text}\n", title="Some news", as_of=dt.date.fromisoformat(day)
    )
    made = [record for one in staging.offers for record in one.records if isinstance(record, Visit)]
    return staging, made


@pytest.mark.parametrize(
    ("text", "way", "country", "first", "last"),
    [
        ("A delegation from Japan visited Denmark on 3 May 2024.", IN, "DK", "2024-05-03", "2024-05-03"),
        ("From 3 to 5 May 2024 a delegation from Japan visited Denmark and Sweden.",
         IN, "DK", "2024-05-03", "2024-05-05"),
        ("Eine Delegation aus Dänemark besuchte vom 30. April bis 2. Mai 2024 Japan.",
         OUT, "JP", "2024-04-30", "2024-05-02"),
        ("Eine Delegation aus Japan hat am 3. Mai 2024 Dänemark besucht.",
         IN, "DK", "2024-05-03", "2024-05-03"),
        ("En delegation fra Japan besøgte Danmark den 3.-5. maj 2024.",
         IN, "DK", "2024-05-03", "2024-05-05"),
        ("En delegation fra Danmark rejste i oktober 2023 til Japan.", OUT, "JP", "", ""),
        ("Denmark was visited by a delegation from Japan in May 2024.", IN, "DK", "", ""),
        ("During the visit of a delegation from Japan to Denmark much was said.", IN, "DK", "", ""),
        ("Denmark's prime minister Anna Holm visited Japan on 4 October 2023.",
         OUT, "JP", "2023-10-04", "2023-10-04"),
        ("On 2-4 May a delegation from RIKEN visited the Niels Bohr Institute.",
         IN, "DK", "2024-05-02", "2024-05-04"),
    ],
)  # fmt: skip
def test_a_visit_that_a_text_tells_is_offered(
    planner: Planner, text: str, way: Direction, country: str, first: str, last: str
) -> None:
    planner.organisations.add(organisation("RIKEN", country="JP"))
    planner.organisations.add(organisation("Niels Bohr Institute", country="DK"))
    _staging, made = offered(planner, text)
    (visit,) = made
    assert (visit.direction, visit.country, visit.status) == (way, country, VisitStatus.DONE)
    assert (str(visit.first_day or ""), str(visit.last_day or "")) == (first, last)


def test_a_minister_of_no_country_is_ours_in_our_language(planner: Planner) -> None:
    staging = planner.sources.read(
        "Aftalen blev nævnt ved statsminister Mette Holms besøg til Japan i oktober 2023.",
        title="Nyt", language="da",
    )  # fmt: skip
    (told,) = [one for one in staging.taken if one.makes]
    assert planner.sources.sentence(told) == (
        "New visit: Denmark → Japan, 2023-10, visit of statsminister Mette Holm"
    )


@pytest.mark.parametrize(
    "text",
    [
        "A delegation from Japan will visit Denmark on 3 May 2025.",
        "A delegation from Japan did not visit Denmark.",
        "The visit of a delegation from Japan to Denmark was cancelled.",
        "Eine Delegation aus Japan wird Dänemark besuchen.",
        "En delegation fra Japan blev inviteret til at besøge Danmark.",
        "Japan and Denmark work together. Many tourists visit Denmark.",
        "A delegation from Japan visited the museum of the town.",
        "Ministerpräsident Holm lud eine Firma zu einem Besuch in Dänemark ein.",
    ],
)
def test_what_is_planned_denied_or_no_visit_offers_none(planner: Planner, text: str) -> None:
    assert offered(planner, text)[1] == []


def test_taking_it_makes_a_visit_with_its_source_and_it_is_not_offered_again(
    planner: Planner,
) -> None:
    ministry = planner.organisations.add(organisation("MEXT", country="JP"))
    text = "On 3-5 May 2024 a delegation from MEXT visited Denmark."
    staging, (visit,) = offered(planner, text)
    said = [planner.sources.sentence(one) for one in staging.taken]
    assert "New visit: Japan → Denmark, 2024-05-03 – 2024-05-05, delegation of MEXT" in said
    report = planner.sources.commit(staging)

    kept = planner.visits.get(visit.id)
    assert (kept.title, kept.initiator_organisation_id) == ("Delegation of MEXT", ministry)
    cited = planner.keeper(Citation).of(subject_kind="visit", subject_id=visit.id)
    assert [one.source_id for one in cited] == [report.source_id]
    (tie,) = planner.relationships.of_country("JP").visits
    assert (tie.id, tie.told_by) == (visit.id, ())
    assert offered(planner, text)[1] == []

    planner.history.undo()
    assert planner.keeper(Visit).find(visit.id) is None


def test_a_visit_of_the_library_is_cited_and_not_made_twice(planner: Planner) -> None:
    key = VisitId(new_id())
    planner.visits.new(
        Visit(id=key, title="They came", country="DK", status=VisitStatus.DONE,
              first_day=dt.date(2024, 5, 2), last_day=dt.date(2024, 5, 4))
    )  # fmt: skip
    staging, made = offered(planner, "A delegation from Japan visited Denmark on 3 May 2024.")
    assert made == []
    planner.sources.commit(staging)
    assert len(planner.keeper(Citation).of(subject_kind="visit", subject_id=key)) == 1
    staging, made = offered(
        planner, "In May 2024 a delegation from Japan visited Denmark, it is said.", "2025-01-01"
    )
    assert made == [], "another source tells of the same"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On 1 June 2024 the ministry announced that a delegation from Japan visited Denmark on 12 April 2024.",
         "2024-04-12"),
        ("Ministeriet meddelte den 1. juni 2024, at en delegation fra Japan besøgte Danmark den 12. april 2024.",
         "2024-04-12"),
        ("Am 1. Juni 2024 hieß es, dass eine Delegation aus Japan im April 2024 Dänemark besuchte.", "2024-04"),
        ("On 3 May 2024, a delegation from Japan visited Denmark.", "2024-05-03"),
        ("The visit of a delegation from Japan to Denmark in 2019 was remembered.", "2019"),
    ],
)  # fmt: skip
def test_only_its_own_clause_says_when_a_visit_was(planner: Planner, text: str, days: str) -> None:
    staging, made = offered(planner, text)
    assert [staged_days(planner, staging)] == [days]
    assert len(made) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The agreement signed on 3 May 2019 was discussed when a delegation from Japan visited Denmark last week.",
        "On 1 June 2024 the ministry announced the visit of a delegation from Japan to Denmark.",
        "A delegation from Japan visited Denmark under the agreement signed on 3 May 2019.",
        "A delegation from Japan visited Denmark and agreed to meet again on 3 June 2025.",
        "En delegation fra Japan besøgte Danmark efter mødet den 3. juni 2023.",
    ],
)
def test_a_visit_beside_the_day_of_something_else_has_no_day_and_no_tick(
    planner: Planner, text: str
) -> None:
    staging, made = offered(planner, text)
    assert [one.first_day for one in made] == [None]
    assert staged_days(planner, staging) == ""
    assert not [one for one in staging.taken if one.makes and one.kind is OfferKind.VISIT]
    assert not [one for one in staging.offers if one.makes and one.kind is OfferKind.AGREEMENT]


def staged_days(planner: Planner, staging: SourceStaging) -> str:
    """As the offered visit is told."""
    (told,) = [one for one in staging.offers if one.makes and one.kind is OfferKind.VISIT]
    said = planner.sources.sentence(told) or ""
    return said.removeprefix("New visit: Japan → Denmark").removeprefix(", ")


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("On 2 June 2024 the minister spoke of the agreement that Japan and Denmark signed in 1957.", ["1957"]),
        ("Japan and Denmark signed a treaty on 3 May 2019, which was renewed on 2 June 2024.", ["2019-05-03"]),
        ("On 2 June 2024 Norway recalled the agreement signed by Japan and Denmark.", [""]),
    ],
)  # fmt: skip
def test_only_its_own_clause_says_when_an_agreement_was_signed(
    planner: Planner, text: str, signed: list[str]
) -> None:
    staging, _made = offered(planner, text)
    found = [r for one in staging.offers for r in one.records if isinstance(r, Agreement)]
    assert [one.signed_on for one in found] == signed
    taken = [r for one in staging.taken for r in one.records if isinstance(r, Agreement)]
    assert len(taken) == len([day for day in signed if day])


def test_a_visit_between_others_is_cited_and_never_made_ours(planner: Planner) -> None:
    planner.organisations.add(organisation("RIKEN", country="JP"))
    staging, made = offered(planner, "A delegation from RIKEN visited Sweden on 3 May 2024.")
    assert made == []
    planner.sources.commit(staging)
    found = planner.relationships.of_country("JP")
    assert [(tie.partner, tie.since) for tie in found.visits] == [(False, "2024-05-03")]
    assert reciprocity(found.visits, found.today).debt is Debt.NOBODY


def test_an_old_visit_is_not_taken_for_the_new_one(planner: Planner) -> None:
    planner.sources.commit(
        offered(planner, "A delegation from Japan visited Denmark on 3 May 2024.")[0]
    )
    old = "The minister thanked for the visit of a delegation from Japan to Denmark in 2019."
    (made,) = offered(planner, old)[1]
    assert made.first_day is None
    again = "The minister thanked for the visit of a delegation from Japan to Denmark."
    assert len(offered(planner, again)[1]) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In May 2024 a delegation of 14 people from Japan, led by Vice Minister Taro Yamada, visited Copenhagen"
         " and Lund.",
         "Japan to Denmark, 2024-05, in Copenhagen: delegation from Japan; with Vice Minister Taro Yamada; 14 people"),
        ("Eine Delegation aus Japan unter Leitung von Gouverneur Taro Yamada besuchte am 3. Mai 2024 Kopenhagen.",
         "Japan to Denmark, 2024-05-03, in Kopenhagen: delegation from Japan; with Gouverneur Taro Yamada"),
        ("En delegation fra det japanske forskningsministerium MEXT besøgte DTU i Lyngby den 11.-12. marts 2024.",
         "Japan to Denmark, 2024-03-11 to 2024-03-12: delegation of MEXT"),
        ("A delegation from Japan visited Copenhagen on 3 May 2024 to strengthen ties with Norway.",
         "Japan to Denmark, 2024-05-03, in Copenhagen: delegation from Japan"),
    ],
)  # fmt: skip
def test_towns_leaders_and_numbers_are_read(planner: Planner, text: str, told: str) -> None:
    planner.organisations.add(organisation("MEXT", country="JP"))
    planner.organisations.add(organisation("DTU", country="DK", city="Copenhagen"))
    _staging, (visit,) = offered(planner, text)
    assert visit.notes == told


@pytest.mark.parametrize(
    "text",
    [
        "A delegation from Japan visited Smith and Sons.",
        "A delegation from Japan visited Tivoli.",
        "A delegation from the museum with MEXT visited Denmark.",
    ],
)
def test_a_name_that_is_no_town_of_the_library_is_no_destination(
    planner: Planner, text: str
) -> None:
    planner.organisations.add(organisation("MEXT", country="JP"))
    planner.organisations.add(organisation("DTU", country="DK", city="Copenhagen"))
    assert offered(planner, text)[1] == []
