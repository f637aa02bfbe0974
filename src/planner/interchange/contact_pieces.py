"""Lines of contact blocks taken apart: at what sets their parts off from each other, by label, address, number."""

from __future__ import annotations

import re
from typing import Final

from planner.interchange.contact_lines import LONG, is_name, parts_of_one_line, with_post
from planner.interchange.contact_words import HEADINGS, LABELS
from planner.interchange.set_apart import Signs
from planner.text import clean_line

_SPLIT: Final = re.compile(r"\s+[|•·‧∙]\s+|\s{4,}|\t+|\s+[–—]\s+(?=\S*@|\+?\d)|　{2,}")
MAIL: Final = re.compile(
    r"(?:mailto:)?([A-Za-z0-9ÆØÅæøåÄÖÜäöüß._%+'-]+)\s*"
    r"(?:@|\s?[(\[{]\s*(?:at|æt|ät)\s*[)\]}]\s?|\s+at\s+(?=[\w-]+\s*[(\[]\s*dot))\s*"
    r"((?:[A-Za-z0-9ÆØÅæøåÄÖÜäöüß-]+(?:\.|\s?[(\[{]\s*(?:dot|punkt|prik)\s*[)\]}]\s?))+[A-Za-z]{2,24})(?![A-Za-z])",
    re.IGNORECASE,
)
AT: Final = re.compile(r"(?i)@|[(\[{]\s*[aæä]t|\sat\s")
DIGIT: Final = re.compile(r"\d")
POINT: Final = re.compile(r"[.:：]")
DOT: Final = re.compile(r"\s?[(\[{]\s*(?:dot|punkt|prik)\s*[)\]}]\s?", re.IGNORECASE)
DATE: Final = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}"
)
NUMBER: Final = re.compile(
    r"(?:\+|00|\(\+?\d|\d)[\d\s().\-/–]{5,24}\d(?:\s*(?:ext\.?|x|lok\.?|-)\s*\d{1,5})?"
)
WEB: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
LABEL: Final = {
    meaning: re.compile(rf"(?i)(?:{words})\s*(?:nr|no)?\s*[.:：]+\s*[.:：]*\s*(?=\S)")
    for meaning, words in LABELS.items()
}
BARE_LABEL: Final = re.compile(
    rf"(?i)(?:{LABELS['mobile']}|{LABELS['fax']}|{LABELS['phone']}|{LABELS['email']})\s+(?=[+(\d]|\S+@)"
)
HEADING: Final = re.compile(rf"(?i)(?:{HEADINGS})\s*[:：,.]*$")


_LABEL_ALONE: Final = re.compile(rf"(?i)(?:{'|'.join(LABELS.values())})\s*(?:nr|no)?\s*[.:：]*\s*")
SIGNS: Final = Signs(
    is_name=lambda text: is_name(clean_line(text)) or with_post(clean_line(text)) is not None,
    is_mail=lambda text: "@" in text and MAIL.search(clean_line(text)) is not None,
    is_number=lambda text: any(
        sum(sign.isdigit() for sign in found[0]) >= 8 for found in NUMBER.finditer(text[:LONG])
    ),
    is_label=lambda text: len(text) < 30 and _LABEL_ALONE.fullmatch(text) is not None,
)


def pieces(line: str) -> list[str]:
    """The parts of a line that are set apart from each other; several labelled numbers, too."""
    parts = [part.strip(" ,;") for part in _SPLIT.split(line) if part and part.strip(" ,;")]
    pieces = []
    for part in [one for each in parts for one in _in_one_line(each)]:
        cut = re.split(
            r"(?i)[,;/]\s+(?=(?:tlf|tel|telefon|mobil|mob|mobile|fax|e-?mail|phone|cell)\b)", part
        )
        pieces += [one for one in cut if one]
    return pieces


def _in_one_line(part: str) -> list[str]:
    """The parts of a line that is a whole person with an address or number; else the line itself."""
    if len(part) > 4 * LONG or "," not in part or "<" in part:
        return [part]
    if not MAIL.search(part) and not any(_is_number(one[0]) for one in NUMBER.finditer(part)):
        return [part]
    label = LABEL["full_name"].match(part)
    return parts_of_one_line(part[label.end() :] if label else part) or [part]


def _is_number(text: str) -> bool:
    return sum(sign.isdigit() for sign in text) >= 8 and not DATE.search(text)
