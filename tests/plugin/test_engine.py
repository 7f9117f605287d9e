"""Jinja's short ways: the same escaping and the same refusals as Jinja's own."""

from __future__ import annotations

import gettext

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from topic_digest.engine import Engine
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
    "{{ text.partition('<')[0] }}", "{{ [text]|join(', ') }}", "{{ '%g' % number }}", "{{ text|e }}{{ markup|e }}",
)  # fmt: skip
VALUES = {
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


def _ours(pieces):
    language = Language("en", gettext.gettext, gettext.ngettext)
    return Engine(language, undefined=StrictUndefined, loader=DictLoader(pieces))


@pytest.mark.parametrize("piece", PIECES)
def test_a_template_says_what_it_says_in_jinja(piece):
    """Text of a feed is escaped, markup stays, sentences take their values escaped, twice in a row too."""
    ours, jinja = _ours({"t": piece}), _jinja({"t": piece})
    expected = jinja.get_template("t").render(VALUES)
    assert [ours.get_template("t").render(VALUES) for _ in range(2)] == [expected, expected]
    assert "<script>" not in expected or "safe" in piece


@pytest.mark.parametrize(
    "piece", ["{{ unknown }}", "{{ text.unknown }}", "{{ unknown() }}", "{{ _('%(name)s', name=unknown) }}"]
)
def test_a_name_that_is_not_there_is_refused(piece):
    """A template that reads what its page does not have fails, and shows no empty place."""
    with pytest.raises(UndefinedError):
        _ours({"t": piece}).get_template("t").render(VALUES)
