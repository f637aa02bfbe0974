"""Erasing a person (GDPR article 17): a look at where one stands, then one act that nothing undoes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.agreements import Agreement, AgreementParty
from planner.domain.data_rights import Erasure
from planner.domain.erasing import CopyLeft, Signature, Standing, Wish
from planner.domain.ids import PersonId
from planner.domain.people import Person
from planner.domain.privacy import Disclosure
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services import erasure_trail
from planner.services.changes import Changed
from planner.services.copies_left import copies_left, old_copies, remove_old_copies
from planner.services.core import Core
from planner.storage import emptying, reading
from planner.storage.reading import any_of

if TYPE_CHECKING:
    from planner.storage.engine import Library
    from planner.storage.erasing.journal_out import Seen
    from planner.storage.erasing.tracing import Trace

NOBODY: Final = Wish()


def erased_words() -> str:
    """What stands where a name was."""
    return _("(erased)")


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What was done, and where the person was; ``erasure`` is what stays on record of it."""

    erasure: Erasure
    standing: Standing
    kept: bool = False
    """Whether the name under agreements was kept."""


class Erasing:
    def __init__(self, core: Core) -> None:
        self._core = core

    def look(self, person: PersonId) -> Standing:
        """Where the person stands, without writing anything.

        :raises NotFound: nobody of that id is in the library.
        """
        return self._looked(person)[0]

    def _looked(self, person: PersonId) -> tuple[Standing, Seen]:
        """And what the journal holds in entries of others: reading all of it is the long part."""
        from planner.storage.erasing import tracing
        from planner.storage.erasing.contents import Cleaning
        from planner.storage.erasing.journal_out import Seen, mark_of, retold

        reader = self._core.reader
        found = tracing.trace(reader, person)
        if found is None or not found.of("person"):
            raise NotFound(_("This person is not in the library."), _("Nothing was changed."))
        counted = tracing.count_of(reader, found)
        cleaning = Cleaning(found, erased_words())
        mark = mark_of(reader)
        seen = Seen(mark, tuple(retold(reader, found, cleaning, {})))
        recipients = self._recipients(found)
        asked_on, request = erasure_trail.asked(reader, found)
        backups, until = self.backups()
        standing = Standing(
            person_id=person,
            name=found.name,
            records=found.counts,
            history=counted["changes"] + len(seen.entries),
            steps=counted["steps"],
            versions=self._holding(found, "release", cleaning),
            copies=self._holding(found, "visit_copy", cleaning),
            merged=tuple(sorted(found.family - {person})),
            files=len(found.hashes),
            drafts=self._drafts(found),
            exports=len(found.of("disclosure_subject")),
            recipients=recipients,
            signatures=tuple(self._signatures(found)),
            mentions=tuple(tracing.mentions(reader, found)),
            backups=backups,
            backups_until=until,
            left=self.copies_left(),
            handed=erasure_trail.files_out(reader, found, erased_words()),
            asked_on=asked_on,
            request=request,
        )
        return standing, seen

    def erase(
        self, person: PersonId, wish: Wish = NOBODY, *, typed: str = "", origin: object = None
    ) -> Erased:
        """Erase the person; ``typed`` must be the name, as :meth:`look` or a list gives it.

        :raises UserError: another name was typed; nothing was changed.
        :raises NotFound: nobody of that id is in the library.
        """
        from planner.storage.erasing.act import erase

        standing, seen = self._looked(person)
        called = {standing.name} | {
            one.name for one in reading.having(self._core.reader, Person, "id", [person])
        }  # as lists say it, too
        if " ".join(typed.split()).casefold() not in {
            " ".join(one.split()).casefold() for one in called if one
        }:
            raise UserError(
                _("The name that was typed is not “{name}”.").format(name=standing.name),
                _("Nothing was erased. Type the name as it stands there."),
            )
        done = erase(
            self._core.library,
            person,
            wish,
            erased=erased_words(),
            at=self._core.now(),
            author=self._core.author,
            backups_until=standing.backups_until,
            places=standing.places,
            seen=seen,
            patience=emptying.PATIENCE,
        )
        assert done is not None
        label = N_("Erase a person")
        self._core.changes.tell(
            Changed(label, done.written.words, done.written.ids, {}, None, origin)
        )
        kept = wish.keeps_signatures and bool(standing.signatures)
        return Erased(erasure=done.erasure, standing=standing, kept=kept)

    def save_certificate(self, path: Path, done: Erased) -> None:
        """The certificate as a PDF for the person, and for nobody else: it bears the name, which the
        library no longer has.

        :raises NotWritten: the file could not be written; an old one is as it was.
        """
        from planner.interchange.files import save_bytes
        from planner.services.erasure_certificate import certificate

        save_bytes(path, certificate(self._core, done))

    @property
    def log_is_owed(self) -> bool:
        """Whether what was erased may still stand in the log beside the library."""
        return self._core.library.log_is_owed

    def empty_log(self, patience: float | None = None) -> bool:
        """Try once more to empty the log, for so many seconds; whether it is empty."""
        wait = emptying.PATIENCE if patience is None else patience
        return emptying.empty_log(self._core.library, wait)

    def erasures(self) -> list[Erasure]:
        """Who was erased when, the latest first: ids, no names."""
        return reading.where(self._core.reader, Erasure, "1 = 1", order='"at" DESC, id DESC')

    def backups(self) -> tuple[int, dt.date | None]:
        """How many copies of this library hold whoever is in it now, and the day that counts for them.

        Backups, and what restores replaced. The last of them goes once backups of five later days
        than that day are there: the calendar alone takes none away.
        """
        from planner.storage.backups import manifest, restoring, thinning

        path = self._core.library.path
        if path is None:
            return 0, None
        over = [
            one.manifest.at + thinning.LONGEST for one in manifest.kept_in(manifest.folder_of(path))
        ]
        for aside in restoring.moved_aside(path):
            over.append(aside.at + dt.timedelta(restoring.UNDO_DAYS))
        return len(over), max(over).astimezone().date() if over else None

    def copies_left(self) -> tuple[CopyLeft, ...]:
        """Copies of the library besides the backups in their own folder."""
        path = self._core.library.path
        return copies_left(path, self._core.settings.text("backup_folder")) if path else ()

    def old_copies(self) -> list[Path]:
        """What moves of the library left at the old places."""
        path = self._core.library.path
        return old_copies(path) if path else []

    def remove_old_copies(self) -> list[Path]:
        """Overwrite and remove :meth:`old_copies`; what went.

        :raises NotWritten: one of them could not be removed.
        """
        path = self._core.library.path
        return remove_old_copies(path) if path else []

    # within

    def _holding(self, found: Trace, word: str, cleaning: object) -> int:
        marks = (*found.family, *found.delegates)
        return sum(
            any(mark in content for mark in marks) or found.naming.is_in(content)
            for (content,) in self._core.reader.rows(f'SELECT content FROM "{word}"')
        )

    def _drafts(self, found: Trace) -> int:
        theirs = found.gone | found.delegates
        return sum(
            subject in theirs or found.naming.is_in(said)
            for subject, said in self._core.reader.rows("SELECT subject_id, text FROM draft")
        )

    def _recipients(self, found: Trace) -> tuple[str, ...]:
        keys = found.of("disclosure_subject")
        names: dict[str, None] = {}
        for start in range(0, len(keys), 400):
            clause, values = any_of("s.id", keys[start : start + 400])
            for (name,) in self._core.reader.rows(
                "SELECT DISTINCT d.recipient FROM disclosure d JOIN disclosure_subject s"
                f" ON s.disclosure_id = d.id WHERE {clause} AND d.recipient <> '' ORDER BY 1",
                values,
            ):
                names[str(name)] = None
        own = {
            one.recipient
            for one in reading.having(
                self._core.reader, Disclosure, "recipient_key", sorted(found.keys)
            )
        }
        return tuple(name for name in names if name not in own)

    def _signatures(self, found: Trace) -> Sequence[Signature]:
        parties = reading.having(
            self._core.reader, AgreementParty, "id", found.of("agreement_party")
        )
        titles = {
            one.id: one.title
            for one in reading.having(
                self._core.reader, Agreement, "id", [party.agreement_id for party in parties]
            )
        }
        return [
            Signature(
                party.id,
                titles.get(party.agreement_id, ""),
                party.signatory_name or found.name,
                party.signatory_title,
            )
            for party in parties
        ]


def erase_again(library: Library, erasures: Sequence[Erasure], *, at: dt.datetime) -> int:
    """After an older backup was restored: erase whom it brought back, as was decided then.

    ``erasures`` are those of the library as it was before, and are put on record here if they are
    not; how many people had come back. Texts that name the person lose the name, all of them.
    """
    from planner.storage.erasing.act import erase, keep_on_record

    known = {one.id for one in reading.having(library, Erasure, "id", [e.id for e in erasures])}
    count = 0
    for one in sorted(erasures, key=lambda one: not one.places):  # who was merged into one, later
        done = erase(
            library,
            one.person_id,
            Wish(reason=one.reason),
            erased=erased_words(),
            at=at,
            author=one.author,
            backups_until=one.backups_until,
        )
        count += done is not None
        if done is None and one.id not in known:
            keep_on_record(library, one, at=at)
    return count
