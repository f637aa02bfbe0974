"""The part of the inspector that belongs to a journey: how, with whom, from where to where."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from planner.domain.ids import ItemId
from planner.domain.travel import MODES, Leg
from planner.errors import UserError
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.pages import visit_choices as choices
from planner.ui.pages.choices import country_choices, country_value, named
from planner.ui.widgets.fields import (
    ChoiceField,
    Field,
    InspectorForm,
    LineField,
    NumberField,
    SearchField,
)


class LegFields:
    """Puts its fields into ``form``; their names begin with "leg."."""

    def __init__(
        self, context: Context, form: InspectorForm, item: Callable[[], ItemId | None]
    ) -> None:
        self._context, self._planner = context, context.planner
        self._form, self._item = form, item
        self._title = form.section(_("Journey"))
        self._names: list[str] = []
        self._build()

    def show_leg(self, leg: Leg | None, *, force: bool) -> None:
        for name in self._names:
            field = self._form.fields[f"leg.{name}"]
            if leg is not None and (force or not field.is_changed):
                field.set_value(self._value(leg, name))

    def set_visible(self, visible: bool) -> None:
        self._title.setVisible(visible)
        for name in self._names:
            self._form.fields[f"leg.{name}"].setVisible(visible)

    def _build(self) -> None:
        offer = choices.sites(self._planner)
        modes = named(MODES)
        self._pair(mode=ChoiceField(_("Way of travel"), modes), number=LineField(_("Number")))
        self._pair(carrier=LineField(_("Carrier")), buffer_minutes=NumberField(_("Buffer, min")))
        self._pair(from_site_id=SearchField(_("From: site"), offer))
        self._pair(from_place=LineField(_("From: place in words")), from_country=self._country())
        self._pair(to_site_id=SearchField(_("To: site"), offer))
        self._pair(to_place=LineField(_("To: place in words")), to_country=self._country())

    def _pair(self, **fields: Field) -> None:
        self._form.pair(*((f"leg.{name}", field) for name, field in fields.items()))
        for name, field in fields.items():
            self._names.append(name)
            field.committed.connect(lambda value, name=name: self._put(name, value))

    def _put(self, name: str, value: Any) -> None:
        key = self._item()
        if key is None:
            return
        try:
            self._planner.itineraries.edit_leg(key, **{name: _kept(name, value)})
        except UserError as error:
            self._form.fields[f"leg.{name}"].refuse(str(error))

    def _country(self) -> SearchField:
        return SearchField(_("Country"), partial(country_choices, self._context))

    def _value(self, leg: Leg, name: str) -> Any:
        value = getattr(leg, name)
        if name.endswith("site_id"):
            return choices.site_value(self._planner, value)
        if name.endswith("country"):
            return country_value(self._context, value)
        return str(value) if name == "buffer_minutes" else value


def _kept(name: str, value: Any) -> Any:
    if name == "buffer_minutes":
        return value or 0
    return value or "" if name.endswith("country") else value
