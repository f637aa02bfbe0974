"""What this program is, its version and its licence."""

from __future__ import annotations

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner import __version__
from planner.i18n import _
from planner.ui.widgets.label import Label


class AboutDialog(QDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Planner"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(Label(_("Planner"), size=1.5, strong=True, parent=self))
        layout.addWidget(
            Label(
                _("Version {version}, Qt {qt}").format(version=__version__, qt=qVersion()),
                "text2",
                parent=self,
            )
        )
        for text in (
            _(
                "Plans delegation visits: people, itineraries, checks, and what goes out to whom. Everything stays on this computer."
            ),
            _("Free software under the GNU Lesser General Public License, version 3 or later."),
            _("Icons by Lucide (ISC). Fonts: Inter and Noto Sans JP (SIL Open Font License)."),
        ):
            layout.addWidget(Label(text, wrap=True, parent=self))
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole).clicked.connect(
            self.accept
        )
        layout.addWidget(buttons)
        self.setMinimumWidth(420)
