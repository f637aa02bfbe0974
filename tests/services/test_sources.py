"""A pasted text becomes a source: offered, chosen, taken in as one step, undone, and never twice."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.seeds import SEEDS

from planner.domain.agreements import Agreement, AgreementParty
from planner.domain.ids import SourceId, new_id
from planner.domain.invitations import Invitation
from planner.domain.organisations import Organisation, OrganisationKind
from planner.domain.source_reading.facts import LISTED
from planner.domain.source_reading.offers import OfferKind
from planner.domain.sources import Citation, Source
from planner.errors import NotFound, OutOfDate, UserError
from planner.services.planner import Planner
from planner.services.source_staging import SourceStaging

OLD = """Water between countries

The Board of Rivers (BOR) has signed agreements with Norway, Iceland, Japan and Vietnam.
The board has established three innovation centres. The centres are located in Oslo, Tel Aviv and Recife.

last updated 3 March 2019"""

NEW = """Water between countries and seas

Contact
Mette Krogh-Lund
Senior adviser
Tel.: +45 72 31 00 01
Email: mkl@bor.example

The Board of Rivers (BOR) has signed agreements with Norway, Japan, Germany and Turkey.
The board has established two innovation centres. The centres are located in Oslo and Tel Aviv.
The president invited Lake Laboratory to a return visit to the coast.

