"""What a unit of work changed, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changed:
    """After a commit, an undo or a redo: which kinds of record changed, and which records.

    ``label`` is a message id, ``facts`` fill it in. ``step`` is None for what is not in the
    history. ``origin`` is whatever the caller gave: an editor recognises its own echo by it.
    """

    label: str
    words: frozenset[str]
    ids: frozenset[str]
    facts: Mapping[str, str | int] = field(default_factory=dict)
    step: int | None = None
    origin: object = None


Listener = Callable[[Changed], None]


class Changes:
    """Who wants to know. Listeners are called in the thread that wrote."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after each change; the result ends it."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def tell(self, changed: Changed) -> None:
        for listener in list(self._listeners):
            listener(changed)
