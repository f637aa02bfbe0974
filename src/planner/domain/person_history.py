"""What a person did and what was done with their data: posts, visits, hand-overs, imports, merges."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from planner.i18n import N_


class Happening(enum.StrEnum):
    POST = "post"
    VISIT = "visit"
    HOST = "host"
    DISCLOSURE = "disclosure"
    IMPORT = "import"
    MERGE = "merge"
    BIOGRAPHY = "biography"
    FILE = "file"


HAPPENINGS = {
    Happening.POST: N_("Post"),
    Happening.VISIT: N_("Visit"),
    Happening.HOST: N_("Host"),
    Happening.DISCLOSURE: N_("Handed out"),
    Happening.IMPORT: N_("Imported"),
    Happening.MERGE: N_("Merged"),
    Happening.BIOGRAPHY: N_("Biography"),
    Happening.FILE: N_("File"),
}


@dataclass(frozen=True, slots=True)
class PersonEvent:
    """One line of the history of a person.

    ``since`` and ``until`` are ISO dates, of which a post may give only the year or the month;
    empty is not known, or still so. ``what`` is the visit, the file or the name that was merged;
    ``title`` and ``organisation`` are the post held *then*; ``about`` is the role, the recipient or
    a state in words; ``fields`` are those of the person that were handed out. ``word`` and ``key`` name the record to open, if there is one.
    """

    kind: Happening
    since: str = ""
    until: str = ""
    what: str = ""
    title: str = ""
    organisation: str = ""
    about: str = ""
    count: int = 0
    word: str = ""
    key: str = ""
    fields: tuple[str, ...] = ()

    @property
    def post(self) -> str:
        """ "Director, Ministry of Education"."""
        return ", ".join(part for part in (self.title, self.organisation) if part)


def latest_first(events: list[PersonEvent]) -> tuple[PersonEvent, ...]:
    """By the day on which each began, else ended; those without any day at the end."""
    return tuple(sorted(events, key=lambda one: one.since or one.until, reverse=True))
