"""Who looked at what is hidden, when and what for: the record that a person may ask for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from planner.domain.data_rights import LookUp
from planner.domain.ids import DelegateId, PersonId, RecordId, new_id
from planner.domain.people import Person
from planner.domain.privacy import Way
from planner.domain.private_details import DetailKind, PrivateDetail
from planner.domain.told import Told
from planner.domain.visits import Delegate, Need
from planner.errors import UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.keeping import name_of
from planner.storage import reading

USUAL_PURPOSES: Final = (
    N_("Access to a site"),
    N_("Visa"),
    N_("Booking of travel"),
    N_("Catering"),
    N_("Room"),
    N_("Keeping the record right"),
)
"""Offered before anything was typed; message ids."""
_MOST: Final = 12


class LookUps:
    """Hidden values leave the library through here, and only with a purpose."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._register = Disclosures(core)
        self._given: list[str] = []

    @property
    def purposes(self) -> list[str]:
        """What was given in this session, the latest first, then the usual ones."""
        usual = [_(text) for text in USUAL_PURPOSES]
        return list(dict.fromkeys((*self._given, *usual)))[:_MOST]

    def of(self, person: PersonId) -> list[LookUp]:
        """Who looked at this person's hidden details and needs, the latest first."""
        found = reading.where(
            self._core.reader, LookUp, "person_id = :person", {"person": person}, '"at" DESC, id'
        )
        return list(found)

    def note(self, seen: Iterable[tuple[PersonId, str]], purpose: str) -> None:
        """Put on record that these fields of these people are looked at.

        :raises UserError: no purpose was given, or the library can keep no record.
        """
        meant = " ".join(purpose.split())
        if not meant:
            raise UserError(
                _("Say what you need it for."),
                _("Nothing was shown. The person may ask who looked, and why."),
            )
        if self._core.library.read_only:
            raise UserError(
                _("This library is open read-only: it cannot keep a record that you looked."),
                _("Nothing was shown. Open it for writing."),
            )
        self._given = [meant, *(one for one in self._given if one != meant)]
        wanted = list(dict.fromkeys(seen))
        if not wanted:
            return
        with self._core.work(N_("Look at hidden details")) as work:
            work.add_many(
                LookUp(
                    id=RecordId(new_id()),
                    person_id=person,
                    at=self._core.stamp(),
                    field=field,
                    purpose=meant,
                    author=self._core.author,
                )
                for person, field in wanted
            )

    def details(
        self, person: PersonId, purpose: str, kinds: Iterable[DetailKind] | None = None
    ) -> list[PrivateDetail]:
        """The hidden details of a person, all or those of ``kinds``; the look is on record first.

        :raises UserError: no purpose was given, or the library can keep no record.
        """
        wanted = set(DetailKind if kinds is None else kinds)
        found = reading.where(
            self._core.reader, PrivateDetail, "person_id = :person", {"person": person}
        )
        shown = [one for one in found if one.kind in wanted]
        self.note([(person, one.kind) for one in shown], purpose)
        return shown

    def needs(
        self,
        delegates: Sequence[DelegateId],
        purpose: str,
        only: Collection[RecordId] | None = None,
    ) -> list[Need]:
        """The needs of delegates, all or those with the ids ``only``.

        Of who is not named yet there is nobody to keep a record of.

        :raises UserError: no purpose was given, or the library can keep no record.
        """
        heads = list(dict.fromkeys(delegates))
        known = {
            one.id: one.person_id
            for one in reading.having(self._core.reader, Delegate, "id", heads)
        }
        found = reading.having(self._core.reader, Need, "delegate_id", heads)
        shown = [one for one in found if only is None or one.id in only]
        people = ((known.get(one.delegate_id), one.kind) for one in shown)
        self.note([(person, kind) for person, kind in people if person], purpose)
        return shown

    # what was shown goes to another program

    def detail_copied(
        self, person: PersonId, kind: DetailKind, recipient: str, purpose: str
    ) -> None:
        """Put on record that a hidden detail was copied.

        :raises RecipientNeeded: nobody said who gets it, or what for; it is not to be copied.
        """
        found = reading.where(
            self._core.reader,
            PrivateDetail,
            "person_id = :person AND kind = :kind",
            {"person": person, "kind": kind.value},
        )
        field = kind.value.replace(" ", "_")
        self._copied(person, field, tuple(one.text for one in found), recipient, purpose)

    def need_copied(self, need: RecordId, recipient: str, purpose: str) -> None:
        """Put on record that what somebody needs was copied.

        :raises RecipientNeeded: as :meth:`detail_copied`.
        """
        for one in reading.having(self._core.reader, Need, "id", [need]):
            (head,) = reading.having(self._core.reader, Delegate, "id", [one.delegate_id])
            self._copied(head.person_id, "needs", (one.text,), recipient, purpose)

    def _copied(
        self,
        person: PersonId | None,
        field: str,
        values: tuple[str, ...],
        recipient: str,
        purpose: str,
    ) -> None:
        known = reading.one(self._core.reader, Person, person) if person else None
        told = Told(name=name_of(known) if known else "", person_id=person, values={field: values})
        # The hash of so short a text would give it away: it is salted with what nobody keeps.
        salted = f"{new_id()} {' '.join(values)}".encode()
        self._register.record_alone(
            Given(
                file_name="",
                content=salted,
                subjects=[told],
                recipient=recipient,
                purpose=purpose,
                way=Way.COPY,
                paper="hidden detail",
            )
        )
