"""Contact cards as a table of people: one row a card, columns that say what they mean.

What the planner has no field for stays as lines of the card, to be written back as it came; what it
must not keep (dates of birth, relatives) stands in a column that is not imported by itself, or is counted.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from planner.interchange import pictures
from planner.interchange.limits import Refused
from planner.interchange.people_rows import Entry, Rows, sheet_of
from planner.interchange.sheet_cells import clean
from planner.interchange.vcard_kept import kept_text
from planner.interchange.vcard_lines import Card, Property, parts, plain, read_cards
from planner.text import clean_line, fold, is_native, is_reading

NOTE_LIMIT: Final = 64_000
_SEVERAL_LIMIT: Final = 12
"""Addresses or numbers of one kind in one card; more stay lines of the card."""

_TAKEN: Final = frozenset(
    "FN N ORG TITLE ROLE EMAIL TEL URL NOTE UID PHOTO VERSION PRODID REV SORT-STRING SOUND KIND"
    " X-PHONETIC-FIRST-NAME X-PHONETIC-LAST-NAME X-PHONETIC-MIDDLE-NAME X-ADDRESSBOOKSERVER-KIND"
    " X-ABSHOWAS X-ABLABEL X-PLANNER-NATIVE-NAME MAILER PROFILE SOURCE NAME AGENT".split()
)
"""Read into fields, or of no use to anybody once the card is read."""


def read(data: bytes) -> Rows:
    """:raises Refused: no card in it, or over a limit."""
    notices: Counter[str] = Counter()
    entries = []
    pixels = pictures.Pixels()
    for card in read_cards(data):
        notices["lines_unread"] += card.unread
        notices["lines_too_many"] += card.left_out
        notices["cards_cut"] += card.cut
        if _is_group(card):
            notices["card_groups"] += 1
            continue
        if _is_house(card):
            notices["card_houses"] += 1
            continue
        try:
            entry = _entry(card, notices, pixels)
        except (ValueError, LookupError, ArithmeticError, TypeError):
            # Nothing that a stranger writes into one card may cost the others.
            notices["cards_unread"] += 1
            continue
        if entry.fields or entry.ways:
            entries.append(entry)
        else:
            notices["cards_empty"] += 1
    if not entries:
        raise Refused("no_cards")
    return Rows(sheet_of(entries), {kind: count for kind, count in notices.items() if count})


def _is_group(card: Card) -> bool:
    kind = card.first("KIND") or card.first("X-ADDRESSBOOKSERVER-KIND")
    return kind is not None and kind.value.strip().lower() == "group"


def _is_house(card: Card) -> bool:
    """A card of an organisation: it says so, or it shows nothing but the name of its house."""
    kind, show = card.first("KIND"), card.first("X-ABSHOWAS")
    if kind is not None and kind.value.strip().lower() == "org":
        return True
    if any("".join(parts(one.value)).strip() for one in card.properties if one.name == "N"):
        return False  # a person at the house that the card is shown under
    house, shown = card.first("ORG"), card.first("FN")
    if show is not None and "COMPANY" in show.value.upper():
        return True
    names = [fold(parts(house.value)[0]), fold(plain(shown.value))] if house and shown else []
    return len(set(names)) == 1 and names[0] != ""


# one card


def _entry(card: Card, notices: Counter[str], pixels: pictures.Pixels) -> Entry:
    entry = Entry()
    labels = _labels(card.properties)
    _name(entry, card)
    _post(entry, card)
    kept: list[Property] = []
    for one in card.properties:
        if one.name in ("EMAIL", "TEL", "URL"):
            if not _way(entry, one, labels):
                kept.append(one)
        elif one.name == "UID":
            entry.fields.setdefault("key", plain(one.value).strip())
        elif one.name == "PHOTO":
            _photo(entry, one, notices, pixels)
        elif one.name == "BDAY":
            entry.fields.setdefault("birth_date", plain(one.value).strip())
        elif one.name not in _TAKEN or (one.name == "SOUND" and not _is_reading_sound(one)):
            kept.append(one)
    _notes(entry, card, notices)
    entry.fields["card_lines"] = kept_text(kept, card, labels, notices)
    entry.fields = {key: text for key, text in entry.fields.items() if text}
    return entry


def _labels(properties: Iterable[Property]) -> dict[str, str]:
    """What Apple's address book calls the lines of a group: "item1" is a "Direct line"."""
    found = {}
    for one in properties:
        if one.name == "X-ABLABEL" and one.group:
            text = plain(one.value).strip()
            inner = re.fullmatch(r"_\$!<(.*)>!\$_", text)
            found[one.group] = clean_line(inner[1].lower() if inner else text)
    return found


def _name(entry: Entry, card: Card) -> None:
    names = [one for one in card.properties if one.name == "N"]
    fields = entry.fields
    for one in names:
        family, given, more, prefix, suffix = _five(one)
        whole = f"{family} {given}".strip()
        if not whole and not prefix:
            continue
        if "PHONETIC" in one.parameters or (is_reading(whole) and len(names) > 1):
            fields.setdefault("reading", whole)
        elif is_native(whole):
            fields.setdefault("native_name", whole)
        elif "family_name" not in fields and "given_name" not in fields:
            fields["family_name"] = family
            fields["given_name"] = f"{given} {more}".strip()
            fields["prefix"], fields["suffix"] = prefix, suffix
        sorted_as = " ".join(one.parameters.get("SORT-AS", ())).replace(",", " ")
        if is_reading(sorted_as):
            fields.setdefault("reading", clean_line(sorted_as))
    shown = [clean_line(plain(one.value)) for one in card.properties if one.name == "FN"]
    for text in filter(None, shown):
        if is_native(text) and "native_name" not in fields and _latin(fields):
            fields["native_name"] = text
    if shown and not _latin(fields) and _latin_text(shown, fields):
        fields["full_name"] = _latin_text(shown, fields)
    if (own := card.first("X-PLANNER-NATIVE-NAME")) is not None:
        fields.setdefault("native_name", clean_line(plain(own.value)))
    _reading(fields, card)
    if not (_latin(fields) or fields.get("native_name") or fields.get("full_name")):
        fields["native_name"] = fields.pop("reading", "")  # "ジョン・スミス" is how he is called


