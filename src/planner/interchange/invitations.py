"""Changes that calendars take over by themselves: one REQUEST or CANCEL for one event and one reader."""

from __future__ import annotations

import enum
from dataclasses import replace

from planner.i18n import Language
from planner.interchange.calendar import CalendarEvent, assembled
from planner.interchange.mailboxes import Mailbox


class Method(enum.StrEnum):
    """What a calendar program is to do with the event (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


def write_invitation(
    event: CalendarEvent,
    method: Method,
    *,
    organizer: Mailbox,
    attendee: Mailbox,
    language: Language,
) -> bytes:
    """The file for one event: programs look at the first event of an invitation and at no other.

    The event never recurs. No answer is asked for: the office knows who is on what. See
    :func:`planner.interchange.calendar.write_calendar` for what is refused.
    """
    if method is Method.CANCEL:
        event = replace(event, status="CANCELLED", alarm_minutes=None)
    return assembled(
        {"METHOD": method.value},
        [event],
        language=language,
        parties={
            "ORGANIZER": (organizer.uri, {"CN": organizer.name or organizer.address}),
            "ATTENDEE": (
                attendee.uri,
                {
                    "CN": attendee.name or attendee.address,
                    "CUTYPE": "INDIVIDUAL",
                    "ROLE": "REQ-PARTICIPANT",
                    "PARTSTAT": "NEEDS-ACTION",
                    "RSVP": "FALSE",
                },
            ),
        },
    )
