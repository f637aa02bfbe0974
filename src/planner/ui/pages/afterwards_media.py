"""What the media said of a visit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from planner.domain.outcomes import MediaMention
from planner.i18n import N_, _
from planner.ui.context import Context
from planner.ui.models.table_model import Column
from planner.ui.opening import open_address
from planner.ui.pages.afterwards_section import RecordsSection
from planner.ui.widgets.fields import DateField, LineField, short_day


class MediaSection(RecordsSection[MediaMention]):
    title = N_("In the media")
    removed = N_("The report in the media was removed")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, context.planner.mentions, parent)

    def columns(self) -> Sequence[Column[MediaMention]]:
        return (
            Column(N_("Medium"), lambda one: one.medium or "–", 160),
            Column(N_("Title"), lambda one: one.title, 220, takes_rest=True),
            Column(
                N_("Published"),
                lambda one: short_day(one.published_on),
                100,
                muted=True,
                keeps=True,
            ),
        )

    def build(self) -> None:
        form = self.form
        form.add("medium", LineField(_("Medium"), hint=_("Newspaper, station, page")))
        form.add("title", LineField(_("Title")))
        form.pair(
            ("published_on", DateField(_("Published"))),
            ("language", LineField(_("Language"), hint="da")),
        )
        form.add("url", LineField(_("Web address"), hint="https://"))
        self.table.set_empty(
            "message-square", _("Articles, broadcasts and posts about the visit stand here."),
            (_("New report"), self.new),
        )  # fmt: skip

    def more_buttons(self) -> Sequence[QPushButton]:
        self.open_button = self.button("globe", _("Open page"), self._open)
        return (self.open_button,)

    def enable(self) -> None:
        record = self.record
        self.open_button.setEnabled(bool(record and record.url))

    def blank(self) -> dict[str, Any]:
        return {"published_on": self.plan.visit.last_day}

    def _open(self) -> None:
        """In the system's browser, once it was shown where it leads."""
        record = self.record
        if record is not None and record.url:
            open_address(self.context.messages, record.url)
