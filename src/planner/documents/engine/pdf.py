"""Papers as PDF, and as pictures for the preview: the only module that calls the engine.

The engine gets a template, the content as data and the fonts of the house; it can read nothing else.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import hashlib
import json
import re
import tempfile
from collections.abc import Hashable, Iterable
from dataclasses import replace
from functools import cache, partial
from typing import Any, Final, cast

from planner import paths
from planner.documents.content import Change, Document, Picture, first, second
from planner.documents.engine.fonts import printable, shipped, typefaces, typst_fonts
from planner.documents.engine.pictures import as_svg, is_svg
from planner.documents.looks import Look, sized
from planner.documents.speaking.wording import word_in
from planner.documents.templates.problems import PAGE, Problem
from planner.errors import UserError
from planner.i18n import N_, _

_PLACE: Final = re.compile(r"┌─ (?:[^\s:]*/)?([^\s:/]+):(\d+):\d+")
_SEARCHED: Final = re.compile(r" \(searched at [^)]*\)")
PREVIEW_PPI: Final = 96
_WIDER_IN_WORD: Final = 1.02
_COUNTED_PPI: Final = 4
"""Pages that are counted and not looked at."""
SHARED: Final = "planner.typ"
"""Under this name a template finds our functions."""
PLAIN_PAGE: Final = f'#import "{SHARED}": *\n#print()\n'
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


def fits_a_page(document: Document, look: Look) -> bool:
    """Whether one page holds all of it, with the room that a Word file with its fonts needs more."""
    size = (document.type_size or look.layout.size) * _WIDER_IN_WORD
    return len(write_pages(replace(document, type_size=size), look, _COUNTED_PPI)) <= 1


def source_of(document: Document, look: Look) -> dict[str, bytes]:
    """All files that the engine is given: the template, the data and the pictures."""
    pictures: dict[str, bytes] = {}
    speak = partial(word_in, document.language, wording=look.wording)
    texts: dict[str, str] = {}
    collected = _Collected(pictures, texts)
    data = {
        "paper": {
            **_plain(document, collected),
            "second": document.second_language or document.language,
        },
        "look": {
            "accent": look.accent,
            "ink": look.ink,
            "organisation": collected.shown(look.organisation),
            "address": [collected.shown(line) for line in look.address],
            "logo": _plain(look.logo, collected),
            "layout": dataclasses.asdict(sized(look, document.type_size).layout),
        },
        "changes": {change.value: speak(words) for change, words in CHANGES.items()},
        "interpreter": speak(N_("I")),
        "fonts": _families(document, texts.values()),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return {
        "main": (look.page or PLAIN_PAGE).encode(),
        SHARED: _shared().encode(),
        "data.json": text.encode("utf-8", "replace"),
        **pictures,
    }


@cache
def _shared() -> str:
    """How all templates draw what they do not draw themselves."""
    return (paths.resources() / "templates" / "plain" / "page.typ").read_text("utf-8")


def _compile(document: Document, look: Look, **how: Any) -> bytes | list[bytes]:
    import typst

    source = source_of(document, look)
    try:
        made: bytes | list[bytes] | None = typst.compile(
            source,
            font_paths=shipped(),
            ignore_system_fonts=True,
            timestamp=document.made_at.replace(tzinfo=dt.UTC),
            root=_nowhere().name,
            **how,
        )
        assert made is not None, "without a file of its own the engine gives bytes"
        return made
    except RuntimeError as error:
        # Our own template is held by tests; what is left is one that an office made.
        raise UserError(
            _("The paper cannot be set with the template “{name}”.").format(
                name=look.title or look.name
            ),
            _("Check the template: {problem}").format(problem=engine_problem(error)),
        ) from error


@cache
def _nowhere() -> tempfile.TemporaryDirectory[str]:
    """An empty folder as the root of all reading: a template can read what it is given, no more.

    It goes when the program ends.
    """
    return tempfile.TemporaryDirectory(prefix="planner-")


def _families(document: Document, texts: Iterable[str]) -> dict[str, Any]:
    """The fonts for each language of the paper, in fall-back order; "*" is the main one's."""
    codes = [code for code in (document.language, document.second_language) if code]
    families = typefaces(texts, codes)
    fonts = {code: typst_fonts(families, code) for code in codes}
    return {"*": fonts[document.language], **fonts}


@dataclasses.dataclass(frozen=True)
class _Collected:
    """What a paper shows, gathered on the way: pictures by file name, and all texts."""

    pictures: dict[str, bytes]
    texts: dict[str, str]
    """What was typed and how it is printed: much of a paper is said more than once."""

    def shown(self, text: str) -> str:
        known = self.texts.get(text)
        if known is None:
            known = self.texts[text] = printable(text)
        return known

    def put(self, data: bytes) -> str:
        """The name under which the engine finds a picture. All are SVG: its files must be text."""
        name = f"{hashlib.sha256(data).hexdigest()[:24]}.svg"
        if name not in self.pictures:
            self.pictures[name] = data if is_svg(data) else as_svg(data)
        return name


def _plain(value: Any, all_of: _Collected, declared: str = "") -> Any:
    """Blocks as the template reads them: each a mapping that says in ``is`` what it is."""
    if declared == "Text":
        return {"text": all_of.shown(first(value)), "second": all_of.shown(second(value))}
    if isinstance(value, str):
        return value.value if isinstance(value, enum.Enum) else all_of.shown(value)
    if isinstance(value, tuple):
        inner = "Text" if declared.startswith("tuple[Text") else ""
        return [_plain(one, all_of, inner) for one in value]
    if isinstance(value, Picture):
        return {
            "file": all_of.put(value.data),
            "alt": all_of.shown(value.alt),
            "width": value.width,
        }
    if dataclasses.is_dataclass(value):
        kind, fields = _shape(cast(Hashable, type(value)))
        return {
            "is": kind,
            **{name: _plain(getattr(value, name), all_of, told) for name, told in fields},
        }
    return value.isoformat() if isinstance(value, dt.datetime) else value


@cache
def _shape(kind: Hashable) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What a block is called, and its fields with how they are declared: "Text" is in two languages."""
    assert isinstance(kind, type)
    fields = dataclasses.fields(kind)
    return kind.__name__.lower(), tuple(
        (one.name, "Text" if str(one.type).startswith("Text") else str(one.type)) for one in fields
    )


def engine_problem(error: BaseException | None) -> Problem:
    """What the engine says of a template, and the line of the template's own page; 0 elsewhere."""
    told = str(getattr(error, "message", "") or error)
    places = _PLACE.findall(str(getattr(error, "diagnostic", "")))
    line = next((int(line) for name, line in places if name == "main"), 0)
    return Problem(PAGE, line, _SEARCHED.sub("", told)[:300])
