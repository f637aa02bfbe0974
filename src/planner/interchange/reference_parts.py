"""What a data file may write inside a record or leave out, unfolded to flat records.

A list of e-mail addresses in a person becomes contact points, an item's ``start`` its local time
with the zone of the visit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from planner.i18n import _
from planner.interchange.phones import to_e164
from planner.text import fold

Table = Mapping[str, Any]
Name = tuple[str, str]
"""Word and key of a record."""

ADD_TO: Final = "add_to"
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as it is written: keys stand where the record will have ids."""

    file: str
    word: str
    key: str
    values: Table

    @property
    def name(self) -> Name:
        return self.word, self.key


def group_key(values: Table, letter: str) -> str:
    """The key of a group, which the files call by its letter alone."""
    return f"{values.get('visit', '')}-{letter}"


def no_field(name: str) -> str:
    return _("there is no field “{name}”").format(name=name)


def nowhere(word: str, key: object) -> str:
    return _("there is no {word} “{key}”").format(word=word, key=key)


def unfit(field: str, value: object) -> str:
    return _("“{field}” cannot be {value}").format(field=field, value=value)


def lacking(field: str) -> str:
    return _("“{field}” is missing").format(field=field)


# how each convenience is taken apart

Split = Callable[[Entry, Any], Iterable[tuple[str, Table]]]
"""From the owner and what is written to qualifier (for the id) and values of each part."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part becomes a record of ``word`` whose field ``owner`` points back."""

    word: str
    owner: str
    split: Split


def _tables(*by: str) -> Split:
    """A list of tables; the fields ``by`` tell them apart."""

    def split(_owner: Entry, content: Any) -> Iterator[tuple[str, Table]]:
        for values in content:
            yield "/".join(str(values[name]) for name in by if name in values), values

    return split


def _ranked(*by: str) -> Split:
    """Like :func:`_tables`, where the order in the file is the rank."""

    def split(owner: Entry, content: Any) -> Iterator[tuple[str, Table]]:
        for rank, (qualifier, values) in enumerate(_tables(*by)(owner, content)):
            yield qualifier, {"rank": rank, **values}

    return split


def _links(field: str) -> Split:
    """A list of keys of other records."""
    return lambda _owner, content: [(key, {field: key}) for key in content]


def _one(qualifier: str) -> Split:
    return lambda _owner, content: [(qualifier, content)]


def _contacts(kind: str) -> Split:
    return lambda _owner, content: [
        (value, {"kind": kind, "value": value, "rank": rank}) for rank, value in enumerate(content)
    ]


def _names(_owner: Entry, content: Any) -> list[tuple[str, Table]]:
    return [(language, {"language": language, "name": name}) for language, name in content.items()]


def _hours(_owner: Entry, content: Any) -> Iterator[tuple[str, Table]]:
    """``"mon-fri 08:00-17:00"`` or ``{mon = "08:00-17:00", ...}``."""
    if isinstance(content, str):
        days, span = content.split()
        first, _dash, last = days.partition("-")
        week = WEEKDAYS[_weekday(first) : _weekday(last or first) + 1]
        content = dict.fromkeys(week, span)
    for day, span in content.items():
        opens, closes = span.split("-")
        yield day, {"weekday": _weekday(day), "opens": opens, "closes": closes}


def _weekday(name: str) -> int:
    if name not in WEEKDAYS:
        raise ValueError(unfit("hours", name))
    return WEEKDAYS.index(name)


def _delegate(owner: Entry, content: Any) -> list[tuple[str, Table]]:
    """A person's place in a visit: the key is the person's, the post is the first one given."""
    post: Table = next(iter(owner.values.get("posts", ())), {})
    held = {name: post[name] for name in ("organisation", "title") if name in post}
    return [("", {"key": owner.key, **held, **content})]


def _letters(owner: Entry, content: Any) -> list[tuple[str, Table]]:
    """Letters of groups of the visit that the owner belongs to."""
    keys = [group_key(owner.values, letter) for letter in content]
    return [(key, {"group": key}) for key in keys]


def _citations(owner: Entry, content: Any) -> Iterator[tuple[str, Table]]:
    subject = {"subject_kind": owner.word, "subject": owner.key}
    for values in content:
        yield f"{values.get('source')}/{values.get('fact', '')}", {**values, **subject}


