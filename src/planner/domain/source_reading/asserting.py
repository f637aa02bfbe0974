"""Whether a sentence says that something is so, rather than denies, plans or wishes it."""

from __future__ import annotations

import re
from typing import Final

_DENIES: Final = re.compile(
    r"(?i)\b(?:no longer|no (?!\d)|not(?! only\b| just\b)|never|neither|nor|without|lacks?|cannot|refused?|declined"
    r"|failed to|ikke(?! (?:kun|blot|bare|alene)\b)|aldrig|ingen|intet|uden|hverken|afviste|mangler"
    r"|nicht(?! nur\b| allein\b)|niemals|nie|keine?[mnrs]?|ohne|weder|lehnt\w*|inte(?! bara\b| endast\b)|inget|utan"
    r"|terminated|expired|lapsed|cancelled|revoked|former agreements?|opsagt\w*|ophævet|udløb\w*|gekündigt"
    r"|beendet|ausgelaufen|aufgehoben|abgelaufen)\b"
)
_WISHES: Final = re.compile(
    r"(?i)\b(?:hop(?:es?|ed|ing)|plans|planned|planning|intend(?:s|ed|ing)?|aims?|aim(?:ed|ing)|wants?|wish(?:es|ed)?"
    r"|would|will|shall|should|could|might|if|unless|propos(?:es?|ed|al)|negotiat\w*|seeks?|seeking|expect(?:s|ed)?"
    r"|considers?|considering|to sign|to conclude|to be signed|working towards|upcoming|future|draft"
    r"|håber?|håbede|ønsker?|ønskede|vil|skal|kan|bør|planlæg\w*|planlagt\w*|agter|overvejer|forhandl\w*|forvent\w*"
    r"|hvis|kommende|fremtidig\w*|stræber|udkast|at (?:underskrive|indgå)|indgås|underskrives"
    r"|hoff\w*|plant|planen|planten|geplant\w*|beabsichtig\w*|möcht\w*|wollen|wollte[nt]?|soll|sollen|sollte[n]?|wird"
    r"|werden|würde[n]?|könnte[n]?|strebt|streben|angestrebt\w*|verhandel\w*|erwäg\w*|erwart\w*|falls|wenn"
    r"|künftig\w*|zukünftig\w*|bevorstehend\w*|entwurf|zu (?:unterzeichnen|schließen)"
    r"|hoppas|vill|ska|planerar)\b"
    r"|\bmay\b(?! \d)"
)
_BEFORE: Final = 120
_AFTER: Final = 60
"""Characters around a statement as far as a verb that denies or wishes it stands from it."""
_BESIDE: Final = re.compile(r",\s(?:die|der|das|dem|den|which|who|som|hvilket|welche[rsnm]?)\s")
"""Where a clause begins that says something else of what was stated."""
_CLAUSE: Final = re.compile(r"[;:!?]|\.\s|,\s(?:but|men|aber|doch|while|mens|während)\s")


def is_stated(text: str, start: int, end: int) -> bool:
    """Of what stands from ``start`` to ``end`` of a sentence. When in doubt it is not."""
    first, last = max(0, start - _BEFORE), min(len(text), end + _AFTER)
    for cut in _CLAUSE.finditer(text, first, last):
        if cut.end() <= start:
            first = cut.end()
        elif cut.start() >= end:
            last = cut.start()
            break
    beside = _BESIDE.search(text, end, last)
    clause = text[first : beside.start() if beside else last]
    return _DENIES.search(clause) is None and _WISHES.search(re.sub(r"\bMay\b", "", clause)) is None
