"""Jinja as our templates need it: what each call, each escape and each translated word costs is most of a page.

The same language, the same escaping, the same refusal of undefined names; only the ways that a plain function, a plain
text or a sentence of the frame takes through Jinja are shorter. Autoescape is on in every environment made here.
"""

import marshal
import pickle
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from functools import partial
from typing import Any

import markupsafe
from jinja2 import Environment, FileSystemBytecodeCache, Template, nodes
from jinja2.bccache import Bucket, bc_magic
from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.utils import missing
from markupsafe import Markup, escape

from topic_digest.language import Language
from usalama.machine import disk

_escaped: Callable[..., str] = getattr(markupsafe, "_escape_inner", escape)
"""MarkupSafe's own escape of a text, where it has one that makes no ``Markup`` of it: ten times as fast."""
_marked: Callable[[str], Markup] = partial(str.__new__, Markup)
"""What ``Markup(text)`` gives for a text, without asking what it is."""


class _Code(CodeGenerator):
    """Writes ``environment.shown(…)`` where Jinja writes ``escape(…)``: the same text, and nothing made around it.

    And a plain call where Jinja writes ``context.call(…)``: no function that our templates call wants Jinja's context.
    An attribute is asked for where it stands: ``environment.getattr`` is called where there is none, for an item.
    """

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.write("(_it if (_it := getattr((_of := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr(_of, {node.attr!r}))")

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802  Jinja's own
        names = bool(node.kwargs or node.dyn_kwargs)
        self.write("environment.by_name(" if names else "")
        self.visit(node.node, frame)
        self.write(")(" if names else "(")
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

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        for each in node.nodes:
            if isinstance(each, nodes.CondExpr) and each.expr2 is None:
                each.expr2 = nodes.Const("")  # what Jinja's nothing shows, which takes long to make
        super().visit_Output(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        if macro_ref.accesses_kwargs or macro_ref.accesses_varargs or macro_ref.accesses_caller:
            super().macro_def(macro_ref, frame)
        else:
            names = tuple(each.name for each in macro_ref.node.args)
            self.write(f"environment.macro(macro, {names!r})")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:  # noqa: FBT001, FBT002
        if force_unescaped:  # the end of a macro
            self.writeline(f"return environment.marked(concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame, force_unescaped)


class Compiled(FileSystemBytecodeCache):
    """Compiled templates on disk, each read in one go: Python takes five times as long to read code from a stream."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find a template's code, if it is of this very text."""
        try:
            body = disk.body_of(self._get_cache_filename(bucket))
        except OSError:
            return
        head = bc_magic + pickle.dumps(bucket.checksum, 2)
        if body.startswith(head):
            with suppress(EOFError, ValueError, TypeError):  # half of it: it is made anew
                bucket.code = marshal.loads(body[len(head) :])  # noqa: S302  what we wrote


class Engine(Environment):
    """An environment with autoescape and short ways."""

    code_generator_class = _Code

    def __init__(self, language: Language, **options: Any) -> None:  # noqa: ANN401  handed on
        super().__init__(autoescape=True, extensions=["jinja2.ext.i18n"], **options)
        # Jinja's filters ask each time whether they are to wait for what they filter; ours never are.
        self.filters = {name: getattr(each, "__wrapped__", each) for name, each in self.filters.items()}
        self.shown, self.marked = shown, _marked
        self.macro, self.by_name = _macro, _by_name
        self._templates: dict[str, Template] = {}
        self.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)  # type: ignore[attr-defined]
        words = _words(language.gettext)
        self.globals |= {"_": words, "gettext": words, "ngettext": _numbers(language.ngettext)}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  Jinja's own
    ) -> Template:
        """Return a template; one that was asked for before is not looked for again."""
        if globals or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        if name not in self._templates:
            self._templates[name] = super().get_template(name, parent)
        return self._templates[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what all templates see: as they are, where Jinja would look into two mappings for each name."""
        return super().make_globals(d) if d else self.globals

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401  Jinja's own
        """Return an item, or an attribute by its name; a record's, which filters ask for, is no item of it."""
        if isinstance(obj, tuple) and type(argument) is str:
            return self.getattr(obj, argument)
        try:
            return obj[argument]
        except (AttributeError, TypeError, LookupError):
            return super().getitem(obj, argument)


def _macro(function: Any, names: tuple[str, ...]) -> Callable[..., Markup]:  # noqa: ANN401  a function with more to it
    """Return a macro that takes nothing but its arguments: the very function, which knows how it is called by name."""

    def named(*given: object, **others: object) -> Markup:
        given = (*given, *(others.pop(name, missing) for name in names[len(given) :]))
        if others:
            raise TypeError(f"a macro of {names} takes no {sorted(others)}, or has it already")
        return function(*given)  # type: ignore[no-any-return]

    function.__defaults__ = (missing,) * len(names)
    function.macro_named = named
    return function  # type: ignore[no-any-return]


def _by_name(function: Any) -> Callable[..., Any]:  # noqa: ANN401  whatever a template calls
    """Return what to call where arguments have names."""
    found: Callable[..., Any] = getattr(function, "macro_named", function)
    return found


def shown(value: object) -> str:
    """Return what a template shows of a value: markup as it is, anything else escaped."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        return _escaped(value)
    return str(value) if kind is int else escape(value)


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
    return _marked(text % {name: shown(value) for name, value in values.items()})
