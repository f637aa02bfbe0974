"""The inspector of several entries at once: what they share is shown, what differs stays unless typed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from planner.domain.ids import SiteId
from planner.domain.itinerary import INTERPRETING, ITEM_KINDS, ITEM_STATUSES, Item
from planner.domain.plan import Plan
from planner.i18n import _, ngettext
from planner.ui.context import Context
from planner.ui.pages import visit_choices as choices
from planner.ui.pages.choices import named
from planner.ui.pages.visit_audience import AudienceField, RuleShown, rule_meant, rule_shown
from planner.ui.pages.visit_hosts import HostsField, Receives, hosts_meant, hosts_shown
from planner.ui.pages.visit_state import VisitState
from planner.ui.widgets.fields import (
    ChoiceField,
    InspectorForm,
    LineField,
    SearchField,
)
from planner.ui.widgets.label import Label

PLAIN = ("kind", "status", "fixed", "place", "language", "interpreting")
SEVERAL: Final = object()
"""Stands for values that differ."""


class ItemsInspector(InspectorForm):
    """Every field that is committed is written to all of them, as one step."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Entries"), parent)
        self._planner = context.planner
        self._state: VisitState | None = None
        self.items: list[Item] = []
        self.add_widget(
            Label(
                _("What you enter here goes to all of them. Where they differ it says “several”."),
                "text2", size=0.9, wrap=True,
            )
        )  # fmt: skip
        self.pair(
            ("kind", ChoiceField(_("Kind"), named(ITEM_KINDS))),
            ("status", ChoiceField(_("Status"), named(ITEM_STATUSES))),
        )
        self.add("fixed", ChoiceField(_("Time"), [(True, _("Fixed")), (False, _("Flowing"))]))
        self.section(_("Where"))
        self.add("site_id", SearchField(_("Site"), choices.sites(self._planner)))
        self.add("room_id", ChoiceField(_("Room")))
        self.add("place", LineField(_("Place in words")))
        self.section(_("Who"))
        self._audience = AudienceField(_("Who is on it"))
        self.add("audience", self._audience)
        self.add("hosts", HostsField(choices.hosts(self._planner)))
        self.section(_("Languages"))
        self.pair(
            ("language", LineField(_("Language on the spot"), hint="en, ja …")),
            ("interpreting", ChoiceField(_("Interpreting"), named(INTERPRETING))),
        )
        for name in PLAIN:
            self.on_commit(name, partial(self._put, name))
        self.on_commit(
            "site_id", lambda key: self._several.edit(self.items, site_id=key, room_id=None)
        )
        self.on_commit("room_id", lambda key: self._several.edit(self.items, room_id=key or None))
        self.on_commit("audience", self._put_audience)
        self.on_commit("hosts", self._put_hosts)

    @property
    def _several(self) -> Any:
        return self._planner.several

    @property
    def is_filled(self) -> bool:
        return bool(self.items)

    def show_items(self, state: VisitState, items: Sequence[Item]) -> None:
        """Show what these have in common; what is being typed for the same entries stays."""
        another = {item.id for item in self.items} != {item.id for item in items}
        self._state, self.items = state, list(items)
        plan = state.plan
        count = len(items)
        self.set_heading(ngettext("{count} entry", "{count} entries", count))
        self._audience.set_choices(
            [(group.id, f"{group.letter} {group.name}".strip()) for group in plan.groups],
            [(one.id, plan.name_of(one)) for one in plan.delegates],
        )
        site = _shared([item.site_id for item in items])
        self._offer_rooms(None if site is SEVERAL else site)
        for name, value in self._values(plan).items():
            field = self.fields[name]
            if not another and field.is_changed:
                continue
            if value is SEVERAL:
                field.set_several()
            else:
                field.set_value(value)

    def _offer_rooms(self, site: SiteId | None) -> None:
        """Rooms can be chosen where all are at one site; "" stands for no room."""
        rooms = self._planner.sites.card(site).rooms if site else ()
        field = self.fields["room_id"]
        assert isinstance(field, ChoiceField)
        field.set_choices([("", "–"), *((room.id, room.name) for room in rooms)])
        field.setVisible(bool(rooms))

    def _values(self, plan: Plan) -> dict[str, Any]:
        """What they have in common; SEVERAL where they differ."""
        items = self.items
        site = _shared([item.site_id for item in items])
        return {
            **{name: _shared([getattr(item, name) for item in items]) for name in PLAIN},
            "site_id": site if site is SEVERAL else choices.site_value(self._planner, site),
            "room_id": _shared([item.room_id or "" for item in items]),
            "audience": _shared([rule_shown(plan, item) for item in items]),
            "hosts": _shared([hosts_shown(plan, item) for item in items]),
        }

    def clear(self) -> None:
        self.items = []

    def _put(self, name: str, value: Any) -> None:
        self._several.edit(self.items, **{name: value})

    def _put_audience(self, value: RuleShown) -> None:
        assert self._state is not None
        self._several.set_audience(self.items, **rule_meant(self._state.plan, value))

    def _put_hosts(self, hosts: tuple[Receives, ...]) -> None:
        assert self._state is not None
        self._several.set_hosts(self.items, **hosts_meant(hosts), seen=self._state.plan)


def _shared(values: Sequence[Any]) -> Any:
    """The one value that all have, else SEVERAL."""
    return values[0] if values and all(value == values[0] for value in values) else SEVERAL
