"""What the register says in a reader's language: the name of a paper, fields, and who holds old values."""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.data_rights import Correction
from planner.domain.disclosed import PAPERS, OldValue
from planner.domain.privacy import Disclosure
from planner.domain.times import on_this_clock
from planner.domain.told import FIELDS, SPECIAL, fields_of
from planner.i18n import _, clock, day_in_words, ngettext, plain_day


def paper_title(one: Disclosure) -> str:
    """ "Calendar"; a paper that is not known here goes by its own name, an older record by none."""
    return _(PAPERS[one.paper]) if one.paper in PAPERS else one.paper


def when_text(one: Disclosure) -> str:
    """The moment as the clock of this computer shows it; a register is read years later."""
    at = on_this_clock(one.at)
    return f"{day_in_words(at.date(), year=True)} {clock(at)}"


def short_when_text(one: Disclosure) -> str:
    """The same without the weekday, for a narrow column: the time is never what is cut off."""
    at = on_this_clock(one.at)
    return f"{plain_day(at.date())} {clock(at)}"


def recipient_text(one: Disclosure) -> str:
    return one.recipient or _("not said to whom")


def version_text(one: Disclosure) -> str:
    """Of the visit; what is of no visit has none."""
    if one.visit_id is None:
        return ""
    if one.release_number is None:
        return _("draft")
    return _("version {number}").format(number=one.release_number)


def fields_text(columns: Iterable[str]) -> str:
    """The fields by name, in the order in which they are shown."""
    held = set(columns)
    return ", ".join(_(title) for name, title in FIELDS.items() if name in held)


def special_of(one: Disclosure) -> tuple[str, ...]:
    """The fields of a record that are more than usual."""
    held = set(fields_of(name.removeprefix("host.") for name in one.columns))
    return tuple(name for name in FIELDS if name in held & SPECIAL)


def correction_text(one: Correction, name: str) -> str:
    """What was done about an old value: "Phone of Hanako Sato: told on 3 May 2027 (Eva)"."""
    day = day_in_words(on_this_clock(one.at).date(), year=True) if one.at else "–"
    facts = {"fields": fields_text(one.fields), "name": name, "day": day, "who": one.author}
    if one.reason:
        text = _("{fields} of {name}: settled on {day} by {who}: {reason}")
        return text.format(**facts, reason=one.reason)
    return _("{fields} of {name}: notice drafted on {day} by {who}").format(**facts)


def old_sentence(value: OldValue) -> str:
    """ "Phone: 3 recipients hold an old value (ESS, Driver, Embassy)"."""
    parts = []
    if value.recipients:
        parts.append(
            ngettext(
                "{count} recipient holds an old value ({names})",
                "{count} recipients hold an old value ({names})",
                len(value.recipients),
                names=", ".join(value.recipients),
            )
        )
    if value.unnamed:
        parts.append(
            ngettext(
                "{count} file that went out without a recipient has one",
                "{count} files that went out without a recipient have one",
                value.unnamed,
            )
        )
    return f"{_(FIELDS[value.field])}: {'; '.join(parts)}"
