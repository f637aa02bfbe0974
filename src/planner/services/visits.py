"""Visits and their delegations: find, open, add, change, remove."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from planner.domain.ids import DelegateId, GroupId, PersonId, RecordId, VisitId, new_id
from planner.domain.lines import DelegateLine, VisitLine
from planner.domain.people import ContactKind
from planner.domain.plan import Plan
from planner.domain.visits import CATEGORIES, Delegate, Group, GroupMember, Visit
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.contacts import check_site
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.storage import reading
from planner.storage.queries import contacts as contact_queries
from planner.storage.queries import visits as queries


class Visits:
    """The visits of the library."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keeper = Keeper(core, Visit)

    def count(self, text: str = "") -> int:
        return contact_queries.count(self._core.reader, "visit", self._narrowed(text))

    def page(self, offset: int = 0, limit: int = 100, text: str = "") -> list[VisitLine]:
        """Visits, the latest first."""
        return queries.visits_page(self._core.reader, self._narrowed(text), offset, limit)

    def coming(self, limit: int = 5) -> list[VisitLine]:
        """Visits that are not over yet, the nearest first."""
        return queries.coming_visits(self._core.reader, self._core.today().isoformat(), limit)

    def _narrowed(self, text: str) -> contact_queries.Narrowing:
        return contact_queries.narrowed(self._core.reader, "visit", text)

    def find(self, text: str) -> Visit:
        """The one visit that a typed id, code or part of the title means.

        :raises NotFound: none fits, or several do; the message lists them.
        """
        found = queries.find_visit(self._core.reader, text)
        if not found:
            raise NotFound(
                _("There is no visit “{text}”.").format(text=text), _("See “planner visit list”.")
            )
        if len(found) > 1:
            names = ", ".join(visit.code or visit.title for visit in found[:5])
            raise NotFound(
                _("“{text}” may mean several visits: {names}.").format(text=text, names=names),
                _("Give the code of one of them."),
            )
        return found[0]

    def get(self, visit: VisitId) -> Visit:
        return self.keeper.get(visit)

    def plan(self, visit: VisitId) -> Plan:
        """The whole visit as it stands.

        :raises NotFound: no such visit.
        """
        plan = queries.load_plan(self._core.reader, visit)
        if plan is None:
            raise NotFound(_("This visit is not in the library."), _("It may have been removed."))
        return plan

    def new(self, visit: Visit, *, origin: object = None) -> VisitId:
        """:raises UserError: no title, dates the wrong way round, or an unknown time zone."""
        _check(visit.title, visit.first_day, visit.last_day, visit.zone)
        return self.keeper.add(visit, origin=origin).id

    def edit(
        self, visit: VisitId, *, seen: Visit | None = None, origin: object = None, **fields: Any
    ) -> Visit:
        now = self.keeper.get(visit)
        merged = {
            name: fields.get(name, getattr(now, name))
            for name in ("title", "first_day", "last_day", "zone")
        }
        _check(**merged)
        return self.keeper.edit(visit, seen=seen, origin=origin, **fields)

    def remove(self, visit: VisitId, *, origin: object = None) -> None:
        """Remove a visit with its delegation, itinerary and releases; one undo brings all back."""
        self.keeper.remove(visit, origin=origin)


def _check(title: str, first_day: dt.date | None, last_day: dt.date | None, zone: str) -> None:
    if not title.strip():
        raise UserError(_("A visit needs a title."), _("Type what it is called."))
    if first_day and last_day and last_day < first_day:
        raise UserError(_("The visit would end before it begins."), _("Check the two dates."))
    check_site(title, zone)


