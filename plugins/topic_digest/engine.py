"""Jinja as our templates need it: what each call, each escape and each translated word costs is most of a page.

The same language, the same escaping, the same refusal of undefined names; only the ways that a plain function, a plain
text or a sentence of the frame takes through Jinja are shorter. Autoescape is on in every environment made here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from topic_digest.language import Language

_MOST = 20_000
"""Texts whose escaped form is remembered."""


class _Context(Context):
    """Calls functions that want nothing from Jinja as what they are."""

    def call(self, function: Callable[..., object], /, *args: object, **kwargs: object) -> object:
        kind = type(function)
        if kind is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return function(self.eval_ctx, *args, **kwargs)
        if kind is BuiltinMethodType or (
            (kind is FunctionType or kind is MethodType) and not hasattr(function, "jinja_pass_arg")
        ):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return function(*args, **kwargs)
        return super().call(function, *args, **kwargs)


class _Code(CodeGenerator):
    """Writes ``environment.shown(…)`` where Jinja writes ``escape(…)``: the same text, escaped once for all pages."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401  Jinja's own
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class Engine(Environment):
    """An environment with autoescape, short ways, and a memory of what it has escaped."""

    context_class = _Context
    code_generator_class = _Code

    def __init__(self, language: Language, **options: Any) -> None:  # noqa: ANN401  handed on
        super().__init__(autoescape=True, extensions=["jinja2.ext.i18n"], **options)
        self.shown = _shower()
        self.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)  # type: ignore[attr-defined]
        words = _words(language.gettext)
        self.globals |= {"_": words, "gettext": words, "ngettext": _numbers(language.ngettext)}


def _shower() -> Callable[[object], str]:
    known: dict[str, str] = {}

    def shown(value: object) -> str:
        """Return what a template shows of a value: markup as it is, anything else escaped."""
        if type(value) is Markup:
            return value
        if type(value) is not str:
            return escape(value)
        found = known.get(value)
        if found is None:
            if len(known) >= _MOST:
                known.clear()
            found = known[value] = str.__str__(escape(value))
        return found

    return shown


def _words(gettext: Callable[[str], str]) -> Callable[..., Markup]:
    known: dict[str, Markup] = {}

    def words(text: str, /, **values: object) -> Markup:
        """Return a sentence of the frame, with values put in escaped; a percent sign in it is written twice."""
        if values:
            return _filled(gettext(text), values)
        if text not in known:
            known[text] = _filled(gettext(text), {})
        return known[text]

    return words


def _numbers(ngettext: Callable[[str, str, int], str]) -> Callable[..., Markup]:
    def numbers(one: str, many: str, num: int, /, **values: object) -> Markup:
        """Return the sentence for a number, which stands in it as ``num``."""
        return _filled(ngettext(one, many, num), {"num": num, **values})

    return numbers


def _filled(text: str, values: Mapping[str, object]) -> Markup:
    return Markup(text % {name: escape(value) for name, value in values.items()})  # noqa: S704  each value is escaped
