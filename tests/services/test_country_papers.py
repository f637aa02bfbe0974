"""The country page on paper: what stands there, in which languages, and what the register keeps."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import docx
import pytest

from documents.outlines import held, outline
from factories import organisation, person, visit
from pdf_text import bare_text
from planner.domain.agreements import Agreement, AgreementStatus
from planner.domain.followups import FollowUp
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
from planner.domain.people import Person
from planner.domain.sites import Country, CountryFact
from planner.domain.sources import Source
from planner.domain.times import PartialDate
from planner.domain.visits import Visit
from planner.errors import NotFound, UserError
from planner.services.planner import Planner


def record() -> RecordId:
    return RecordId(new_id())


@pytest.fixture
def japan(planner: Planner) -> Planner:
    """A library of its own, so that the page does not change with what is shipped."""
    keep = planner.keeper
    planner.countries.add(
        Country(
            id="JP",
            name="Japan",
            name_native="日本",
            currency="JPY",
            plugs="A, B",
            emergency_number="110, 119",
            calling_code="+81",
        )
    )
    news = keep(Source).add(Source(id=SourceId(new_id()), title="News", publisher="Ministry"))
    for text, day, source in (
        ("Third largest economy.", dt.date(2024, 5, 2), news.id),
        ("Fourth largest economy.", dt.date(2025, 4, 1), None),
    ):
        planner.country_facts.add(
            CountryFact(id=record(), country="JP", text=text, as_of=day, source_id=source)
        )
    mext = planner.organisations.add(
        organisation("MEXT", country="JP", city="Tokyo", kind=OrganisationKind.MINISTRY)
    )
    planner.organisations.add(
        organisation("Hotel Mihon", country="JP", kind=OrganisationKind.VENUE)
    )
    centre = planner.organisations.add(
        organisation("Innovation Centre", kind=OrganisationKind.INNOVATION_CENTRE, city="Seoul")
    )
    planner.coverages.add(
        Coverage(
            id=record(), organisation_id=centre, country="JP", valid_from=PartialDate("2020-09")
        )
    )
    planner.postings.add(Posting(id=record(), organisation_id=centre, title="Attaché"))
    trip = keep(Visit).add(visit(title="MEXT in May", initiator_organisation_id=mext))
    agreement = Agreement(
        id=AgreementId(new_id()),
        title="Memorandum",
        status=AgreementStatus.IN_FORCE,
        signed_on=PartialDate("2023-10"),
        expires_on=PartialDate("2028-10-26"),
    )
    planner.agreements.add(agreement, parties=["MEXT"])
    keep(FollowUp).add(
        FollowUp(
            id=FollowUpId(new_id()),
            title="Send slides",
            visit_id=trip.id,
            due_on=dt.date(2027, 5, 20),
        )
    )
    fund = FundingProgrammeId(new_id())
    planner.programmes.add(FundingProgramme(id=fund, name="Network Programme"), funder="Agency")
    planner.programme_countries.add(
        ProgrammeCountry(id=record(), funding_programme_id=fund, country="JP")
    )
    planner.calls.add(
        Call(
            id=record(),
            funding_programme_id=fund,
            title="Spring call",
            closes_on=dt.date(2027, 6, 1),
        )
    )
    return planner


@pytest.mark.parametrize("languages", [("en",), ("de",), ("en", "ja")])
def test_the_page_of_japan_stays_as_it_is(japan: Planner, languages: tuple[str, ...]) -> None:
    document, _look = japan.country_papers.document("JP", languages)
    held(f"country-page.jp.{'-'.join(languages)}", document)


def test_a_country_of_which_little_is_known_has_no_empty_tables(sample: Planner) -> None:
    document, _look = sample.country_papers.document("CH", ("en",))
    told = outline(document)
    assert "Among the countries outside the EU" in told
    for title in ("Visits", "Agreements", "Partner organisations", "Programmes and calls"):
        assert f"# {title}" not in told


def test_a_country_with_several_clocks_tells_the_first_and_the_last(sample: Planner) -> None:
    document, _look = sample.country_papers.document("US", ("en",))
    told = outline(document)
    assert "12 h behind Copenhagen" in told
    assert "6 h behind Copenhagen" in told


def test_pdf_and_word_say_the_same_and_the_register_knows_who_is_named(
    sample: Planner, tmp_path: Path
) -> None:
    lee = sample.keeper(Person).add(person("Lee", "Min"))
    centre = sample.organisations.add(
        organisation("Innovation Centre, Tokyo", kind=OrganisationKind.INNOVATION_CENTRE)
    )
    sample.coverages.add(
        Coverage(
            id=RecordId(new_id()),
            organisation_id=centre,
            country="JP",
            valid_from=PartialDate("2026-09"),
        )
    )
    sample.postings.add(
        Posting(
            id=RecordId(new_id()),
            organisation_id=centre,
            person_id=lee.id,
            title="Innovation attaché",
        )
    )
    papers = sample.country_papers
    pdf, word = tmp_path / papers.file_name("JP", "pdf"), tmp_path / "page.docx"
    papers.write(pdf, "JP", ("en",))
    papers.write(word, "JP", ("en",))

    assert pdf.name == "2027-04-01_country_Japan.pdf"
    said = docx.Document(io.BytesIO(word.read_bytes()))
    in_word = " ".join(
        [*(one.text for one in said.paragraphs)]
        + [cell.text for table in said.tables for row in table.rows for cell in row.cells]
    )
    in_pdf = bare_text(pdf.read_bytes())
    for text in (
        "Third largest economy in the world.",
        "Innovation Centre, Tokyo",
        "September 2026",
    ):
        assert "".join(text.split()) in in_pdf
        assert text in in_word
    kept = sample.disclosures.page()[:2]
    assert {one.disclosure.file_name for one in kept} == {pdf.name, "page.docx"}
    (subject,) = sample.disclosures.subjects(kept[0].disclosure.id)
    assert (subject.person_id, set(subject.columns)) == (
        lee.id,
        {"name", "position", "organisation"},
    )


def test_what_cannot_be_written_is_refused(sample: Planner, tmp_path: Path) -> None:
    for path, code, languages, error in (
        (tmp_path / "page.xlsx", "JP", ("en",), UserError),
        (tmp_path / "page.pdf", "JP", ("fi",), UserError),
        (tmp_path / "page.pdf", "XX", ("en",), NotFound),
    ):
        with pytest.raises(error):
            sample.country_papers.write(path, code, languages)
    assert list(tmp_path.glob("page.*")) == []
