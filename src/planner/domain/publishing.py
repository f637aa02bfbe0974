"""What publishing would do at a place: what is new, changed, gone, and what others did there."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planner.domain.handouts import PublishedEntry
from planner.i18n import N_


class Act(enum.StrEnum):
    """What is to be done with one file or entry."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    SAME = "same"


ACTS = {
    Act.NEW: N_("New"),
    Act.CHANGED: N_("Changed"),
    Act.REMOVED: N_("Removed"),
    Act.SAME: N_("Unchanged"),
}


class Clash(enum.StrEnum):
    """What others did at the place with something that is ours, or in its way."""

    EDITED = "edited"
    DELETED = "deleted"
    TAKEN = "taken"
    IDENTITY = "identity"


CLASHES = {
    Clash.EDITED: N_("Somebody changed it there."),
    Clash.DELETED: N_("Somebody deleted it there."),
    Clash.TAKEN: N_("Something that is not ours has this name there."),
    Clash.IDENTITY: N_("The entry is in that calendar already, put there by somebody else."),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One file or entry, by its ``name`` at the place. ``there`` is what the place calls its present
    state, None where nothing is.

    A step with a ``clash`` is done only when somebody chose that. ``found`` says that what lies
    there is ours although our books do not say so: they are put right.
    """

    name: str
    act: Act
    there: str | None = None
    clash: Clash | None = None
    found: bool = False


def steps(
    wanted: Mapping[str, str],
    recorded: Mapping[str, PublishedEntry],
    there: Mapping[str, str],
    is_ours: Callable[[str], bool],
    is_wanted: Callable[[str], bool],
) -> list[Step]:
    """In the order of ``wanted`` (name: hash of the content), then what goes.

    ``recorded`` is what our books say, ``there`` the states at the place by name. ``is_ours`` tells
    whether what lies there now is what one of our versions said, ``is_wanted`` whether it is what
    is wanted now; both are asked only where the books do not fit.
    """
    found = [
        _wanted(name, content, recorded.get(name), there.get(name), is_ours, is_wanted)
        for name, content in wanted.items()
    ]
    for name in recorded:
        if name in wanted:
            continue
        state = there.get(name)
        if state is None or state == recorded[name].etag or is_ours(name):
            found.append(Step(name=name, act=Act.REMOVED, there=state))
        else:
            found.append(Step(name=name, act=Act.REMOVED, there=state, clash=Clash.EDITED))
    return found


def _wanted(
    name: str,
    content: str,
    known: PublishedEntry | None,
    state: str | None,
    is_ours: Callable[[str], bool],
    is_wanted: Callable[[str], bool],
) -> Step:
    if state is None:
        if known is None:
            return Step(name=name, act=Act.NEW)
        return Step(name=name, act=Act.NEW, clash=Clash.DELETED)
    if known is not None and known.etag == state:
        act = Act.SAME if known.content_hash == content else Act.CHANGED
        return Step(name=name, act=act, there=state)
    if is_wanted(name):
        return Step(name=name, act=Act.SAME, there=state, found=True)
    if is_ours(name):
        return Step(name=name, act=Act.CHANGED, there=state)
    clash = Clash.TAKEN if known is None else Clash.EDITED
    return Step(name=name, act=Act.CHANGED, there=state, clash=clash)
