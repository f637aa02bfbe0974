"""What sending does elsewhere than in the window: looking, writing, releasing; each can be called off."""

from __future__ import annotations

from planner.ui.dialogs.errand import Errand
from planner.ui.dialogs.send_look import Asked, look


class Work(Errand):
    def look(self, asked: Asked) -> None:
        planner = self._context.planner
        self.begin_look(lambda progress: look(planner, asked, progress))
