"""Papers about people, made of delegations drawn by lot: set in both formats, with every name in them."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from tests.documents.heads_made import material

from delegations import delegation
from pdf_text import bare_text
from planner.documents.content import first
from planner.documents.engine.pdf import write_pdf
from planner.documents.kinds import DOCUMENTS
from planner.documents.people.heads import everybody
from planner.documents.word.writing import write_word

ABOUT_PEOPLE = ("participant-list", "badges", "tent-cards")
PLACED = ("table-plan", "access-list", "interpreter-pack", "lobby-sign")
PLAIN = re.compile(r"[A-Za-zÀ-ɏ ,.'-]+")
"""Names of which every reader of a PDF gives back the signs in one order."""


def bare(text: str) -> str:
    return "".join(text.split())


def word_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        found = re.findall(r"<w:t[ >][^<]*", parts.read("word/document.xml").decode())
    return bare("".join(one.partition(">")[2] for one in found)).replace("&apos;", "'")


@pytest.mark.parametrize("seed", range(0, 60, 6))
@pytest.mark.parametrize("name", ABOUT_PEOPLE)
def test_every_name_is_in_the_pdf_and_in_the_word_file(name: str, seed: int) -> None:
    told = material(delegation(seed))
    document = DOCUMENTS[name].make(told)
    assert document is not None
    heads = everybody(told).delegates.values()
    names = [first(head.bare) for head in heads if PLAIN.fullmatch(first(head.bare))]
    pdf, word = (
        bare_text(write_pdf(document, told.look)),
        word_text(write_word(document, told.look)),
    )
    for one in names:
        assert bare(one) in pdf
        assert bare(one) in word.replace("\u200b", "")


@pytest.mark.parametrize("seed", range(0, 60, 6))
@pytest.mark.parametrize("name", PLACED)
def test_what_is_drawn_by_lot_is_set_in_two_languages(name: str, seed: int) -> None:
    told = material(delegation(seed), "en", "ja")
    document = DOCUMENTS[name].make(told)
    if document is None:
        return
    assert bare_text(write_pdf(document, told.look))
    assert write_word(document, told.look).startswith(b"PK")
