"""The quick-add line of follow-ups: one line of text, what it reads as, and the question it leaves open."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.domain.follow_up_line import Ground, QuestionKind, Reading, read_follow_up
from planner.domain.follow_up_line.line import LONGEST
from planner.domain.follow_up_line.read_back import answer, question, reads_as
from planner.i18n import _
from planner.ui.widgets.asking_line import AskingLine


class FollowUpLineEdit(AskingLine):
    """``wanted`` carries a :class:`Reading` that leaves nothing open, on Enter."""

    reading: Reading

    def __init__(
        self, ground: Ground, *, of_visit: bool = False, parent: QWidget | None = None
    ) -> None:
        """``of_visit``: it stands on the page of a visit, from which dates count."""
        self._ground = ground
        example = _("menu cards T-2 @Eva") if of_visit else _("thank-you ESS fri @Eva #JP-DK-2027")
        super().__init__(_("Quick add"), example, LONGEST, parent=parent)

    def set_ground(self, ground: Ground) -> None:
        """Read against this from now on; what stands in the line is read anew."""
        self._ground = ground
        if not self.reading.is_empty:
            self.read()

    def read_text(self, text: str) -> Reading:
        return read_follow_up(text, self._ground)

    def said(self) -> str:
        if self.reading.is_empty:
            return _(
                "What is to be done, by when; then @owner, #about, “every month”, T+14, !waiting."
            )
        return question(self.reading.question) if self.reading.question else reads_as(self.reading)

    def asked(self) -> bool:
        asked = self.reading.question
        return asked is not None and asked.kind is not QuestionKind.NO_TITLE

    def ways_out(self) -> list[tuple[str, str]]:
        asked = self.reading.question
        return [(answer(one, asked), one.line) for one in asked.options] if asked else []
