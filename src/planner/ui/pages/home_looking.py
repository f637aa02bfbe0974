"""Looking at the coming visits off the window's thread, one after the other, as results come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from planner.errors import UserError

if TYPE_CHECKING:
    from planner.domain.ids import VisitId
    from planner.domain.outlook import Attention, Outlook
    from planner.services.home import AtLarge
    from planner.ui.context import Context

    Seen = tuple[Outlook, list[Attention]]

T = TypeVar("T")


class Looking:
    """One look at a time: a newer one ends the older. What is asked for next waits behind no more than
    one visit, since the next visit is begun only when the one before is done."""

    def __init__(
        self,
        context: Context,
        seen: Callable[[Outlook, list[Attention]], object],
        at_large: Callable[[AtLarge], object],
        done: Callable[[], object],
    ) -> None:
        self._context = context
        self._seen, self._at_large, self._done = seen, at_large, done
        self._round = 0
        self._left: list[VisitId] = []

    def begin(self, visits: Sequence[VisitId]) -> None:
        """Look at these visits, the first one first, and then at what is about no visit."""
        self._round += 1
        self._left = list(visits)
        self._next()

    def stop(self) -> None:
        """What is under way still ends, but is not shown any more."""
        self._round += 1
        self._left = []

    def _next(self) -> None:
        planner = self._context.planner
        if not self._left:
            self._run(lambda: planner.home.at_large(), self._finish, self._done)
            return
        visit = self._left.pop(0)

        def look() -> Seen:
            outlook = planner.home.outlook(visit)
            return outlook, planner.home.attention(outlook)

        self._run(look, self._show, self._next)

    def _run(
        self, work: Callable[[], T], then: Callable[[T], None], otherwise: Callable[[], object]
    ) -> None:
        """``otherwise`` goes on when what was to be looked at is gone, or cannot be looked at."""
        turn = self._round

        def done(result: T) -> None:
            if turn == self._round:
                then(result)

        def failed(error: Exception) -> None:
            if turn != self._round:
                return
            if not isinstance(error, UserError):  # that is a visit removed meanwhile
                self._context.messages.unexpected(error)
            otherwise()

        self._context.tasks.run(lambda _progress: work(), done, failed)

    def _show(self, seen: Seen) -> None:
        outlook, attention = seen
        self._seen(outlook, attention)
        self._next()

    def _finish(self, found: AtLarge) -> None:
        self._at_large(found)
        self._done()
