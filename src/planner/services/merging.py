"""People and organisations that are there twice: find them, merge them, take a merge apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from planner.domain.ids import RecordId, new_id
from planner.domain.merge_fields import MergeField, MergePreview, checked_choices
from planner.domain.merging import Merge, NotDuplicate
from planner.domain.organisations import Organisation
from planner.domain.people import Person
from planner.domain.recipients import KEY_WORDS
from planner.domain.words import Word, field_names, from_plain
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.duplicate_finding import DuplicatesFound, find
from planner.services.joining import Joining, all_choices
from planner.services.keeping import name_of
from planner.services.merge_chain import join, unwound
from planner.services.side_by_side import fields_of, side_by_side
from planner.services.taking_apart import MergeRecord, take_apart
from planner.storage import reading
from planner.storage.overlay import Overlay, columns_of

KINDS: Final[Mapping[str, type[Word]]] = {"person": Person, "organisation": Organisation}


class Merging:
    """Each verb is one step of the history. ``kind`` is "person" or "organisation"."""

    def __init__(self, core: Core) -> None:
        self._core = core

    # finding

    def duplicates(
        self, kind: str, progress: Callable[[int, int], None] | None = None
    ) -> DuplicatesFound:
        """Who may be there twice in the whole library, in clusters, the surest first."""
        return find(self._core.reader, kind, progress)

    def not_duplicate(self, kind: str, one: str, other: str, *, origin: object = None) -> None:
        """Remember that two records are not the same: they are not offered again."""
        names = [self._name(kind, key) for key in (one, other)]
        first, second = sorted((one, other))
        facts = {"name": names[0], "other": names[1], "word": kind}
        if one == other:
            raise _itself()
        if self._distinct(kind, one, other):
            return
        with self._core.work(N_("{name} is not the same as {other}"), facts, origin=origin) as work:
            work.add(
                NotDuplicate(
                    id=RecordId(new_id()),
                    subject_kind=kind,
                    one_id=first,
                    other_id=second,
                    author=self._core.author,
                    at=self._core.stamp(),
                )
            )

    def maybe_duplicate(self, kind: str, one: str, other: str, *, origin: object = None) -> None:
        """Take back :meth:`not_duplicate`: the two may be offered again."""
        names = [self._name(kind, key) for key in (one, other)]
        facts = {"name": names[0], "other": names[1], "word": kind}
        with self._core.work(N_("{name} may be the same as {other}"), facts, origin=origin) as work:
            for row in self._distinct(kind, one, other):
                work.remove(NotDuplicate, row.id)

    def distinct(self, kind: str) -> list[NotDuplicate]:
        """All pairs of which somebody said that they are not the same, the latest first."""
        condition = "subject_kind = :kind"
        return reading.where(
            self._core.reader, NotDuplicate, condition, {"kind": kind}, '"at" DESC, id DESC'
        )

    # merging

    def preview_merge(
        self, kind: str, keep: str, gone: str, choices: Mapping[str, str] | None = None
    ) -> MergePreview:
        """Side by side what both hold, and what would follow. Nothing is written.

        :raises UserError: the two are one already.
        :raises NotFound: one is not there.
        """
        wanted = checked_choices(kind, choices or {})
        names = self._two_names(kind, keep, gone)
        rows = Overlay(self._core.reader)
        complete = all_choices(rows, kind, keep, gone, wanted)
        fields = fields_of(rows, kind, keep, gone, complete)
        joining = Joining(rows)
        joining.merge(kind, keep, gone, complete, "preview")
        return MergePreview(
            kind, keep, gone, *names, fields, joining.following,
            bool(self._distinct(kind, keep, gone)),
        )  # fmt: skip

    def merge(
        self,
        kind: str,
        keep: str,
        gone: str,
        choices: Mapping[str, str] | None = None,
        *,
        origin: object = None,
    ) -> Merge:
        """Make ``gone`` one with ``keep``: every link follows, what gives way is kept in the merge.

        ``choices`` by field: "one" (of the kept record), "other" or "both"; a field without one
        takes what :func:`planner.domain.merge_fields.usual_choice` says.

        :raises UserError: the two are one already, or a field cannot take its choice.
        :raises NotFound: one is not there.
        """
        wanted = checked_choices(kind, choices or {})
        names = self._two_names(kind, keep, gone)
        merge = Merge(
            id=RecordId(new_id()),
            subject_kind=kind,
            kept_id=keep,
            gone_id=gone,
            gone_name=names[1],
            author=self._core.author,
            at=self._core.stamp(),
        )
        facts = {"name": names[0], "other": names[1], "word": kind, "merge": merge.id}
        with self._core.work(
            N_("Merge {other} into {name}"), facts, origin=origin, before="merge"
        ) as work:
            rows = Overlay(work)
            merge = replace(
                merge, record=join(rows, merge, all_choices(rows, kind, keep, gone, wanted))
            )
            rows.add(Merge.WORD, columns_of(merge))
            rows.write(work)
        return merge

    def take_apart(self, merge_id: str, *, origin: object = None) -> Merge:
        """Bring back the record that went, with its values and links; see `taking_apart` for the rule.

        Merges made after it that met the same records are undone first and done again after.

        :raises NotFound: there is no such merge.
        :raises UserError: it was taken apart already.
        """
        merge = self.get(merge_id)
        if merge.apart_at is not None:
            raise UserError(
                _("{name} was taken apart already.").format(name=merge.gone_name),
                _("Nothing was changed."),
            )
        facts = {"name": merge.gone_name, "word": merge.subject_kind}
        with self._core.work(
            N_("Take {name} apart again"), facts, origin=origin, before="merge"
        ) as work:
            rows = Overlay(work)
            later = unwound(rows, merge, self._later(work, merge))
            take_apart(rows, merge, MergeRecord.read(merge.record))
            for again, choices in reversed(later):
                record = join(rows, again, choices)
                rows.set(Merge.WORD, again.id, record=record)
            apart = self._core.stamp().isoformat(sep="T", timespec="seconds")
            rows.set(Merge.WORD, merge.id, apart_at=apart)
            rows.write(work)
        return self.get(merge_id)

    # the register

    def get(self, merge_id: str) -> Merge:
        """:raises NotFound: there is no such merge."""
        found = reading.one(self._core.reader, Merge, merge_id)
        if found is None:
            raise NotFound(_("There is no such merge."), _("See the merges of the record."))
        return found

    def merges(self, kind: str, kept: str = "") -> list[Merge]:
        """Merges that still hold, the latest first; of one record also those that came with others."""
        everything = [one for one in self._lines() if one.subject_kind == kind]
        if not kept:
            return everything
        family = {kept}
        found = []
        for merge in everything:  # the latest first: who went last was kept before
            if merge.kept_id in family:
                family.add(merge.gone_id)
                found.append(merge)
        return found

    def lost_values(self, merge: Merge) -> list[MergeField]:
        """Field by field what both records held where they differed: the history of a merge."""
        record = MergeRecord.read(merge.record)
        rows = Overlay(self._core.reader)
        gone = next(row.before for row in record.rows if row.id == merge.gone_id)
        assert gone is not None
        fields = side_by_side(rows, merge.subject_kind, record.kept, gone, record.choices)
        return [field for field in fields if field.differs]

    def name(self, kind: str, key: str) -> str | None:
        """What a person or an organisation is called; None when it is not there."""
        found = reading.one(self._core.reader, KINDS[kind], key)
        return None if found is None else name_of(found)

    def stands_for(self, kind: str, key: str) -> str:
        """The record in which this one is now; itself when it was not merged.

        ``kind`` may be any word: the delegates of one visit become one with their people.
        """
        while (now := self._went_into(kind, key)) is not None:
            key = now
        return key

    def recipient_now(self, key: str) -> str:
        """The key that a recipient has now, for what cannot be rewritten: frozen versions, files."""
        begins, _colon, of = key.partition(":")
        word = KEY_WORDS.get(begins)
        return key if word is None else f"{begins}:{self.stands_for(word, of)}"

    # within

    def _went_into(self, word: str, key: str) -> str | None:
        if word in KINDS:
            found = self._core.reader.rows(
                "SELECT kept_id FROM merge WHERE subject_kind = :kind AND gone_id = :key"
                " AND apart_at IS NULL",
                {"kind": word, "key": key},
            )
            return str(found[0][0]) if found else None
        found = self._core.reader.rows(
            "SELECT record FROM merge WHERE apart_at IS NULL AND record LIKE '%' || :key || '%'",
            {"key": key},
        )
        rows = (row for (text,) in found for row in MergeRecord.read(text).rows)
        return next(
            (row.into for row in rows if row.into and (row.word, row.id) == (word, key)), None
        )

    def _lines(self, reader: reading.Reader | None = None) -> list[Merge]:
        """All merges that hold, the latest first, without what they recorded."""
        names = [name for name in field_names(Merge) if name != "record"]
        columns = ", ".join(f'"{name}"' for name in names)
        rows = (reader or self._core.reader).rows(
            f'SELECT {columns} FROM merge WHERE apart_at IS NULL ORDER BY "at" DESC, id DESC'
        )
        return [from_plain(Merge, dict(zip(names, row, strict=True))) for row in rows]

    def _later(self, reader: reading.Reader, merge: Merge) -> list[Merge]:
        """Merges that hold and were made after this one, the first first, whole."""
        lines = self._lines(reader)
        own = [one.id for one in lines].index(merge.id)
        whole = {
            one.id: one
            for one in reading.having(reader, Merge, "id", [one.id for one in lines[:own]])
        }
        return [whole[one.id] for one in reversed(lines[:own])]

    def _distinct(self, kind: str, one: str, other: str) -> list[NotDuplicate]:
        first, second = sorted((one, other))
        return reading.where(
            self._core.reader,
            NotDuplicate,
            "subject_kind = :kind AND one_id = :one AND other_id = :other",
            {"kind": kind, "one": first, "other": second},
        )

    def _name(self, kind: str, key: str) -> str:
        found = self.name(kind, key)
        if found is None:
            raise NotFound(_("This record is not in the library."), _("It may have been removed."))
        return found

    def _two_names(self, kind: str, keep: str, gone: str) -> tuple[str, str]:
        if keep == gone:
            raise _itself()
        return self._name(kind, keep), self._name(kind, gone)


def _itself() -> UserError:
    return UserError(_("A record cannot be merged with itself."), _("Choose another one."))
