"""The styles of our Word papers, as data: what a template has is left as it is, the rest is added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from planner.documents.looks import Look
from planner.documents.word.layout import laid_out
from planner.documents.word.xml import NAMESPACES, clark, make, mixed, value

_INK: Final = "{ink}"
_SOFT: Final = "{soft}"
_ACCENT: Final = "{accent}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """``size`` in points on A4 (0: as the style it is based on), ``paragraph``, ``run`` and
    ``table`` are properties in the order that Word wants them. No font: that is the template's."""

    name: str
    based: str = ""
    kind: str = "paragraph"
    following: str = ""
    size: float = 0.0
    bold: bool | None = None
    colour: str = ""
    capitals: bool = False
    paragraph: str = ""
    run: str = ""
    table: str = ""
    quick: bool = True


def _space(before: float = 0, after: float = 0, line: int = 0) -> str:
    """Points before and after; ``line`` in 240ths of a line."""
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def _border(side: str, size: int, colour: str, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def _box(colour: str) -> str:
    """A notice: a bar at the left; lines of the colour of the ground are its padding."""
    ground = f"{{tint_{colour}}}"
    return (
        "<w:keepLines/><w:pBdr>"
        + _border("top", 24, ground, 3)
        + _border("left", 24, f"{{{colour}}}", 8)
        + _border("bottom", 24, ground, 3)
        + f'</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
        + _space(0, 0, 264)
        + '<w:ind w:left="220" w:right="60"/>'
    )


def _notice(name: str, colour: str) -> tuple[Style, Style]:
    title = f"{name} Title"
    return (
        Style(name=name, based="Normal", paragraph=_box(colour)),
        Style(
            name=title,
            based=name,
            following=name,
            bold=True,
            colour=f"{{{colour}}}",
            paragraph="<w:keepNext/>",
        ),
    )


_CELLS: Final = (
    '<w:tblCellMar><w:top w:w="{pad}" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="{pad}" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
)


def _grid(name: str, borders: str = "", pad: int = 60, head: str = "") -> Style:
    lines = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    inner = f"<w:tblPr>{lines}{_CELLS.replace('{pad}', str(pad))}</w:tblPr>{head}"
    return Style(name=name, based="Normal Table", kind="table", table=inner)


_NO_LINES: Final = "".join(
    f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_HAIRS: Final = _border("bottom", 4, "{hair}") + _border("insideH", 4, "{hair}")
_HEAD: Final = (
    '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
    + _border("bottom", 8, _ACCENT)
    + "</w:tcBorders></w:tcPr></w:tblStylePr>"
)

BUILT_IN: Final = (
    Style(name="Normal", size=10, colour=_INK, paragraph=_space(0, 5, 264)),
    Style(name="Default Paragraph Font", kind="character", quick=False),
    Style(name="Normal Table", kind="table", quick=False, table=(
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>')),
    Style(name="Title", based="Normal", following="Normal", size=30, bold=True, paragraph=(
        "<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>" + _space(0, 4, 252))),
    Style(name="heading 1", based="Normal", following="Normal", size=14, bold=True, paragraph=(
        "<w:keepNext/><w:keepLines/><w:pBdr>" + _border("bottom", 10, _ACCENT, 3)
        + "</w:pBdr><w:suppressAutoHyphens/>" + _space(18, 6) + '<w:outlineLvl w:val="0"/>')),
    Style(name="heading 2", based="Normal", following="Normal", size=11.5, bold=True,
          colour=_ACCENT, paragraph=("<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>"
                                     + _space(12, 4) + '<w:outlineLvl w:val="1"/>')),
    Style(name="heading 3", based="Normal", following="Normal", size=10.5, bold=True, paragraph=(
        "<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>" + _space(9, 3)
        + '<w:outlineLvl w:val="2"/>')),
)  # fmt: skip

OURS: Final = (
    Style(name="Planner Text", based="Normal"),
    Style(name="Planner Lead", based="Normal", size=11.5),
    Style(name="Planner Small", based="Normal", size=8.5, colour=_SOFT),
    Style(name="Planner Gap", based="Normal", quick=False, paragraph=(
        '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'), run=(
        '<w:sz w:val="4"/><w:szCs w:val="4"/>')),
    Style(name="Planner End", based="Normal", quick=False, paragraph=(
        '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'), run=(
        '<w:sz w:val="2"/><w:szCs w:val="2"/>')),
    Style(name="Planner Title", based="Title"),
    Style(name="Planner Kicker", based="Normal", size=11, bold=True, colour=_ACCENT, paragraph=(
        "<w:keepNext/>" + _space(0, 6))),
    Style(name="Planner Rule", based="Normal", following="Normal", size=3, paragraph=(
        "<w:pBdr>" + _border("bottom", 24, _ACCENT, 1) + "</w:pBdr>" + _space(0, 12))),
    Style(name="Planner When", based="Normal", size=13.5, paragraph=_space(0, 4)),
    Style(name="Planner Subtitle", based="Normal", size=11.5, colour=_SOFT),
    Style(name="Planner Organisation", based="Normal", size=11, bold=True, colour=_SOFT),
    Style(name="Planner Heading 1", based="heading 1", following="Planner Text",
          paragraph='<w:keepNext/><w:outlineLvl w:val="0"/>'),
    Style(name="Planner Heading 2", based="heading 2", following="Planner Text",
          paragraph='<w:keepNext/><w:outlineLvl w:val="1"/>'),
    Style(name="Planner Heading 3", based="heading 3", following="Planner Text",
          paragraph='<w:keepNext/><w:outlineLvl w:val="2"/>'),
    Style(name="Planner Heading Note", based="Normal", size=9, colour=_SOFT, paragraph=(
        "<w:keepNext/><w:keepLines/>" + _space(0, 6))),
    Style(name="Planner Bullet", based="Normal", paragraph=_space(0, 3, 264)),
    Style(name="Planner Number", based="Normal", paragraph=_space(0, 3, 264)),
    Style(name="Planner Label", based="Normal", size=9, colour=_SOFT, paragraph=_space(1, 0)),
    Style(name="Planner Fact", based="Normal", paragraph=_space(0, 0, 264)),
    Style(name="Planner Time", based="Normal", bold=True, paragraph=(
        "<w:suppressAutoHyphens/>" + _space(0, 0, 252))),
    Style(name="Planner Time Note", based="Normal", size=8, colour=_SOFT, paragraph=_space()),
    Style(name="Planner Entry", based="Normal", size=10.5, bold=True, paragraph=_space(0, 1, 252)),
    Style(name="Planner Entry Calm", based="Planner Entry", bold=False),
    Style(name="Planner Line", based="Normal", size=9.5, paragraph=_space(1, 0, 252)),
    Style(name="Planner Change", based="Normal", size=8, bold=True, colour=_ACCENT,
          paragraph=_space()),
    Style(name="Planner Table Head", based="Normal", size=9, bold=True, colour="{dark}",
          paragraph="<w:keepNext/>" + _space()),
    Style(name="Planner Table Text", based="Normal", size=9, paragraph=_space()),
    Style(name="Planner Table Head Small", based="Planner Table Head", size=8),
    Style(name="Planner Table Text Small", based="Planner Table Text", size=8),
    Style(name="Planner Table Head Tiny", based="Planner Table Head", size=7),
    Style(name="Planner Table Text Tiny", based="Planner Table Text", size=7),
    *_notice("Planner Notice", "accent"),
    *_notice("Planner Warning", "warning"),
    *_notice("Planner Secret", "secret"),
    Style(name="Planner Person", based="Normal", size=10.5, bold=True, paragraph=(
        "<w:suppressAutoHyphens/>" + _space(0, 1))),
    Style(name="Planner Person Line", based="Normal", size=9, paragraph=_space()),
    Style(name="Planner Initials", based="Normal", size=15, colour=_ACCENT, paragraph=(
        _space() + '<w:jc w:val="center"/>')),
    Style(name="Planner Picture", based="Normal", paragraph=_space(6, 2) + '<w:jc w:val="center"/>'),
    Style(name="Planner Caption", based="Normal", size=8.5, colour=_SOFT, paragraph=_space(0, 8)),
    Style(name="Planner Seat", based="Normal", size=9.5, bold=True, paragraph=_space()),
    Style(name="Planner Seat Note", based="Normal", size=8, colour=_SOFT, paragraph=_space()),
    Style(name="Planner Seat Number", based="Normal", size=8.5, bold=True, colour=_ACCENT,
          paragraph=_space(1, 0) + '<w:jc w:val="center"/>'),
    Style(name="Planner Card Name", based="Normal", bold=True, paragraph=(
        '<w:suppressAutoHyphens/><w:spacing w:before="0" w:after="0" w:line="252" '
        'w:lineRule="auto"/><w:jc w:val="center"/>')),
    Style(name="Planner Card Native", based="Planner Card Name", bold=False),
    Style(name="Planner Card Line", based="Normal", paragraph=(
        _space(0, 0, 252) + '<w:jc w:val="center"/>')),
    Style(name="Planner Card Top", based="Normal", size=8, colour=_SOFT, paragraph=_space()),
    Style(name="Planner Card Tag", based="Normal", size=11, bold=True, colour=_ACCENT, paragraph=(
        _space() + '<w:jc w:val="right"/>')),
    Style(name="Planner Header", based="Normal", size=8, colour=_SOFT, paragraph=(
        "<w:pBdr>" + _border("bottom", 4, "{hair}", 4) + "</w:pBdr>" + _space())),
    Style(name="Planner Footer", based="Normal", size=8, colour=_SOFT, paragraph=(
        "<w:pBdr>" + _border("top", 4, "{hair}", 4) + "</w:pBdr>" + _space())),
    Style(name="Planner Second", kind="character", bold=False, colour=_SOFT),
    Style(name="Planner Soft", kind="character", colour=_SOFT),
    Style(name="Planner Strong", kind="character", bold=True),
    Style(name="Planner Tag", kind="character", bold=True, colour="{dark}", run=(
        '<w:bdr w:val="single" w:sz="8" w:space="0" w:color="{tint_accent}"/>'
        '<w:shd w:val="clear" w:color="auto" w:fill="{tint_accent}"/>')),
    Style(name="Planner Changed", kind="character", bold=True, colour=_ACCENT),
    Style(name="Planner Gone", kind="character", colour=_SOFT, run="<w:strike/>"),
    _grid("Planner Grid", _NO_LINES, pad=40),
    _grid("Planner Table", _HAIRS, pad=60, head=_HEAD),
    _grid("Planner Programme", _HAIRS, pad=100),
)  # fmt: skip

_DEFAULT: Final = frozenset({"Normal", "Default Paragraph Font", "Normal Table"})


def add_styles(styles: Any, look: Look, scale: float = 1.0) -> dict[str, str]:
    """Add to a ``w:styles`` what it lacks; the id of every style of ours by its name.

    A style is known by its name, since its id depends on the language of the Word that wrote it.
    """
    known = {
        str(one.find(clark("w:name")).get(clark("w:val"))).casefold(): str(
            one.get(clark("w:styleId"))
        )
        for one in styles.iter(clark("w:style"))
        if one.find(clark("w:name")) is not None
    }
    added = [one for one in (*BUILT_IN, *OURS) if one.name.casefold() not in known]
    taken = set(known.values())
    for one in added:
        name = "".join(word[0].upper() + word[1:] for word in one.name.split())
        while name in taken:
            name += "P"  # the id of a style by another name
        taken.add(name)
        known[one.name.casefold()] = name
    colours = palette(look)
    for one in added:
        styles.append(_element(laid_out(one, look.layout), known, colours, scale))
    return {one.name: known[one.name.casefold()] for one in (*BUILT_IN, *OURS)}


def palette(look: Look) -> dict[str, str]:
    """The colours of a paper, as hex without "#"."""
    white = "#FFFFFF"
    tones = {"accent": look.accent, "warning": "#8A5300", "secret": "#B3261E"}
    return {
        **{name: mixed(colour, colour, 1) for name, colour in tones.items()},
        **{f"tint_{name}": mixed(colour, white, 0.08) for name, colour in tones.items()},
        "ink": mixed(look.ink, white, 1),
        "soft": mixed(look.ink, white, 0.68),
        "hair": mixed(look.ink, white, 0.22),
        "dark": mixed(look.accent, "#000000", 0.85),
    }


def _element(style: Style, ids: dict[str, str], colours: dict[str, str], scale: float) -> Any:
    from lxml import etree

    attributes = {"w:type": style.kind, "w:styleId": ids[style.name.casefold()]}
    if style.name in _DEFAULT:
        attributes["w:default"] = "1"
    elif style.name.startswith("Planner"):
        attributes["w:customStyle"] = "1"
    made = make("w:style", attributes, value("w:name", style.name))
    for tag, name in (("w:basedOn", style.based), ("w:next", style.following)):
        if name:
            made.append(value(tag, ids[name.casefold()]))
    if style.quick:
        made.append(make("w:qFormat"))
    inner = style.table
    if style.paragraph:
        inner = f"<w:pPr>{style.paragraph}</w:pPr>" + inner
    if run := _run(style, scale):
        at = inner.find("</w:pPr>")
        at = at + len("</w:pPr>") if at >= 0 else 0
        inner = inner[:at] + f"<w:rPr>{run}</w:rPr>" + inner[at:]
    for name, colour in colours.items():
        inner = inner.replace(f"{{{name}}}", colour)
    spaces = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("w",))
    made.extend(etree.fromstring(f"<all {spaces}>{inner}</all>"))
    return made


def _run(style: Style, scale: float) -> str:
    said = ""
    if style.bold is not None:
        on = "" if style.bold else ' w:val="0"'
        said += f"<w:b{on}/><w:bCs{on}/>"
    if style.capitals:
        said += "<w:caps/>"
    if "w:strike" in style.run:
        return f'{said}{style.run}<w:color w:val="{style.colour}"/>'
    if style.colour:
        said += f'<w:color w:val="{style.colour}"/>'
    if style.size:
        half = max(2, round(style.size * scale * 2))
        said += f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    return said + style.run
