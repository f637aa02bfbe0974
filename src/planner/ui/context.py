"""What every page receives: the services, and the window's doors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from planner.ui.bridge import Bridge
from planner.ui.commands import Registry
from planner.ui.files import FileChooser
from planner.ui.messages import Messages
from planner.ui.opening import open_with_system
from planner.ui.recent import Recent
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme

if TYPE_CHECKING:
    from planner.services.planner import Planner


def _nowhere(word: str, key: str) -> None:
    """Without a window there is nowhere to go."""


def _no_import(paths: Sequence[Path], visit_id: str | None = None) -> None:
    """Without a window nothing is imported."""


def _nothing() -> None:
    """Without a window there is nothing to bring up to date."""


@dataclass
class Context:
    """One per window. The window fills in the three doors at the end when it is built."""

    planner: Planner
    bridge: Bridge
    messages: Messages
    tasks: Tasks
    selection: Selection
    theme: Theme
    files: FileChooser
    commands: Registry = field(default_factory=Registry)
    recent: Recent = field(default_factory=Recent)
    open_record: Callable[[str, str], None] = _nowhere
    """Shows the record of this word and id on its page ("visit", id)."""
    import_files: Callable[..., None] = _no_import
    """``import_files(paths, visit_id=None)`` opens the review of an import; without paths it asks."""
    open_file: Callable[[Path], bool] = open_with_system
    """Shows a file in the program that the system has for it; False when there is none."""
    update_commands: Callable[[], None] = _nothing
    """Call when what is enabled may have changed."""
