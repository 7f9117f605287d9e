"""Records to and from JSON's plain values, for what we remember between runs.

What was read is only believed when each value has the type that the record asks for; anything else is a
ValueError, never a half-filled record. Fields with their default value are left out.
"""

import json
import types
from collections.abc import Callable
from contextlib import suppress
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from functools import cache
from operator import methodcaller
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

R = TypeVar("R")
_Write: TypeAlias = Callable[[Any], Any]
_Read: TypeAlias = Callable[[object, str], Any]
_TEXTS = frozenset({str})


def to_plain(record: object) -> dict[str, Any]:
    """Return a record as what JSON writes: dictionaries, lists or tuples, texts and numbers."""
    plain: dict[str, Any] = {}
    for name, default, write in _writers(type(record)):  # type: ignore[arg-type] # a class is hashable
        value = getattr(record, name)
        if value != default:
            plain[name] = write(value) if write else value
    return plain


def from_plain(kind: type[R], value: object) -> R:
    """Return ``value`` as a record of ``kind``; raise ValueError when it is none."""
    if not isinstance(value, dict):
        raise ValueError(f"{kind.__name__} is no table")  # noqa: TRY004  one kind of failure for the caller
    readers, needed = _readers(kind)  # type: ignore[arg-type] # a class is hashable
    given = {name: readers[name](item, name) for name, item in value.items() if name in readers}
    for name in needed:
        if name not in given:
            raise ValueError(f"{name} is missing")
    return kind(**given)


def read_json(data: bytes) -> object:
    """Return what a JSON text holds; raise ValueError for anything that is none, however it fails."""
    try:
        return json.loads(data.decode("utf-8"))
    except RecursionError:
        raise ValueError("nested too deeply") from None


@cache
def _writers(kind: type[Any]) -> tuple[tuple[str, object, _Write | None], ...]:
    """Return each field's name, its default, and how its value is made plain: None where it is so already."""
    hints = get_type_hints(kind)
    return tuple((each.name, each.default, _writer(hints[each.name])) for each in fields(kind))


def _writer(kind: Any) -> _Write | None:  # noqa: ANN401  a type as typing has it
    origin, inner = get_origin(kind), get_args(kind)
    if kind is datetime:
        return methodcaller("isoformat")
    if origin in {Union, types.UnionType}:
        write = _writer(inner[0])
        return (lambda value: None if value is None else write(value)) if write else None
    if origin is tuple:
        each = _writer(inner[0])  # JSON writes a tuple as it writes a list
        return (lambda value: [each(item) for item in value]) if each else None
    return to_plain if is_dataclass(kind) else None


@cache
def _readers(kind: type[Any]) -> tuple[dict[str, _Read], tuple[str, ...]]:
    """Return how each field is read, and the fields that must be there."""
    hints = get_type_hints(kind)
    without = (each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING)
    return {name: _reader(hint) for name, hint in hints.items()}, tuple(without)


def _reader(kind: Any) -> _Read:  # noqa: ANN401  a type as typing has it
    """Return what believes a value of this type and no other."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        read = _reader(inner[0])
        return lambda value, name: None if value is None else read(value, name)
    if origin is tuple:
        return _reader_of_tuples(inner)
    if is_dataclass(kind) and isinstance(kind, type):
        return lambda value, _: from_plain(kind, value)
    return lambda value, name: _simple(kind, value, name)


def _reader_of_tuples(inner: tuple[Any, ...]) -> _Read:
    is_row = inner[-1] is ...
    texts = set(inner) <= {str, ...}
    each = [_reader(kind) for kind in inner if kind is not ...]

    def read(value: object, name: str) -> tuple[Any, ...]:
        if type(value) is not list or not (is_row or len(value) == len(each)):
            raise ValueError(f"{name} is no list, or one of another length")
        if texts and _TEXTS.issuperset(map(type, value)):
            return tuple(value)  # by far the most there is
        if is_row:
            return tuple([each[0](item, name) for item in value])
        return tuple([one(item, name) for one, item in zip(each, value, strict=True)])

    return read


def read_moment(value: object) -> datetime | None:
    """Return a time with its zone, as a record holds it; None for what is none."""
    with suppress(ValueError):
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return found if found and found.tzinfo else None
    return None


def _simple(kind: Any, value: object, name: str) -> object:  # noqa: ANN401
    if kind is datetime:
        value = read_moment(value)
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind:
        raise ValueError(f"{name} is not {getattr(kind, '__name__', kind)}")
    return value
