"""From bytes to text: which encoding a file is written in, found from marks, patterns and letters."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from planner.interchange.limits import Refused

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE: Final = 200_000


def head_text(data: bytes) -> str | None:
    """The beginning as text, or None when it is not text at all."""
    head = data[:4096]
    encoding = _by_mark(head) or _by_nulls(head)
    text = head[: len(head) // 4 * 4].decode(encoding or "latin-1", "ignore").lstrip("\ufeff")
    controls = sum(sign < " " and sign not in "\t\r\n\f\v\x1b" for sign in text)
    if controls > max(2, len(text) // 100):  # a stray one costs nobody a short list
        return None
    return text if encoding else head.decode("utf-8", "replace")


def decoded(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text and the encoding that was used; ``encoding`` is one that somebody chose.

    :raises Refused: it is not written in the encoding that was chosen.
    """
    if encoding:
        try:
            return data.decode(encoding).lstrip("\ufeff"), encoding
        except (UnicodeDecodeError, LookupError) as error:
            raise Refused("wrong_encoding", encoding=encoding) from error
    found = _by_mark(data) or _by_nulls(data[:4096]) or _by_letters(data)
    return data.decode(found, "replace").lstrip("\ufeff"), found


_SLOW_OR_NO_TEXT: Final = frozenset(
    "punycode idna undefined unicode-escape raw-unicode-escape mbcs oem utf-7".split()
)


def is_slow_or_no_text(name: str) -> bool:
    """Whether an encoding that a file names is none for texts: two of them take time by the square.

    :raises LookupError: nobody knows it.
    """
    return codecs.lookup(name).name.replace("_", "-") in _SLOW_OR_NO_TEXT


_UNSEEN: Final = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


def unseen_signs(data: bytes) -> int:
    """How many signs the text holds that nobody can see and no library keeps: NUL and its like."""
    if not is_one_byte_each(data):
        return 0
    return len(data) - len(data.translate(None, _UNSEEN))


def guessed_lines(data: bytes) -> int:
    """Lines whose letters are no UTF-8 and name no encoding: how they read is a guess."""
    if not is_one_byte_each(data):
        return 0
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return sum(
            not line.isascii() and b"CHARSET" not in line[:200].upper()
            for line in data.splitlines()
        )
    return 0


def is_one_byte_each(data: bytes) -> bool:
    """Whether line ends and blanks are single bytes in it: everything but UTF-16 and UTF-32."""
    return _by_mark(data) in ("", "utf-8") and not _by_nulls(data[:4096])


def _by_mark(data: bytes) -> str:
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def _by_nulls(head: bytes) -> str:
    """UTF-16 without a mark has a NUL in every other place of Latin text."""
    if len(head) < 4 or b"\0" not in head:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 5 and even < odd // 10:
        return "utf-16-le"
    if even > len(head) // 5 and odd < even // 10:
        return "utf-16-be"
    return ""


def _by_letters(data: bytes) -> str:
    try:
        data.decode("utf-8", "surrogatepass")  # half a character costs itself, not the others
    except UnicodeDecodeError:
        pass
    else:
        return "iso2022_jp" if re.search(rb"\x1b\$[@B]|\x1b\(J", data) else "utf-8"
    sample = data[:_SAMPLE]
    if _is_japanese(sample, "cp932"):
        return "cp932"
    if _is_japanese(sample, "euc_jp"):
        return "euc_jp"
    return "cp1252"


_JAPANESE: Final = re.compile("[\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f\uff01-\uff60々〆ヶ]")
_BESIDE_LATIN: Final = re.compile("[A-Za-z][\u4e00-\u9fff\uff61-\uff9f\ue000-\uf8ff]")


def _is_japanese(sample: bytes, encoding: str) -> bool:
    """Whether it reads as Japanese rather than as a Western text misread.

    "Sørensen" in CP1252, read as Shift-JIS, has a rare sign right behind a Latin letter; Japanese
    has whole words of Japanese signs, and kana among them in any longer text.
    """
    text = sample.decode(encoding, "replace")
    if text.count("\ufffd") > len(text) // 500 + (len(sample) == _SAMPLE):
        return False
    foreign = [sign for sign in text if ord(sign) > 127]
    if not foreign:
        return False
    japanese = len(_JAPANESE.findall(text))
    beside = len(_BESIDE_LATIN.findall(text))
    private = sum(unicodedata.category(sign) == "Co" for sign in foreign)
    return japanese >= 0.8 * len(foreign) and not private and beside <= 0.1 * len(foreign)
