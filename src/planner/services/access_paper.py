"""The answer to a request for access as a paper for the person: one's own data first, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from planner.domain.access_answer import AccessAnswer, Held, KeptFor
from planner.domain.access_words import ELSEWHERE, SECTIONS, Namer, record_lines, section_title
from planner.domain.retention import COUNTED_FROM, GROUPS, FieldGroup
from planner.domain.times import on_this_clock
from planner.i18n import N_, _, clock, current, day_in_words, ngettext
from planner.services.country_naming import country_namer

if TYPE_CHECKING:
    from planner.documents.content import Block, Fact
    from planner.services.core import Core

_SHOWN: Final = 400
"""Signs of a value on paper; the whole of it stands in the file beside it."""
_FORMER_MOST: Final = 400
"""Former values on paper; all of them stand in the file beside it."""
_BLANK: Final = "______________________________"

_RIGHTS: Final = (
    N_("Correction of what is wrong, and completion of what is missing (article 16 of the GDPR)."),
    N_("Erasure of what is no longer needed or was not allowed to be kept (article 17)."),
    N_("Restriction: your data are only kept while a question about them is open (article 18)."),
    N_("Your data in a form that a program reads, for yourself or another office (article 20)."),
    N_("Objection to keeping or using your data, for reasons of your own situation (article 21)."),
)


def paper(core: Core, answer: AccessAnswer) -> bytes:
    """A PDF in the language of the window."""
    from planner.documents.content import Document
    from planner.documents.engine.pdf import write_pdf
    from planner.documents.templates.known import template

    title = _("Data held about {name}").format(name=answer.name)
    country = country_namer(core.reader, current())
    document = Document(
        title=title,
        language=current().code,
        made_at=answer.made_at,
        author=core.author,
        subject=title,
        page_of="{page} / {pages}",
        blocks=(
            *_head(title, answer),
            *_own(answer, country),
            *_use(answer),
            *_out(answer),
            *_past(answer, country),
            *_rights(country(core.settings.text("home_country"))),
        ),
    )
    return write_pdf(document, template(core.settings.text("template")))


# the parts of the paper


def _head(title: str, answer: AccessAnswer) -> Iterator[Block]:
    from planner.documents.content import Facts, Heading, Paragraph

    yield Heading(text=title)
    text = _(
        "You asked which data are held about you. This is all of it, as of {moment}. What would tell"
        " about other people was taken out. A file beside this paper holds the same for a program."
    )
    yield Paragraph(text.format(moment=_moment(answer.made_at)))
    yield Facts(
        (
            _fact(_("Responsible for your data"), answer.controller or _BLANK),
            _fact(_("Questions about it"), answer.contact or _BLANK),
        )
    )


def _own(answer: AccessAnswer, country: Namer) -> Iterator[Block]:
    """What is held, section by section; sections in which nothing is said are left out."""
    from planner.documents.content import Facts, Heading

    yield Heading(text=_("What is held about you"), level=2)
    tables = answer.by_table
    order = [*SECTIONS, *sorted(set(tables) - set(SECTIONS), key=section_title)]
    for word in order:
        if word not in tables or word in ELSEWHERE:
            continue
        facts = _facts(tables[word], country)
        if word == "photo":
            facts = [_fact("", _("It stands in the file beside this paper."))]
        if facts:
            yield Heading(text=section_title(word), level=3)
            yield Facts(tuple(facts))
    if answer.mentioned:
        yield Heading(text=_("What texts about something else say of you"), level=3)
        yield Facts(tuple(_facts(answer.mentioned, country, named=True)))


def _facts(records: Iterable[Held], country: Namer, *, named: bool = False) -> list[Fact]:
    """One for each record with something to say, under its own title; those alike are said once."""
    from planner.documents.content import Fact

    found: dict[tuple[str, tuple[str, ...]], Fact] = {}
    for one in records:
        title, lines = record_lines(one, country)
        lines = tuple(f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line for line in lines)
        if named:
            title = title or section_title(one.word)
        if not lines and not title:
            continue
        if one.word == "person" and not named:  # one's own fields are the titles
            for line in lines:
                heading, _colon, value = line.partition(": ")
                found.setdefault((heading, (value,)), Fact(heading, (value,)))
            continue
        if lines or not named:
            found.setdefault((title, lines), Fact(title, lines) if lines else Fact("", (title,)))
    return list(found.values())


def _use(answer: AccessAnswer) -> Iterator[Block]:
    from planner.documents.content import Heading, Paragraph

    yield Heading(text=_("What for, by which law, and for how long"), level=2)
    yield Paragraph(_("No decision about you is taken by a program alone."))
    yield from _table(
        (_("Data"), _("What for"), _("Legal basis"), _("How long"), _("Until")),
        [
            (
                _(GROUPS[FieldGroup(one.group)].title),
                _(one.purpose),
                _(one.basis),
                _period(one),
                _until(one),
            )
            for one in answer.kept_for
        ],
        (3, 3, 3, 2, 2),
    )


def _out(answer: AccessAnswer) -> Iterator[Block]:
    from planner.documents.content import Heading

    yield Heading(text=_("Who was given data about you"), level=2)
    yield from _table(
        (_("When"), _("To whom"), _("What for"), _("Which data")),
        [
            (
                _moment(one.at),
                one.recipient,
                one.purpose or _("not said"),
                "\n".join(
                    part for part in (", ".join(one.fields), one.paper and f"({one.paper})") if part
                ),
            )
            for one in answer.received
        ],
        (2, 3, 3, 4),
    )
    yield Heading(text=_("Who looked at what is hidden"), level=2)
    yield from _table(
        (_("When"), _("Which data"), _("What for")),
        [(_moment(one.at), one.field, one.purpose) for one in answer.looked],
        (2, 3, 4),
    )


def _past(answer: AccessAnswer, country: Namer) -> Iterator[Block]:
    from planner.documents.content import Bullets, Facts, Heading, Paragraph

    yield Heading(text=_("Where your data came from"), level=2)
    steps = dict.fromkeys((_day(one.at), one.what, one.file) for one in answer.came)
    yield from _table((_("When"), _("What was done"), _("From the file")), [*steps], (2, 4, 3))
    for title, lines in (
        (_("Sources"), answer.cited),
        (_("Released programmes with you in them"), answer.versions),
    ):
        if lines:
            yield Heading(text=title, level=3)
            yield Bullets(tuple(lines))
    if answer.merged:
        text = ngettext(
            "{count} other record of you was made one with this one.",
            "{count} other records of you were made one with this one.",
            len(answer.merged),
        )
        yield Paragraph(text)
    told = {line for one in answer.held for line in _lines_of(one, country)}
    shown = [
        one
        for one in answer.former[:_FORMER_MOST]
        if one.word not in ELSEWHERE and not told.issuperset(_lines_of(one, country))
    ]
    if facts := _facts(shown, country, named=True):
        yield Heading(text=_("What the history remembers of you, and is otherwise now"), level=2)
        yield Facts(tuple(facts))
    if (rest := len(answer.former) - _FORMER_MOST) > 0:
        text = ngettext(
            "One more stands in the file beside this one.",
            "{count} more stand in the file beside this one.",
            rest,
        )
        yield Paragraph(text)


def _lines_of(one: Held, country: Namer) -> set[tuple[str, str]]:
    """What a record says line by line, wherever it stands."""
    return {(one.word, line) for line in record_lines(one, country)[1] if line != one.about}


def _rights(country: str) -> Iterator[Block]:
    from planner.documents.content import Bullets, Heading, Paragraph

    yield Heading(text=_("Your rights"), level=2)
    yield Paragraph(_("You can ask the office that is responsible for:"))
    yield Bullets(tuple(map(_, _RIGHTS)))
    text = _(
        "What you consented to you can take back at any time; what was done until then stays lawful."
        " You can complain to the supervisory authority for data protection where you live, where you"
        " work, or in {country} (article 77)."
    )
    yield Paragraph(text.format(country=country))


# words


def _moment(at: dt.datetime) -> str:
    """With its year, by the clock of this computer: an answer goes back over many."""
    here = on_this_clock(at)
    return f"{day_in_words(here.date(), year=True)} {clock(here)}"


def _day(at: dt.datetime) -> str:
    return day_in_words(on_this_clock(at).date(), year=True)


def _period(one: KeptFor) -> str:
    if not one.days:
        return _("no end")
    if one.days % 365 == 0:
        return ngettext("{count} year", "{count} years", one.days // 365)
    return ngettext("{count} day", "{count} days", one.days)


def _until(one: KeptFor) -> str:
    """The day, or from when the days of each record count."""
    if one.until is not None:
        return day_in_words(one.until, year=True)
    return _(COUNTED_FROM[GROUPS[FieldGroup(one.group)].counted]) if one.days else ""


def _fact(label: str, line: str) -> Fact:
    from planner.documents.content import Fact

    return Fact(label, (line,))


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> Iterator[Block]:
    from planner.documents.content import Column, Paragraph, Row, Table

    if not rows:
        yield Paragraph(_("Nothing."))
        return
    yield Table(
        columns=tuple(
            Column(title=head, width=share) for head, share in zip(heads, widths, strict=True)
        ),
        rows=tuple(Row(cells=tuple(cell or "–" for cell in row)) for row in rows),
    )
