"""Jinja as our templates need it: what each call, each escape and each translated word costs is most of a page.

The same language, the same escaping, the same refusal of undefined names; only the ways that a plain function, a plain
text or a sentence of the frame takes through Jinja are shorter. Autoescape is on in every environment made here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from markupsafe import Markup, escape

from topic_digest.language import Language

_MOST = 20_000
"""Texts whose escaped form is remembered."""


class _Code(CodeGenerator):
    """Writes ``environment.shown(…)`` where Jinja writes ``escape(…)``: the same text, escaped once for all pages.

    And a plain call where Jinja writes ``context.call(…)``: no function that our templates call wants Jinja's context.
    """

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802  Jinja's own
        self.visit(node.node, frame)
        self.write("(")
        for each in (*node.args, *node.kwargs):
            self.visit(each, frame)
            self.write(", ")
        for stars, several in (("*", node.dyn_args), ("**", node.dyn_kwargs)):
            if several is not None:
                self.write(stars)
                self.visit(several, frame)
                self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401  Jinja's own
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class Engine(Environment):
    """An environment with autoescape, short ways, and a memory of what it has escaped."""

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
