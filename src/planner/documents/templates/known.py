"""Templates: the shipped ones in ``resources/templates``, an office's own in its data folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from planner import paths
from planner.documents.looks import Look
from planner.documents.templates.problems import TABLE, Problem
from planner.documents.templates.reading import Reading, read
from planner.errors import NotFound, UserError
from planner.i18n import _
from planner.text import clean_line, natural_key

USUAL: Final = "plain"
SHIPPED: Final = (USUAL, "formal", "compact")
_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """A template as a list shows it. Without a ``look`` it cannot be used: ``problems`` say why."""

    name: str
    title: str
    folder: Path
    own: bool
    look: Look | None
    problems: tuple[Problem, ...] = ()

    @property
    def problem(self) -> str:
        """Why it cannot be used; empty if it can."""
        return next((str(one) for one in self.problems if one.severe), "")


def own_folder() -> Path:
    """Where the templates of an office are: a folder for each."""
    return paths.user_data() / "templates"


def folder_of(name: str) -> Path:
    """Where the template of a name is, an office's own before a shipped one of its name.

    The title does as well, as it was typed for a new template and as lists show it.

    :raises NotFound: there is none.
    """
    folder = _folders().get(name or USUAL) or _titled(name)
    if folder is None:
        raise NotFound(
            _("There is no template “{name}”.").format(name=name), _("See the list of templates.")
        )
    return folder


def _titled(title: str) -> Path | None:
    """The folder of the one template of this title; of several alike none is meant."""
    wanted = clean_line(title).casefold()
    found = [one.folder for one in templates() if one.title.casefold() == wanted]
    return found[0] if len(found) == 1 else None


def template(name: str) -> Look:
    """The look of a name, the usual shipped one without.

    :raises NotFound: there is none of this name.
    :raises UserError: it is broken; the message says where. No other one takes its place.
    """
    folder = folder_of(name)
    look, reading = _read(folder, _stamp(folder))
    if look is not None:
        return look
    problem = next(one for one in reading.problems if one.severe)
    raise UserError(
        _("The template “{name}” cannot be used. {problem}").format(
            name=folder.name, problem=problem
        ),
        _("Mend it, or choose another template. Nothing was written."),
    )


def templates() -> tuple[Template, ...]:
    """All of them, the shipped first; a broken one is among them, with its problems."""
    return tuple(map(described, _folders().values()))


def described(folder: Path) -> Template:
    """The template in a folder, wherever it lies."""
    look, reading = _read(folder, _stamp(folder))
    title = str(reading.told.get("title") or folder.name)
    return Template(
        name=folder.name,
        title=title if look is None else look.title,
        folder=folder,
        own=folder.parent != _shipped_folder(),
        look=look,
        problems=tuple(reading.problems),
    )


def reading_of(folder: Path) -> Reading:
    """A template as far as it can be read."""
    return _read(folder, _stamp(folder))[1]


def _shipped_folder() -> Path:
    return paths.resources() / "templates"


def _folders() -> dict[str, Path]:
    found = {name: _shipped_folder() / name for name in SHIPPED}
    for folder in sorted(_inside(own_folder()), key=lambda one: natural_key(one.name)):
        found[folder.name] = folder
    return found


def _inside(folder: Path) -> Iterable[Path]:
    try:
        return [one for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")]
    except OSError:
        return []


def _shipped_look(name: str) -> Look | None:
    if name not in SHIPPED:
        return None
    folder = _shipped_folder() / name
    return _read(folder, _stamp(folder))[0]


@lru_cache(maxsize=32)
def _read(folder: Path, _unchanged: _Stamp) -> tuple[Look | None, Reading]:
    look, reading = read(folder, _shipped_look)
    if look is not None and folder == _shipped_folder() / USUAL:  # its page is what all import
        look = replace(look, page="")
    return look, reading


def _stamp(folder: Path) -> _Stamp:
    """What tells that no file of a template was changed."""
    found: list[tuple[str, int, int]] = []
    try:
        for path in sorted(folder.rglob("*"))[:200]:
            told = path.stat()
            found.append((str(path), told.st_mtime_ns, told.st_size))
    except OSError:
        found.append((str(folder), -1, -1))
    if not (folder / TABLE).is_file():
        found.append((TABLE, 0, 0))
    return tuple(found)
