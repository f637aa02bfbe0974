"""Saved views: of a list, and sets of columns for a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.domain.ids import RecordId, new_id
from planner.domain.saved_views import SavedView
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.storage import reading
from planner.text import clean_line, fold


class Views:
    """The views of an area ("contacts", "sheet:people"), in the order in which somebody put them."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._keeper = Keeper(core, SavedView)

    def of(self, area: str) -> list[SavedView]:
        return reading.where(
            self._core.reader, SavedView, "area = :area", {"area": area}, "rank, id"
        )

    def find(self, area: str, name: str) -> SavedView:
        """The view that a typed name or id means.

        :raises NotFound: there is none.
        """
        for view in self.of(area):
            if view.id == name or fold(view.name) == fold(name):
                return view
        raise NotFound(
            _("There is no view “{name}”.").format(name=name),
            _("There are: {names}.").format(
                names=", ".join(view.name for view in self.of(area)) or "–"
            ),
        )

    def save(
        self,
        area: str,
        name: str,
        *,
        columns: Sequence[str] = (),
        filters: str = "",
        sort: str = "",
        origin: object = None,
    ) -> SavedView:
        """Keep a view under a name; one that has this name already is replaced.

        :raises UserError: the name is empty.
        """
        name = self._clean(name)
        known = self.of(area)
        same = next((view for view in known if fold(view.name) == fold(name)), None)
        view = SavedView(
            id=same.id if same else RecordId(new_id()),
            area=area,
            name=name,
            columns=tuple(columns),
            filters=filters,
            sort=sort,
            rank=same.rank if same else max((one.rank for one in known), default=0) + 1,
        )
        facts: dict[str, str | int] = {"name": name, "word": "saved_view"}
        with self._core.work(N_("Save view {name}"), facts, origin=origin) as work:
            work.add_or_put(view)
        return view

    def rename(self, view: RecordId, name: str, *, origin: object = None) -> SavedView:
        """:raises UserError: the name is empty, or another view of the area has it."""
        name = self._clean(name)
        now = self._keeper.get(view)
        if any(fold(one.name) == fold(name) and one.id != view for one in self.of(now.area)):
            raise UserError(
                _("There is a view “{name}” already.").format(name=name),
                _("Choose another name."),
            )
        return self._edit(view, origin, name=name)

    def remove(self, view: RecordId, *, origin: object = None) -> None:
        self._keeper.remove(view, origin=origin)

    def arrange(self, area: str, order: Sequence[str], *, origin: object = None) -> None:
        """Put the views of an area into this order of ids; those not named stand behind."""
        place = {key: number for number, key in enumerate(order)}
        known = sorted(self.of(area), key=lambda view: place.get(view.id, len(place)))
        facts: dict[str, str | int] = {"word": "saved_view"}
        with self._core.work(N_("Arrange saved views"), facts, origin=origin) as work:
            for number, view in enumerate(known, 1):
                if view.rank != number:
                    work.change(SavedView, view.id, rank=number)

    def _edit(self, view: RecordId, origin: object, **fields: Any) -> SavedView:
        return self._keeper.edit(view, origin=origin, **fields)

    def _clean(self, name: str) -> str:
        name = clean_line(name, limit=80)
        if not name:
            raise UserError(_("A view needs a name."), _("Type one."))
        return name
