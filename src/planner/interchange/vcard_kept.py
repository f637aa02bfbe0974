"""Lines of a contact card for which there is no field: which may be kept, and how they are written.

The same rule holds when a card is read and when it is written.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from planner.interchange.vcard_lines import Card, Property

LINE_LIMIT: Final = 4_000
LINES_LIMIT: Final = 64

_PRIVATE_NAMES: Final = frozenset(
    "BDAY DEATHDATE DEATHPLACE KEY LOGO RELATED X-ABDATE X-MS-CARDPICTURE".split()
)
_PRIVATE_PARTS: Final = re.compile(
    "SOCIAL|BIRTH|BDAY|PASSPORT|ANNIVERSAR|WEDDING|MARITAL|MARRI|SPOUSE|HUSBAND|CHILD|FATHER|MOTHER"
    "|RELATED|RELATIVE|RELATIONSHIP|GENDER|RELIGIO|ETHNIC|HEALTH|MEDICAL|BLOOD|ALLERG|DISABIL|POLITIC"
    "|NATIONAL-?ID|IDENTITY|PERSONNUMMER|PERSONNR|TAX-?ID|IBAN|CREDIT-?CARD|PASSWORD"
    "|CONTACT-EVENT"
)
_PRIVATE_WORDS: Final = frozenset("SSN CPR NIN SEX WIFE DEATH BORN RACE RELATION".split())
"""Too short to be looked for inside of others: "SSN" stands in BUSINESSNAME, too."""


def is_private(name: str, value: str = "") -> bool:
    """Whether a line says something that nobody who plans a visit needs, and that may be protected.

    Private are dates and places of a life, family, faith, health, papers and numbers of identity,
    accounts and keys, whatever program names them and however. ``name`` may be the name of a
    property or a label; ``value`` tells what an Android line of its own is about.
    """
    said = name.upper()
    if said == "X-ANDROID-CUSTOM":
        said = f"{said}-{value.partition(';')[0].upper()}"
    said = re.sub(r"[^A-Z0-9]+", "-", said)
    return (
        said in _PRIVATE_NAMES
        or _PRIVATE_PARTS.search(said) is not None
        or not _PRIVATE_WORDS.isdisjoint(said.split("-"))
    )


def as_line(one: Property) -> str:
    """The line as it came; quoted-printable and charsets are undone, since we write UTF-8."""
    if not {"ENCODING", "CHARSET"} & set(one.parameters):
        return one.line
    if next(iter(one.parameters.get("ENCODING", ())), "").upper() in ("B", "BASE64"):
        return one.line
    words = [
        f";{key}={','.join(map(_parameter, values))}"
        for key, values in one.parameters.items()
        if key not in ("ENCODING", "CHARSET")
    ]
    group = f"{one.group}." if one.group else ""
    value = one.value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return f"{group}{one.name}{''.join(words)}:{value}"


def _parameter(value: str) -> str:
    text = value.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{text}"' if re.search("[,;:]", text) else text


def kept_text(
    kept: list[Property], card: Card, labels: dict[str, str], notices: Counter[str]
) -> str:
    """The version of the card and its lines, with the labels that belong to them; or nothing."""
    allowed = [
        one
        for one in kept
        if not is_private(one.name, one.value)
        and not (one.name.startswith("X-") and is_private(labels.get(one.group, "")))
    ]
    notices["private_lines"] += len(kept) - len(allowed)
    notices["lines_too_many"] += len(allowed[LINES_LIMIT:])
    lines, groups = [], set()
    for one in allowed[:LINES_LIMIT]:
        line = as_line(one)
        if len(line) > LINE_LIMIT:
            notices["lines_too_long"] += 1
            continue
        lines.append(line)
        groups.add(one.group)
    for one in card.properties:
        if one.name == "X-ABLABEL" and one.group in groups & labels.keys():
            groups.remove(one.group)
            lines += [line for line in [as_line(one)] if len(line) <= LINE_LIMIT]
    return "\n".join([card.version, *lines]) if lines else ""
