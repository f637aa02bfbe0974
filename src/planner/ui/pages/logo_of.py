"""The logo of the organisation in front: its box, and what is done with a picture that is given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from planner.domain.ids import OrganisationId
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.pages.visit_verbs import attempt, undoable
from planner.ui.photos import whole_picture
from planner.ui.widgets.logo_box import HIGH, MARGIN, WIDE, LogoBox
from planner.ui.widgets.photo_box import FILES


class LogoOf(LogoBox):
    """``key`` gives the organisation that is shown, "" for none."""

    def __init__(self, context: Context, key: Callable[[], str]) -> None:
        super().__init__()
        self._context, self._key = context, key
        self.is_locked = context.planner.is_read_only
        self.file_wanted.connect(self._choose)
        self.given.connect(self.take)
        self.removed.connect(self._remove)

    def show_record(self) -> None:
        """Show the logo of the organisation in front."""
        key = self._key()
        logo = self._context.planner.logos.of(OrganisationId(key)) if key else None
        ratio, edges = self.devicePixelRatioF(), 2 * MARGIN
        self.show_picture(
            whole_picture(logo.data, WIDE - edges, HIGH - edges, ratio) if logo else None
        )
        self.setVisible(bool(key))

    def take(self, source: Path | bytes) -> None:
        """Read a logo beside the window and keep it for the organisation shown now."""
        logos, key = self._context.planner.logos, OrganisationId(self._key())
        if not key:
            return
        self._context.tasks.run(
            lambda _progress: logos.read(source),
            lambda logo: attempt(self._context, lambda: logos.put(key, logo)),
            text=_("Reading the logo"),
        )

    def _choose(self) -> None:
        kinds = [_("Pictures") + f" {FILES}"]
        chosen = self._context.files.open(self, _("Choose logo"), kinds, "photo")
        if chosen:
            self.take(chosen[0])

    def _remove(self) -> None:
        key = OrganisationId(self._key())
        if key:
            text = _("The logo was removed")
            undoable(self._context, lambda: self._context.planner.logos.remove(key), text)
