"""Files kept with records: taken in, listed, opened as a copy, saved elsewhere, removed.

The content is in the library once, whatever names it (`storage/stored_files.py`). A verb is one step.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from planner.domain.agreements import Agreement, AgreementText
from planner.domain.attachments import Attachment
from planner.domain.file_names import name_key, own_name, unused
from planner.domain.ids import PersonId, RecordId, VisitId, new_id
from planner.domain.kept_files import Kept, Risk, plain_name, risks_of
from planner.domain.library import BY_NAME
from planner.domain.people import Person
from planner.domain.told import Told
from planner.domain.visits import Visit
from planner.domain.word_titles import TITLES
from planner.domain.words import Word
from planner.errors import NotFound, NotWritten, UserError
from planner.i18n import N_, _
from planner.interchange.files import made_folder
from planner.interchange.kept_files import FileRead, OpenedCopies, hash_of, read_whole
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.storage import reading, stored_files
from planner.storage.search import name_of
from planner.storage.stored_files import Taken
from planner.text import clean_line, visible

HOLDERS: Final = ("agreement", "organisation", "person", "site", "visit")
"""The words of records that files are kept with."""
_HASH: Final = re.compile("[0-9a-f]{64}")

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Attached:
    """What :meth:`Files.attach` did; ``there`` are names of files that the record has already."""

    added: tuple[Attachment, ...]
    there: tuple[str, ...] = ()


class Files:
    """``kind`` and ``key`` are the word and id of the record that a file is kept with."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._copies = OpenedCopies()
        self._disclosures = Disclosures(core)

    # reading

    def of(self, kind: str, key: str) -> list[Attachment]:
        """The files of a record, in the order in which they were added."""
        return reading.where(
            self._core.reader,
            Attachment,
            "subject_kind = :kind AND subject_id = :key",
            {"kind": kind, "key": key},
            "added_on, id",
        )

    def page(self, offset: int = 0, limit: int = 100) -> list[tuple[Attachment, str]]:
        """All files with the names of their records, the latest first."""
        order = f"added_on DESC, id DESC LIMIT {int(limit)} OFFSET {int(offset)}"
        found = reading.where(self._core.reader, Attachment, "1 = 1", order=order)
        return [(one, self.owner(one)) for one in found]

    def owner(self, one: Attachment) -> str:
        """The name of the record that a file is kept with."""
        return name_of(self._core.reader, one.subject_kind, one.subject_id)

    def get(self, attachment: str) -> Attachment:
        """:raises NotFound: there is no such file."""
        found = reading.one(self._core.reader, Attachment, attachment)
        if found is None:
            raise NotFound(_("This file is not in the library."), _("It may have been removed."))
        return found

    def also_with(self, file_hash: str, kind: str, key: str) -> tuple[str, ...]:
        """The names of other records that the same content is kept with."""
        found = [
            (one.subject_kind, one.subject_id)
            for one in self._naming(Attachment, file_hash)
            if (one.subject_kind, one.subject_id) != (kind, key)
        ]
        found += [
            (Agreement.WORD, str(one.agreement_id))
            for one in self._naming(AgreementText, file_hash)
            if (Agreement.WORD, one.agreement_id) != (kind, key)
        ]
        reader = self._core.reader
        return tuple(name_of(reader, word, one) for word, one in dict.fromkeys(found))

    def _naming(self, word: type[Any], file_hash: str) -> list[Any]:
        return reading.where(self._core.reader, word, "file_hash = :hash", {"hash": file_hash})

    def content(self, kept: Kept | Attachment) -> bytes:
        """The content, which is what was put in; reads all of it, so call it in a task.

        :raises NotFound: it was cleared, or it is damaged; nothing of it is given out.
        """
        name = plain_name(_name_in(kept))
        data = None
        if _HASH.fullmatch(kept.file_hash):
            data = stored_files.content(self._core.reader, kept.file_hash)
        if data is None:
            raise NotFound(
                _("The content of “{file}” is not in the library any more.").format(file=name),
                _("Only its name was kept. Add the file again."),
            )
        if hash_of(data) != kept.file_hash:
            raise NotFound(
                _("The content of “{file}” is damaged.").format(file=name),
                _("It is not shown. Add the file again: its content is then mended."),
            )
        return data

    def taken(self) -> Taken:
        """How much of the library files take."""
        return stored_files.taken(self._core.reader)

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

    def save(self, files: Sequence[Kept | Attachment], folder: Path) -> list[Path]:
        """Write copies into a folder, under names that nothing there has.

        :raises NotFound: a content is gone or damaged; nothing was written after those before it.
        :raises NotWritten: the disk refuses.
        """
        made_folder(folder)
        try:
            taken = {name_key(path.name) for path in folder.iterdir()}
        except OSError as error:
            raise NotWritten(
                _("The folder {path} cannot be read.").format(path=folder),
                _("Nothing was written. Choose another folder."),
            ) from error
        written = []
        for kept in files:
            path = folder / unused(own_name(_name_in(kept)), taken)
            self.save_as(kept, path)
            written.append(path)
        return written

    def save_as(self, kept: Kept | Attachment, path: Path) -> None:
        """Write a copy at ``path``; it is put on record with whose it is, where the library can keep
        anything.

        :raises NotFound: the content is gone or damaged.
        :raises NotWritten: what was there is as it was, and nothing is on record.
        """
        self._disclosures.save(path, self._given(kept, path.name, self.content(kept)))

    def _given(self, kept: Kept | Attachment, name: str, data: bytes) -> Given:
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
            paper="kept file",
            visit_id=VisitId(key) if kind == Visit.WORD else None,
        )

    def risks(self, kept: Kept | Attachment) -> tuple[Risk, ...]:
        """What to say before it is opened; looks at the name and the content.

        :raises NotFound: the content is gone or damaged.
        """
        return risks_of(_name_in(kept), self.content(kept))

    def copy_to_open(self, kept: Kept | Attachment) -> Path:
        """A read-only copy that another program may show; it goes when the planner closes.

        :raises NotFound: the content is gone or damaged.
        :raises NotWritten: the disk refuses.
        """
        return self._copies.put(own_name(_name_in(kept)), self.content(kept))

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


def _name_in(kept: Kept | Attachment) -> str:
    return kept.name if isinstance(kept, Kept) else kept.file_name


def _holder(kind: str) -> type[Word]:
    if kind not in HOLDERS:
        raise UserError(
            _("Files are not kept with: {word}.").format(word=_(TITLES.get(kind, kind))),
            _("Keep them with an agreement, organisation, person, site or visit."),
        )
    return BY_NAME[kind]
