"""Papers set as pages: the material that a recipient may have, and PDF or Word made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from planner.documents.content import Document, Entries
from planner.documents.kinds import DOCUMENTS, DocumentKind
from planner.documents.looks import Look, tightened
from planner.documents.material import Material
from planner.documents.speaking.wording import speech
from planner.documents.templates.known import template
from planner.errors import UserError
from planner.i18n import _
from planner.services.maps import land
from planner.services.occasions import FORMATS, PDF, WORD, Occasion, Paper, paper_name
from planner.services.paper_subjects import told_on
from planner.services.shelf import granted

MEDIA_TYPES: Final = {
    PDF: "application/pdf",
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def document_maker(name: str) -> Callable[[Occasion], Sequence[Paper]]:
    """What makes the papers of one kind: one file for each format."""

    def make(occasion: Occasion) -> Sequence[Paper]:
        kind = DOCUMENTS[name]
        material = material_for(kind, occasion)
        document = kind.make(material) if material is not None else None
        if material is None or document is None:
            return []
        told = told_on(kind, material, document)
        speak = material.speech.languages[0]
        who = occasion.recipient.name
        return [
            Paper(
                name=paper_name(occasion, ending, speak(kind.title), who, speak=speak),
                content=written(document, material.look, ending),
                kind=name,
                columns=told.columns,
                subjects=told.subjects,
                entries=entries_in(document),
                media_type=MEDIA_TYPES[ending],
                pages=partial(_pages, document, material.look) if ending == PDF else None,
            )
            for ending in occasion.setting.formats
        ]

    return make


def material_for(kind: DocumentKind, occasion: Occasion) -> Material | None:
    """All that the recipient may have for a paper; None where the profile gets no such paper."""

    one = occasion.recipient
    if one.profile not in kind.profiles:
        return None
    setting, plan = occasion.setting, occasion.plan
    look = template(setting.template)
    if kind.tight:
        look = tightened(look)
    material = Material(
        plan=plan,
        profile=one.profile,
        speech=speech(
            *(setting.languages or (occasion.language or one.language,)), wording=look.wording
        ),
        look=look,
        at=occasion.at,
        today=occasion.today or occasion.at.date(),
        recipient=one if one.key else None,
        before=occasion.held,
        wishes=setting.wishes,
        land=land,
        office_zone=occasion.office_zone,
    )
    if occasion.shelf is None:
        return material
    return replace(
        material, **granted(occasion.shelf, one.profile, material.recipient, plan, setting.wishes)
    )


def written(document: Document, look: Look, ending: str) -> bytes:
    """The bytes of one format.

    :raises UserError: there is no such format, or the template is broken.
    """
    if ending == PDF:
        from planner.documents.engine.pdf import write_pdf

        return write_pdf(document, look)
    if ending == WORD:
        from planner.documents.word.writing import write_word

        return write_word(document, look)
    raise UserError(
        _("Papers cannot be written as “{format}”.").format(format=ending),
        _("Choose from: {formats}.").format(formats=", ".join(FORMATS)),
    )


def _pages(document: Document, look: Look, ppi: float) -> list[bytes]:
    from planner.documents.engine.pdf import write_pages

    return write_pages(document, look, ppi)


def entries_in(document: Document) -> int:
    return sum(len(block.entries) for block in document.blocks if isinstance(block, Entries))
