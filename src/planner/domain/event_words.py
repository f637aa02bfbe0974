"""What is shown of an event under review, what was found about it, and the note that its entry gets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from planner.domain.calendar_entries import CalendarEntry, Contact
from planner.domain.event_reading import Said, when_in_words
from planner.domain.findings import Finding, Severity, Subject
from planner.i18n import _, ngettext

_NAMES: Final = 6
_NAMES_KEPT: Final = 50
_TEXT_SHOWN: Final = 160
_WARNINGS: Final = frozenset(
    "event.end_before_start event.end_unread event.rule_unread event.zone_unknown event.and_future"
    " event.both_changed event.gone event.series_cut".split()
)


def contact(one: Contact) -> str:
    name, mail = one
    return f"{name} <{mail}>" if name and mail else name or mail


def people(entry: CalendarEntry, most: int = _NAMES_KEPT) -> Iterator[str]:
    """Who organises and who is invited, a line each."""
    if any(entry.organiser):
        yield _("Organiser: {name}").format(name=contact(entry.organiser))
    if entry.attendees:
        count = len(entry.attendees)
        names = ", ".join(filter(None, (contact(who) for who in entry.attendees[:most])))
        invited = ngettext("Invited: {names}", "Invited ({count}): {names}", count, names=names)
        yield invited + (" …" if count > most else "")


def zones(entry: CalendarEntry) -> Iterator[str]:
    """What the file calls a zone that somebody had to say, so that it can be looked at again."""
    ends = (entry.start, entry.end)
    for name, zone in dict.fromkeys(
        (one.named, one.zone) for one in ends if one.named and one.zone
    ):
        yield _("Time zone in the file: “{name}”, taken as {zone}").format(name=name, zone=zone)


def note(entry: CalendarEntry, *, with_text: bool) -> str:
    """The internal note of a new entry: the description, if it goes there, who is invited, odd zones."""
    parts = (
        entry.description if with_text else "",
        "\n".join(people(entry)),
        "\n".join(zones(entry)),
    )
    return "\n\n".join(part for part in parts if part)


def facts(entry: CalendarEntry, said: Said, *, public: bool) -> tuple[str, ...]:
    """What the file says, line by line; people and text shortened."""
    lines = [when_in_words(said.values), entry.location, *people(entry, _NAMES)]
    if entry.description:
        use = _("Public text") if public else _("Internal note")
        text = " ".join(entry.description.split())
        lines.append(f"{use}: {text[:_TEXT_SHOWN]}" + ("…" if len(text) > _TEXT_SHOWN else ""))
    return tuple(line for line in lines if line)


def findings(
    number: int,
    name: str,
    entry: CalendarEntry,
    said: Said,
    kinds: Iterable[str],
    remarks: Iterable[tuple[str, str]],
) -> Iterator[Finding]:
    """``remarks`` are kinds with the field that each is about."""
    named = ", ".join(entry.unknown_zones) or entry.zone_name
    about = {"zone": said.values["start_zone"], "zone_name": named}
    for kind in filter(None, kinds):
        yield finding(kind, number, name, about)
    for kind, field_name in remarks:
        yield finding(kind, number, name, {"field": field_name})


def finding(kind: str, number: int, name: str, about: Mapping[str, str | int]) -> Finding:
    severity = Severity.WARNING if kind in _WARNINGS else Severity.NOTE
    return Finding(kind, severity, (Subject("row", str(number), name),), {"name": name, **about})
