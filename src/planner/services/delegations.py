"""The people of a visit and their groups."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planner.domain.checks.needs import wanted_by
from planner.domain.ids import DelegateId, GroupId, ItemId, PersonId, RecordId, VisitId, new_id
from planner.domain.itinerary import Item
from planner.domain.people import ContactKind, Person, Position
from planner.domain.plan import Plan
from planner.domain.posts import shown_on
from planner.domain.times import require_year
from planner.domain.visit_lines import DelegateLine
from planner.domain.visits import (
    CATEGORIES,
    Delegate,
    Group,
    GroupMember,
    Need,
    NeedKind,
    NeedPassed,
    Visit,
)
from planner.errors import NotFound, OutOfDate, UserError
from planner.i18n import N_, _
from planner.services.contacts import require_name
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.services.named_organisations import named_organisation
from planner.services.precedence import close_gaps
from planner.storage import reading
from planner.storage.queries import people
from planner.storage.queries.plans import load_plan
from planner.text import fold


class Delegations:
    """The people of a visit and their groups."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.delegates = Keeper(core, Delegate)
        self.groups = Keeper(core, Group)

    def lines(self, plan: Plan) -> list[DelegateLine]:
        """The delegation in order of precedence, placeholders included."""
        known = [one.person_id for one in plan.delegates if one.person_id]
        today = people.first_posts(self._core.reader, known, self._core.today())
        return [
            _line(plan, delegate, today.get(delegate.person_id or ""))
            for delegate in plan.delegates
        ]

    def add_person(
        self, visit: VisitId, person: PersonId, *, origin: object = None, **fields: Any
    ) -> DelegateId:
        """Put a person into the delegation; the post held at its first day becomes the title here.

        :raises UserError: the person is in this delegation already.
        """
        if self.delegates.of(visit_id=visit, person_id=person):
            raise UserError(_("This person is already in the delegation."), _("Nothing was added."))
        card = people.person_card(self._core.reader, person)
        if card is None:
            raise NotFound(_("This person is not in the library."), _("It may have been removed."))
        at = reading.one(self._core.reader, Visit, visit)
        day = (at.first_day if at else None) or self._core.today()
        post = shown_on([one.position for one in card.posts], day)
        defaults: dict[str, Any] = {
            "title": post.title if post else "",
            "organisation_id": post.organisation_id if post else None,
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

    def add_new_person(
        self,
        visit: VisitId,
        person: Person,
        *,
        organisation: str = "",
        title: str = "",
        origin: object = None,
        **fields: Any,
    ) -> DelegateId:
        """Add somebody to the library and to the delegation, as one step.

        :raises UserError: there is no name at all.
        """
        require_name(person)
        label = N_("Add {name} to the delegation")
        with self._core.work(
            label, {"name": person.name, "word": "delegate"}, origin=origin
        ) as work:
            work.add(person)
            house = named_organisation(work, organisation) if organisation.strip() else None
            if house is not None:
                post = Position(
                    id=RecordId(new_id()), person_id=person.id, organisation_id=house, title=title
                )
                work.add(post)
            delegate = Delegate(
                id=DelegateId(new_id()),
                visit_id=visit,
                person_id=person.id,
                organisation_id=house,
                title=title,
                **fields,
            )
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
        card = people.person_card(self._core.reader, person)
        if card is None:
            raise NotFound(_("This person is not in the library."), _("It may have been removed."))
        with self._core.work(
            N_("Name {name} for a placeholder"),
            {"name": card.person.name, "word": "delegate"},
            origin=origin,
        ) as work:
            now = work.get(Delegate, delegate)
            others = reading.where(
                work,
                Delegate,
                "visit_id = :visit AND person_id = :person",
                {"visit": now.visit_id, "person": person},
            )
            if others:
                raise UserError(
                    _("This person is already in the delegation."), _("Nothing was added.")
                )
            if now.person_id is not None:
                raise OutOfDate(
                    _("This placeholder was named in the meantime."),
                    _("Nothing was changed. Look at the delegation again."),
                )
            work.change(Delegate, delegate, person_id=person, placeholder="")

    def edit(
        self,
        delegate: DelegateId,
        *,
        seen: Delegate | None = None,
        origin: object = None,
        **fields: Any,
    ) -> Delegate:
        require_year(fields.get("arrives_local"), fields.get("departs_local"))
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
            close_gaps(work, now.visit_id)

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

    # needs told to kitchens and sites

    def pass_needs(
        self, item: ItemId, kinds: Iterable[NeedKind] | None = None, *, origin: object = None
    ) -> int:
        """Note that whoever runs an item was told the needs of all who are on it. How many are new.

        Without ``kinds`` those that concern such an item. Nothing says what the needs are.

        :raises NotFound: there is no such item (any more).
        """
        entry = self._item(item)
        wanted = wanted_by(entry) if kinds is None else frozenset(kinds)
        plan = load_plan(self._core.reader, entry.visit_id)
        heads = plan.heads_on(entry) if plan is not None else frozenset()
        told = {one.need_id for one in self._passed(item)}
        new = [
            need
            for need in reading.having(self._core.reader, Need, "delegate_id", sorted(heads))
            if need.kind in wanted and need.id not in told
        ]
        if not new:
            return 0
        with self._core.work(
            N_("Note {count} needs as passed on for {name}"),
            {"count": len(new), "name": entry.title, "word": "item"},
            origin=origin,
        ) as work:
            for need in new:
                work.add(
                    NeedPassed(
                        id=RecordId(new_id()),
                        need_id=need.id,
                        item_id=item,
                        at=self._core.stamp(),
                        author=self._core.author,
                    )
                )
        return len(new)

    def take_back_needs(
        self, item: ItemId, kinds: Iterable[NeedKind] | None = None, *, origin: object = None
    ) -> int:
        """Note that whoever runs an item was not told after all. How many notes went.

        Without ``kinds`` all of them, also of people who are no longer on it.

        :raises NotFound: there is no such item (any more).
        """
        entry = self._item(item)
        known = self._passed(item)
        if kinds is not None:
            wanted = frozenset(kinds)
            needs = reading.having(self._core.reader, Need, "id", [one.need_id for one in known])
            meant = {need.id for need in needs if need.kind in wanted}
            known = [one for one in known if one.need_id in meant]
        if not known:
            return 0
        with self._core.work(
            N_("Note {count} needs as not passed on for {name}"),
            {"count": len(known), "name": entry.title, "word": "item"},
            origin=origin,
        ) as work:
            for one in known:
                work.remove(NeedPassed, one.id)
        return len(known)

    def _item(self, key: ItemId) -> Item:
        found = reading.one(self._core.reader, Item, key)
        if found is None:
            raise NotFound(_("This record is not in the library."), _("It may have been removed."))
        return found

    def _passed(self, item: ItemId) -> list[NeedPassed]:
        return reading.where(self._core.reader, NeedPassed, "item_id = :id", {"id": item})

    def _name(self, delegate: Delegate) -> str:
        if delegate.person_id is None:
            return delegate.placeholder or "N.N."
        card = people.person_card(self._core.reader, delegate.person_id)
        return card.person.name if card else ""


def _line(plan: Plan, delegate: Delegate, today: tuple[str, str] | None) -> DelegateLine:
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
        post_now=_post_now(delegate.title, today),
        rank_reason=delegate.rank_reason,
    )


def _post_now(then: str, today: tuple[str, str] | None) -> str:
    """The post of today in words, where a title was held in the visit that is not that of today."""
    if today is None or not today[0] or not then or fold(then) == fold(today[0]):
        return ""
    return ", ".join(part for part in today if part)
