"""Papers as PDF, and as pictures for the preview: the only module that calls the engine.

The engine gets a template, the content as data and the fonts of the house; it can read nothing else.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import hashlib
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Final

from planner import paths
from planner.documents.content import Change, Document, Picture, first, second
from planner.documents.looks import Look
from planner.documents.pictures import as_svg, is_svg
from planner.errors import UserError
from planner.i18n import N_, _, language
from planner.text import clean_text

PREVIEW_PPI: Final = 96
STANDARD: Final = "ua-1"
"""PDF/UA-1: tagged, with a title, a language and words for each picture."""
CHANGES: Final = {
    Change.NEW: N_("new"),
    Change.CHANGED: N_("changed"),
    Change.GONE: N_("cancelled"),
}


def write_pdf(document: Document, look: Look) -> bytes:
    """The paper, tagged (PDF/UA-1), fonts embedded. The same content and look give the same bytes.

    :raises UserError: the template of the office cannot be set; the message says where.
    """
    made = _compile(document, look, format="pdf", pdf_standards=[STANDARD])
    assert isinstance(made, bytes)
    return made


def write_pages(document: Document, look: Look, ppi: float = PREVIEW_PPI) -> list[bytes]:
    """Each page as a PNG, set by the same engine from the same source as the PDF."""
    made = _compile(document, look, format="png", ppi=ppi)
    return list(made) if isinstance(made, list) else [made]


def source_of(document: Document, look: Look) -> dict[str, bytes]:
    """All files that the engine is given: the template, the data and the pictures."""
    pictures: dict[str, bytes] = {}
    speak = language(document.language)
    data = {
        "paper": {
            **_plain(document, pictures),
            "second": document.second_language or document.language,
        },
        "look": {"accent": look.accent, "ink": look.ink, "organisation": look.organisation},
        "changes": {change.value: speak(words) for change, words in CHANGES.items()},
        "interpreter": speak(N_("I")),
        "fonts": _families(),
    }
    page = look.page or (paths.resources() / "templates" / "plain" / "page.typ").read_text("utf-8")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return {"main": page.encode(), "data.json": text.encode("utf-8", "replace"), **pictures}


def _compile(document: Document, look: Look, **how: Any) -> bytes | list[bytes]:
    import typst

    source = source_of(document, look)
    try:
        made: bytes | list[bytes] = typst.compile(
            source,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            timestamp=document.made_at.replace(tzinfo=dt.UTC),
            root=str(_nowhere()),
            **how,
        )
        return made
    except RuntimeError as error:
        # Our own template is held by tests; what is left is one that an office made.
        raise UserError(
            _("The paper cannot be set with the template “{name}”.").format(
                name=look.title or look.name
            ),
            _("Check the template: {problem}").format(problem=_where(error)),
        ) from error


@cache
def _nowhere() -> Path:
    """An empty folder as the root of all reading: a template can read what it is given, no more."""
    return Path(tempfile.mkdtemp(prefix="planner-"))


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(paths.resources() / "fonts")],
    )


def _families() -> dict[str, list[str]]:
    return {"*": ["Inter", "Noto Sans JP"], "ja": ["Inter", "Noto Sans JP"]}


def _plain(value: Any, pictures: dict[str, bytes], declared: str = "") -> Any:
    """Blocks as the template reads them: each a mapping that says in ``is`` what it is."""
    if declared.startswith("Text"):
        return {"text": _shown(first(value)), "second": _shown(second(value))}
    if isinstance(value, Picture):
        return {
            "file": _put(value.data, pictures),
            "alt": _shown(value.alt),
            "width": value.width,
        }
    if isinstance(value, tuple):
        inner = "Text" if declared.startswith("tuple[Text") else ""
        return [_plain(one, pictures, inner) for one in value]
    if isinstance(value, enum.Enum):
        return value.value
    if dataclasses.is_dataclass(value):
        return {
            "is": type(value).__name__.lower(),
            **{
                one.name: _plain(getattr(value, one.name), pictures, str(one.type))
                for one in dataclasses.fields(value)
            },
        }
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return _shown(value) if isinstance(value, str) else value


def _shown(text: str) -> str:
    return clean_text(text)


def _put(data: bytes, pictures: dict[str, bytes]) -> str:
    """The name under which the engine finds a picture. All are given as SVG: files must be text."""
    name = f"{hashlib.sha256(data).hexdigest()[:24]}.svg"
    if name not in pictures:
        pictures[name] = data if is_svg(data) else as_svg(data)
    return name


def _where(error: RuntimeError) -> str:
    """What the engine says and the line, without the source."""
    told = str(getattr(error, "diagnostic", "") or error)
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    return " – ".join(lines[:3])[:400]
