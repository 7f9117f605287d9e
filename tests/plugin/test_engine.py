"""Jinja's short ways: the same escaping and the same refusals as Jinja's own."""

import gettext
from typing import NamedTuple

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from topic_digest.engine import Compiled, Engine
from topic_digest.language import Language

PIECES = (
    "{{ text }}", "{{ markup }}", "{{ number }} {{ none }}", "{{ text|upper }}", "{{ to(text) }}",
    "{% macro m(a, b='<') %}[{{ a }}{{ b }}]{% endmacro %}{{ m(text) }}{{ m(markup, b=text) }}",
    "{% macro n(a) %}<b>{{ a }}</b>{% endmacro %}{% for x in [text, markup] %}{{ n(x) }}{{ loop.index }}{% endfor %}",
    "{% macro c() %}{{ caller() }}{% endmacro %}{% call c() %}{{ text }}{% endcall %}",
    "{% set x %}{{ text }}{% endset %}{{ x }}", "{{ text ~ markup }}", "{{ _('a <b> %(name)s', name=text) }}",
    "{{ _('100%% of <b>') }}", "{{ ngettext('%(num)s <i>', '%(num)s <i>s %(name)s', number, name=text) }}",
    "{% trans name=text %}Of <b>{{ name }}</b>{% endtrans %}", "{{ text|safe }}", "{{ {'a': text}|tojson }}",
    "{{ to(*[text]) }}{{ to(**{'p': text}) }}{{ to(p=text) }}",
    "{% macro k(a, b=1, c='<') %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ k(text, c=markup) }}{{ k(c=1, b=text, a=2) }}",
    "{% macro s(a) %}{{ a }}{{ varargs|length }}{{ kwargs|length }}{% endmacro %}{{ s(text, 1, x=2) }}",
    "{{ 'a' if number > 3 }}{{ ('b' if none) }}{{ 'c' if number }}",
    "{% set x = text %}{% include 'row' %}[{% for y in [1, 2] %}{% include 'row' %}{% endfor %}]",
    "a{% include 'plain' without context %}{% set x %}{% include 'plain' without context %}{% endset %}{{ x }}b",
    "{% include ['gone', 'row'] %}{% include 'gone' ignore missing %}",
    "{% import 'macros' as m %}{{ m.row(text) }}{% from 'macros' import row with context %}{{ row(markup) }}",
    "{% extends 'frame' %}{% set x = markup %}{% block a %}{{ super() }}{{ text }}{% endblock %}",
    "{% for x in [text, markup] %}{% block b scoped %}{{ x }}{% endblock %}{% endfor %}",
    "{% if number %}{% extends 'frame' %}{% endif %}{% block a %}{{ text }}{% endblock %}",
    "{{ text }}{% if none %}{% extends 'frame' %}{% endif %}{% block a %}{{ number }}{% endblock %}{{ markup }}",
    "{% for x in [1, 2] recursive %}{{ x }}{{ loop([]) }}{% else %}-{% endfor %}",
    "{% block e %}{{ self.f() }}{% endblock %}{% block f %}<i>{{ text }}</i>{% endblock %}",
    "{% filter upper %}{{ text }}{% block g %}{{ x|default(text) }}{% endblock %}{% endfilter %}",
    "{% autoescape false %}{{ 'a & ' ~ markup ~ number }}{% endautoescape %}{{ text }}",
    "{% set z %}{% block c %}{{ text }}{% endblock %}{% endset %}{{ z }}",
    "{{ [3, 1]|sort|map('string')|list|first }}{{ [none, text]|select|join(markup) }}{{ [1, 2]|sum }}",
    "{{ [row]|map(attribute='name')|join }}{{ row['name'] }}{{ row[0] }}{{ {'a': text}['a'] }}{{ {'a': text}.a }}",
    "{{ {'row': row}.row.name }}{{ {'x': [row]}.x[0].name.upper() }}{{ row.gone is defined }}{{ row.a|default(1) }}",
    "{% for x in [row] if x.name %}{{ x.name }}{% endfor %}{% macro d(a=row.name) %}{{ a }}{% endmacro %}{{ d() }}",
    "{{ text.partition('<')[0] }}", "{{ [text]|join(', ') }}", "{{ '%g' % number }}", "{{ text|e }}{{ markup|e }}",
)  # fmt: skip
BESIDE = {
    "plain": "<hr>",
    "row": "<li>{{ text }}{{ y|default('') }}</li>",
    "macros": "{% macro row(a, b=none) %}<b>{{ a }}{{ b }}</b>{% endmacro %}",
    "frame": "<p>{% block a %}{{ number }}{% endblock %}{{ text }}{% block d %}{{ x|default(0) }}{% endblock %}</p>",
}


