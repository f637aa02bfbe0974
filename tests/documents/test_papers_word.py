"""The Word file of every paper: LibreOffice opens it and loses no line; both files say the same.

Both samples; skipped where LibreOffice has no Writer. ``PLANNER_DELEGATIONS=1`` tries all readers.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from documents.papers_read import WIDE, Made, bare, bare_pages, of_samples, word_lines
from documents.test_word import writer
from planner.documents.content import Cards
from planner.documents.kinds import DOCUMENTS
from planner.services.planner import Planner

MOST = 1000 if WIDE else 1


@pytest.fixture(scope="module")
def papers(visits: Planner) -> list[Made]:
    """Both samples, in two languages of which one is Japanese."""
    return [made for name in DOCUMENTS for made in of_samples(visits, name, "ja", "en", most=MOST)]


def test_libreoffice_opens_every_paper_and_loses_no_line(
    papers: list[Made], tmp_path: Path
) -> None:
    if not writer():
        pytest.skip("no LibreOffice Writer here")
    sources = {f"{number:03}": made for number, made in enumerate(papers)}
    for stem, made in sources.items():
        (tmp_path / f"{stem}.docx").write_bytes(made.word)
    kind = "docx:MS Word 2007 XML"
    out = tmp_path / "out"
    subprocess.run(
        [
            *(writer(), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"),
            *("--convert-to", kind, "--outdir", str(out)),
            *(str(tmp_path / f"{stem}.docx") for stem in sources),
        ],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    assert len(sources) > 2 * len(DOCUMENTS) - 4
    for stem, made in sources.items():
        before, after = (
            Counter(map(bare, word_lines(path.read_bytes())))
            for path in (tmp_path / f"{stem}.docx", out / f"{stem}.docx")
        )
        if is_card(made):  # a tent has its upper half turned, which a copy may keep as a picture
            assert set(before) == set(after), made.told
        else:
            assert before == after, made.told


def test_the_word_file_has_the_words_of_the_pdf(papers: list[Made]) -> None:
    """Every line of the Word file stands on the pages of the PDF: both come of one description."""
    for made in papers:
        # Where a line ends the one file, the other may have a slash between two languages.
        pages = "".join(bare_pages(made.pdf)).replace("/", "")
        lines = {bare(line).replace("/", "") for line in word_lines(made.word)}
        strange = sorted(line for line in lines if line not in pages)
        assert not strange, f"{made.told}: {strange[:5]}"


def is_card(made: Made) -> bool:
    return any(isinstance(block, Cards) for block in made.document.blocks)
