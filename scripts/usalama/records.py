"""Records to and from JSON's plain values, for what we remember between runs.

What was read is only believed when each value has the type that the record asks for; anything else is a
ValueError, never a half-filled record. Fields with their default value are left out.
"""

from __future__ import annotations

import json
import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

R = TypeVar("R")
_PLAIN = frozenset({str, int, float, bool, type(None)})


def to_plain(record: object) -> Any:  # noqa: ANN401  JSON's values
    """Return a record as dictionaries, lists, texts and numbers."""
    kind = type(record)
    if kind in _PLAIN:
        return record
    if isinstance(record, datetime):
        return record.isoformat()
    if isinstance(record, tuple | list):
        return [item if type(item) is str else to_plain(item) for item in record]
    pairs = ((name, getattr(record, name), default) for name, default in _defaults(kind))  # type: ignore[arg-type] # a class is hashable
    return {
        name: value if type(value) is str else to_plain(value) for name, value, default in pairs if value != default
    }


def from_plain(kind: type[R], value: object) -> R:
    """Return ``value`` as a record of ``kind``; raise ValueError when it is none."""
    if not isinstance(value, dict):
        raise ValueError(f"{kind.__name__} is no table")  # noqa: TRY004  one kind of failure for the caller
    hints = _hints(kind)  # type: ignore[arg-type] # a class is hashable
    given = {name: _typed(hints[name], item, name) for name, item in value.items() if name in hints}
    for each in fields(kind):  # type: ignore[arg-type] # only dataclasses come here
        if each.name not in given and each.default is MISSING and each.default_factory is MISSING:
            raise ValueError(f"{each.name} is missing")
    return kind(**given)


def read_json(data: bytes) -> object:
    """Return what a JSON text holds; raise ValueError for anything that is none, however it fails."""
    try:
        return json.loads(data.decode("utf-8"))
    except RecursionError:
        raise ValueError("nested too deeply") from None


@cache
def _defaults(kind: type[Any]) -> tuple[tuple[str, object], ...]:
    return tuple((each.name, each.default) for each in fields(kind))


@cache
def _hints(kind: type[object]) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, value: object, name: str) -> Any:  # noqa: ANN401  a type as typing has it
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return None if value is None else _typed(get_args(kind)[0], value, name)
    if origin is tuple and isinstance(value, list):
        inner = get_args(kind)
        if inner == (str, ...) and all(type(item) is str for item in value):
            return tuple(value)  # by far the most there is
        if inner[-1] is ...:
            return tuple(_typed(inner[0], item, name) for item in value)
        return tuple(_typed(each, item, name) for each, item in zip(inner, value, strict=True))
    if is_dataclass(kind) and isinstance(kind, type):
        return from_plain(kind, value)
    return _simple(kind, value, name)


def _simple(kind: Any, value: object, name: str) -> object:  # noqa: ANN401
    if kind is datetime and isinstance(value, str):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError(f"{name} has no zone")
        moment.timestamp()
        return moment
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if type(value) is not kind:
        raise ValueError(f"{name} is not {getattr(kind, '__name__', kind)}")
    return value
