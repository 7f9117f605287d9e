"""Small refusals of the core: each names what is wrong and where."""

import json
import re

import pytest

from usalama.editor.deskpage import error_page
from usalama.errors import CatalogError, ReleaseError
from usalama.exports.datapackage import Sum, Year, package
from usalama.exports.opendata import COLUMNS
from usalama.judging.rulebook import compile_rulebook, idle, read_weights
from usalama.planning import manifest
from usalama.planning.manifest import Manifest, Page
from usalama.tables.rules import try_tables


@pytest.mark.parametrize(("name", "inputs"), [("../x.html", "a" * 16), ("x.html", "not a fingerprint")])
def test_a_manifest_holds_no_name_that_climbs_and_no_foreign_fingerprint(name, inputs):
    """What could not be read back is never written."""
    with pytest.raises(ReleaseError, match=re.escape(repr(name))):
        manifest.render(Manifest(1, {name: Page(inputs, "0" * 64, 1)}))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("vocabulary.csv", "class,grade,language,terms\npolice,strong,en,ok | {m wapelelezi\n",
         'line 2: terms: "{m wa'),
        ("vocabulary.csv", "class,grade,language,terms\npolice,strog,en,police\n",
         "line 2: grade 'strog': write one of"),
        ("patterns.csv", "first,then,within,class,grade\nkill,police,few,kill,weak\n", "line 2: within 'few': write"),
        ("patterns.csv", "first,then,within,class,grade\nkill,police,-2,kill,weak\n", "line 2: within '-2': write"),
        ("names.csv", "kind,names\ncue befor,in|near\n", "line 2: kind 'cue befor' is not known; did you mean"),
        ("places.csv", "name,kind,counties,source\nMombasa,county,Mombasa,usalama\nKwale,conty,Kwale,usalama\n",
         "line 3: kind 'conty': did you mean \"county\"?"),
        ("places.csv", "name,kind,counties,source\nMombasa,county,Mombasa,usalama\nLikoni,twon,Mombasa,usalama\n",
         "line 3: kind 'twon': did you mean \"town\"?"),
        ("places.csv", "name,kind,counties,source\nMombasa,county,Mombasa,usalama\nLikoni,town,Mombassa,usalama\n",
         "line 3: counties: 'Mombassa' is not in counties.csv; did you mean \"Mombasa\"?"),
        ("weights.csv", "target,feature,weight\nrelevance,bias,low\n", "line 2: weight 'low': write a number"),
        ("vocabulary.csv", "class,grade,language,terms\npolice,strong,en,{m,wa}a\n", "line 2: too many columns; quote"),
        ("vocabulary.csv", "class,grade,language,terms\narrest,strong,sw,nasa-|-kamatwa-\n",
         'line 2: terms: "-kamatwa-"'),
        ("vocabulary.csv", "class,grade,language,terms\narrest,strong,sw,polisi - ofisa\n", "line 2: terms: "),
        ("vocabulary.csv", "class,grade,language,terms\narrest,strong,sw,--kamatwa\n", "line 2: terms: "),
        ("vocabulary.csv", "class,grade,language,terms\npolice,strong\n", "line 2"),
        ("vocabulary.csv", "class,grade,terms\n", "line 1: no column 'language'"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_judging_table_has_its_line_and_its_mend(files, name, text, said):
    """A brace that is not closed, a grade that is none, a number that is none: file, line and mend in one line."""
    with pytest.raises(CatalogError, match=re.escape(f"content/catalog/{name}: {said}")) as told:
        compile_rulebook(files | {name: text})
    assert "\n" not in str(told.value)


def test_a_county_that_is_misspelt_or_gone_is_no_mistake_of_the_places(files):
    """Four hundred places name it: the line to mend is the one of counties.csv."""
    table = files["counties.csv"]
    with pytest.raises(
        CatalogError, match=r"counties\.csv: line 2: name: 'Mombassa' is in no place; did you mean 'Momb"
    ):
        compile_rulebook(files | {"counties.csv": table.replace(",Mombasa,", ",Mombassa,")})
    gone = "".join(row for row in table.splitlines(keepends=True) if ",Mombasa," not in row)
    with pytest.raises(CatalogError, match=r"counties\.csv: no row has the name 'Mombasa', .*; put it back"):
        compile_rulebook(files | {"counties.csv": gone})


def test_a_topic_that_a_desk_takes_out_stops_no_pull(files):
    """What was trained for it counts for nothing from then on; check names that, and a pull goes on reading."""
    head, *topics = re.split(r"(?m)^(?=\[\[topics\]\])", files["topics.toml"])
    files = files | {"topics.toml": "".join((head, *(topic for topic in topics if 'slug = "cyber"' not in topic)))}
    try_tables(files)
    assert "cyber" not in compile_rulebook(files).ground.topics
    named = {name: said for name, _, said in (str(_mistake(read)).partition(": ") for read in idle(files))}
    assert all("cyber" in named[f"content/catalog/{name}.csv"] for name in ("leanings", "weights", "priors"))


def test_a_class_of_terms_that_nothing_weighs_is_named(files):
    """A misspelt class would say nothing and nobody would hear of it; a pull goes on all the same."""
    files = files | {"vocabulary.csv": files["vocabulary.csv"] + "polise,strong,en,bobbies,\n"}
    try_tables(files)
    line = files["vocabulary.csv"].count("\n")
    said = f"content/catalog/vocabulary.csv: line {line}: class: nothing weighs 'polise'; did you mean \"police\"?"
    assert [str(error) for error in map(_mistake, idle(files)) if error] == [
        f"{said}, or label texts that say so and run usalama train"
    ]
    files["vocabulary.csv"] = files["vocabulary.csv"].replace("\npolise,", "\nfacet:pledge,")
    (said,) = (str(error) for error in map(_mistake, idle(files)) if error)
    assert f"line {line}: class: nothing weighs 'facet:pledge'; did you mean \"facet:pledges\"?" in said


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("patterns.csv", ",force-kill,", ",force-kil,", "class: nothing weighs 'force-kil'; did you mean"),
        ("unless.csv", ",officer-acts,", ",officer-act,", "becomes: nothing weighs 'officer-act'; did you mean"),
        ("counties.csv", ",raid country,", ",raid county,", "nature: nothing weighs 'raid county'; did you mean"),
        ("names.csv", "so|et|ug", "so|et|ugg", "names: foreign.csv has no 'ugg'; did you mean \"ug\"?"),
    ],
)
def test_what_the_tables_tell_under_a_misspelt_name_is_named(files, table, old, new, said):
    """The row would tell of a class, a kind of trouble or a country of its own, that nothing asks for."""
    line = files[table][: files[table].index(old)].count("\n") + 1
    files = files | {table: files[table].replace(old, new, 1)}
    try_tables(files)
    told = [str(error) for error in map(_mistake, idle(files)) if error]
    assert len([each for each in told if f"{table}: line {line}: {said}" in each]) == 1, told


