"""A photo that somebody hands in: looked at by its first bytes here, decoded in the child process."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Final

from planner.errors import NotReadable
from planner.i18n import _
from planner.interchange import pictures
from planner.interchange.file_reader import ask_child
from planner.text import clean_line

WALL_SECONDS: Final = 20.0
_MEGABYTE: Final = 1_000_000


def read_photo_file(path: Path) -> pictures.Picture:
    """The photo in a file, small and without metadata.

    :raises NotReadable: the file is none, too large, or cannot be opened.
    """
    name = clean_line(path.name)
    try:
        if path.stat().st_size > pictures.SIZE_LIMIT:
            raise _too_large(name)
        with path.open("rb") as file:
            data = file.read(pictures.SIZE_LIMIT + 1)
    except OSError as error:
        raise NotReadable(
            _("{name} cannot be opened: {reason}.").format(name=name, reason=error.strerror or ""),
            _("Nothing was changed."),
        ) from error
    return read_photo(data, name)


def read_photo(data: bytes, name: str = "", *, seconds: float = WALL_SECONDS) -> pictures.Picture:
    """The photo as a JPEG of at most 512 pixels; ``name`` is what the source is called on screen.

    Whatever is no JPEG, PNG or WebP by its first bytes is never decoded; an SVG is a program.

    :raises NotReadable: it is none of these, damaged, over 2 MB or over 50 megapixels.
    """
    name = clean_line(name) or _("The picture")
    if len(data) > pictures.SIZE_LIMIT:
        raise _too_large(name)
    if not pictures.format_of(data):
        raise NotReadable(
            _("{name} is no photo that can be kept.").format(name=name),
            _("Take a JPEG, PNG or WebP file. Nothing was changed."),
        )
    answer = ask_child(name, {"picture": True}, data, seconds)
    try:
        found = pictures.Picture(str(answer["data"]), int(answer["width"]), int(answer["height"]))
        content = base64.b64decode(found.data, validate=True)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(name) from error
    # The child read what a stranger sent: what it answers is looked at like that.
    if pictures.format_of(content) != "JPEG" or not (
        0 < found.width <= pictures.EDGE and 0 < found.height <= pictures.EDGE
    ):
        raise _damaged(name)
    return found


def _too_large(name: str) -> NotReadable:
    return NotReadable(
        _("{name} is larger than {limit} MB.").format(
            name=name, limit=pictures.SIZE_LIMIT // _MEGABYTE
        ),
        _("Make the photo smaller first. Nothing was changed."),
    )


def _damaged(name: str) -> NotReadable:
    return NotReadable(
        _("{name} cannot be read as a photo.").format(name=name),
        _("It is damaged, or has more than 50 megapixels. Nothing was changed."),
    )
