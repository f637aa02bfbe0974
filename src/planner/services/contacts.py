"""People: find, open, add, change, remove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.people import ContactKind, ContactPoint, Person, Position
from planner.domain.people_lines import PersonCard, PersonLine
from planner.domain.posts import holds_on, shown_on, standing
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.services.named_organisations import named_organisation
from planner.storage import reading
from planner.storage.queries import narrowing, people
from planner.text import clean_line, fold

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work


class Contacts:
    """The people of the library."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.people = Keeper(core, Person)
        self.positions = Keeper(core, Position)

    # reading

    def count(self, text: str = "", country: str = "") -> int:
        return narrowing.count(self._core.reader, "person", self._narrowed(text, country))

    def page(
        self, offset: int = 0, limit: int = 100, text: str = "", country: str = ""
    ) -> list[PersonLine]:
        """People by family name; ``text`` may be in any script or spelling."""
        return people.people_page(
            self._core.reader, self._narrowed(text, country), offset, limit, self._core.today()
        )

    def _narrowed(self, text: str, country: str) -> narrowing.Narrowing:
        return narrowing.narrowed(self._core.reader, "person", text, country=country)

    def countries(self) -> list[str]:
        """Codes of the countries that people come from: what the filter offers."""
        return narrowing.country_codes(self._core.reader, "person")

    def card(self, person: PersonId) -> PersonCard:
        """The posts held today come first.

        :raises NotFound: no such person.
        """
        found = people.person_card(self._core.reader, person)
        if found is None:
            raise NotFound(_("This person is not in the library."), _("It may have been removed."))
        today = self._core.today()
        posts = sorted(found.posts, key=lambda post: standing(post.position, today))
        return replace(found, posts=tuple(posts))

    # verbs

    def add(
        self,
        person: Person,
        *,
        emails: Sequence[str] = (),
        phones: Sequence[str] = (),
        organisation: str = "",
        title: str = "",
        origin: object = None,
    ) -> PersonId:
        """Add a person with all that is known, as one step. An unknown organisation is added with it.

        :raises UserError: there is no name at all.
        """
        require_name(person)
        with self._core.work(
            N_("Add {name}"), {"name": person.name, "word": "person"}, origin=origin
        ) as work:
            work.add(person)
            self._put_points(work, person, ContactKind.EMAIL, emails)
            self._put_points(work, person, ContactKind.PHONE, phones)
            if clean_line(organisation):
                work.add(
                    Position(
                        id=RecordId(new_id()),
                        person_id=person.id,
                        organisation_id=named_organisation(work, organisation),
                        title=title,
                    )
                )
        return person.id

    def edit(
        self, person: PersonId, *, seen: Person | None = None, origin: object = None, **fields: Any
    ) -> Person:
        """Change fields of a person; see :meth:`Work.change` for what ``seen`` guards."""
        return self.people.edit(person, seen=seen, origin=origin, **fields)

    def confirm_address(self, person: PersonId, by: str = "", *, origin: object = None) -> Person:
        """The form of address was confirmed today; without a name by whoever is at work."""
        now = self.people.get(person)
        label = N_("Confirm the form of address of {name}")
        with self._core.work(label, {"name": now.name, "word": "person"}, origin=origin) as work:
            return work.change(
                Person,
                person,
                address_confirmed_by=clean_line(by) or self._core.author,
                address_confirmed_on=self._core.today(),
            )

    def set_points(
        self, person: PersonId, kind: ContactKind, values: Sequence[str], *, origin: object = None
    ) -> None:
        """Make these the e-mail addresses or phone numbers, the first choice first."""
        owner = self.people.get(person)
        label = (
            N_("Change e-mail of {name}")
            if kind is ContactKind.EMAIL
            else N_("Change phone of {name}")
        )
        with self._core.work(label, {"name": owner.name, "word": "person"}, origin=origin) as work:
            self._put_points(work, owner, kind, values)

    def set_post(
        self, person: PersonId, organisation: str, title: str, *, origin: object = None
    ) -> None:
        """Change the post that is shown: its title and organisation. An earlier post is not ended by this."""
        owner = self.people.get(person)
        with self._core.work(
            N_("Change post of {name}"), {"name": owner.name, "word": "person"}, origin=origin
        ) as work:
            held = shown_on(
                reading.where(work, Position, "person_id = :id", {"id": person}),
                today := self._core.today(),
            )
            if held is not None and held.valid_to and not holds_on(held, today):
                held = None  # it has ended: another one begins
            if not clean_line(organisation):
                if held is not None:
                    work.remove(Position, held.id)
                return
            key = named_organisation(work, organisation)
            if held is not None:
                work.change(Position, held.id, organisation_id=key, title=title)
            else:
                work.add(
                    Position(
                        id=RecordId(new_id()), person_id=person, organisation_id=key, title=title
                    )
                )

    def remove(self, person: PersonId, *, origin: object = None) -> None:
        """What was handed out of the person stays in the register without what it said.

        :raises StillUsed: the person is a delegate or host of a visit.
        """
        from planner.services.disclosures import forget  # late: the first list does without

        name = self.people.get(person).name
        facts: dict[str, str | int] = {"name": name, "word": "person"}
        with self._core.work(N_("Remove {name}"), facts, origin=origin) as work:
            forget(work, person)
            work.remove(Person, person)

    def _put_points(
        self, work: Work, person: Person, kind: ContactKind, values: Sequence[str]
    ) -> None:
        wanted = [clean_line(value) for value in values if clean_line(value)]
        now = reading.where(
            work,
            ContactPoint,
            "person_id = :id AND kind = :kind",
            {"id": person.id, "kind": kind.value},
            "rank, id",
        )
        by_value = {point.value: point for point in now}
        for point in now:
            if point.value not in wanted:
                work.remove(ContactPoint, point.id)
        country = person.country or self._core.settings.text("home_country")
        for rank, value in enumerate(dict.fromkeys(wanted)):
            if known := by_value.get(value):
                work.put(replace(known, rank=rank))
            else:
                work.add(
                    ContactPoint(
                        id=RecordId(new_id()),
                        person_id=person.id,
                        kind=kind,
                        value=value,
                        normal=normal_form(kind, value, country),
                        rank=rank,
                    )
                )


def require_name(person: Person) -> None:
    """:raises UserError: no part of the name is filled in."""
    if not any(map(clean_line, (person.family_name, person.given_name, person.native_name))):
        raise UserError(
            _("A person needs a name."), _("Type a family name, a given name or a native name.")
        )


def normal_form(kind: ContactKind, value: str, country: str) -> str:
    """What is compared: E.164 for phones (as read in ``country``), the folded text otherwise."""
    if kind is ContactKind.PHONE:
        from planner.interchange.phones import to_e164  # late: the tables of phonenumbers

        return to_e164(value, country)
    return fold(value)
