"""The one door out: folders and files of ours, and addresses of the web, mail and telephone that are shown first."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from planner.errors import UserError
from planner.i18n import _
from planner.text import clean_line, visible
from planner.ui.messages import Messages

SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})


def open_with_system(path: Path) -> bool:
    """Whether the system found a program that shows the file or folder."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_address(messages: Messages, address: str) -> bool:
    """Show where an address leads, and open it in the system's own program if somebody says so.

    It may have been written by anybody: nothing but the web, mail and telephone is opened, never a
    file, a share of the network or a program.
    """
    text = visible(clean_line(address, limit=2_000))
    url = QUrl(text, QUrl.ParsingMode.StrictMode)
    is_web = url.scheme().lower() in ("http", "https")
    if url.scheme().lower() not in SCHEMES or not url.isValid() or (is_web and not url.host()):
        messages.error(
            UserError(
                _("“{address}” is no address that can be opened.").format(address=text[:200]),
                _("Only web, mail and telephone addresses are opened. Nothing was opened."),
            )
        )
        return False
    # As it is read by programs: letters that only look like others are written out.
    shown = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
    if not messages.question(_("Open this address?"), _("Open"), detail=shown[:500]):
        return False
    return QDesktopServices.openUrl(url)
