"""The certificate of an erasure, as a PDF for the person concerned: what was done, and what remains.

It bears the name, for without it the paper proves nothing to the person. It is handed out and not
kept: the library knows the number of the erasure alone (GDPR articles 5 (1) e, 12 (3) and 17).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.domain.erasing_words import (
    backups_sentence,
    file_out_line,
    left_plainly,
    log_sentence,
    plain_lines,
)
from planner.domain.times import on_this_clock
from planner.i18n import _, clock, current, day_in_words

if TYPE_CHECKING:
    from planner.documents.content import Block, Fact
    from planner.services.core import Core
    from planner.services.erasing import Erased


def certificate(core: Core, done: Erased) -> bytes:
    """The paper in the language of the window. It says how the log and the copies are now."""
    from planner.documents.content import Document
    from planner.documents.engine.pdf import write_pdf
    from planner.documents.templates.known import template

    title = _("Certificate of erasure")
    document = Document(
        title=title,
        language=current().code,
        made_at=done.erasure.at,
        author="",  # the person deals with the office; by whom it was done stands below
        subject=title,
        page_of="",
        blocks=tuple(_blocks(core, done)),
    )
    return write_pdf(document, template(core.settings.text("template")))


def _blocks(core: Core, done: Erased) -> Iterator[Block]:
    from planner.documents.content import Bullets, Column, Facts, Heading, Paragraph, Row, Table

    standing = done.standing
    yield Heading(text=_("Certificate of erasure"))
    yield Paragraph(_("For {name}").format(name=standing.name))
    text = _("On {day} your personal data were erased here, in {count} places. Nobody can undo it.")
    day = day_in_words(on_this_clock(done.erasure.at).date(), year=True)
    yield Paragraph(text.format(day=day, count=done.erasure.places))
    yield Facts(tuple(_facts(done)))
    yield Table(
        columns=(
            Column(title=_("What was erased"), width=4),
            Column(title=_("In how many places")),
        ),
        rows=tuple(Row(cells=line) for line in plain_lines(standing)),
    )
    yield Heading(text=_("What remains"), level=2)
    yield Bullets(tuple(_remaining(core, done)))
    if standing.handed:
        yield Heading(text=_("Files that went out before"), level=2)
        yield Paragraph(_("No program takes them back. Ask those who have them."))
        yield Table(
            columns=(
                Column(title=_("When")),
                Column(title=_("What it was"), width=2),
                Column(title=_("To whom"), width=2),
            ),
            rows=tuple(Row(cells=file_out_line(file)) for file in standing.handed),
        )
    yield Paragraph(
        _(
            "This paper is for you. The office keeps only the number of the erasure, which names"
            " nobody, so that a backup that is restored is erased from again."
        )
    )


def _remaining(core: Core, done: Erased) -> Iterator[str]:
    from planner.services.copies_left import copies_left

    yield backups_sentence(done.standing)
    path = core.library.path
    now = copies_left(path, core.settings.text("backup_folder")) if path else ()
    yield from left_plainly(now)
    if log := log_sentence(core.library.log_is_owed):
        yield log
    if done.kept:
        reason = done.erasure.reason.rstrip(".")
        yield _("The name under agreements was kept: {reason}.").format(reason=reason)


def _facts(done: Erased) -> Iterator[Fact]:
    from planner.documents.content import Fact

    one, standing = done.erasure, done.standing
    at = on_this_clock(one.at)
    if standing.asked_on is not None:
        yield Fact(_("Your request of"), (day_in_words(standing.asked_on, year=True),))
        yield Fact(_("Number of the request"), (standing.request,))
    yield Fact(_("Erased on"), (f"{day_in_words(at.date(), year=True)} {clock(at)}",))
    yield Fact(_("By whom"), (one.author,))
    yield Fact(_("Number of this erasure"), (one.id,))