def _mistake(read):
    try:
        read()
    except CatalogError as error:
        return error
    return None


def test_weights_without_the_main_decision_are_refused(files):
    """A table that weighs topics alone cannot say what is news; the mend is named."""
    with pytest.raises(CatalogError, match="no weights for 'relevance'; restore the row, or run usalama train"):
        read_weights(files | {"weights.csv": "target,feature,weight\nterrorism,bias,1\n"})


def test_the_page_of_a_mistake_shows_it_as_text():
    """A message that holds markup is shown and not run."""
    assert "&lt;b&gt;" in error_page("feeds.toml: <b>")


def test_the_archive_says_what_each_year_holds():
    """One table a year, by path, with its counts and every column; beside them what was corrected and removed."""
    sums = dict.fromkeys(("2026.csv", "2026.jsonl", "schema.json"), Sum("a" * 64, 7))
    told = json.loads(
        package(
            "https://usalama.example", "Made", "licence.html", COLUMNS, [Year(2026, 3, 7)], [],
            lambda path: sums.get(path, Sum("b" * 64, 5)), is_mapped=False,
        )
    )  # fmt: skip
    table, *beside = told["resources"]
    assert [each["path"] for each in beside] == [
        "stories-2026.csv", "corrections.csv", "outlets.csv", "topics.csv", "counties.csv", "issues.csv", "pledges.csv",
        "2026.jsonl",
    ]  # fmt: skip
    assert [(each["bytes"], each["hash"][:8]) for each in (table, beside[0])] == [(7, "sha256:a"), (5, "sha256:b")]
    assert (table["path"], table["description"][:22]) == ("2026.csv", "7 reports of 3 stories")
    assert [field["name"] for field in table["schema"]["fields"]] == list(COLUMNS)
