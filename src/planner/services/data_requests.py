"""Requests of people about their data and the month in which they are answered (GDPR article 12 (3))."""

from __future__ import annotations

import datetime as dt
import hashlib
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.domain.data_rights import DataRequest, RequestKind
from planner.domain.deadlines import Deadline, DeadlineKind
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.people import Person
from planner.errors import NotFound, UserError
from planner.i18n import N_, _, day_in_words
from planner.services.core import Core
from planner.services.keeping import name_of
from planner.storage import reading
from planner.storage.reading import Reader


def months_on(day: dt.date, months: int) -> dt.date:
    """So many months later, on the same day or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_on(request: DataRequest) -> dt.date | None:
    """The last day for the answer; None where nobody knows when it came."""
    if request.received_on is None:
        return None
    return request.extended_to or months_on(request.received_on, 1)


class DataRequests:
    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, person: PersonId) -> list[DataRequest]:
        """All requests of a person, the latest first."""
        found = reading.where(
            self._core.reader, DataRequest, "person_id = :id", {"id": person}, "received_on, id"
        )
        return found[::-1]

    def all(self) -> list[DataRequest]:
        """Those of everybody: without an answer first, the one due first first; then the latest."""
        found = reading.where(self._core.reader, DataRequest, "1 = 1", order="answered_on DESC, id")
        waiting = self.open()
        known = {one.id for one in waiting}
        return [*waiting, *(one for one in found if one.id not in known)]

    def names(self, requests: Sequence[DataRequest]) -> dict[str, str]:
        """By id of a request whose it is; of somebody who was erased it says so."""
        people = {
            one.id: name_of(one)
            for one in reading.having(
                self._core.reader, Person, "id", [one.person_id for one in requests]
            )
        }
        return {
            one.id: people.get(one.person_id or PersonId(""), _("(erased)")) for one in requests
        }

    def open(self) -> list[DataRequest]:
        """Those without an answer, the one due first first."""
        return open_requests(self._core.reader)

    def receive(
        self,
        person: PersonId,
        kind: RequestKind = RequestKind.ACCESS,
        day: dt.date | None = None,
        notes: str = "",
        *,
        origin: object = None,
    ) -> DataRequest:
        """Put on record that a person asked; ``day`` without is today.

        :raises UserError: the day lies ahead.
        """
        came = day or self._core.today()
        if came > self._core.today():
            raise UserError(
                _("{day} has not come yet.").format(day=day_in_words(came, year=True)),
                _("Nothing was changed. Give the day on which the request came."),
            )
        request = DataRequest(
            id=RecordId(new_id()), person_id=person, kind=kind, received_on=came, notes=notes
        )
        with self._core.work(
            N_("Take a request of {name}"), self._facts(person), origin=origin
        ) as work:
            work.add(request)
        return request

    def extend(
        self, key: str, until: dt.date | None = None, reason: str = "", *, origin: object = None
    ) -> DataRequest:
        """Take longer, at most two months more than the one; the person is told so, and why, within the
        first. Without ``until`` as long as the law lets it. The reason stays among the notes.

        :raises UserError: no reason is given, that is longer than the law allows, or the first month
            is over.
        """
        request = self._one(key)
        if not reason.strip():
            raise UserError(
                _("No reason is given."),
                _("Nothing was changed. Say why it takes longer; the person has to be told."),
            )
        received = request.received_on or self._core.today()
        latest = months_on(received, 3)
        until = until or latest
        if until > latest or self._core.today() > months_on(received, 1):
            raise UserError(
                _(
                    "An answer can be put off within the first month, to {day} at the latest."
                ).format(day=day_in_words(latest, year=True)),
                _("Nothing was changed."),
            )
        said = _("Put off to {day}: {reason}").format(
            day=day_in_words(until, year=True), reason=" ".join(reason.split())
        )
        longer = replace(request, extended_to=until, notes=_noted(request, said))
        return self._put(longer, N_("Extend a request of {name}"), origin)

    def take_back_extension(self, key: str, *, origin: object = None) -> DataRequest:
        """It is due after a month, as before it was put off; the notes keep both."""
        request = self._one(key)
        if request.extended_to is None:
            return request
        said = _("No longer put off since {day}").format(
            day=day_in_words(self._core.today(), year=True)
        )
        again = replace(request, extended_to=None, notes=_noted(request, said))
        return self._put(again, N_("Take back that a request of {name} was put off"), origin)

    def written(
        self,
        person: PersonId,
        content: bytes,
        kind: RequestKind = RequestKind.ACCESS,
        *,
        origin: object = None,
    ) -> DataRequest:
        """This file is to answer the oldest open request of the kind; without one it is put on record
        as asked today. It is answered once the file :meth:`was sent <sent>`."""
        today = self._core.today()
        waiting = [one for one in self.open() if one.person_id == person and one.kind is kind]
        request = (
            waiting[0]
            if waiting
            else DataRequest(id=RecordId(new_id()), person_id=person, kind=kind, received_on=today)
        )
        done = replace(request, file_hash=hashlib.sha256(content).hexdigest())
        return self._put(done, N_("Write the answer to a request of {name}"), origin)

    def sent(self, key: str, *, origin: object = None) -> DataRequest:
        """The answer that was written went to the person: the request is answered.

        :raises UserError: none was written yet.
        """
        request = self._one(key)
        if not request.file_hash:
            raise UserError(
                _("No answer to this request was written yet."),
                _("Nothing was changed. Write it first, or say how it was answered otherwise."),
            )
        done = replace(request, answered_on=self._core.today())
        return self._put(done, N_("Answer a request of {name}"), origin)

    def close(self, key: str, notes: str = "", *, origin: object = None) -> DataRequest:
        """The request is answered in another way; ``notes`` say how."""
        request = replace(self._one(key), answered_on=self._core.today())
        if notes:
            request = replace(request, notes=_noted(request, notes))
        return self._put(request, N_("Answer a request of {name}"), origin)

    def reopen(self, key: str, *, origin: object = None) -> DataRequest:
        """It is not answered yet after all."""
        request = replace(self._one(key), answered_on=None)
        return self._put(request, N_("Open a request of {name} again"), origin)

    def _put(self, request: DataRequest, label: str, origin: object) -> DataRequest:
        person = request.person_id or PersonId("")
        with self._core.work(label, self._facts(person), lasting=True, origin=origin) as work:
            work.add_or_put(request)
        return request

    def _one(self, key: str) -> DataRequest:
        found = reading.one(self._core.reader, DataRequest, key)
        if found is None:
            raise NotFound(_("There is no such request."), _("Nothing was changed."))
        return found

    def _facts(self, person: str) -> dict[str, str | int]:
        return {"name": _name(self._core.reader, person), "word": DataRequest.WORD}


def open_requests(reader: Reader) -> list[DataRequest]:
    """Requests without an answer of people who are there, the one due first first."""
    found = reading.where(
        reader,
        DataRequest,
        "answered_on IS NULL AND received_on IS NOT NULL AND person_id IS NOT NULL",
    )
    return sorted(found, key=lambda one: (due_on(one) or dt.date.max, one.id))


def request_deadlines(reader: Reader) -> Iterator[Deadline]:
    """What is owed to people who asked: it stays until it is answered."""
    from planner.domain.data_rights import REQUEST_KINDS

    for one in open_requests(reader):
        day = due_on(one)
        if day is not None and one.person_id is not None:
            yield Deadline(
                day, DeadlineKind.REQUEST, _name(reader, one.person_id), _(REQUEST_KINDS[one.kind]),
                "person", one.person_id, stays=True,
            )  # fmt: skip


def _noted(request: DataRequest, line: str) -> str:
    return "\n".join(part for part in (request.notes, line) if part)


def _name(reader: Reader, person: str) -> str:
    found = reading.one(reader, Person, person)
    return name_of(found) if found else ""
