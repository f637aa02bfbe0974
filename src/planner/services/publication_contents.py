"""What one release says at one place: whole calendars for a folder, single entries for a server."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from planner.domain.file_names import safe_name, unused
from planner.domain.handouts import PlaceKind, Publication
from planner.domain.plan import Plan
from planner.domain.recipients import Recipient, RecipientKind
from planner.domain.redaction import redacted
from planner.i18n import N_, Language, _, language
from planner.services.occasions import Occasion, Paper
from planner.services.papers import CALENDAR_COLUMNS, PAPERS

if TYPE_CHECKING:
    import datetime as dt

VISIT: Final = "visit"
"""In our books, instead of the key of a recipient: the calendar of the visit as a whole."""


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """One calendar as a whole, for the register: whose it is and what it says of whom."""

    key: str
    recipient: Recipient
    paper: Paper
    file: str = ""
    """Its name in a folder; empty on a server, where its entries stand one by one."""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """All that a place is to hold: its calendars, and by name the files or entries of them."""

    calendars: tuple[Calendar, ...] = ()
    by_name: Mapping[str, Content] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Content:
    """One file or entry as it is to be at the place. ``uid`` is what our books know it by."""

    name: str
    uid: str
    title: str
    data: bytes

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def contents(
    plan: Plan,
    publication: Publication,
    recipients: Mapping[str, Recipient],
    at: dt.datetime,
    name_of: Callable[[str, str], str],
) -> Contents:
    """All that the place is to hold. The same release gives the same bytes.

    ``recipients`` are those of the version by the keys of today; ``name_of`` (key, suggestion) gives
    the file of a calendar its name.
    """
    found: dict[str, Content] = {}
    calendars: list[Calendar] = []
    for key in publication.recipients or (VISIT,):
        one = recipients.get(key)
        if publication.recipients:
            known = one or Recipient(key=key, kind=RecipientKind.OTHER, name="")
            seen = redacted(plan, known.profile, known, own=True)
        else:
            known = replace(_everybody(publication), name="")
            seen = redacted(plan, known.profile)
        if publication.recipients and one is None:
            seen = replace(seen, items=())  # no longer in this version: an empty calendar says so
        speak = language(known.language)
        calendar = _calendar(seen, key, known, speak, at)
        if publication.kind is PlaceKind.FOLDER:
            code = plan.visit.code or plan.visit.title
            name = name_of(key, suggested_name(code, calendar.recipient.name))
            calendar = replace(calendar, file=name)
            found[name] = Content(
                name=name,
                uid=key,
                title=calendar.recipient.name or plan.visit.title,
                data=calendar.paper.content,
            )
        else:
            found |= _entries(seen, calendar, speak)
        calendars.append(calendar)
    return Contents(calendars=tuple(calendars), by_name=found)


def suggested_name(code: str, who: str) -> str:
    """ "MEXT_TANAKA Yui.ics": without the version, which would be another file for subscribers."""
    whole = "_".join(part for part in (code[:40], who[:80]) if part)
    return f"{safe_name(whole, fallback='calendar')}.ics"


def free_name(suggestion: str, taken: set[str]) -> str:
    """The suggestion, or with a number where that file is of another calendar."""
    return unused(suggestion, taken)


def _everybody(publication: Publication) -> Recipient:
    return Recipient(
        key="",
        kind=RecipientKind.OTHER,
        name=subscribers(publication),
        profile=publication.profile,
        language=publication.language,
    )


def subscribers(publication: Publication) -> str:
    """To whom the calendar of a visit goes that stands at a place."""
    return _("Subscribers of {place}").format(place=publication.target)


def _calendar(
    plan: Plan, key: str, recipient: Recipient, speak: Language, at: dt.datetime
) -> Calendar:
    occasion = Occasion(plan=plan, recipient=recipient, speak=speak, at=at)
    kind = "visit" if key == VISIT else "calendar"
    made = list(PAPERS[kind].make(occasion))
    return Calendar(key=key, recipient=recipient, paper=made[0] if made else _empty(occasion, kind))


def _empty(occasion: Occasion, kind: str) -> Paper:
    """Who subscribes to it loses the entries of before; were there no file, they would stay."""
    from planner.interchange.calendar import write_calendar

    title = occasion.plan.visit.title
    if occasion.recipient.name:
        title = f"{title} – {occasion.recipient.name}"
    return Paper(
        name=f"{occasion.speak(N_('calendar'))}.ics",
        content=write_calendar(title, [], language=occasion.speak),
        kind=kind,
        columns=CALENDAR_COLUMNS,
    )


def _entries(plan: Plan, calendar: Calendar, speak: Language) -> dict[str, Content]:
    """One for each event, as a CalDAV server takes them."""
    from planner.interchange.calendar import assembled
    from planner.services.calendars import events, items_for

    items = items_for(plan, calendar.recipient.profile)
    found = {}
    for item, event in zip(items, events(plan, items, speak), strict=True):
        name = f"{item.id}.ics"
        found[name] = Content(
            name=name,
            uid=event.uid,
            title=event.summary,
            data=assembled({}, [event], language=speak),
        )
    return found
