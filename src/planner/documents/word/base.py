"""The file a Word paper grows in: an office's template, emptied and made anonymous, or our own."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from planner.documents.content import Document, first
from planner.documents.looks import Look
from planner.documents.word.xml import NAMESPACES, clark, make, region, shown, value
from planner.errors import UserError
from planner.i18n import _

_DATE: Final = (1980, 1, 1, 0, 0, 0)
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WML: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS: Final = ("styles", "settings", "numbering", "fontTable")

# Of a template these tell who wrote it, where it lay, or speak of a text that is gone.
_NOT_OURS: Final = (
    "extended-properties",
    "custom-properties",
    "thumbnail",
    "comments",
    "commentsExtended",
    "commentsIds",
    "commentsExtensible",
    "people",
    "attachedTemplate",
    "mailMergeSource",
    "glossaryDocument",
    "keyMapCustomizations",
    "customXml",
)
_SETTINGS_NOT_OURS: Final = (
    "w:attachedTemplate",
    "w:mailMerge",
    "w:docVars",
    "w:writeProtection",
    "w:documentProtection",
    "w:trackRevisions",
    "w:rsids",
)


def open_base(document: Document, look: Look) -> Any:
    """The template with an empty body, as python-docx holds it.

    :raises UserError: the template is no Word file.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    if look.word is None:
        return docx.Document(io.BytesIO(_our_own(document)))
    broken = (OpcError, zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError, OSError)
    try:
        base = docx.Document(io.BytesIO(look.word))
        _empty(base.element.body)
        _forget(base)
        assert base.styles is not None
    except (*broken, AttributeError, NotImplementedError) as error:
        raise UserError(
            _("The Word template “{name}” cannot be read.").format(name=look.title or look.name),
            _("Open it in Word and save it as .docx, or leave it out of the template."),
        ) from error
    return base


def _our_own(document: Document) -> bytes:
    """A small file of ours with the fonts that Word has, and nothing that Word would repair."""
    spaces = f'xmlns:w="{NAMESPACES["w"]}" xmlns:r="{NAMESPACES["r"]}"'
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WML}.{name}+xml"/>'
        for name in _PARTS
    )
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for at, name in enumerate(_PARTS, 1)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{_WML}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>',
        "word/document.xml": f"<w:document {spaces}><w:body><w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {spaces}>{_defaults(document)}</w:styles>",
        "word/settings.xml": f"<w:settings {spaces}>{_SETTINGS}</w:settings>",
        "word/numbering.xml": f"<w:numbering {spaces}/>",
        "word/fontTable.xml": f"<w:fonts {spaces}>{_FONTS}</w:fonts>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return out.getvalue()