def _latin(fields: dict[str, str]) -> bool:
    return bool(fields.get("family_name") or fields.get("given_name"))


def _latin_text(shown: list[str], fields: dict[str, str]) -> str:
    """The shown name where N gave none; one in native script only where N gave nothing at all."""
    latin = next((text for text in shown if text and not is_native(text)), "")
    return latin or ("" if "native_name" in fields else next(filter(None, shown), ""))


def _five(one: Property) -> tuple[str, str, str, str, str]:
    """Family, given, additional names, prefixes, suffixes; lists in one of them become one text."""
    found = [
        clean_line(part.replace(",", ", " if place == 4 else " ") if place > 1 else part)
        for place, part in enumerate(parts(one.value)[:5])
    ]
    family, given, more, prefix, suffix = [*found, "", "", "", "", ""][:5]
    return family, given, more, prefix, suffix


def _reading(fields: dict[str, str], card: Card) -> None:
    phonetic = [
        clean_line(plain(one.value))
        for name in ("X-PHONETIC-LAST-NAME", "X-PHONETIC-FIRST-NAME")
        if (one := card.first(name)) is not None
    ]
    sounds = (one for one in card.properties if one.name == "SOUND" and _is_reading_sound(one))
    sound, sort = next(sounds, None), card.first("SORT-STRING")
    if any(phonetic):
        fields["reading"] = " ".join(filter(None, phonetic))
    elif sound is not None:
        fields.setdefault("reading", clean_line(" ".join(parts(sound.value)[:2])))
    elif sort is not None and is_reading(plain(sort.value)):
        fields.setdefault("reading", clean_line(plain(sort.value)))


def _is_reading_sound(one: Property) -> bool:
    """A Japanese telephone says how a name is read where others have a recording."""
    return "x-irmc-n" in one.types()


def _post(entry: Entry, card: Card) -> None:
    if (one := card.first("ORG")) is not None:
        house, *departments = [clean_line(part) for part in parts(one.value)]
        entry.fields["organisation"] = house
        entry.fields["department"] = ", ".join(filter(None, departments))
    for name in ("TITLE", "ROLE"):
        if (one := card.first(name)) is not None and not entry.fields.get("position"):
            entry.fields["position"] = clean_line(plain(one.value))


def _way(entry: Entry, one: Property, labels: dict[str, str]) -> bool:
    """Takes an address, number or page; False where the card has too many of the kind."""
    value = clean_line(plain(one.value))
    types = one.types()
    label = labels.get(one.group, "") or _label(types)
    if one.name == "TEL":
        value = re.sub(r"(?i)^tel:", "", value)
        value, _, extension = value.partition(";ext=")
        value = f"{value} ext. {extension}" if extension else value
        meaning = "mobile" if "cell" in types or label in ("mobile", "iphone") else "phone"
        label = "" if meaning == "mobile" else label
    elif one.name == "EMAIL":
        value = re.sub(r"(?i)^mailto:", "", value)
        meaning = "email"
    else:
        meaning = "web"
    if not value or (meaning, value) in [(kind, text) for kind, _label, text in entry.ways]:
        return True
    if sum(kind == meaning for kind, _label, _text in entry.ways) >= _SEVERAL_LIMIT:
        return False
    preferred = "pref" in types or one.parameters.get("PREF") == ["1"]
    entry.ways.insert(0 if preferred else len(entry.ways), (meaning, label, value))
    return True


_LABELS: Final = ("fax", "pager", "work", "home", "main", "car", "video", "school", "other")


def _label(types: list[str]) -> str:
    return next((word for word in _LABELS if word in types), "")


def _notes(entry: Entry, card: Card, notices: Counter[str]) -> None:
    """All notes of the card below each other; those beyond the limit are not even joined."""
    taken: list[str] = []
    length = 0
    for one in card.properties:
        if one.name == "NOTE" and length <= NOTE_LIMIT and (text := plain(one.value).strip()):
            taken.append(text)
            length += len(text) + 1
    whole = "\n".join(taken)
    notices["notes_cut"] += len(whole) > NOTE_LIMIT
    entry.fields["notes"] = clean(whole)


def _photo(entry: Entry, one: Property, notices: Counter[str], pixels: pictures.Pixels) -> None:
    value = one.value.strip()
    if value.lower().startswith("data:"):
        value = value.partition(",")[2]
    elif re.match(r"(?i)[a-z][a-z0-9+.-]*:", value) or "VALUE" in one.parameters:
        notices["photo_links"] += 1  # never fetched
        return
    if len(value) > pictures.SIZE_LIMIT * 1.5:
        notices["photos_too_large"] += 1
        return
    try:
        data = base64.b64decode(re.sub(r"\s|\\", "", value))
    except (binascii.Error, ValueError):
        data = b""
    try:
        picture = pictures.small_picture(data, pixels)
    except pictures.TooMany:
        notices["photos_too_many"] += 1
        return
    if picture is None:
        notices["photos_unread"] += bool(value)
        return
    entry.fields["photo"] = f"{picture.media_type};{picture.width};{picture.height};{picture.data}"