class Row(NamedTuple):
    """A record, as contexts are made of them."""

    name: str


VALUES = {
    "row": Row("<b>"),
    "text": 'a & <script>"x"\'',
    "markup": Markup("<i>&amp;</i>"),
    "number": 3,
    "none": None,
    "to": lambda p: f"../{p}",
}


def _jinja(pieces):
    made = Environment(
        autoescape=True, extensions=["jinja2.ext.i18n"], undefined=StrictUndefined, loader=DictLoader(pieces)
    )
    made.install_gettext_callables(gettext.gettext, gettext.ngettext, newstyle=True)
    return made


def _ours(pieces, **options):
    language = Language("en", gettext.gettext, gettext.ngettext)
    return Engine(language, undefined=StrictUndefined, loader=DictLoader(pieces), **options)


@pytest.mark.parametrize("piece", PIECES)
def test_a_template_says_what_it_says_in_jinja(piece):
    """Text of a feed is escaped, markup stays, sentences take their values escaped, twice in a row too."""
    ours, jinja = _ours({"t": piece, **BESIDE}), _jinja({"t": piece, **BESIDE})
    expected = jinja.get_template("t").render(VALUES)
    assert [ours.get_template("t").render(VALUES) for _ in range(2)] == [expected, expected]
    assert "<script>" not in expected or "safe" in piece


@pytest.mark.parametrize(
    "piece",
    [
        "{{ unknown }}",
        "{{ text.unknown }}",
        "{{ unknown() }}",
        "{{ row['unknown'] }}{{ row.unknown }}",
        "{{ _('%(name)s', name=unknown) }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",
    ],
)
def test_a_name_that_is_not_there_is_refused(piece):
    """A template that reads what its page does not have fails, and shows no empty place."""
    with pytest.raises(UndefinedError):
        _ours({"t": piece}).get_template("t").render(VALUES)


@pytest.mark.parametrize("call", ["m(1, 2)", "m(1, a=2)", "m(b=1)"])
def test_a_macro_refuses_what_it_does_not_take(call):
    """An argument too many, one given twice and one with another name fail, as in Jinja."""
    with pytest.raises(TypeError):
        _ours({"t": "{% macro m(a) %}{{ a }}{% endmacro %}{{ " + call + " }}"}).get_template("t").render(VALUES)


def test_a_template_is_compiled_once_and_again_where_its_text_or_the_kept_code_is_another(tmp_path):
    """Code is kept for the very text that it was made of; half a file, or one of another text, is made anew."""
    name = "{{ text }}"

    def said(text):
        made = _ours({"t": text}, bytecode_cache=Compiled(str(tmp_path), "%s.cache"))
        return made.get_template("t").render(VALUES)

    first = said(name)
    (kept,) = tmp_path.iterdir()
    body = kept.read_bytes()
    stamp = kept.stat().st_mtime_ns
    assert said(name) == first
    assert kept.stat().st_mtime_ns == stamp
    assert said("other") == "other"
    assert said(name) == first
    for broken in (b"", body[:40], body[:-200], b"x" + body):
        kept.write_bytes(broken)
        assert said(name) == first
        assert kept.read_bytes() == body
