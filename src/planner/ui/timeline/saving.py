"""Asking where a timeline goes as a picture, and writing it beside the window."""

from __future__ import annotations

from planner.i18n import _
from planner.ui.context import Context
from planner.ui.timeline.canvas import Canvas
from planner.ui.timeline.picture import KINDS, MOST_ROWS, picture


def save_picture(context: Context, timeline: Canvas, stem: str) -> None:
    """Write all its years as PNG, SVG or PDF, as the file's name says."""
    kinds = [_("Picture (*.png *.svg)"), _("PDF (*.pdf)")]
    path = context.files.save(timeline, _("Export"), f"{stem}.png", kinds, "export")
    if path is None:
        return
    kind = path.suffix.lower()
    content = picture(timeline.scene, timeline.font(), kind if kind in KINDS else ".png")
    relationships, said = context.planner.relationships, _("{name} was written")
    if len(timeline.scene.rows) > MOST_ROWS:
        said = _("{name} was written, with the first {count} rows")
    told = said.format(name=path.name, count=MOST_ROWS)
    context.tasks.run(
        lambda _progress: relationships.keep(path, content),
        lambda _done: context.messages.toast(told),
        text=_("Writing files"),
    )
