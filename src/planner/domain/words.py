"""What all records have in common, and the way between a record and plain JSON values."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import json
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """One record of the library: a frozen value whose fields are the columns of the table ``WORD``.

    Fields that end in ``_id`` point to another record. Empty text means *not known*.
    """

    WORD: ClassVar[str] = ""

    id: str


def word_and_id(record: Word | None) -> tuple[str, str] | None:
    """What a record is known by outside its table."""
    return (record.WORD, record.id) if record is not None else None


Decoder = Callable[[Any], Any]


def _decode_date(value: Any) -> Any:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _decode_datetime(value: Any) -> Any:
    return dt.datetime.fromisoformat(value) if isinstance(value, str) else value


def _decode_time(value: Any) -> Any:
    return dt.time.fromisoformat(value) if isinstance(value, str) else value


def _decode_list(value: Any) -> tuple[Any, ...]:
    return tuple(json.loads(value)) if isinstance(value, str) else tuple(value)


def _same(value: Any) -> Any:
    return value


def _decoder(hint: Any) -> Decoder:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (part for part in typing.get_args(hint) if part is not type(None))
        decode = _decoder(inner)
        return _same if decode is _same else lambda value: None if value is None else decode(value)
    if isinstance(hint, typing.NewType):
        return _decoder(hint.__supertype__)
    if origin is tuple:
        (item, *_) = typing.get_args(hint)
        if isinstance(item, type) and dataclasses.is_dataclass(item):
            return lambda value: tuple(from_plain(item, part) for part in value)
        return _decode_list
    if origin in (dict, Mapping) or (isinstance(origin, type) and issubclass(origin, Mapping)):
        _, item = typing.get_args(hint)
        inner_decode = _decoder(item)
        return lambda value: {key: inner_decode(part) for key, part in value.items()}
    if not isinstance(hint, type):
        return _same
    if issubclass(hint, enum.Enum):
        return hint
    if dataclasses.is_dataclass(hint):
        return lambda value: from_plain(hint, value)
    simple: dict[type, Decoder] = {
        dt.date: _decode_date,
        dt.datetime: _decode_datetime,
        dt.time: _decode_time,
        bool: bool,
        float: lambda value: float(value),
    }
    return simple.get(hint, _same)


@cache
def _decoders(kind: Hashable) -> dict[str, Decoder]:
    assert isinstance(kind, type)
    hints = typing.get_type_hints(kind)
    return {field.name: _decoder(hints[field.name]) for field in dataclasses.fields(kind)}


def field_names(kind: type[Any]) -> tuple[str, ...]:
    """The names of the fields, in the order of the class: the columns of its table."""
    return tuple(field.name for field in dataclasses.fields(kind))


def from_plain(kind: type[T], values: Mapping[str, Any]) -> T:
    """The value of ``kind`` from JSON or database values; a field that is missing has its default."""
    decoders = _decoders(typing.cast(Hashable, kind))
    return kind(
        **{name: decoders[name](value) for name, value in values.items() if name in decoders}
    )


@cache
def _columns(kind: Hashable) -> tuple[tuple[str, ...], tuple[tuple[str, Decoder], ...]]:
    """The names of the columns, and those whose values the database does not keep as they are."""
    decoders = _decoders(kind)
    return tuple(decoders), tuple(one for one in decoders.items() if one[1] is not _same)


def from_row(kind: type[T], row: tuple[Any, ...]) -> T:
    """The value of ``kind`` from a row that has exactly its columns, in its order."""
    names, decoded = _columns(typing.cast(Hashable, kind))
    values = dict(zip(names, row, strict=True))
    for name, decode in decoded:
        values[name] = decode(values[name])
    return kind(**values)


def plain(value: Any) -> Any:
    """``value`` as JSON can hold it: dates as ISO text, enumerations by value, records as objects."""
    if isinstance(value, enum.Enum):
        return value.value
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, dt.datetime):
        return value.isoformat(sep="T", timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat(timespec="minutes")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in value]
    raise TypeError(f"{type(value).__name__} has no plain form")


def is_well_typed(value: Any) -> bool:
    """Whether the fields of a record hold what their class says: for records of a stranger's file."""
    hints = _hints(typing.cast(Hashable, type(value)))
    return all(_fits(getattr(value, name), hint) for name, hint in hints.items())


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    assert isinstance(kind, type)
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _fits(value: Any, hint: Any) -> bool:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return any(_fits(value, part) for part in typing.get_args(hint))
    if isinstance(hint, typing.NewType):
        return _fits(value, hint.__supertype__)
    if origin is tuple:
        (item, *_) = typing.get_args(hint)
        return isinstance(value, tuple) and all(_fits(part, item) for part in value)
    if hint is dt.date and isinstance(value, dt.datetime):
        return False
    if hint is int and isinstance(value, bool):
        return False
    return isinstance(hint, type) and isinstance(value, hint)
