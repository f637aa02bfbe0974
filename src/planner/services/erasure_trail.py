"""What a certificate of erasure says beside the places: when the person asked, and which files went out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from planner.domain.data_rights import DataRequest, RequestKind
from planner.domain.disclosed_words import paper_title
from planner.domain.erasing import FileOut
from planner.domain.privacy import Disclosure, DisclosureSubject
from planner.domain.times import on_this_clock
from planner.storage import reading

if TYPE_CHECKING:
    from planner.storage.erasing.tracing import Trace
    from planner.storage.reading import Reader


def asked(reader: Reader, found: Trace) -> tuple[dt.date | None, str]:
    """When the person asked to be erased, the latest time, and the number of that request."""
    requests = [
        one
        for one in reading.having(reader, DataRequest, "id", found.of("data_request"))
        if one.kind is RequestKind.ERASURE and one.received_on is not None
    ]
    if not requests:
        return None, ""
    last = max(requests, key=lambda one: (one.received_on or dt.date.min, one.id))
    return last.received_on, last.id


def files_out(reader: Reader, found: Trace, gone: str) -> tuple[FileOut, ...]:
    """Every file with the person in it, and every one that the person got, the earliest first.

    ``gone`` is what stands for a recipient who was erased.
    """
    subjects = reading.having(reader, DisclosureSubject, "id", found.of("disclosure_subject"))
    own = {
        one.id for one in reading.having(reader, Disclosure, "recipient_key", sorted(found.keys))
    }
    keys = own | {one.disclosure_id for one in subjects}
    return tuple(
        FileOut(
            on_this_clock(one.at).date(),
            paper_title(one),
            "" if one.recipient in (gone, "(erased)") else one.recipient,
            one.id in own,
        )
        for one in sorted(
            reading.having(reader, Disclosure, "id", sorted(keys)), key=lambda one: (one.at, one.id)
        )
    )
