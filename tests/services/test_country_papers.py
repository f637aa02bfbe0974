"""The country page on paper: what stands there, in which languages, and what the register keeps."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from documents.outlines import held, outline
from factories import organisation, person
from pdf_text import bare_text
from planner.domain.ids import RecordId, new_id
from planner.domain.organisations import Coverage, OrganisationKind, Posting
from planner.domain.people import Person
from planner.domain.times import PartialDate
from planner.errors import NotFound, UserError
from planner.services.planner import Planner


@pytest.mark.parametrize("languages", [("en",), ("de",), ("en", "ja")])
def test_the_page_of_japan_stays_as_it_is(sample: Planner, languages: tuple[str, ...]) -> None:
    document, _look = sample.country_papers.document("JP", languages)
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