def _defaults(document: Document) -> str:
    tag = region(document.language)
    return (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" '
        'w:eastAsia="Yu Gothic" w:cs="Arial"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
        f'<w:lang w:val="{_attribute(tag)}" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _attribute(tag: str) -> str:
    return "".join(sign for sign in tag if sign.isalnum() or sign == "-")[:20]


_COMPAT: Final = "http://schemas.microsoft.com/office/word"
_SETTINGS: Final = (
    '<w:zoom w:percent="100"/><w:autoHyphenation/><w:defaultTabStop w:val="709"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    f'<w:compatSetting w:name="compatibilityMode" w:uri="{_COMPAT}" w:val="15"/>'
    f'<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="{_COMPAT}" w:val="1"/>'
    f'<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="{_COMPAT}" w:val="1"/>'
    '</w:compat><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)
# What stands in for a font that the reader's computer has not.
_FONTS: Final = "".join(
    f'<w:font w:name="{name}">{other}<w:charset w:val="{charset}"/>'
    f'<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    for name, other, charset in (
        ("Arial", '<w:altName w:val="Liberation Sans"/>', "00"),
        ("Yu Gothic", '<w:altName w:val="MS Gothic"/>', "80"),
        ("Malgun Gothic", '<w:altName w:val="Batang"/>', "81"),
    )
)


def _empty(body: Any) -> None:
    """Only the settings of the last section stay: its margins, header and footer are the office's."""
    for child in list(body):
        if child.tag != clark("w:sectPr"):
            body.remove(child)
    if body.find(clark("w:sectPr")) is None:
        body.append(make("w:sectPr"))


def _forget(base: Any) -> None:
    """Take out authors, paths and what the emptied body referred to."""
    held = base.part._settings_part
    settings = held.element
    for name in _SETTINGS_NOT_OURS:
        for one in settings.findall(clark(name)):
            settings.remove(one)
    for holder in (base.part.package.rels, base.part.rels, held.rels):
        for key, relation in list(holder.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _NOT_OURS:
                del holder[key]
    for relation in base.part.rels.values():
        if relation.is_external:
            continue
        element = getattr(relation.target_part, "element", None)
        if element is not None:
            for one in element.iter():
                for name in [name for name in one.attrib if "rsid" in name]:
                    del one.attrib[name]


def describe(base: Any, document: Document) -> None:
    """Title, author, language and dates; nothing of who was logged in."""
    core = base.core_properties
    author = shown(document.author)[:255]
    core.title = shown(first(document.title))[:255]
    core.subject = shown(document.subject)[:255]
    core.author = core.last_modified_by = author
    core.language = region(document.language)
    core.created = core.modified = document.made_at
    core.revision = 1
    for name in ("category", "comments", "keywords", "identifier", "version", "content_status"):
        setattr(core, name, "")
    printed = next(iter(core._element.xpath("./cp:lastPrinted")), None)
    if printed is not None:
        core._element.remove(printed)


# ------------------------------------------------------------------ lists


def add_list(part: Any, numbered: bool) -> int:
    """A list of its own, so that its numbers begin with 1; the number of it."""
    numbering = _numbering(part)
    abstract = [
        int(one.get(clark("w:abstractNumId"))) for one in numbering.findall(clark("w:abstractNum"))
    ]
    lists = [int(one.get(clark("w:numId"))) for one in numbering.findall(clark("w:num"))]
    kind, number = max(abstract, default=0) + 1, max(lists, default=0) + 1
    mark, shape = ("%1.", "decimal") if numbered else ("•", "bullet")
    level = make(
        "w:lvl",
        {"w:ilvl": 0},
        value("w:start", 1),
        value("w:numFmt", shape),
        value("w:lvlText", mark),
        value("w:lvlJc", "left"),
        make("w:pPr", {}, make("w:ind", {"w:left": 340, "w:hanging": 340})),
    )
    described = make(
        "w:abstractNum", {"w:abstractNumId": kind}, value("w:multiLevelType", "singleLevel"), level
    )
    # All kinds of list stand before all lists.
    numbering.insert(len(abstract), described)
    numbering.append(make("w:num", {"w:numId": number}, value("w:abstractNumId", kind)))
    return number


def _numbering(part: Any) -> Any:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml import parse_xml
    from docx.parts.numbering import NumberingPart

    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    empty = parse_xml(f'<w:numbering xmlns:w="{NAMESPACES["w"]}"/>')
    added = NumberingPart(
        PackURI("/word/numbering.xml"), f"{_WML}.numbering+xml", empty, part.package
    )
    part.relate_to(added, RELATIONSHIP_TYPE.NUMBERING)
    return added.element


# ------------------------------------------------------------------ bytes


def packed(base: Any) -> bytes:
    """The file. The same paper gives the same bytes: no clock is read."""
    made = io.BytesIO()
    base.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=_place):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name), compresslevel=6)
    return out.getvalue()


def _place(name: str) -> tuple[int, str]:
    """Readers that stream want to know the types of the parts first."""
    return (0 if name == "[Content_Types].xml" else 1 if name == "_rels/.rels" else 2, name)
