"""How papers look: the templates there are, the office's usual one, checking one and making one."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.documents.looks import Look
from planner.documents.templates import known as shelf
from planner.documents.templates.known import Template
from planner.documents.templates.problems import Problem
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.settings import Settings
from planner.text import clean_line, safe_file_name

if TYPE_CHECKING:
    from planner.documents.content import PageSize

NAMES: Final = {"plain": N_("Plain"), "formal": N_("Formal"), "compact": N_("Compact")}
"""The titles of the shipped templates, for a list in the reader's language."""
_LONGEST_NAME: Final = 60


class Templates:
    """Needs no library: a template is a folder of files, and the usual one a setting."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def usual(self) -> str:
        """The name of the template that papers have where none is named."""
        return self._settings.text("template") or shelf.USUAL

    def list(self) -> tuple[Template, ...]:
        """All of them; one that is broken has no look, and says why."""
        return shelf.templates()

    def find(self, name: str) -> Template:
        """The template of a name, whole or broken.

        :raises NotFound: there is none.
        """
        return shelf.described(shelf.folder_of(name or self.usual))

    def look(self, name: str = "") -> Look:
        """The look of a name, the office's usual one without.

        :raises UserError: there is none, or it is broken; the message says where.
        """
        return shelf.template(name or self.usual)

    def check(self, name_or_path: str) -> tuple[Problem, ...]:
        """All that is wrong with a template of a name, or in a folder; takes up to two seconds.

        :raises NotFound: there is neither.
        """
        from planner.documents.templates.checks import check

        path = Path(name_or_path)
        is_path = path.name != name_or_path or path in (Path(), Path(".."))
        if is_path or (path.is_dir() and name_or_path not in self._names()):
            if not path.is_dir():
                raise NotFound(
                    _("There is no folder {path}.").format(path=path),
                    _("Name a template, or the folder where one lies."),
                )
            return check(path.resolve())
        return check(shelf.folder_of(name_or_path))

    def pages(
        self, name: str, *languages: str, ppi: float = 60, size: PageSize | None = None
    ) -> Sequence[bytes]:
        """A specimen with every kind of block, as PNGs.

        :raises UserError: there is no such template, or it is broken.
        """
        from planner.documents.content import PageSize
        from planner.documents.engine.pdf import write_pages
        from planner.documents.specimen import specimen

        look = self.look(name)
        return write_pages(specimen(look, *languages, size=size or PageSize.A4), look, ppi)

    def new(self, title: str, source: str = shelf.USUAL) -> Template:
        """Make a template of the office's own that begins as another one. Nothing is overwritten.

        :raises NotFound: there is no such source.
        :raises UserError: there is already one of this name, or the source is broken.
        :raises NotWritten: its files could not be written.
        """
        from planner.documents.templates import starting as template_starting
        from planner.interchange.files import made_folder, not_written, save_bytes

        title = clean_line(title, limit=_LONGEST_NAME)
        folder = self.place(title, source)
        look = shelf.template(source)
        origin = shelf.described(shelf.folder_of(source))
        files = (
            template_starting.copied(title, origin.folder, shelf.reading_of(origin.folder).source)
            if origin.own
            else template_starting.started(title, origin.name, look)
        )
        part = folder.with_name(f".{folder.name}.part")
        made_folder(part)
        try:
            for file, content in files.items():
                save_bytes(part / file, content)
            part.rename(folder)
        except OSError as error:
            raise not_written(folder.name, error, existed=False) from error
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return shelf.described(folder)

    def place(self, title: str, source: str = shelf.USUAL) -> Path:
        """The folder that :meth:`new` would make.

        :raises UserError: it could not, for the reasons that :meth:`new` gives.
        """
        shelf.template(source)
        name = safe_file_name(title, fallback="").strip().lower().replace(" ", "-")
        if not name:
            raise UserError(_("A template needs a name."), _("Give it the name of your office."))
        folder = shelf.own_folder() / name
        if name in self._names() or folder.exists():
            raise UserError(
                _("There is already a template “{name}”.").format(name=name),
                _("It was left as it is. Choose another name."),
            )
        return folder

    def choose(self, name: str) -> None:
        """Let all papers look so, where none is named.

        :raises UserError: there is no such template, or it is broken: it would stop every paper.
        """
        shelf.template(name)
        name = self.find(name).name
        self._settings.choose("template", "" if name == shelf.USUAL else name)

    def _names(self) -> frozenset[str]:
        return frozenset(one.name for one in shelf.templates())


def choices(chosen: str = "") -> list[tuple[str, str]]:
    """The values of the setting, each with its title; the chosen one is there even if it is gone."""
    found = {"" if one.name == shelf.USUAL else one.name: one for one in shelf.templates()}
    titles = {name: shown_title(one) for name, one in found.items()}
    return list({**titles, chosen: titles.get(chosen) or _unusable(chosen)}.items())


def _unusable(title: str) -> str:
    return _("{name} (cannot be used)").format(name=title)


def shown_title(one: Template) -> str:
    """As lists say it: the shipped ones in the reader's language, a broken one as one."""
    title = one.title if one.own else _(NAMES.get(one.name, one.title))
    return title if one.look else _unusable(title)
