"""The unit of work: the only way to write. It begins, journals, indexes, commits or rolls back."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import event, exc, select, text
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.exc import StaleDataError

from planner.domain.ids import ItemId
from planner.domain.itinerary import Item
from planner.domain.word_titles import TITLES
from planner.domain.words import Word
from planner.errors import NotFound, OutOfDate, PlannerError, StillUsed, UserError
from planner.i18n import _, day_in_words, inside, moment_in_words
from planner.storage import deriving, journal, many, redating, search, stored_files
from planner.storage.connecting import sqlite_driver
from planner.storage.digests import MENDED
from planner.storage.ending import Told, Written, finish
from planner.storage.engine import Library
from planner.storage.filling import fill, value_of, values_of
from planner.storage.links import links_to
from planner.storage.reading import NONE, Parameters, any_of
from planner.storage.remembering import kept_changes
from planner.storage.schema import ROWS, Row
from planner.storage.schema.records import StepRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

W = TypeVar("W", bound=Word)


class Work:
    """A writing session in words: values go in, values come out, rows stay inside."""

    def __init__(self, session: Session, recorder: journal.Recorder) -> None:
        self._session = session
        self._recorder = recorder
        self.label_facts: dict[str, str | int] = {}
        """Facts of the label that are only known at the end, such as a count."""
        self.is_noted = False
        self._taken_back: set[tuple[str, str]] = set()

    # reading inside the unit

    @property
    def has_trigrams(self) -> bool:
        return self._session.connection().dialect.name == "sqlite"

    def rows(self, sql: str, parameters: Parameters = NONE) -> list[tuple[Any, ...]]:
        self._session.flush()
        return [
            tuple(row) for row in self._session.connection().execute(text(sql), dict(parameters))
        ]

    def get(self, kind: type[W], key: str) -> W:
        """The record as this unit sees it.

        :raises NotFound: it is not there (any more).
        """
        return value_of(kind, self._row(kind.WORD, key))

    def find(self, kind: type[W], key: str) -> W | None:
        row = self._session.get(ROWS[kind.WORD], key)
        return None if row is None else value_of(kind, row)

    # writing

    def note(self) -> None:
        """This stands in the history, though it changes no record there."""
        self.is_noted = True

    @property
    def connection(self) -> Connection:
        """The connection of the transaction, for what is not a record: it escapes the journal."""
        self._session.flush()
        return self._session.connection()

    def flush(self) -> None:
        """Send what was said so far, so that links that were emptied hold nobody any more."""
        self._session.flush()

    def add(self, value: Word) -> None:
        """Insert a record under the id that it already has."""
        row = ROWS[value.WORD]()
        fill(row, values_of(value))
        self._session.add(row)

    def add_all(self, values: Iterable[Word]) -> None:
        for value in values:
            self.add(value)

    def add_many(self, values: Iterable[Word]) -> None:
        """Insert many records that are new, past the mapper but not past the journal.

        A list of ten thousand people is fifty thousand rows: a tenth of the time of :meth:`add`.
        """
        self._session.flush()
        by_word: dict[str, list[Word]] = {}
        for value in values:
            by_word.setdefault(value.WORD, []).append(value)
        for several in by_word.values():
            self._recorder.added(many.insert(self._session.connection(), several))

    def put(self, value: Word) -> None:
        """Make the stored record equal to ``value``; only fields that differ are written."""
        fill(self._row(value.WORD, value.id), values_of(value))

    def add_or_put(self, value: Word) -> None:
        if self._session.get(ROWS[value.WORD], value.id) is None:
            self.add(value)
        else:
            self.put(value)

    def mend(self, value: Word) -> None:
        """Write a record that is known to be damaged, whatever stands there now."""
        self._session.info.setdefault(MENDED, set()).add((value.WORD, value.id))
        try:
            row = self._session.get(ROWS[value.WORD], value.id)
        except (exc.SQLAlchemyError, ValueError, TypeError):  # what stands there is no value at all
            table = ROWS[value.WORD].__table__
            self._session.connection().execute(table.delete().where(table.c.id == value.id))  # type: ignore[attr-defined]
            row = None
        if row is None:
            self.add(value)
            return
        row.digest = None  # so that it is sealed anew even where only the seal was damaged
        fill(row, values_of(value))

    def change(self, kind: type[W], key: str, seen: W | None = None, /, **fields: Any) -> W:
        """Set fields of one record and return it as it is now.

        With ``seen``, the record as the caller last read it, each changed field must still be as seen:
        two people may change different fields, never the same one unseen.

        :raises OutOfDate: somebody else changed one of these fields; nothing is written.
        """
        row = self._row(kind.WORD, key)  # held: the session alone would forget it and load it again
        now = value_of(kind, row)
        if seen is not None:
            for name, value in fields.items():
                current = getattr(now, name)
                if current not in (getattr(seen, name), value):
                    raise OutOfDate(
                        _("It was changed in the meantime to “{value}”.").format(
                            value=_in_words(current)
                        ),
                        _("Your change was not written. Look at the new value and decide again."),
                    )
        fill(row, values_of(replace(now, **fields)))
        return value_of(kind, row)

    def keep_content(self, file_hash: str, data: bytes) -> None:
        """Have the content of a file in the library, once; ``file_hash`` is its SHA-256, hex."""
        self._session.flush()
        stored_files.keep(self._session.connection(), file_hash, data)

    def clear_contents(self, before: dt.datetime | None = None) -> list[tuple[str, int]]:
        """Forget contents that nothing names; see :func:`planner.storage.stored_files.clear`."""
        self._session.flush()
        return stored_files.clear(self._session.connection(), before)

    def derive_anew(self, item: ItemId) -> None:
        """Compute the moments of an item from what stands in it, by the zone rules of today.

        They are kept in the journal, since they were decided about: undo brings the former ones back.
        """
        row = self._row(Item.WORD, item)
        self._recorder.whole.add((Item.WORD, item))
        deriving.derive_moments(row)

    def remove(self, kind: type[Word], key: str) -> None:
        """Delete a record with all that is part of it; links to it elsewhere are emptied.

        :raises StillUsed: a record that cannot do without it points to it; nothing is written.
        """
        self._session.flush()
        self._remove(kind.WORD, key, going=set())

    def _remove(self, word: str, key: str, going: set[tuple[str, str]]) -> None:
        if (word, key) in going:
            return
        going.add((word, key))
        row = self._row(word, key)
        for link in links_to(word):
            if not link.rule:
                continue
            child, column = link.table, link.column
            found = self._session.scalars(
                select(ROWS[child]).where(getattr(ROWS[child], column) == key)
            ).all()
            for other in found:
                if (child, other.id) in going:
                    continue
                if link.rule == "follow":
                    self._remove(child, other.id, going)
                elif link.rule == "forget":
                    setattr(other, column, None)
                else:
                    raise StillUsed(
                        _("This {word} is still used by: {user}.").format(
                            word=inside(_(TITLES[word])), user=search.name_of(self, child, other.id)
                        ),
                        _("Nothing was removed. Take it out there first."),
                    )
        for attachment in self._attachments(word, key):
            self._remove(attachment.__tablename__, attachment.id, going)
        self._session.delete(row)

    def _attachments(self, word: str, key: str) -> list[Row]:
        """The files of a record: no key ties them to it, for it may be of any word."""
        kind: Any = ROWS["attachment"]
        found = select(kind).where(kind.subject_kind == word, kind.subject_id == key)
        return list(self._session.scalars(found).all())

    def _row(self, word: str, key: str) -> Row:
        row = self._session.get(ROWS[word], key)
        if row is None:
            raise NotFound(
                _("This {word} is not in the library any more.").format(
                    word=inside(_(TITLES.get(word, word)))
                ),
                _("Nothing was changed."),
            )
        return row

    # the journal's own verbs

    def apply(self, change: journal.RowChange) -> None:
        """Put one row into the state ``change.after`` after checking that it is in ``change.before``.

        :raises OutOfDate: the row was changed by a later step.
        """
        row = self._session.get(ROWS[change.word], change.id)
        now = None if row is None else journal.state(row, whole=True)
        expected = change.before
        compared = (
            now if now is None or expected is None else {name: now.get(name) for name in expected}
        )
        if compared != expected:
            raise OutOfDate(
                _("This {word} was changed later.").format(
                    word=inside(_(TITLES.get(change.word, change.word)))
                ),
                _("Nothing was undone. Undo the later change first."),
            )
        if change.after is None:
            self._session.delete(row)
            self._taken_back.add((change.word, change.id))
        elif row is None:
            row = ROWS[change.word]()
            fill(row, journal.column_values(change.word, change.after))
            self._session.add(row)
        else:
            if "start_instant" in change.after:
                self._recorder.whole.add((change.word, change.id))
                self._session.info.setdefault("moments_kept", set()).add(row)
            fill(row, journal.column_values(change.word, change.after))

    def refuse_lone_files(self) -> None:
        """After the last :meth:`apply`: no record went that has files, as no key would tell.

        :raises OutOfDate: one did; nothing may be written.
        """
        self._session.flush()
        if any(self._attachments(word, key) for word, key in sorted(self._taken_back)):
            raise OutOfDate(
                _("Files were added to it later."),
                _("Nothing was undone. Remove the files first."),
            )

    def changes_of(self, number: int) -> list[journal.RowChange]:
        """The changes of a step, in their order.

        :raises Erased: it holds values of a person who was erased.
        """
        return kept_changes(self, number)

    def mark_undone(self, number: int, by: int | None) -> None:
        self._session.connection().execute(
            StepRow.__table__.update().where(StepRow.number == number).values(undone_by=by)  # type: ignore[attr-defined]
        )

    def make_lasting(self, kind: type[Word], key: str) -> None:
        """The step that made this record can no longer be undone: others have it in their hands."""
        rows = self.rows(
            'SELECT step_number FROM change WHERE row_word = :word AND row_id = :key AND "before" = :nothing',
            {"word": kind.WORD, "key": key, "nothing": ""},
        )
        for (number,) in rows:
            self._session.connection().execute(
                StepRow.__table__.update().where(StepRow.number == number).values(lasting=1)  # type: ignore[attr-defined]
            )

    def mark_lasting(self, number: int) -> None:
        """This step can no longer be undone."""
        self._session.connection().execute(
            StepRow.__table__.update().where(StepRow.number == number).values(lasting=1)  # type: ignore[attr-defined]
        )

    def destroy_keys(self, keys: Iterable[str]) -> None:
        """What the journal holds sealed with these keys nobody can read any more; not to be undone."""
        for key in keys:
            row = self._session.get(ROWS["person_key"], key)
            if row is not None:
                self._session.delete(row)

    def end_undo_of(self, keys: Sequence[str]) -> None:
        """The steps that hold values of these records can no longer be undone."""
        for start in range(0, len(keys), 500):
            clause, values = any_of("row_id", keys[start : start + 500])
            self.connection.execute(
                text(
                    "UPDATE step SET lasting = 1 WHERE number IN"
                    f" (SELECT step_number FROM change WHERE {clause})"
                ),
                values,
            )

    def set_fact(self, name: str, value: str) -> None:
        """A fact about the library itself; not a step of the history."""
        row = self._session.get(ROWS["library_fact"], name)
        if row is None:
            row = ROWS["library_fact"](id=name)
            self._session.add(row)
        row.value = value  # type: ignore[attr-defined]


@contextlib.contextmanager
def begin(
    library: Library,
    label: str,
    facts: Mapping[str, str | int],
    *,
    at: dt.datetime,
    author: str,
    lasting: bool = False,
    undoes: int | None = None,
    result: list[Written],
    journalled: bool = True,
) -> Iterator[Work]:
    """One transaction. At the end the journal is written and committed with it; on an error nothing is.

    ``result`` receives one :class:`Written`. ``at`` is aware, UTC. Only what must not be remembered
    is not ``journalled``: the erasing of a person.

    :raises UserError: the library is read-only, or the disk refuses the write.
    :raises Locked: another program is writing.
    """
    if library.read_only:
        raise UserError(
            _("{name} is open read-only.").format(name=library.title),
            _("Nothing was changed. Copy it to a folder of your own to work on it."),
        )
    library.look()
    recorder = journal.Recorder()
    with (
        library.writer(),
        _Session(
            library.engine(), autoflush=False, expire_on_commit=False, info={"recorder": recorder}
        ) as session,
    ):
        work = Work(session, recorder)
        try:
            yield work
            session.flush()
            redating.redate(session, recorder)
            told = Told(
                label=label,
                facts={**facts, **work.label_facts},
                at=at,
                author=author,
                lasting=lasting,
                undoes=undoes,
                journalled=journalled,
                noted=work.is_noted,
            )
            result.append(finish(session, recorder, told))
            library.look()
            session.commit()
        except PlannerError:
            session.rollback()
            raise
        except StaleDataError as error:
            session.rollback()
            raise OutOfDate(
                _("Somebody changed the same record at the same moment."),
                _("Nothing was written. Look at it again and repeat."),
            ) from error
        except exc.IntegrityError as error:
            session.rollback()
            raise OutOfDate(
                _("Other records lean on this one by now."),
                _("Nothing was written. Undo or change those first."),
            ) from error
        except exc.DatabaseError as error:
            session.rollback()
            raise library.refused(error.orig) from error
        except BaseException as error:
            session.rollback()
            if library.path is not None and isinstance(error, sqlite_driver().DatabaseError):
                # The search index is written past SQLAlchemy, which would have wrapped it.
                raise library.refused(error) from error
            raise


class _Session(Session):
    """The session of a unit of work; its recorder stands in ``info``."""


@event.listens_for(_Session, "before_flush")
def _before_flush(session: Session, *context: Any) -> None:
    session.info["recorder"].before_flush(session, *context)
    deriving.before_flush(session, *context)


@event.listens_for(_Session, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        raise AssertionError("bulk writes escape the journal: go through the unit of work")


def _in_words(value: object) -> str:
    """A stored value as a person reads it in a message."""
    if isinstance(value, dt.datetime):
        return moment_in_words(value)
    if isinstance(value, dt.date):
        return day_in_words(value, year=True)
    return str(value) if value not in (None, "") else "–"
