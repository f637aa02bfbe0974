"""The one door for what the program says: toast, bar, question, error. Plain text only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from planner.errors import UserError


class Messages(Protocol):
    """What pages and dialogs may say; the window answers it, tests write it down."""

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """A result that is not to be seen otherwise: a removal, a bulk change. Gone after 8 seconds."""

    def bar(
        self,
        text: str,
        action: tuple[str, Callable[[], object]] | None = None,
        *,
        tone: str = "warn",
        other: tuple[str, Callable[[], object]] | None = None,
        by_itself: bool = False,
    ) -> None:
        """A state that asks for something, until it is closed. ``action`` is its button and what that
        does; ``other`` is a second one. ``by_itself``: nobody did anything for it to be said now, so
        that it must not take the place of what she is about to answer.
        """

    def error(self, error: UserError) -> None:
        """What happened and what to do."""

    def question(self, text: str, verb: str, *, detail: str = "") -> bool:
        """An immediate decision: True for ``verb``, False for Cancel."""
        ...

    def choice(
        self, text: str, verbs: Sequence[str], *, detail: str = "", recommended: bool = False
    ) -> int:
        """A decision with several ways: the place of the verb, -1 for Cancel. ``recommended``: Enter
        takes the first."""
        ...

    def unexpected(self, error: BaseException) -> None:
        """A fault of the program."""


class Recorded:
    """Writes down what is said; questions are answered with ``answer``."""

    def __init__(self, *, answer: bool = True) -> None:
        self.toasts: list[tuple[str, Callable[[], object] | None]] = []
        self.bars: list[str] = []
        self.acts: dict[str, dict[str, Callable[[], object]]] = {}
        """The buttons of each bar by their words."""
        self.errors: list[UserError] = []
        self.questions: list[str] = []
        self.answer = answer
        self.chosen = -1
        """The answer to each :meth:`choice`."""

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        self.toasts.append((text, undo))

    def bar(
        self,
        text: str,
        action: tuple[str, Callable[[], object]] | None = None,
        *,
        tone: str = "warn",
        other: tuple[str, Callable[[], object]] | None = None,
        by_itself: bool = False,
    ) -> None:
        self.bars.append(text)
        self.acts[text] = dict(one for one in (action, other) if one is not None)

    def error(self, error: UserError) -> None:
        self.errors.append(error)

    def question(self, text: str, verb: str, *, detail: str = "") -> bool:
        self.questions.append(text)
        return self.answer

    def choice(
        self, text: str, verbs: Sequence[str], *, detail: str = "", recommended: bool = False
    ) -> int:
        self.questions.append(text)
        return self.chosen

    def unexpected(self, error: BaseException) -> None:
        raise error