_CITE: Final = {"cite": _Part("citation", "", _citations)}
_PARTS: Final[Mapping[str, Mapping[str, _Part]]] = {
    "person": {
        "emails": _Part("contact_point", "person", _contacts("email")),
        "phones": _Part("contact_point", "person", _contacts("phone")),
        "posts": _Part("position", "person", _ranked("organisation", "title")),
        "delegate": _Part("delegate", "person", _delegate),
        "biographies": _Part("biography", "person", _tables("language")),
    },
    "organisation": {
        "names": _Part("organisation_name", "organisation", _names),
        "emails": _Part("contact_point", "organisation", _contacts("email")),
        "phones": _Part("contact_point", "organisation", _contacts("phone")),
        "web": _Part("contact_point", "organisation", _contacts("web")),
        "members": _Part("membership", "organisation", _tables("member", "member_kind")),
        "postings": _Part("posting", "organisation", _tables("title")),
        "covers": _Part("coverage", "organisation", _tables("country")),
        "seats": _Part("organisation_seat", "organisation", _tables("city")),
    },
    "site": {
        "hours": _Part("opening_hours", "site", _hours),
        "rooms": _Part("room", "site", _tables("name")),
        "rules": _Part("site_rule", "site", _tables("kind")),
    },
    "agreement": {
        "parties": _Part("agreement_party", "agreement", _ranked("organisation", "country")),
        "themes": _Part("agreement_theme", "agreement", _links("theme")),
        "amendments": _Part("amendment", "agreement", _tables("number")),
        "texts": _Part("agreement_text", "agreement", _tables("language")),
    },
    "funding_programme": {
        "countries": _Part("programme_country", "funding_programme", _tables("country", "as_of")),
        "calls": _Part("call", "funding_programme", _tables("title")),
        "themes": _Part("programme_theme", "funding_programme", _links("theme")),
        "agreements": _Part("programme_agreement", "funding_programme", _links("agreement")),
        "visits": _Part("programme_visit", "funding_programme", _links("visit")),
    },
    "checklist": {"steps": _Part("checklist_step", "checklist", _ranked("title"))},
    "visit": {
        "themes": _Part("visit_theme", "visit", _links("theme")),
        "agreements": _Part("visit_agreement", "visit", _links("agreement")),
    },
    "delegate": {
        "needs": _Part("need", "delegate", _tables("kind")),
        "papers": _Part("border_paper", "delegate", _tables("kind", "country")),
        "groups": _Part("group_member", "delegate", _letters),
    },
    "visit_group": {"members": _Part("group_member", "group", _links("delegate"))},
    "item": {
        "hosts": _Part("item_host", "item", _ranked("person", "organisation")),
        "groups": _Part("item_audience", "item", _letters),
        "named": _Part("item_audience", "item", _links("delegate")),
        "except": _Part("item_audience", "item", _links("delegate")),
        "leg": _Part("leg", "item", _one("leg")),
        "resources": _Part("item_resource", "item", _links("resource")),
    },
    "leg": {"references": _Part("leg_reference", "leg", _tables("delegate"))},
}


def _pieces(part: _Part, owner: Entry, name: str) -> list[tuple[str, Table]]:
    try:
        return list(part.split(owner, owner.values[name]))
    except (TypeError, LookupError, AttributeError) as problem:
        raise ValueError(unfit(name, owner.values[name])) from problem


def _parts_of(word: str) -> dict[str, _Part]:
    return {**_PARTS.get(word, {}), **_CITE}


# unfolding


def unfold(entry: Entry, written: Mapping[Name, Entry]) -> Iterator[Entry]:
    """The record itself, then what is written inside it, each as an entry of its own.

    ``written`` are the records as they stand in the files, for what follows from another one.
    """
    if entry.word == ADD_TO:
        yield from _unfold_addition(entry, written)
        return
    entry = _completed(entry, written)
    inside = [name for name in entry.values if name in _parts_of(entry.word)]
    yield replace(entry, values={n: v for n, v in entry.values.items() if n not in inside})
    yield from _unfold_parts(entry, inside, f"{entry.word}/{entry.key}", written)


def _unfold_addition(entry: Entry, written: Mapping[Name, Entry]) -> Iterator[Entry]:
    """Parts that one file adds to a record of another; the record itself stays as it is."""
    word, *inside = entry.values
    if (word, entry.key) not in written:
        raise ValueError(nowhere(word, entry.key))
    for name in inside:
        if name not in _parts_of(word):
            raise ValueError(no_field(name))
    owner = replace(entry, word=word)
    yield from _unfold_parts(owner, inside, f"{word}/{entry.key}+{Path(entry.file).stem}", written)


def _unfold_parts(
    owner: Entry, inside: Iterable[str], label: str, written: Mapping[Name, Entry]
) -> Iterator[Entry]:
    used: Counter[Name] = Counter()
    for name in inside:
        part = _parts_of(owner.word)[name]
        for qualifier, given in _pieces(part, owner, name):
            values = dict(given)
            key = values.pop("key", f"{label}/{qualifier}")
            used[part.word, key] += 1
            if (number := used[part.word, key]) > 1:
                key += f"#{number}"
            if part.owner:
                values[part.owner] = owner.key
            yield from unfold(Entry(owner.file, part.word, key, values), written)


# what may be left out because it follows from something else

_AUDIENCES: Final = {"groups": "groups", "named": "named", "except": "all except"}


def _completed(entry: Entry, written: Mapping[Name, Entry]) -> Entry:
    values = dict(entry.values)
    if entry.word == "item":
        _complete_item(values, written)
    elif entry.word == "contact_point" and "normal" not in values:
        values["normal"] = _normal(values)
    elif entry.word == "citation" and "as_of" not in values:
        source = written.get(("source", values.get("source", "")))
        values["as_of"] = source.values.get("as_of") if source else None
    return replace(entry, values=values)


def _complete_item(values: dict[str, Any], written: Mapping[Name, Entry]) -> None:
    """``start``, ``end``, ``zone``: an end on the same day needs no date, the visit's zone no name."""
    for name, audience in _AUDIENCES.items():
        if name in values:
            values.setdefault("audience", audience)
    if "start" not in values:
        return
    if "end" not in values:
        raise ValueError(lacking("end"))
    start, end, zone = values.pop("start"), str(values.pop("end")), values.pop("zone", "")
    visit = written.get(("visit", values.get("visit", "")))
    values["start_local"] = start
    values["end_local"] = end if " " in end else f"{str(start).split()[0]} {end}"
    values["start_zone"] = zone or (visit.values.get("zone", "") if visit else "")
    values.setdefault("end_zone", values["start_zone"])


def _normal(values: Table) -> str:
    """What is compared: E.164 for a phone number, which the files write with its country code."""
    value = str(values.get("value", ""))
    if values.get("kind") != "phone":
        return fold(value)
    number = to_e164(value, "")
    if not number.startswith("+"):
        raise ValueError(_("“{value}” is no phone number with a country code").format(value=value))
    return number
