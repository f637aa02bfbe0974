"""A photo or logo that somebody hands in: looked at by its first bytes here, decoded in the child process."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner.errors import NotReadable
from planner.i18n import N_, _
from planner.interchange import pictures
from planner.interchange.file_reader import ask_child
from planner.text import clean_line

WALL_SECONDS: Final = 20.0
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is taken in: what the child makes of it, and what is said when it cannot be had."""

    name: str
    edge: int
    formats: tuple[str, ...]
    no_such: str
    unreadable: str
    too_large: str


_PHOTO: Final = _Kind(
    "photo",
    pictures.EDGE,
    ("JPEG",),
    N_("{name} is no photo that can be kept."),
    N_("{name} cannot be read as a photo."),
    N_("Make the photo smaller first. Nothing was changed."),
)
_LOGO: Final = _Kind(
    "logo",
    pictures.LOGO_EDGE,
    ("PNG", "JPEG"),
    N_("{name} is no picture that can be kept."),
    N_("{name} cannot be read as a picture."),
    N_("Make the picture smaller first. Nothing was changed."),
)


def read_photo_file(path: Path) -> pictures.Picture:
    """The photo in a file, small and without metadata.

    :raises NotReadable: the file is none, too large, or cannot be opened.
    """
    return read_photo(_content(path, _PHOTO), clean_line(path.name))


def read_photo(data: bytes, name: str = "", *, seconds: float = WALL_SECONDS) -> pictures.Picture:
    """The photo as a JPEG of at most 512 pixels; ``name`` is what the source is called on screen.

    Whatever is no JPEG, PNG or WebP by its first bytes is never decoded; an SVG is a program.

    :raises NotReadable: it is none of these, damaged, over 2 MB or over 50 megapixels.
    """
    return _picture(data, name, seconds, _PHOTO)


def read_logo_file(path: Path) -> pictures.Picture:
    """The logo in a file; like :func:`read_photo_file`."""
    return read_logo(_content(path, _LOGO), clean_line(path.name))


def read_logo(data: bytes, name: str = "", *, seconds: float = WALL_SECONDS) -> pictures.Picture:
    """The logo as a PNG or JPEG of at most 1024 pixels; what is transparent stays so.

    :raises NotReadable: as :func:`read_photo` does.
    """
    return _picture(data, name, seconds, _LOGO)


def _content(path: Path, kind: _Kind) -> bytes:
    name = clean_line(path.name)
    try:
        if path.stat().st_size > pictures.SIZE_LIMIT:
            raise _too_large(name, kind)
        with path.open("rb") as file:
            return file.read(pictures.SIZE_LIMIT + 1)
    except OSError as error:
        raise NotReadable(
            _("{name} cannot be opened: {reason}.").format(name=name, reason=error.strerror or ""),
            _("Nothing was changed."),
        ) from error


def _picture(data: bytes, name: str, seconds: float, kind: _Kind) -> pictures.Picture:
    name = clean_line(name) or _("The picture")
    if len(data) > pictures.SIZE_LIMIT:
        raise _too_large(name, kind)
    if not pictures.format_of(data):
        raise NotReadable(
            _(kind.no_such).format(name=name),
            _("Take a JPEG, PNG or WebP file. Nothing was changed."),
        )
    answer = ask_child(name, {"picture": kind.name}, data, seconds)
    try:
        found = pictures.Picture(str(answer["data"]), int(answer["width"]), int(answer["height"]))
        content = base64.b64decode(found.data, validate=True)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(name, kind) from error
    # The child read what a stranger sent: what it answers is looked at like that.
    made = pictures.format_of(content)
    if made not in kind.formats or not (
        0 < found.width <= kind.edge and 0 < found.height <= kind.edge
    ):
        raise _damaged(name, kind)
    return pictures.Picture(found.data, found.width, found.height, f"image/{made.lower()}")


def _too_large(name: str, kind: _Kind) -> NotReadable:
    return NotReadable(
        _("{name} is larger than {limit} MB.").format(
            name=name, limit=pictures.SIZE_LIMIT // _MEGABYTE
        ),
        _(kind.too_large),
    )


def _damaged(name: str, kind: _Kind) -> NotReadable:
    return NotReadable(
        _(kind.unreadable).format(name=name),
        _(
            "It is damaged, or has more than 50 megapixels (25 where it is no plain JPEG)."
            " Nothing was changed."
        ),
    )
