"""Shipped facts and sample visits: the TOML files of ``data/`` as records of the library.

How the files are written is said at the head of ``data/index.toml``.
"""

from __future__ import annotations

import dataclasses
import tomllib
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from planner import paths
from planner.domain.ids import RecordId, shipped_id
from planner.domain.library import BY_NAME, WORDS
from planner.domain.times import PartialDate, is_zone, parse_partial_date
from planner.domain.words import Word, field_names, from_plain
from planner.errors import NotReadable
from planner.i18n import _
from planner.interchange.reference_parts import (
    ADD_TO,
    Entry,
    Name,
    group_key,
    lacking,
    no_field,
    nowhere,
    unfit,
    unfold,
)


def reference_records() -> list[Word]:
    """The facts that every library is given, in an order in which owners come before their parts."""
    return _records(_entries(_index()["reference"]))


def sample_names() -> tuple[str, ...]:
    return tuple(_index()["samples"])


def sample_records(name: str) -> list[Word]:
    """What a sample adds to the reference records: it leans on them and does not repeat them."""
    samples = _index()["samples"]
    if name not in samples:
        raise NotReadable(
            _("There is no sample “{name}”.").format(name=name),
            _("There are: {names}.").format(names=", ".join(samples)),
        )
    return _records(_entries(samples[name]), leaning_on=_entries(_index()["reference"]))


# from files to entries


def _index() -> dict[str, Any]:
    index = _parse(paths.data() / "index.toml")
    if not isinstance(index.get("reference"), list) or not isinstance(index.get("samples"), dict):
        raise _unreadable("index.toml", "", lacking("reference, samples"))
    return index


def _parse(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, ValueError) as problem:
        raise _unreadable(path.name, "", str(problem)) from problem


def _entries(files: Iterable[str]) -> list[Entry]:
    return list(chain.from_iterable(_file_entries(file) for file in files))


def _file_entries(file: str) -> Iterator[Entry]:
    for word, tables in _parse(paths.data() / file).items():
        if word not in BY_NAME and word != ADD_TO:
            raise _unreadable(file, word, _("there is no such kind of record"))
        if not isinstance(tables, list):
            raise _unreadable(file, word, _("records are written [[{word}]]").format(word=word))
        for number, values in enumerate(tables, 1):
            key = values.get("key") or _key_of(word, values)
            if not isinstance(key, str) or not key:
                raise _unreadable(file, f"{word} {number}", _("it has no key"))
            yield Entry(file, word, key, {n: v for n, v in values.items() if n != "key"})


def _key_of(word: str, values: Mapping[str, Any]) -> str:
    """The key that follows from the values, so that nobody has to make one up."""
    if word == "visit_group":
        return group_key(values, str(values.get("letter", "")))
    if word == ADD_TO:
        return next((str(key) for name, key in values.items() if name in BY_NAME), "")
    return ""


def _unreadable(file: str, record: str, reason: str) -> NotReadable:
    return NotReadable(
        _("The data file {file} cannot be read.").format(file=file),
        f"{record}: {reason}" if record else reason,
    )


@contextmanager
def _naming(entry: Entry) -> Iterator[None]:
    """Whatever a wrongly written record makes of the work within names its file and key."""
    try:
        yield
    except (ValueError, TypeError) as problem:
        raise _unreadable(entry.file, f"{entry.word} “{entry.key}”", str(problem)) from problem


# from entries to records


def _records(own: list[Entry], leaning_on: Iterable[Entry] = ()) -> list[Word]:
    others = list(leaning_on)
    written = {entry.name: entry for entry in chain(others, own)}
    known = {entry.name for entry in _unfolded(others, written)}
    made = []
    for entry in _unfolded(own, written):
        with _naming(entry):
            if entry.name in known:
                raise ValueError(_("this key is used twice"))
        known.add(entry.name)
        made.append(entry)
    return [_record(entry, known) for entry in made]


def _unfolded(entries: Iterable[Entry], written: Mapping[Name, Entry]) -> Iterator[Entry]:
    for entry in entries:
        with _naming(entry):
            parts = list(unfold(entry, written))
        yield from parts


def _record(entry: Entry, known: set[Name]) -> Word:
    kind = BY_NAME[entry.word]
    with _naming(entry):
        values: dict[str, Any] = {"id": _id_of(entry.name)}
        for name, given in entry.values.items():
            field = name if name in field_names(kind) else f"{name}_id"
            if field not in field_names(kind):
                raise ValueError(no_field(name))
            if field.endswith("_id"):
                values[field] = _id_of(_meant(entry, field, given, known))
            else:
                values[field] = _fitting(entry.word, field, given)
        for field in _required(entry.word):
            if field not in values:
                raise ValueError(lacking(field.removesuffix("_id")))
        record = from_plain(kind, values)
        for field in values:
            if type(getattr(record, field)) not in _types(_hints(entry.word)[field]):
                raise ValueError(unfit(field, values[field]))
        return record


def _id_of(name: Name) -> str:
    """A country's id is its code, as the countries of all other records are."""
    word, key = name
    return key if word == "country" else shipped_id(word, key)


def _meant(entry: Entry, field: str, key: Any, known: set[Name]) -> Name:
    """The record that a field points to by its key."""
    word = entry.values["subject_kind"] if field == "subject_id" else _target(entry.word, field)
    if (word, key) not in known:
        raise ValueError(nowhere(word, key))
    return word, key


def _fitting(word: str, field: str, given: Any) -> Any:
    """The value as :func:`from_plain` takes it; what that would let pass is refused here."""
    hint = _hints(word)[field]
    if hint is PartialDate:
        return _partial_date(field, given)
    if hint is bool and not isinstance(given, bool):
        raise ValueError(unfit(field, given))
    if field.endswith("zone") and given and not is_zone(given):
        raise ValueError(unfit(field, given))
    return given


def _partial_date(field: str, given: Any) -> PartialDate:
    """A TOML date, or text where only the year or month is known."""
    try:
        return parse_partial_date(str(given))
    except ValueError as problem:
        raise ValueError(unfit(field, given)) from problem


# what the words say of their fields


@cache
def _hints(word: str) -> dict[str, Any]:
    return typing.get_type_hints(BY_NAME[word])


@cache
def _required(word: str) -> tuple[str, ...]:
    fields = dataclasses.fields(BY_NAME[word])
    return tuple(field.name for field in fields if field.default is dataclasses.MISSING)


@cache
def _words_by_id() -> dict[Any, str]:
    """Which word a type of id belongs to; ``RecordId`` is shared and belongs to none."""
    ids = {_hints(kind.WORD)["id"]: kind.WORD for kind in WORDS}
    return {hint: word for hint, word in ids.items() if hint not in (RecordId, str)}


def _target(word: str, field: str) -> str:
    """The word that a field points to: by its type of id, else by its name."""
    hint = _hints(word)[field]
    bare = [part for part in typing.get_args(hint) if part is not types.NoneType] or [hint]
    return _words_by_id().get(bare[0], field.removesuffix("_id"))


def _types(hint: Any) -> frozenset[type]:
    """The exact types that a field may hold, so that no moment passes for a day."""
    if isinstance(hint, typing.NewType):
        return _types(hint.__supertype__)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return frozenset[type]().union(*(_types(part) for part in typing.get_args(hint)))
    return frozenset({typing.get_origin(hint) or hint})
