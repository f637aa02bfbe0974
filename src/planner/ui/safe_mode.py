"""A start in safe mode: nothing is opened or runs by itself until somebody says how to go on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from planner.i18n import _

if TYPE_CHECKING:
    from planner.ui.dialogs.safe_start import Ways
    from planner.ui.main_window import MainWindow


class SafeMode:
    """``fill`` opens the library of the session in the window; ``usual`` ends the safe mode first."""

    def __init__(
        self,
        window: MainWindow,
        address: str,
        fill: Callable[[], None],
        usual: Callable[[], None],
        *,
        asked: bool = False,
    ) -> None:
        self._window, self._address, self._fill, self._usual = window, address, fill, usual
        self._asked = asked

    def begin(self) -> None:
        """Say it, and do what is chosen."""
        from planner.ui.dialogs.safe_start import SafeStartDialog

        self._window.complete()
        dialog = SafeStartDialog(self._name, self._ways(), self._window, asked=self._asked)
        dialog.exec()
        wanted = dialog.wanted
        dialog.deleteLater()
        if wanted is not None:
            wanted()
        else:
            self._say_closed()

    @property
    def _name(self) -> str:
        return "…" if "://" in self._address else Path(self._address).name

    def _ways(self) -> Ways:
        from planner.services.backups import restorable
        from planner.ui.dialogs.safe_start import Ways

        has_backups = "://" not in self._address and restorable(self._address)
        return Ways(
            restore=self._restore if has_backups else None,
            check=self._check,
            report=self._report,
            usual=self._usual,
        )

    def _restore(self) -> None:
        from planner.ui.restoring import show_backups

        if not show_backups(self._window, Path(self._address)):
            self.begin()

    def _check(self) -> None:
        self._fill()
        if self._window.context is not None:  # else what is wrong stands in the bar
            self._window.show_dialog("check_up")

    def _report(self) -> None:
        self._window.show_report()
        self.begin()

    def _say_closed(self) -> None:
        self._window.messages.bar(
            _("Safe mode: the library is not open."), (_("Go on…"), self.begin), tone="info"
        )
