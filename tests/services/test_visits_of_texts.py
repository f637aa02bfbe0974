"""A pasted text that tells of a visit offers one, with its days, its direction and its source."""

from __future__ import annotations

import datetime as dt

import pytest

from factories import organisation
from planner.domain.ids import VisitId, new_id
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
