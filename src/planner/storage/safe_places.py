"""What is said where a library lies, or would lie, in a folder that is not safe for it."""

from __future__ import annotations

from pathlib import Path

from planner.errors import WrongFolder
from planner.i18n import _
from planner.storage import folders
from planner.storage.folders import Kind
from planner.storage.writer_lock import is_held, owner_of


def is_safe(path: Path) -> bool:
    return folders.place_of(path).is_safe


def demand(path: Path, *, new: bool = False) -> None:
    """:raises WrongFolder: a library at ``path`` may not be written; ``new`` if it is not there yet."""
    place = folders.place_of(path)
    if place.is_safe:
        return
    if place.kind is Kind.SYNCED:
        why = _("{folder} is synced by {program}, which can damage or swap a library.")
        what = why.format(folder=path.parent, program=place.name)
    else:
        why = _("{folder} is on the network ({type}), where a library can be damaged.")
        what = why.format(folder=path.parent, type=place.name)
    if new:
        raise WrongFolder(
            what, _("Nothing was made. Choose a folder of this computer; backups may go there.")
        )
    owner = owner_of(path) if is_held(path) or owner_of(path).is_elsewhere else None
    if owner is not None and owner.when:
        what += " " + _("{owner} has {name} open since {time}.").format(
            owner=owner.name, name=path.name, time=owner.when
        )
    if place.kind is Kind.SYNCED:
        hint = _("Nothing was changed. Move it to a folder of this computer, or open it read-only.")
    else:
        hint = _("Nothing was changed. Work on a copy on this computer, or open it read-only.")
    raise WrongFolder(what, hint)
