"""Before a file is opened: its name without tricks, and what it may be besides a document."""

from __future__ import annotations

import enum
import unicodedata
from dataclasses import dataclass
from typing import Final

from planner.i18n import N_
from planner.text import clean_line

_HIDDEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Kinds of signs that show nothing, or turn what stands around them."""
_MARKS_AND_JOINERS: Final = frozenset("\u200c\u200d")
"""Hidden signs that writing needs: Persian, scripts of India, pictures put together."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file by name and content, such as the scan of a language version."""

    name: str
    file_hash: str


class Risk(enum.StrEnum):
    """Why opening a file may do more than show it."""

    PROGRAM = "program"
    MACROS = "macros"
    PAGE = "page"
    IMAGE = "image"
    DISGUISED = "disguised"


RISKS: Final = {
    Risk.PROGRAM: N_("It is a program: opening it runs it."),
    Risk.MACROS: N_("It holds macros, which are programs."),
    Risk.PAGE: N_("It opens in the browser and may run scripts or call a server."),
    Risk.IMAGE: N_("It is a disk image or shortcut, which can start programs."),
    Risk.DISGUISED: N_("Its name hides what it is."),
}

_ENDINGS: Final = {
    Risk.PROGRAM: frozenset(
        "exe com scr pif cpl msi msp msix appx appxbundle msixbundle dll sys drv ocx bat cmd ps1 psm1"
        " psd1 ps1xml vbs vbe js jse mjs wsf wsh wsc ws hta hta jar jnlp class py pyw pyc pyz rb pl"
        " php sh bash zsh csh fish ksh run bin out elf app command tool workflow scpt scptd applescript"
        " action dmg pkg deb rpm apk appimage snap flatpak flatpakref msc reg inf sct gadget application"
        " appref-ms appinstaller msu ppkg terminal ade adp mde accde accdr xll wll ppa ppam xla xlam chm hlp lua tcl vb swf".split()
    ),
    Risk.MACROS: frozenset("docm dotm xlsm xltm xlsb slk pptm potm ppsm sldm odb".split()),
    Risk.PAGE: frozenset(
        "html htm xhtml xht shtml mht mhtml webarchive svg svgz xml xsl xslt".split()
    ),
    Risk.IMAGE: frozenset(
        "iso img vhd vhdx vmdk lnk url desktop webloc website library-ms search-ms"
        " scf theme settingcontent-ms rdp diagcab inetloc fileloc iqy oqy dqy rqy one onepkg".split()
    ),
}
_DOCUMENTS: Final = frozenset(
    "pdf doc docx odt rtf txt xls xlsx ods csv ppt pptx odp jpg jpeg png gif tif tiff eml msg ics vcf"
    " zip mp3 mp4 pages key numbers".split()
)
_BEGINS: Final = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
)
"""How programs begin: Windows, Linux, scripts, Java and macOS."""
_SHORTCUT: Final = b"L\x00\x00\x00\x01\x14\x02\x00"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_OLE_MACROS: Final = "_VBA_PROJECT".encode("utf-16-le")


def plain_name(name: str) -> str:
    """The name as it is, each sign that shows nothing or turns others written out: "[U+202E]"."""
    joined = any(sign in _MARKS_AND_JOINERS for sign in name) and not name.isascii()
    shown = "".join(
        f"[U+{ord(sign):04X}]" if _is_hidden(sign) and not _joins(sign, joined) else sign
        for sign in clean_line(name)
    )
    return shown or "–"


def ending_of(name: str) -> str:
    """The ending by which a system chooses the program: "exe" of "plan.pdf.EXE. "."""
    bare = "".join(sign for sign in name if not _is_hidden(sign)).rstrip(" .\u00a0\u3000")
    stem, dot, ending = bare.rpartition(".")
    return ending.strip().casefold() if dot and stem else ""


def risks_of(name: str, data: bytes = b"") -> tuple[Risk, ...]:
    """What a person has to know before opening it: by its name, and by its content where it is at hand."""
    ending = ending_of(name)
    found = {risk for risk, endings in _ENDINGS.items() if ending in endings}
    dangerous = bool(found)
    if data.startswith(_BEGINS):
        found.add(Risk.PROGRAM)
    if data.startswith(_SHORTCUT):
        found.add(Risk.IMAGE)
    if _has_macros(data):
        found.add(Risk.MACROS)
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        found.add(Risk.PAGE)
    posing = bool(found) and not dangerous and ending in _DOCUMENTS
    if posing or (found and _second_ending(name)) or _turns(name):
        found.add(Risk.DISGUISED)
    return tuple(risk for risk in Risk if risk in found)


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in _HIDDEN


def _joins(sign: str, joined: bool) -> bool:
    return joined and sign in _MARKS_AND_JOINERS


def _turns(name: str) -> bool:
    """Whether the name is read otherwise than it is written, or hides signs before its ending."""
    return any(_is_hidden(sign) and sign not in _MARKS_AND_JOINERS for sign in name)


def _second_ending(name: str) -> bool:
    """ "plan.pdf.exe": an ending of a document stands before the one that counts."""
    bare = "".join(sign for sign in name if not _is_hidden(sign)).rstrip(" .")
    parts = bare.casefold().split(".")
    return len(parts) > 2 and parts[-2].strip() in _DOCUMENTS


def _has_macros(data: bytes) -> bool:
    if data.startswith(b"PK"):
        return b"vbaProject.bin" in data
    return data.startswith(_OLE) and _OLE_MACROS in data
