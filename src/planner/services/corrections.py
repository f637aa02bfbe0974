"""Who was given a value that is not so any more is told the new one (GDPR article 19), or need not be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.data_rights import Correction
from planner.domain.disclosed import Holding
from planner.domain.ids import DisclosureId, PersonId, RecordId, new_id
from planner.domain.privacy import Disclosure
from planner.domain.told import FIELDS, Told
from planner.errors import NotFound, UserError
from planner.i18n import N_, _, moment_in_words
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.leaving import save_on_record
from planner.storage import reading
from planner.text import safe_file_name

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One recipient with the fields of which they hold an old value, and the file that had it."""

    person: str
    recipient: str
    disclosure: Disclosure
    fields: tuple[str, ...]


class Corrections:
    def __init__(self, core: Core) -> None:
        self._core = core
        self._register = Disclosures(core)

    def owed(self, person: PersonId) -> list[Owed]:
        """Who has to be told what, file by file; what was settled with a reason is left out."""
        settled = {
            (one.disclosure_id, name)
            for one in reading.where(
                self._core.reader, Correction, "person_id = :id", {"id": person}
            )
            for name in one.fields
        }
        found: dict[str, list[Holding]] = {}
        for one in self._register.holdings([person]):
            if one.is_old and (one.disclosure.id, one.field) not in settled:
                found.setdefault(one.disclosure.id, []).append(one)
        return [
            Owed(
                person=several[0].person,
                recipient=several[0].recipient,
                disclosure=several[0].disclosure,
                fields=tuple(one.field for one in several),
            )
            for several in found.values()
        ]

    def settle(
        self, person: PersonId, disclosure: str, reason: str, *, origin: object = None
    ) -> Correction:
        """This recipient need not be told, or was told in another way.

        :raises UserError: no reason is given. :raises NotFound: nothing is owed for this file.
        """
        if not reason.strip():
            raise UserError(_("No reason is given."), _("Nothing was changed. Say why."))
        owed = self._one(person, disclosure)
        done = self._correction(person, owed, reason.strip())
        with self._core.work(
            N_("Settle a correction"), {"word": Correction.WORD}, lasting=True, origin=origin
        ) as work:
            work.add(done)
        return done

    def write(self, folder: Path, person: PersonId) -> list[Path]:
        """A mail to each recipient as a draft, with the values of today; each goes on the register
        and is on record as a correction. The address is filled in in the mail program.

        :raises NotWritten: one could not be written; those before it are there and on record.
        """
        return [
            self._draft(folder, number, person, owed)
            for number, owed in enumerate(self.owed(person), 1)
        ]

    def _draft(self, folder: Path, number: int, person: PersonId, owed: Owed) -> Path:
        from planner.interchange.mail_writer import Draft, write_draft

        one = owed.disclosure
        now = self._register.values_now(person, one.visit_id)
        values = {name: now.get(name, ()) for name in owed.fields}
        lines = [
            _("Data of {name} that you got on {moment} is otherwise now:").format(
                name=owed.person, moment=moment_in_words(one.at)
            ),
            "",
            *(f"{_(FIELDS[name])}: {', '.join(held) or '–'}" for name, held in values.items()),
            "",
            _("Please correct it wherever you keep it."),
            "",
            self._core.author,
        ]
        subject = _("Correction: data of {name}").format(name=owed.person)
        content = write_draft(Draft(subject=subject, text="\n".join(lines)))
        stem = safe_file_name(f"{number:02d}_{owed.recipient or _('not said')}")
        path = folder / f"{stem}.eml"
        given = Given(
            file_name=path.name,
            content=content,
            subjects=[Told(name=owed.person, person_id=person, values=values)],
            recipient=owed.recipient,
            recipient_key=one.recipient_key,
            profile=one.profile,
            paper="letter",
            purpose=_("Correction"),
            visit_id=one.visit_id,
        )
        facts = {"name": path.name, "word": "disclosure"}

        def record(work: Work) -> None:
            self._register.record(work, given)
            work.add(self._correction(person, owed, ""))

        step = self._core.work(N_("Hand out {name}"), facts, lasting=True)
        save_on_record(path, content, step, record)
        return path

    def _one(self, person: PersonId, disclosure: str) -> Owed:
        for owed in self.owed(person):
            if owed.disclosure.id == disclosure:
                return owed
        raise NotFound(_("Nobody has to be told of this file."), _("Nothing was changed."))

    def _correction(self, person: PersonId, owed: Owed, reason: str) -> Correction:
        return Correction(
            id=RecordId(new_id()),
            person_id=person,
            disclosure_id=DisclosureId(owed.disclosure.id),
            fields=owed.fields,
            at=self._core.stamp(),
            author=self._core.author,
            reason=reason,
        )


def as_shapes(owed: Sequence[Owed]) -> list[dict[str, object]]:
    """For JSON."""
    return [
        {
            "recipient": one.recipient,
            "disclosure_id": one.disclosure.id,
            "file_name": one.disclosure.file_name,
            "at": f"{one.disclosure.at.isoformat()}Z",
            "fields": list(one.fields),
        }
        for one in owed
    ]
