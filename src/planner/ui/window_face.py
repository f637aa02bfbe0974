"""What commands and dialogs ask of the window; the window itself stands above them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from planner.domain.sheets import PastedText
    from planner.settings import Settings
    from planner.ui.commands import Registry
    from planner.ui.context import Context
    from planner.ui.navigation import Navigation
    from planner.ui.pages.page import Page
    from planner.ui.panes import Ring
    from planner.ui.theme import Theme
    from planner.ui.undoing import Undoing
    from planner.ui.widgets.inspector_panel import InspectorPanel


class WindowFace(Protocol):
    """The state that commands look at, and the verbs that they run."""

    settings: Settings
    theme: Theme
    registry: Registry
    context: Context | None
    navigation: Navigation | None
    undoing: Undoing | None
    inspector: InspectorPanel
    ring: Ring
    is_sample: bool

    @property
    def page(self) -> Page | None: ...

    @property
    def can_write(self) -> bool: ...

    @property
    def visit_id(self) -> str: ...

    @property
    def undo_text(self) -> str: ...

    @property
    def redo_text(self) -> str: ...

    def show_dialog(self, name: str) -> None: ...

    def work_apart(self, work: Callable[..., object], text: str) -> None: ...

    def on_page(self, verb: str) -> None: ...

    def go(self, name: str) -> None: ...

    def go_back(self) -> None: ...

    def go_forward(self) -> None: ...

    def new_visit(self) -> None: ...

    def import_files(
        self, paths: Sequence[Path | PastedText], visit_id: str | None = None
    ) -> None: ...

    def paste_people(self, text: str = "") -> None: ...

    def export(self) -> None: ...

    def save(self) -> None: ...

    def undo(self) -> None: ...

    def redo(self) -> None: ...

    def refresh(self) -> None: ...

    def toggle_inspector(self) -> None: ...

    def focus_message(self) -> None: ...

    def toggle_full_screen(self) -> None: ...

    def isFullScreen(self) -> bool: ...

    def show_palette(self, text: str = "") -> None: ...

    def show_record(self, word: str, key: str) -> None: ...

    def start_own(self) -> None: ...

    def restore_backup(self, number: int, called: str) -> None: ...

    def undo_restore(self, number: int) -> None: ...

    def cancel_tasks(self) -> None: ...

    def close(self) -> bool: ...