class Delegations:
    """The people of a visit and their groups."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.delegates = Keeper(core, Delegate)
        self.groups = Keeper(core, Group)

    def lines(self, plan: Plan) -> list[DelegateLine]:
        """The delegation in order of precedence, placeholders included."""
        return [_line(plan, delegate) for delegate in plan.delegates]

    def add_person(
        self, visit: VisitId, person: PersonId, *, origin: object = None, **fields: Any
    ) -> DelegateId:
        """Put a person into the delegation; the post of today becomes the title of this visit.

        :raises UserError: the person is in this delegation already.
        """
        if self.delegates.of(visit_id=visit, person_id=person):
            raise UserError(_("This person is already in the delegation."), _("Nothing was added."))
        card = contact_queries.person_card(self._core.reader, person)
        if card is None:
            raise NotFound(_("This person is not in the library."), _("It may have been removed."))
        post = card.posts[0] if card.posts else None
        defaults: dict[str, Any] = {
            "title": post.position.title if post else "",
            "organisation_id": post.position.organisation_id if post else None,
        }
        delegate = Delegate(
            id=DelegateId(new_id()), visit_id=visit, person_id=person, **{**defaults, **fields}
        )
        with self._core.work(
            N_("Add {name} to the delegation"),
            {"name": card.person.name, "word": "delegate"},
            origin=origin,
        ) as work:
            work.add(delegate)
        return delegate.id

    def add_placeholder(
        self, visit: VisitId, label: str = "", *, origin: object = None, **fields: Any
    ) -> DelegateId:
        """Add a head without a name yet: it takes a seat and a bed."""
        delegate = Delegate(
            id=DelegateId(new_id()), visit_id=visit, placeholder=label or "N.N.", **fields
        )
        with self._core.work(
            N_("Add {name} to the delegation"),
            {"name": delegate.placeholder, "word": "delegate"},
            origin=origin,
        ) as work:
            work.add(delegate)
        return delegate.id

    def name_placeholder(
        self, delegate: DelegateId, person: PersonId, *, origin: object = None
    ) -> None:
        """Put a person in the place of an N.N.; role, rank, groups and bookings stay."""
        card = contact_queries.person_card(self._core.reader, person)
        if card is None:
            raise NotFound(_("This person is not in the library."), _("It may have been removed."))
        with self._core.work(
            N_("Name {name} for a placeholder"),
            {"name": card.person.name, "word": "delegate"},
            origin=origin,
        ) as work:
            work.change(Delegate, delegate, person_id=person, placeholder="")

    def edit(
        self,
        delegate: DelegateId,
        *,
        seen: Delegate | None = None,
        origin: object = None,
        **fields: Any,
    ) -> Delegate:
        now = self.delegates.get(delegate)
        with self._core.work(
            N_("Change {name}"), {"name": self._name(now), "word": "delegate"}, origin=origin
        ) as work:
            return work.change(Delegate, delegate, seen, **fields)

    def remove(self, delegate: DelegateId, *, origin: object = None) -> None:
        """Take someone out of the delegation; the person stays in the library."""
        now = self.delegates.get(delegate)
        with self._core.work(
            N_("Take {name} out of the delegation"),
            {"name": self._name(now), "word": "delegate"},
            origin=origin,
        ) as work:
            work.remove(Delegate, delegate)

    def set_groups(
        self, delegate: DelegateId, groups: Iterable[GroupId], *, origin: object = None
    ) -> None:
        """Make these the groups of a delegate."""
        now = self.delegates.get(delegate)
        wanted = set(groups)
        with self._core.work(
            N_("Change groups of {name}"),
            {"name": self._name(now), "word": "delegate"},
            origin=origin,
        ) as work:
            for member in reading.where(work, GroupMember, "delegate_id = :id", {"id": delegate}):
                if member.group_id in wanted:
                    wanted.discard(member.group_id)
                else:
                    work.remove(GroupMember, member.id)
            for group in sorted(wanted):
                work.add(
                    GroupMember(
                        id=RecordId(new_id()), group_id=GroupId(group), delegate_id=delegate
                    )
                )

    def add_group(
        self, visit: VisitId, name: str, letter: str = "", *, origin: object = None
    ) -> GroupId:
        """Add a group; without a letter it gets the next free one."""
        taken = {group.letter for group in self.groups.of(visit_id=visit)}
        letter = letter or next(chr(65 + n) for n in range(26) if chr(65 + n) not in taken)
        group = Group(
            id=GroupId(new_id()), visit_id=visit, letter=letter, name=name, rank=len(taken) + 1
        )
        return self.groups.add(group, origin=origin).id

    def _name(self, delegate: Delegate) -> str:
        if delegate.person_id is None:
            return delegate.placeholder or "N.N."
        card = contact_queries.person_card(self._core.reader, delegate.person_id)
        return card.person.name if card else ""


def _line(plan: Plan, delegate: Delegate) -> DelegateLine:
    person = plan.person.get(delegate.person_id) if delegate.person_id else None
    emails = plan.reached_by(person.id, ContactKind.EMAIL) if person else []
    phones = plan.reached_by(person.id, ContactKind.PHONE) if person else []
    return DelegateLine(
        id=delegate.id,
        person_id=delegate.person_id,
        rank=delegate.rank,
        name=plan.name_of(delegate),
        native_name=person.native_name if person else "",
        reading=person.reading if person else "",
        organisation=plan.organisation_name(delegate.organisation_id),
        title=delegate.title,
        role=delegate.role,
        category=_(CATEGORIES[delegate.category]),
        groups=", ".join(
            group.letter or group.name for group in plan.groups_of.get(delegate.id, [])
        ),
        payer=delegate.payer,
        email=emails[0] if emails else "",
        phone=phones[0] if phones else "",
        arrives=delegate.arrives_local,
        arrives_zone=delegate.arrives_zone,
        departs=delegate.departs_local,
        departs_zone=delegate.departs_zone,
        is_placeholder=person is None,
    )
