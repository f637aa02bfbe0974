"""The register of what left the house: one record for every file and recipient."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.ids import DisclosureId, RecordId, VisitId, new_id
from planner.domain.privacy import Disclosure, DisclosureSubject, Profile, Way
from planner.domain.told import Told, prints
from planner.services.core import Core

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Given:
    """One file, print or text that leaves the house for one recipient.

    ``subjects`` is what it says of whom; ``columns`` are all field names that it has, in the words
    of the paper (without: those of the subjects). Of ``content`` only the hash is kept.
    """

    file_name: str
    content: bytes
    subjects: Sequence[Told] = ()
    columns: tuple[str, ...] = ()
    recipient: str = ""
    recipient_key: str = ""
    profile: Profile = Profile.INTERNAL
    way: Way = Way.FILE
    paper: str = ""
    language: str = ""
    purpose: str = ""
    visit_id: VisitId | None = None
    release_number: int | None = None


class Disclosures:
    """Every path out of the house calls :meth:`record` in the unit of work of its other changes."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def record(self, work: Work, given: Given) -> Disclosure:
        """Put one file for one recipient on record. Of its values only keyed prints are kept."""
        columns = given.columns or tuple(
            dict.fromkeys(name for told in given.subjects for name in told.columns)
        )
        disclosure = Disclosure(
            id=DisclosureId(new_id()),
            at=self._core.stamp(),
            visit_id=given.visit_id,
            release_number=given.release_number,
            profile=given.profile,
            recipient=given.recipient,
            recipient_key=given.recipient_key,
            purpose=given.purpose,
            columns=columns,
            file_name=given.file_name,
            file_hash=hashlib.sha256(given.content).hexdigest(),
            way=given.way,
            paper=given.paper,
            language=given.language,
        )
        work.add(disclosure)
        work.add_many(
            DisclosureSubject(
                id=RecordId(new_id()),
                disclosure_id=disclosure.id,
                person_id=told.person_id,
                name=told.name,
                columns=told.columns,
                prints=prints(disclosure.id, told.values) if told.person_id else (),
            )
            for told in given.subjects
        )
        return disclosure
