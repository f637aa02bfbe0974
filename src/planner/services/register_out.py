"""The register of what left the house as a workbook: for who has to answer for it. It says no value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.disclosed import PAPERS, Asked, HandedOut
from planner.domain.disclosed_words import special_of
from planner.domain.ids import PersonId
from planner.domain.people import Person
from planner.domain.privacy import PROFILES, WAYS
from planner.domain.times import on_this_clock
from planner.domain.told import FIELDS, Told, fields_of
from planner.i18n import N_, Language, language
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.storage import reading

if TYPE_CHECKING:
    from planner.interchange.excel_writer import SheetColumn, Value

PAPER: Final = "register"
_BLOCK: Final = 500
Tell = Callable[[int, int], None]


class RegisterOut:
    """How many people a record is about stands there, not who: that is asked for person by person."""

    def __init__(self, core: Core, disclosures: Disclosures) -> None:
        self._core = core
        self._disclosures = disclosures

    def write(
        self,
        path: Path,
        asked: Asked | None = None,
        *,
        language_code: str = "en",
        tell: Tell | None = None,
    ) -> int:
        """All records that are asked for, the latest first; how many that are. It goes on record.

        :raises NotWritten: the file could not be written; an old one is as it was.
        """
        from planner.interchange.excel_writer import Sheet, write_workbook

        speak = language(language_code)
        wanted = asked or Asked()
        keys = self._disclosures.found(wanted)
        rows = []
        for start in range(0, len(keys), _BLOCK):
            if tell is not None:
                tell(start, len(keys))
            part = self._disclosures.lines(keys[start : start + _BLOCK])
            rows += [_row(line, speak) for line in part]
        title = speak(N_("Register of what left the house"))
        content = write_workbook(
            (Sheet(title, _columns(speak), rows),),
            title=title,
            created=self._core.now(),
            language=speak,
        )
        self._disclosures.save(
            path,
            Given(
                file_name=path.name,
                content=content,
                subjects=self._told(wanted.person_id),
                paper=PAPER,
                language=speak.code,
                visit_id=wanted.visit_id,
            ),
        )
        return len(rows)

    def _told(self, person: PersonId | None) -> list[Told]:
        """A register of one person says of that person who holds what."""
        found = reading.one(self._core.reader, Person, person) if person else None
        if found is None:
            return []
        return [Told(name=found.name, person_id=found.id, values={"name": (found.name,)})]


def _columns(speak: Language) -> tuple[SheetColumn, ...]:
    from planner.interchange.excel_writer import SheetColumn

    return (
        SheetColumn(speak(N_("When")), 17, "datetime"),
        SheetColumn(speak(N_("To whom")), 28),
        SheetColumn(speak(N_("What for")), 28),
        SheetColumn(speak(N_("Paper")), 22),
        SheetColumn(speak(N_("File")), 36),
        SheetColumn(speak(N_("How")), 14),
        SheetColumn(speak(N_("Made for")), 16),
        SheetColumn(speak(N_("Visit")), 30),
        SheetColumn(speak(N_("Version")), 9, "number"),
        SheetColumn(speak(N_("People")), 8, "number"),
        SheetColumn(speak(N_("More than usual")), 26),
        SheetColumn(speak(N_("Fields")), 60),
        SheetColumn("SHA-256", 66),
    )


def _row(line: HandedOut, speak: Language) -> tuple[Value, ...]:
    one = line.disclosure
    held = fields_of(name.removeprefix("host.") for name in one.columns)
    return (
        on_this_clock(one.at).replace(tzinfo=None, microsecond=0),
        one.recipient,
        one.purpose,
        speak(PAPERS[one.paper]) if one.paper in PAPERS else one.paper,
        one.file_name,
        speak(WAYS[one.way]),
        speak(PROFILES[one.profile]),
        line.visit,
        one.release_number,
        len(line.names),
        ", ".join(speak(FIELDS[name]) for name in special_of(one)),
        ", ".join(speak(FIELDS[name]) for name in FIELDS if name in held),
        one.file_hash,
    )
