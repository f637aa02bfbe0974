"""What single views over the items add to the menus; nothing here makes a view that was not shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from planner.i18n import _
from planner.ui.commands import Command

if TYPE_CHECKING:
    from planner.ui.pages.visit_itinerary import ItineraryTab


def view_commands(tab: ItineraryTab, in_front: Callable[[], bool]) -> list[Command]:
    """Enabled while the tab is ``in_front`` and shows the view that they belong to."""
    return [*_views(tab, in_front), *_paper(tab, in_front), *_map(tab, in_front)]


def _views(tab: ItineraryTab, in_front: Callable[[], bool]) -> list[Command]:
    def is_shown(name: str) -> bool:
        return in_front() and tab.shown == name

    return [
        Command(
            id=f"itinerary.view_{name}",
            text=_("View: {name}").format(name=title),
            run=partial(tab.show_view, name),
            icon=picture,
            menu="view",
            scope="page",
            enabled=in_front,
            checked=partial(is_shown, name),
            separator=number == 0,
        )
        for number, (name, (title, picture, _view)) in enumerate(tab.views.items())
    ]


def _paper(tab: ItineraryTab, in_front: Callable[[], bool]) -> list[Command]:
    """Printing what is in front, and one person's calendar."""

    def prints() -> bool:
        return in_front() and bool(getattr(tab.page, "can_print", False))

    def hands_out() -> bool:
        return in_front() and bool(getattr(tab.page, "can_hand_out", False))

    def on_page(verb: str) -> None:
        getattr(tab.page, verb)()

    return [
        Command(
            id="itinerary.print",
            text=_("Print this view…"),
            run=partial(on_page, "preview"),
            icon="printer",
            shortcuts=("Ctrl+P",),
            menu="file",
            scope="page",
            enabled=prints,
            reason=_("Choose the view of a person, of the travel or the map first."),
        ),
        Command(
            id="person.hand_out",
            text=_("Hand out this person's calendar…"),
            run=partial(on_page, "hand_out"),
            icon="upload",
            menu="file",
            scope="page",
            enabled=hands_out,
            reason=_("Choose a delegate in the view of a person first."),
        ),
    ]


def _map(tab: ItineraryTab, in_front: Callable[[], bool]) -> list[Command]:
    def is_map() -> bool:
        return in_front() and tab.shown == "map"

    def has_stops() -> bool:
        return is_map() and bool(_map_page(tab).map.stops)

    def command(
        key: str, text: str, verb: str, picture: str, enabled: Callable[[], bool], keys: str = ""
    ) -> Command:
        return Command(
            id=f"map.{key}",
            text=text,
            run=lambda: getattr(_map_page(tab), verb)(),
            icon=picture,
            menu="view",
            scope="page",
            shortcuts=(keys,) if keys else (),
            enabled=enabled,
            reason=_("Choose the map first.") if enabled is is_map else _("Nothing is on the map."),
            separator=key == "fit",
        )

    return [
        command("fit", _("Show the visited sites"), "fit", "map-pin", is_map, "Ctrl+0"),
        command("whole", _("Show the whole route"), "fit_whole", "maximize", is_map),
        command("nearer", _("Show it larger"), "nearer", "plus", is_map, "Ctrl++"),
        command("farther", _("Show more of the map"), "farther", "minus", is_map, "Ctrl+-"),
        command("save", _("Save map as PDF or picture…"), "save", "download", has_stops),
    ]


def _map_page(tab: ItineraryTab) -> Any:
    """Only asked for while the map is shown."""
    return tab.page
