"""Every paper of the registry for everybody who may have it, and what readers find in its files.

Readers are programs of others: pypdf, pdftotext where it is installed, and the XML of a Word file.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from xml.etree import ElementTree

import pypdf

from documents.office_papers import everybody, of_plan, of_sample
from planner.documents.content import Document
from planner.documents.engine.pdf import write_pdf
from planner.documents.kinds import DOCUMENTS
from planner.documents.material import Material
from planner.documents.word.writing import write_word
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient
from planner.domain.redaction import redacted
from planner.services.planner import Planner

WIDE = "PLANNER_DELEGATIONS" in os.environ
"""So many visits are drawn, and everybody gets every paper; the gate takes a few of each."""
SAMPLES = ("jp", "sh")
POPPLER = shutil.which("pdftotext")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\u2068\u2069\ufeff")),
    ord("〜"): "~",
}


Reader = tuple[Profile, Recipient | None]


@dataclass(frozen=True)
class Made:
    """A paper as blocks, for whom it was made, and of what."""

    name: str
    material: Material
    document: Document

    @property
    def told(self) -> str:
        """For the message of a test."""
        one = self.material.recipient
        whom = f"{one.kind.value} {one.name}" if one else "all"
        return f"{self.name} {self.material.profile.value} {whom} {self.material.speech.codes}"

    @property
    def reader(self) -> Reader:
        return self.material.profile, self.material.recipient

    @cached_property
    def pdf(self) -> bytes:
        return write_pdf(self.document, self.material.look)

    @cached_property
    def word(self) -> bytes:
        return write_word(self.document, self.material.look)


def readers(plan: Plan, name: str, *, each_kind: int = 1) -> Iterator[Reader]:
    """Each audience of a paper, then so many recipients of each kind."""
    kind = DOCUMENTS[name]
    for profile in sorted(kind.profiles):
        if not kind.own or profile is Profile.INTERNAL:
            yield profile, None
    taken: dict[object, int] = {}
    for one in everybody(plan):
        taken[one.kind] = taken.get(one.kind, 0) + 1
        if one.profile in kind.profiles and (WIDE or taken[one.kind] <= each_kind):
            yield one.profile, one


def of_visit(plan: Plan, name: str, *codes: str, each_kind: int = 1) -> Iterator[Made]:
    """The paper of a plan for its readers; nothing where there is nothing to say."""
    for profile, one in readers(plan, name, each_kind=each_kind):
        own = DOCUMENTS[name].own
        yield from _made(name, of_plan(plan, *codes, profile=profile, recipient=one, own=own))


def of_samples(
    sample: Planner, name: str, *codes: str, most: int = 1000, **wishes: object
) -> Iterator[Made]:
    """The paper of both sample visits for their readers, with all that the library grants them;
    of each visit ``most`` at most.

    Changes are told against the visit as it was before its last entries were moved.
    """
    for which in SAMPLES:
        plan = of_sample(sample, which).plan
        left = most
        for profile, one in readers(plan, name):
            own = DOCUMENTS[name].own
            material = of_sample(
                sample, which, *codes, profile=profile, recipient=one, own=own, **wishes
            )
            if name in NEED_BEFORE:
                was = redacted(earlier(plan), profile, one, own=own)
                material = replace(material, before=was)
            for made in _made(name, material):
                yield made
                left -= 1
            if not left:
                break


NEED_BEFORE = ("change-notice", "addendum")


def earlier(plan: Plan) -> Plan:
    """The plan before some of its entries got their titles, and one was added."""
    items = plan.scheduled
    was = [replace(item, title=f"Earlier {item.title}") for item in items[1::3]]
    return replace(plan.with_items(was), items=plan.with_items(was).items[:-1])


def _made(name: str, material: Material) -> Iterator[Made]:
    document = DOCUMENTS[name].make(material)
    if document is not None:
        yield Made(name, material, document)


# ------------------------------------------------------------------ reading


def bare(text: str) -> str:
    """Without blanks and marks that nobody sees: lines break where they will.

    Signs that one glyph stands for are one: a file knows of it only what is seen.
    """
    return "".join(unicodedata.normalize("NFKC", text).translate(_UNSEEN).split())


def pdf_pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def bare_pages(pdf: bytes) -> tuple[str, ...]:
    """Without blanks; by pdftotext where it is installed, which is ten times as fast."""
    pages = poppler_text(pdf).split("\f")[:-1] if POPPLER else pdf_pages(pdf)
    return tuple(map(bare, pages))


def poppler_text(pdf: bytes) -> str:
    """In the order in which it is drawn. Only where :data:`POPPLER` is installed."""
    assert POPPLER
    read = subprocess.run(
        [POPPLER, "-raw", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return read.stdout.decode()


def word_lines(word: bytes) -> list[str]:
    """The paragraphs of the body, in order; a text box stands where it hangs, once."""
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        body = ElementTree.fromstring(parts.read("word/document.xml"))
    lines: list[str] = [""]
    _gather(body, lines)
    return [line for line in lines if line.strip()]


def _gather(element: ElementTree.Element, lines: list[str]) -> None:
    for one in element:
        if one.tag == FALLBACK:
            continue
        if one.tag in (f"{W}p", f"{W}br"):
            lines.append("")
        elif one.tag == f"{W}t":
            lines[-1] += one.text or ""
        elif one.tag == f"{W}tab":
            lines[-1] += "\t"
        _gather(one, lines)
        if one.tag == f"{W}p":
            lines.append("")
