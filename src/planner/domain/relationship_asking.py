"""What is typed to ask about a relationship: "open with Japan", "who was here from Japan?", a name alone."""

from __future__ import annotations

import re
from typing import Final

_OPENINGS: Final = re.compile(
    r"(?:what(?:['’]?s| is)? open (?:with|for)|what do we have open with|open with|relationship (?:with|to)|relations with"
    r"|who was here from|visits (?:from|with)|hvem var her fra|besøg (?:fra|med)"
    r"|wer war hier aus|besuche (?:aus|mit|von)"
    r"|hvad er åbent med|åbent med|forhold(?:et)? til|forbindelsen? (?:med|til)"
    r"|was ist offen mit|offen mit|beziehung(?:en)? (?:zu|mit)|verhältnis zu)\s+",
    re.IGNORECASE,
)
"""In the languages of the window."""


def asked_about(text: str) -> tuple[str, bool]:
    """The name that is asked for, and whether the words before it ask for a relationship."""
    text = text.strip().rstrip("?").strip()
    if found := _OPENINGS.match(text):
        return text[found.end() :].strip(), True
    return text, False
