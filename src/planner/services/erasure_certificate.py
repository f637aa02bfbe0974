"""The certificate of an erasure, as a PDF: what was done, where, and what remains until when.

It names nobody: it can be kept when the person is gone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.domain.erasing_words import (
    backups_sentence,
    log_sentence,
    outside_sentence,
    places_sentence,
    standing_lines,
)
from planner.i18n import _, current, moment_in_words

if TYPE_CHECKING:
    from planner.documents.content import Fact
    from planner.services.core import Core
    from planner.services.erasing import Erased


def certificate(core: Core, done: Erased) -> bytes:
    """The paper in the language of the window."""
    from planner.documents.content import Column, Document, Facts, Heading, Paragraph, Row, Table
    from planner.documents.engine.pdf import write_pdf
    from planner.documents.templates.known import template

    one, standing = done.erasure, done.standing
    remaining = [backups_sentence(standing), outside_sentence(standing)]
    remaining.append(log_sentence(core.library.log_is_owed))
    if done.kept:
        text = _("The name under agreements was kept: {reason}.")
        remaining.append(text.format(reason=one.reason.rstrip(".")))
    title = _("Certificate of erasure")
    document = Document(
        title=title,
        language=current().code,
        made_at=one.at,
        author=one.author,
        subject=title,
        page_of="",
        blocks=(
            Heading(text=title),
            Paragraph(places_sentence(one.places)),
            Facts(tuple(_facts(one.id, one.person_id, one.at, one.author))),
            Table(
                columns=(Column(title=_("Where"), width=4), Column(title=_("How many"))),
                rows=tuple(Row(cells=line) for line in standing_lines(standing)),
            ),
            Heading(text=_("What remains"), level=2),
            *(Paragraph(text) for text in remaining if text),
        ),
    )
    return write_pdf(document, template(core.settings.text("template")))


def _facts(number: str, person: str, at: dt.datetime, author: str) -> Sequence[Fact]:
    from planner.documents.content import Fact

    return (
        Fact(_("When"), (moment_in_words(at),)),
        Fact(_("By whom"), (author,)),
        Fact(_("Number of the record that was erased"), (person,)),
        Fact(_("Number of this erasure"), (number,)),
    )
