"""A follow-up in the inspector: all that can be said of it."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from planner.domain.due_dates import FARTHEST
from planner.domain.followups import (
    FOLLOW_UP_KINDS,
    FOLLOW_UP_STATUSES,
    SIDES,
    Anchor,
    FollowUp,
    FollowUpKind,
    FollowUpStatus,
    Side,
)
from planner.domain.ids import FollowUpId, new_id
from planner.domain.itinerary import Item
from planner.domain.people import Person
from planner.domain.recurrence import PLAIN, in_words
from planner.i18n import N_, _, moment_in_words
from planner.text import fold
from planner.ui.context import Context
from planner.ui.pages import choices, visit_choices
from planner.ui.pages.record_form import RecordForm
from planner.ui.widgets.fields import (
    ChoiceField,
    DateField,
    LineField,
    NumberField,
    SearchField,
    TextField,
)

_PLAIN: Final = (
    "title",
    "kind",
    "status",
    "side",
    "due_on",
    "waiting_for",
    "repeats",
    "remind_days",
    "notes",
)
_LINKS: Final = ("visit_id", "item_id", "agreement_id", "organisation_id", "person_id")
Way = tuple[Anchor, int]
_WAYS: Final[dict[Way, str]] = {
    (Anchor.NONE, 1): N_("On a fixed date"),
    (Anchor.ARRIVAL, -1): N_("days before the first day of the visit"),
    (Anchor.ARRIVAL, 1): N_("days after the first day of the visit"),
    (Anchor.DEPARTURE, -1): N_("days before the last day of the visit"),
    (Anchor.DEPARTURE, 1): N_("days after the last day of the visit"),
    (Anchor.ITEM, -1): N_("days before the entry"),
    (Anchor.ITEM, 1): N_("days after the entry"),
}


class FollowUpForm(RecordForm):
    word: ClassVar[str] = "follow_up"
    words: ClassVar[frozenset[str]] = frozenset(
        {"follow_up", "visit", "item", "agreement", "organisation", "person"}
    )

    def __init__(self, context: Context, **about: str) -> None:
        """``about`` are links that a new follow-up has from the start: ``visit_id=…``."""
        self._about = about
        super().__init__(context, _("Follow-up"))

    def build(self) -> None:
        context, planner = self.context, self.context.planner
        self.bind("title", LineField(_("What is to be done")))
        self.bind_pair(
            ("status", ChoiceField(_("Status"), choices.named(FOLLOW_UP_STATUSES))),
            ("kind", ChoiceField(_("Kind"), choices.named(FOLLOW_UP_KINDS))),
        )
        self.bind_pair(
            ("side", ChoiceField(_("Who has to act"), choices.named(SIDES))),
            ("owner", LineField(_("Owner"))),
        )
        self.bind("waiting_for", LineField(_("Waiting for")))
        self.section(_("When"))
        self.bind_pair(("due_on", DateField(_("Due"))), ("due_days", NumberField(_("Days"))))
        self.bind("way", ChoiceField(_("Counted"), [(way, _(text)) for way, text in _WAYS.items()]))
        self.repeats = ChoiceField(_("Comes again"), choices.named(PLAIN))
        self.bind_pair(
            ("repeats", self.repeats), ("remind_days", NumberField(_("Remind days before")))
        )
        self.section(_("About"))
        self.bind(
            "visit_id", SearchField(_("Visit"), lambda text: choices.visit_choices(context, text))
        )
        self.bind("item_id", SearchField(_("Entry of the visit"), self._items))
        self.bind("agreement_id", SearchField(_("Agreement"), visit_choices.agreements(planner)))
        self.bind(
            "organisation_id",
            SearchField(
                _("Organisation"), lambda text: choices.organisation_choices(context, text)
            ),
        )
        self.bind("person_id", SearchField(_("Person"), visit_choices.people(planner)))
        self.bind("notes", TextField(_("Notes"), lines=5))

    def load(self, key: str) -> dict[str, Any]:
        follow_up = self.context.planner.follow_ups.get(FollowUpId(key))
        self._seen = follow_up
        self.set_heading(follow_up.title, _(FOLLOW_UP_STATUSES[follow_up.status]))
        self._offer_rule(follow_up.repeats)
        days = follow_up.due_days or 0
        return {
            **{name: getattr(follow_up, name) for name in _PLAIN},
            **self._named(follow_up),
            "owner": follow_up.owner or self._person_name(follow_up.owner_id),
            "due_days": abs(days) if follow_up.anchor is not Anchor.NONE else None,
            "way": _way(follow_up.anchor, days),
        }

    def blank(self) -> dict[str, Any]:
        self.set_new_heading(_("New follow-up"))
        self._offer_rule("")
        empty = FollowUp(id=FollowUpId(""), **self._about)  # type: ignore[arg-type]
        return {
            **self._named(empty),
            "status": FollowUpStatus.OPEN,
            "kind": FollowUpKind.ACTION,
            "side": Side.OURS,
            "repeats": "",
            "way": (Anchor.NONE, 1),
        }

    def keep_new(self, values: dict[str, Any]) -> str:
        if not values["title"]:
            return ""
        anchor, sign = values["way"] or (Anchor.NONE, 1)
        fields = {name: values[name] for name in (*_PLAIN, *_LINKS)}
        fields |= {"anchor": anchor, **self._owner(values["owner"])}
        if anchor is not Anchor.NONE:
            fields["due_days"] = sign * _days(values["due_days"])
        follow_up = FollowUp(id=FollowUpId(new_id()), **fields)
        return self.context.planner.follow_ups.add(follow_up, origin=self)

    def write(self, name: str, value: Any) -> None:
        fields: dict[str, Any] = {name: value}
        if name == "owner":
            fields = self._owner(value)
        elif name == "way":
            anchor, sign = value or (Anchor.NONE, 1)
            days = abs(self._seen.due_days or 0) or _days(self.fields["due_days"].value())
            fields = {"anchor": anchor, "due_days": None if anchor is Anchor.NONE else sign * days}
        elif name == "due_days":
            if self._seen.anchor is Anchor.NONE:
                return  # it counts from nothing yet; what it counts from is chosen beside it
            sign = (self.fields["way"].value() or (Anchor.NONE, 1))[1]
            fields = {"due_days": sign * _days(value)}
        follow_ups = self.context.planner.follow_ups
        follow_ups.edit(FollowUpId(self.key), seen=self._seen, origin=self, **fields)
        # Dates and links follow from each other: what stands in the other fields may be old now.
        if self.key:
            self._fill(self.load(self.key), keep_typed=True)

    # inside

    def _owner(self, text: str) -> dict[str, Any]:
        """A whole name that only one person has is that person; any other stays text."""
        found = self.context.planner.follow_up_lines.ground().people(text) if text else ()
        if len(found) == 1 and fold(found[0].name) == fold(text):
            return {"owner": "", "owner_id": found[0].id}
        return {"owner": text, "owner_id": None}

    def _named(self, follow_up: FollowUp) -> dict[str, Any]:
        """What the fields of links show: (id, name)."""
        context, planner = self.context, self.context.planner
        person = self._person_name(follow_up.person_id)
        return {
            "visit_id": choices.visit_value(context, follow_up.visit_id),
            "item_id": self._item_value(follow_up.item_id),
            "agreement_id": visit_choices.agreement_value(planner, follow_up.agreement_id),
            "organisation_id": choices.organisation_value(context, follow_up.organisation_id),
            "person_id": (follow_up.person_id, person) if follow_up.person_id else None,
        }

    def _person_name(self, key: str | None) -> str:
        person = self.context.planner.keeper(Person).find(key) if key else None
        if person is None:
            return ""
        names = (person.given_name, person.family_name)
        return " ".join(filter(None, names)) or person.native_name

    def _items(self, text: str) -> list[tuple[Any, str]]:
        """The entries of the chosen visit that contain what is typed."""
        visit = self.fields["visit_id"].value()
        items = self.context.planner.keeper(Item).of(visit_id=visit) if visit else []
        found = [(item.id, _item_text(item)) for item in items]
        return [pair for pair in found if fold(text) in fold(pair[1])][:20]

    def _item_value(self, key: str | None) -> tuple[str, str] | None:
        item = self.context.planner.keeper(Item).find(key) if key else None
        return (item.id, _item_text(item)) if item else None

    def _offer_rule(self, rule: str) -> None:
        """The usual rules, and the one that this follow-up has when it is none of them."""
        offered = choices.named(PLAIN)
        if rule not in PLAIN:
            offered.append((rule, in_words(rule)))
        self.repeats.set_choices(offered)


def _way(anchor: Anchor, days: int) -> Way:
    return (anchor, -1 if days < 0 and anchor is not Anchor.NONE else 1)


def _days(value: int | None) -> int:
    return min(value or 0, FARTHEST + 1)


def _item_text(item: Item) -> str:
    when = moment_in_words(item.start_local) if item.start_local else ""
    return f"{item.title} ({when})" if when else item.title
