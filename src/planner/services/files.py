"""Files kept with records: taken in, listed, opened as a copy, saved elsewhere, removed.

The content is in the library once, whatever names it (`storage/stored_files.py`). A verb is one step.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner.domain.agreements import Agreement, AgreementText
from planner.domain.attachments import Attachment
from planner.domain.file_names import own_name, unused
from planner.domain.ids import PersonId, RecordId, VisitId, new_id
from planner.domain.kept_files import Kept, Risk, risks_of
from planner.domain.library import BY_NAME
from planner.domain.people import Person
from planner.domain.told import Told
from planner.domain.visits import Visit
from planner.domain.word_titles import TITLES
from planner.domain.words import Word
from planner.errors import UserError
from planner.i18n import N_, _
from planner.interchange.kept_files import FileRead, OpenedCopies, read_whole
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.files_kept import FilesKept, name_in
from planner.services.leaving import names_in
from planner.storage import reading, stored_files
from planner.storage.search import name_of
from planner.storage.stored_files import Taken
from planner.text import clean_line, visible

HOLDERS: Final = ("agreement", "organisation", "person", "site", "visit")
"""The words of records that files are kept with."""

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Attached:
    """What :meth:`Files.attach` did; ``there`` are names of files that the record has already."""

    added: tuple[Attachment, ...]
    there: tuple[str, ...] = ()


class Files(FilesKept):
    """``kind`` and ``key`` are the word and id of the record that a file is kept with."""

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._copies = OpenedCopies()
        self._disclosures = Disclosures(core)

    # keeping

    def read(self, paths: Sequence[Path], tell: Tell | None = None) -> list[FileRead]:
        """The files as they are on the disk, nothing written; takes its time, so call it in a task.

        :raises NotReadable: one of them cannot be; see `interchange.kept_files.read_whole`.
        """
        return [read_whole(path, tell) for path in paths]

    def attach(
        self, kind: str, key: str, files: Sequence[FileRead], *, origin: object = None
    ) -> Attached:
        """Keep files with a record, as one step. What the record has already is not added again.

        :raises NotFound: the record is not there (any more).
        """
        word = _holder(kind)
        added: list[Attachment] = []
        there: list[str] = []
        with self._core.work(N_("Add files to {name}"), origin=origin) as work:
            work.get(word, key)
            work.label_facts.update({"name": name_of(work, kind, key), "word": kind})
            condition = "subject_kind = :kind AND subject_id = :key"
            known = reading.where(work, Attachment, condition, {"kind": kind, "key": key})
            had = {one.file_hash for one in known}
            # Ids of one moment come as they like, and their order is that of the files.
            for place, file in zip(sorted(new_id() for _one in files), files, strict=True):
                work.keep_content(file.file_hash, file.data)
                if file.file_hash in had:
                    there.append(file.name)
                    continue
                had.add(file.file_hash)
                added.append(self._attachment(place, kind, key, file))
                work.add(added[-1])
        return Attached(tuple(added), tuple(there))

    def _attachment(self, place: str, kind: str, key: str, file: FileRead) -> Attachment:
        return Attachment(
            id=RecordId(place),
            subject_kind=kind,
            subject_id=key,
            file_name=clean_line(file.name) or _("File"),
            media_type=file.media_type,
            size=len(file.data),
            file_hash=file.file_hash,
            added_on=self._core.today(),
        )

    def describe(
        self,
        attachment: str,
        *,
        name: str | None = None,
        notes: str | None = None,
        origin: object = None,
    ) -> Attachment:
        """Set the name, the notes or both.

        :raises UserError: the name is empty.
        """
        now = self.get(attachment)
        fields = {"file_name": name, "notes": notes}
        given = {field: text for field, text in fields.items() if text is not None}
        if name is not None and not visible(clean_line(name)).strip():
            raise UserError(_("A file needs a name."), _("Type one."))
        with self._core.work(
            N_("Change a file of {name}"), self._facts(now), origin=origin
        ) as work:
            return work.change(Attachment, attachment, now, **given)

    def remove(self, *attachments: str, origin: object = None) -> None:
        """Take files from their record as one step; undo brings them back, so the content stays."""
        now = self.get(attachments[0])
        with self._core.work(N_("Remove files of {name}"), self._facts(now), origin=origin) as work:
            for attachment in attachments:
                work.remove(Attachment, attachment)

    def _facts(self, one: Attachment) -> Mapping[str, str | int]:
        """The record, not the file: its name may tell what the history should not."""
        return {"name": self.owner(one), "word": one.subject_kind}

    # scans of language versions

    def put_scan(self, text: RecordId, file: FileRead, *, origin: object = None) -> AgreementText:
        """Make this the scan of a language version; the one before gives way in the same step."""
        with self._core.work(N_("Put a scan with {name}"), origin=origin) as work:
            owner = work.get(Agreement, work.get(AgreementText, text).agreement_id)
            work.label_facts.update({"name": owner.title, "word": Agreement.WORD})
            work.keep_content(file.file_hash, file.data)
            return work.change(
                AgreementText,
                text,
                file_name=clean_line(file.name) or _("File"),
                file_hash=file.file_hash,
            )

    def remove_scan(self, text: RecordId, *, origin: object = None) -> None:
        with self._core.work(N_("Remove a scan of {name}"), origin=origin) as work:
            owner = work.get(Agreement, work.get(AgreementText, text).agreement_id)
            work.label_facts.update({"name": owner.title, "word": Agreement.WORD})
            work.change(AgreementText, text, file_name="", file_hash="")

    def scans(self, agreement: str) -> list[AgreementText]:
        """The language versions of an agreement that have a scan."""
        condition = "agreement_id = :key AND file_hash <> ''"
        return reading.where(self._core.reader, AgreementText, condition, {"key": agreement})

    # giving out

    def save(
        self, files: Sequence[Kept | Attachment], folder: Path, *, to: str = "", purpose: str = ""
    ) -> list[Path]:
        """Write copies into a folder, under names that nothing there has.

        :raises NotFound: a content is gone or damaged; nothing was written after those before it.
        :raises NotWritten: the disk refuses.
        :raises RecipientNeeded: one is of a person, and nobody said who gets it or what for; nothing
            was written.
        """
        for kept in files:
            self._given(kept, "", b"", to, purpose).require()
        taken = names_in(folder)
        written = []
        for kept in files:
            path = folder / unused(own_name(name_in(kept)), taken)
            self.save_as(kept, path, to=to, purpose=purpose)
            written.append(path)
        return written

    def save_as(
        self, kept: Kept | Attachment, path: Path, *, to: str = "", purpose: str = ""
    ) -> None:
        """Write a copy at ``path``; it is put on record with whose it is, where the library can keep
        anything.

        :raises NotFound: the content is gone or damaged.
        :raises NotWritten: what was there is as it was, and nothing is on record.
        :raises RecipientNeeded: it is of a person, and nobody said who gets it or what for.
        """
        given = self._given(kept, path.name, self.content(kept), to, purpose)
        self._disclosures.save(path, given)

    def _given(
        self, kept: Kept | Attachment, name: str, data: bytes, to: str, purpose: str
    ) -> Given:
        """A file of a person tells of that person; nobody has read what stands in it."""
        kind, key = (
            (kept.subject_kind, kept.subject_id) if isinstance(kept, Attachment) else ("", "")
        )
        told = []
        if isinstance(kept, Attachment) and kind == Person.WORD:
            owner = self.owner(kept)
            values = {"name": (owner,), "file": (kept.file_name,)}
            told = [Told(name=owner, person_id=PersonId(key), values=values)]
        return Given(
            file_name=name,
            content=data,
            subjects=told,
            recipient=to,
            purpose=purpose,
            paper="kept file",
            visit_id=VisitId(key) if kind == Visit.WORD else None,
        )

    def risks(self, kept: Kept | Attachment) -> tuple[Risk, ...]:
        """What to say before it is opened; looks at the name and the content.

        :raises NotFound: the content is gone or damaged.
        """
        return risks_of(name_in(kept), self.content(kept))

    def copy_to_open(self, kept: Kept | Attachment) -> Path:
        """A read-only copy that another program may show; it goes when the planner closes.

        :raises NotFound: the content is gone or damaged.
        :raises NotWritten: the disk refuses.
        """
        return self._copies.put(own_name(name_in(kept)), self.content(kept))

    def close(self) -> None:
        self._copies.clear()

    # the room they take

    def compact(self, removed_before: dt.date | None = None) -> Taken:
        """Clear contents that nothing names and that undo cannot bring back, and give the room back.

        With ``removed_before`` what was removed before that day is cleared, too; undo then brings
        back the name of such a file and not the file. ``idle`` of the answer is what was cleared.

        :raises Locked: another program writes to the library.
        """
        moment = dt.datetime.combine(removed_before, dt.time.min) if removed_before else None
        with self._core.work(N_("Clear files")) as work:
            cleared = work.clear_contents(moment)
        stored_files.shrink(self._core.library)
        now = self.taken()
        return Taken(now.files, now.size, len(cleared), sum(size for _key, size in cleared))


def _holder(kind: str) -> type[Word]:
    if kind not in HOLDERS:
        raise UserError(
            _("Files are not kept with: {word}.").format(word=_(TITLES.get(kind, kind))),
            _("Keep them with an agreement, organisation, person, site or visit."),
        )
    return BY_NAME[kind]
