"""Templates: the shipped ones in ``resources/templates``, an office's own in its data folder."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from planner import paths
from planner.documents.content import Picture
from planner.documents.looks import ACCENT, INK, Look
from planner.errors import NotFound
from planner.i18n import _

USUAL: Final = "plain"


def template(name: str) -> Look:
    """The template of a name, the usual one without.

    :raises NotFound: there is none of this name.
    """
    folder = paths.resources() / "templates" / (name or USUAL)
    if not (folder / "template.toml").is_file():
        raise NotFound(
            _("There is no template “{name}”.").format(name=name), _("See the list of templates.")
        )
    return _read(folder)


@cache
def _read(folder: Path) -> Look:
    told = tomllib.loads((folder / "template.toml").read_text(encoding="utf-8"))
    logo = folder / str(told.get("logo") or "")
    return Look(
        name=folder.name,
        title=str(told.get("title", folder.name)),
        organisation=str(told.get("organisation", "")),
        accent=str(told.get("accent") or ACCENT),
        ink=str(told.get("ink") or INK),
        logo=Picture(logo.read_bytes(), str(told.get("organisation", "")))
        if logo.is_file()
        else None,
        page=(folder / "page.typ").read_text(encoding="utf-8"),
    )