last updated 3 March 2022"""


@pytest.fixture
def board(planner: Planner) -> Organisation:
    kind = OrganisationKind.AGENCY
    board = Organisation(id=_id(), name="Board of Rivers", acronym="BOR", kind=kind, country="DK")
    lake = Organisation(id=_id(), name="Lake Laboratory", country="NO")
    network = Organisation(
        id=_id(), name="Innovation Centre Rivers", kind=OrganisationKind.INNOVATION_CENTRE
    )
    oslo = Organisation(
        id=_id(), name="Innovation Centre Rivers, Oslo", city="Oslo",
        kind=OrganisationKind.INNOVATION_CENTRE, parent_id=network.id,
    )  # fmt: skip
    for one in (board, lake, network, oslo):
        planner.keeper(Organisation).add(one)
    return board


def _id() -> object:
    return new_id()


def sentences(planner: Planner, staging: SourceStaging) -> list[str]:
    return [planner.sources.sentence(one) for one in staging.offers]


def test_a_text_offers_what_it_states_and_nothing_is_written(
    planner: Planner, board: Organisation
) -> None:
    before = planner.counts()
    staging = planner.sources.read(NEW)

    assert planner.counts() == before
    source = staging.source
    assert (source.title, source.language) == ("Water between countries and seas", "en")
    assert source.as_of == dt.date(2022, 3, 3)
    assert source.publisher == "Board of Rivers", "the address of the contact person tells"
    said = sentences(planner, staging)
    assert "BOR – Türkiye: new agreement" in said
    assert "BOR has agreements with 4 countries" in said
    assert "Innovation centre in Oslo" in said
    assert "New innovation centre in Tel Aviv" in said
    assert "Lake Laboratory was invited to a visit in return" in said
    assert any(one.startswith("New contact person: Mette Krogh-Lund") for one in said)
    for one in staging.offers:
        assert one.passage.excerpt[:20] in staging.reading.text
        assert len(one.passage.excerpt) <= 200


def test_taking_it_in_is_one_step_that_undo_takes_back_whole(
    planner: Planner, board: Organisation
) -> None:
    before = planner.counts()
    steps = planner.history.count()

    staging = planner.sources.read(NEW)
    (ours,) = [one for one in staging.offers if one.key.startswith("invitation")]
    assert not ours.taken, "whose invitation it was is for a person to say"

    everything = [one.key for one in staging.offers]
    report = planner.sources.commit(planner.sources.choose(staging, everything))

    assert planner.history.count() == steps + 1
    assert (report.people, report.made) == (1, 4 + 1 + 1 + 1), (
        "agreements, centre, invitation, person"
    )
    after = planner.counts()
    assert after["agreement"] == before["agreement"] + 4
    assert after["person"] == before["person"] + 1
    (invitation,) = planner.keeper(Invitation).of()
    assert invitation.is_open
    (person,) = [hit for hit in planner.search("krogh") if hit.word == "person"]
    assert [one.fact for one in planner.sources.of("person", person.id)] == ["contact"]
    (source,) = planner.keeper(Source).of()
    assert source.text == planner.sources.read(NEW).reading.text
    assert source.retrieved_on == planner.today()

    planner.history.undo()

    assert planner.counts() == before


def test_the_same_text_pasted_again_offers_nothing_new(
    planner: Planner, board: Organisation
) -> None:
    planner.sources.commit(planner.sources.read(NEW))
    counts = planner.counts()

    again = planner.sources.read(NEW.replace("\n", "\r\n"))

    assert again.is_known
    assert again.offers == ()
    assert planner.sources.commit(again).step is None
    assert planner.counts() == counts


def test_only_what_was_chosen_is_written(planner: Planner, board: Organisation) -> None:
    staging = planner.sources.read(NEW)
    wanted = [one.key for one in staging.offers if one.kind is OfferKind.CENTRE]

    planner.sources.commit(planner.sources.choose(staging, wanted))

    assert planner.keeper(Agreement).of() == []
    assert {one.fact for one in planner.keeper(Citation).of()} == {
        "located in",
        "number of centres",
    }
    left = {one.kind for one in planner.sources.read(NEW).offers}
    assert OfferKind.CENTRE not in left
    assert OfferKind.AGREEMENT in left


def test_two_lists_are_both_kept_and_what_differs_is_said(
    planner: Planner, board: Organisation
) -> None:
    planner.sources.commit(planner.sources.read(OLD))

    staging = planner.sources.read(NEW)

    expected = (
        "BOR · listed as bilateral agreement: “Water between countries and seas” (3 Mar 2022) adds"
        " Germany and Türkiye and no longer names Iceland and Vietnam, against “Water between"
        " countries” (3 Mar 2019)."
    )
    assert expected in staging.differences, staging.differences
    assert any("3 in “Water between countries”" in one and "number of centres" in one
               for one in staging.differences)  # fmt: skip
    report = planner.sources.commit(staging)
    assert expected in planner.sources.card(report.source_id).differences
    agreements = planner.keeper(Agreement).of()
    assert len(agreements) == 6, "Norway and Japan stand in both lists and are one agreement each"
    vietnam = next(one for one in agreements if "Vietnam" in one.title)
    assert [one.as_of for one in planner.sources.of("agreement", vietnam.id)] == [
        dt.date(2019, 3, 3)
    ]


def test_an_agreement_of_the_library_is_cited_and_not_made_twice(
    planner: Planner, board: Organisation
) -> None:
    known = Agreement(id=_id(), title="Old rivers")
    planner.keeper(Agreement).add(known)
    for rank, fields in enumerate(({"organisation_id": board.id}, {"country": "NO"})):
        planner.keeper(AgreementParty).add(
            AgreementParty(id=_id(), agreement_id=known.id, rank=rank, **fields)
        )

    planner.sources.commit(planner.sources.read(OLD))

    assert [one.fact for one in planner.sources.of("agreement", known.id)] == [LISTED]
    assert len(planner.keeper(Agreement).of()) == 4


def test_what_was_removed_meanwhile_is_refused_and_nothing_is_written(
    planner: Planner, board: Organisation
) -> None:
    staging = planner.sources.read(NEW)
    planner.keeper(Organisation).remove(board.id)
    counts = planner.counts()

    with pytest.raises(OutOfDate):
        planner.sources.commit(staging)

    assert planner.counts() == counts


def test_a_fact_can_be_cited_by_hand_once_and_found_by_its_words(
    planner: Planner, board: Organisation
) -> None:
    source = Source(id=SourceId(new_id()), title="Yearbook", as_of=dt.date(2020, 1, 1))
    planner.sources.add(source)

    key = planner.sources.cite(source.id, "organisation", board.id, "budget", "nine barrels")

    assert [hit.id for hit in planner.search("nine barrels") if hit.word == "organisation"] == [
        board.id
    ]
    assert [hit.id for hit in planner.search("nine barrels") if hit.word == "source"] == [source.id]
    (cited,) = planner.sources.of("organisation", board.id)
    assert cited.as_of == dt.date(2020, 1, 1), "without a date the source's own"
    with pytest.raises(UserError, match="already"):
        planner.sources.cite(source.id, "organisation", board.id, "budget", "nine barrels")
    with pytest.raises(NotFound):
        planner.sources.cite(source.id, "organisation", "nobody", "budget", "nine barrels")
    planner.sources.uncite(key)
    assert planner.search("nine barrels") == []


def test_a_source_that_goes_takes_its_citations_and_leaves_the_records(
    planner: Planner, board: Organisation
) -> None:
    report = planner.sources.commit(planner.sources.read(OLD))
    (line,) = planner.sources.page(text="countries")
    assert line.facts == report.cited

    planner.sources.remove(report.source_id)

    assert planner.keeper(Citation).of() == []
    assert len(planner.keeper(Agreement).of()) == 4
    planner.history.undo()
    assert len(planner.keeper(Citation).of()) == report.cited


def test_nothing_and_too_much_are_refused(planner: Planner) -> None:
    with pytest.raises(UserError, match="no text"):
        planner.sources.read(" \n")
    with pytest.raises(UserError, match="too long"):
        planner.sources.read("x" * 2_000_001)
    with pytest.raises(UserError, match="no title"):
        planner.sources.commit(planner.sources.read("a\nfew words\n", title=""))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five texts are not here")
class TestTheFiveTexts:
    """From the texts themselves the right facts are offered, whatever the library knows already."""

    def offered(self, sample: Planner, number: int) -> str:
        path = sorted(SEEDS.glob("*.txt"))[number]
        staging = sample.sources.read(
            path.read_text(encoding="utf-8"), title="A copy", publisher="Somebody",
            as_of=dt.date(2026, 1, 1),
        )  # fmt: skip
        assert not staging.is_known
        taken = [sample.sources.sentence(one) for one in staging.taken]
        return "\n".join([*taken, str(staging.reading.dated and staging.reading.dated.day)])

    def test_the_visit_from_japan(self, sample: Planner) -> None:
        said = self.offered(sample, 0)
        for words in (
            "was signed: 2023-10", "names 11 countries",
            "Global Innovation Network Programme has among its countries: Japan",
            "Culture, Sports, Science and Technology sent a delegation: Denmark",
            "European Spallation Source ERIC was visited", "MAX IV Laboratory was visited",
            "Niels Bohr Institute was visited",
            "Danish Agency for Higher Education and Science was the host", "About Japan: ",
            "spe@ufm.dk", "cro@ufm.dk", "2024-05-02",
            "New visit: Japan → Denmark, 2024-05, delegation of Ministry of Education, Culture",
            "New visit: Denmark → Japan, 2023-10, visit of statsminister Mette Frederiksen",
        ):  # fmt: skip
            assert words in said

    def test_the_page_of_2020(self, sample: Planner) -> None:
        said = self.offered(sample, 1)
        countries = "Brazil India Israel China Japan Vietnam"
        for name in (*countries.split(), "South Korea", "United States", "South Africa"):
            assert f"UFM – {name}: agreement" in said
        towns = "Boston Shanghai München Seoul"
        for town in (
            *towns.split(),
            "Silicon Valley",
            "São Paulo",
            "New Delhi/Bangalore",
            "Tel Aviv",
        ):
            assert f"Innovation centre in {town}" in said
        for words in ("9 countries", "8 centres", "8 attachés", "kra@ufm.dk", "2020-10-15"):
            assert words in said

    def test_the_page_of_2022(self, sample: Planner) -> None:
        said = self.offered(sample, 2)
        countries = "China Japan Germany India Brazil Israel Türkiye"
        for name in (*countries.split(), "South Korea", "United States", "South Africa"):
            assert f"UFM – {name}: agreement" in said
        for name in ("United States", "China", "India", "Brazil", "South Korea"):
            assert f"Innovation Fund Denmark – {name}: agreement" in said
        for town in (
            "Munich",
            "Tel Aviv",
            "Bangalore",
            "Seoul",
            "Shanghai",
            "Boston",
            "Silicon Valley",
        ):
            assert f"Innovation centre in {town}" in said
        for words in ("10 countries", "7 centres", "7 attachés", "spe@ufm.dk", "2022-01-31"):
            assert words in said
        assert "Vietnam" not in said

    def test_the_journey_to_japan(self, sample: Planner) -> None:
        said = self.offered(sample, 3)
        for words in (
            "State of Schleswig-Holstein sent a delegation: Japan", "had 50 members",
            "A visit between others is told: Germany → Japan, delegation of State of Schleswig-Holstein",
            "Kawasaki Heavy Industries was invited to a visit in return", "partners since 2016",
            "Kiel University and Institute of Science Tokyo are in exchange",
            "present in Norderstedt", "present in Neumünster",
        ):  # fmt: skip
            assert words in said
        assert "head office in Norderstedt" not in said, "that is the European one"
        for name in ("Sysmex Corporation", "Kawasaki Heavy Industries", "RIKEN", "NTT Docomo",
                     "Foundation for Biomedical Research and Innovation at Kobe",
                     "Medical Japan (trade fair)",
                     "National Institute of Information and Communications Technology"):  # fmt: skip
            assert f"{name} was visited" in said

    def test_the_new_cluster(self, sample: Planner) -> None:
        said = self.offered(sample, 4)
        name = "Danish Life Science Cluster"
        for words in ("5 universities", "5 institutes", "5 regions", "6 organisations",
                      "more than 500 companies"):  # fmt: skip
            assert f"{name} is made of: {words}" in said
        assert f"{name} was applied for by: 25 partners" in said
        assert f"{name} has its head office in København" in said
        for town in ("København", "Aarhus", "Odense", "Aalborg"):
            assert f"{name} is present in {town}" in said
        assert f"{name} waits for approval" in said
