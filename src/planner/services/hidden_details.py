"""Particulars of people that are hidden until asked for: kept, counted, never told unasked."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planner.domain.country_names import read_country
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.people import Person
from planner.domain.private_details import COUNTRIES, DAYS, DetailKind, PrivateDetail
from planner.domain.retention import HIDDEN_DAYS
from planner.domain.typed_days import day_readings
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.parts import Labels, Parts
from planner.storage import reading
from planner.storage.queries.kept_too_long import last_days


class HiddenDetails(Parts[PrivateDetail]):
    """To see one, ask :class:`planner.services.look_ups.LookUps`: :meth:`of` is for who edits them."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a hidden detail of {name}"),
            change=N_("Change a hidden detail of {name}"),
            remove=N_("Remove a hidden detail of {name}"),
        )
        super().__init__(core, PrivateDetail, "person_id", self._named, labels, _right)

    def kinds(self, person: PersonId) -> list[DetailKind]:
        """What is noted of a person, without what it says."""
        rows = self._core.reader.rows(
            "SELECT DISTINCT kind FROM private_detail WHERE person_id = :person",
            {"person": person},
        )
        found = {str(row[0]) for row in rows}
        return [kind for kind in DetailKind if kind in found]

    def note(
        self,
        person: PersonId,
        kind: DetailKind,
        text: str,
        *,
        origin: object = None,
        **fields: Any,
    ) -> PrivateDetail:
        """Note one, or put a new value in the place of the one that is known.

        ``purge_after`` is that of the person's last visit to come if none is given.

        :raises UserError: a day or a country cannot be read.
        """
        value = read_detail(kind, text, self._core.today())
        now = [one for one in self.of(person) if one.kind is kind]
        given = {"purge_after": self.purge_day(person), **fields}
        if now:
            return self.edit(now[0].id, seen=now[0], origin=origin, text=value, **given)
        detail = PrivateDetail(
            id=RecordId(new_id()), person_id=person, kind=kind, text=value, **given
        )
        return self.add(detail, origin=origin)

    def purge_day(self, person: PersonId) -> dt.date:
        """Some days after the person's last visit, as guest or as host; without one, after today."""
        last, _used = last_days(self._core.reader, [person])
        today = self._core.today()
        return max(last or today, today) + dt.timedelta(HIDDEN_DAYS)

    def _named(self, key: str) -> str:
        person = reading.one(self._core.reader, Person, key)
        if person is None:
            raise NotFound(_("This person is not in the library."), _("It may have been removed."))
        return person.name


def read_detail(kind: DetailKind, text: str, near: dt.date) -> str:
    """A value as it is kept, from what was typed: days as ISO dates, countries as codes.

    :raises UserError: it cannot be read.
    """
    typed = " ".join(text.split())
    if not typed:
        return ""
    if kind in DAYS:
        days = day_readings(typed, near)
        if len(days) != 1:
            raise UserError(
                _("This is not one certain day."), _("Write it as 1970-05-31. Nothing was kept.")
            )
        return days[0].isoformat()
    if kind in COUNTRIES:
        code = read_country(typed)
        if not code:
            raise UserError(
                _("This is no country that is known."),
                _("Write its name or its code of two letters. Nothing was kept."),
            )
        return code
    return typed


def _right(detail: PrivateDetail, others: list[PrivateDetail]) -> None:
    if detail.text and any(one.kind is detail.kind and one.text for one in others):
        raise UserError(
            _("This person has one of this kind already."), _("Change that one, or remove it.")
        )
