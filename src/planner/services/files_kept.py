"""The files that records have, and their contents: what there is, whose, and how much room it takes."""

from __future__ import annotations

import re
from typing import Any, Final

from planner.domain.agreements import Agreement, AgreementText
from planner.domain.attachments import Attachment
from planner.domain.kept_files import Kept, plain_name
from planner.errors import NotFound
from planner.i18n import _
from planner.interchange.kept_files import hash_of
from planner.services.core import Core
from planner.storage import reading, stored_files
from planner.storage.search import name_of
from planner.storage.stored_files import Taken

_HASH: Final = re.compile("[0-9a-f]{64}")


class FilesKept:
    """``kind`` and ``key`` are the word and id of the record that a file is kept with."""

    def __init__(self, core: Core) -> None:
        self._core = core

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
        name = plain_name(name_in(kept))
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


def name_in(kept: Kept | Attachment) -> str:
    return kept.name if isinstance(kept, Kept) else kept.file_name
