"""What a text is called, and the language it is in."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from planner.domain.source_reading.days import dates_in
from planner.text import clean_line, fold

_COMMON: Final = {
    "da": "og i det at er på af til med for ikke som den har blandt der fra et om ministeriet samt",
    "en": "the and of to in is for that with as on are by has been from this which at between",
    "de": "der die und das ist mit nicht von den dem für auf ein eine des sich im bei nach durch wurde",
    "sv": "och att är på av till med för inte som den har mellan från ett om det samt också även",
}
_WORDS: Final = {code: frozenset(fold(words).split()) for code, words in _COMMON.items()}
_KANA: Final = re.compile("[\u3040-\u30ff]")
_CHROME: Final = re.compile(
    r"(?i)^(?:gå til|skip to|zum (?:inhalt|hauptinhalt)|hoppa till|til indhold|menu|menü|meny|søg|search"
    r"|suche|home|forside|startseite|login|log ind|print|del|share|cookies?|nach oben)\b.{0,40}$|^(?:本文へ|メニュー).{0,40}$"
)
_LOOKED_AT: Final = 40
_LONGEST: Final = 160


def language_of(text: str) -> str:
    """ "da", "en", "de", "sv" or "ja"; "" where too few words tell."""
    part = text[:20_000]
    if len(_KANA.findall(part)) > max(20, len(part) // 20):
        return "ja"
    words = Counter(re.findall(r"[^\W\d_]+", fold(part)))
    counts = {code: sum(words[word] for word in known) for code, known in _WORDS.items()}
    best, second = sorted(counts.items(), key=lambda pair: -pair[1])[:2]
    return best[0] if best[1] >= 4 and best[1] > second[1] * 1.2 else ""


def first_lines(text: str) -> frozenset[str]:
    """The lines at its head, folded: one of them is what the text is called."""
    lines = [clean_line(one) for one in text.split("\n") if one.strip()][:_LOOKED_AT]
    return frozenset(fold(one).rstrip(":") for one in lines if len(one) <= _LONGEST)


def title_of(text: str) -> str:
    """The first line that reads like a heading, before the first that reads like prose; else ""."""
    first = ""
    for line in [clean_line(one) for one in text.split("\n") if one.strip()][:_LOOKED_AT]:
        if _CHROME.match(line) or "@" in line or re.search(r"\d[\d ]{6,}", line):
            continue
        dates = dates_in(line)
        if dates and len(line) - (dates[0].end - dates[0].start) < 25:
            continue
        words = line.split()
        if len(line) > _LONGEST or (line.endswith((".", "。")) and len(words) > 6):
            break
        if len(words) >= 3 or (len(line) >= 10 and not line.isascii() and _KANA.search(line)):
            return line.rstrip(":")
        first = first or line
    return first
