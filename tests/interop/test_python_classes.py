"""The classes for Pandera and dataframely judge frames as dcl does, and no word of a contract becomes code in them."""

from __future__ import annotations

import ast
import warnings
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest

from dcl.api import Contract
from dcl.interop.formats import EXPORTS
from dcl.interop.python_source import class_name, identifiers, literal
from tests.contract_text import HEADER, compiled

CONTRACT = r"""
labels kind {
  car
  bus named "Bus"
}
table t {
  "Rows."
  id     : int       key
  `a b`  : int?      in 1..<5
  kind   : kind?     "It's \"quoted\"."
  code   : text      matches /a|b\d/ unique
  note   : text?     length 2..3 != "no"
  share  : float?    > 0 <= 1
  day    : date      >= @2026-01-01
  at     : datetime? < @2026-01-01T00:00:00Z
  tags   : list of text  length 1..2 unique in { "x", "y" }
  word   : text?     in { "p", "q" }
  flag   : bool
}
rule not_x on t {
  check note != "xx"
}
"""
SCHEMA = {
    "id": pl.Int64,
    "a b": pl.Int64,
    "kind": pl.String,
    "code": pl.String,
    "note": pl.String,
    "share": pl.Float64,
    "day": pl.Date,
    "at": pl.Datetime("us", "UTC"),
    "tags": pl.List(pl.String),
    "word": pl.String,
    "flag": pl.Boolean,
}
GOOD: dict[str, Any] = {
    "id": 1,
    "a b": 1,
    "kind": "Bus",
    "code": "a",
    "note": "né",
    "share": 1.0,
    "day": date(2026, 1, 1),
    "at": datetime(2025, 1, 1, tzinfo=UTC),
    "tags": ["x", "y"],
    "word": "p",
    "flag": True,
}
NULLS = {**dict.fromkeys(SCHEMA), "id": 2, "code": "b1", "day": date(2026, 1, 2), "tags": ["x"], "flag": False}
BAD = [
    ({"id": 2}, "t.key"),
    ({"id": None}, "t.id.required"),
    ({"a b": 5}, "t.a b.range"),
    ({"kind": "bus"}, "t.kind.domain"),
    ({"code": "b1"}, "t.code.unique"),
    ({"code": "ab1"}, "t.code.matches"),
    ({"code": "a\n"}, "t.code.matches"),
    ({"note": "x"}, "t.note.length"),
    ({"note": "né\u0301e"}, "t.note.length"),
    ({"note": "no"}, "t.note.range"),
    ({"note": "xx"}, "not_x"),
    ({"share": 0.0}, "t.share.range"),
    ({"share": 1.5}, "t.share.range"),
    ({"day": date(2025, 12, 31)}, "t.day.range"),
    ({"at": datetime(2026, 1, 1, tzinfo=UTC)}, "t.at.range"),
    ({"word": "r"}, "t.word.domain"),
    ({"flag": None}, "t.flag.required"),
    ({"tags": ["x", "z"]}, "t.tags.domain"),
    ({"tags": ["x", "x"]}, "t.tags.unique"),
    ({"tags": []}, "t.tags.length"),
]
FORMATS = ["pandera", "dataframely"]


def loaded(text: str, name: str = "T") -> Any:
    scope: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(text, "exported.py", "exec", dont_inherit=True), scope)
    return scope[name]


def is_valid(format: str, judge: Any, frame: pl.DataFrame) -> bool:
    if format == "dataframely":
        return judge.is_valid(frame)
    import pandera.errors

    try:
        judge.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors:
        return False
    return True


def frame_of(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SCHEMA)


@pytest.fixture(params=[pytest.param(name, marks=pytest.mark.tools) for name in FORMATS])
def format(request):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pytest.importorskip("pandera.polars" if request.param == "pandera" else "dataframely")
    return request.param


@pytest.fixture
def made(tmp_path):
    return compiled(tmp_path, CONTRACT)


def test_good_frames(made, format):
    exported = EXPORTS[format].export(made, "t")
    frame = frame_of(GOOD, NULLS)
    assert Contract(made).check({"t": frame}).ok
    assert is_valid(format, loaded(exported.text), frame)


@pytest.mark.parametrize(("change", "rule"), BAD)
def test_bad_frames(made, format, change, rule):
    exported = EXPORTS[format].export(made, "t")
    frame = frame_of({**GOOD, **change}, NULLS)
    broken = {each.rule.id for each in Contract(made).check({"t": frame}) if each.verdict == "fail"}
    assert broken == {rule}
    assert is_valid(format, loaded(exported.text), frame) == (rule not in exported.expressed)
    left_out = {each.id for each in exported.left_out}
    assert (rule in exported.expressed) != (rule in left_out)


def test_what_is_left_out_stands_in_the_module(made, format):
    exported = EXPORTS[format].export(made, "t")
    assert loaded(exported.text, "LEFT_OUT") == {each.id: each.why for each in exported.left_out}


def test_several_columns_together(tmp_path, format):
    text = "table t {\n  a : int key\n  b : int key\n  c : int\n  d : int\n  unique c, d\n}"
    exported = EXPORTS[format].export(compiled(tmp_path, text), "t")
    judge = loaded(exported.text)
    good = pl.DataFrame({"a": [1, 1], "b": [1, 2], "c": [1, 1], "d": [1, 2]})
    assert is_valid(format, judge, good)
    assert not is_valid(format, judge, good.with_columns(b=pl.lit(1, pl.Int64)))
    assert is_valid(format, judge, good.with_columns(d=pl.lit(1, pl.Int64))) == (
        "t.c+d.unique" not in exported.expressed
    )


HOSTILE = [
    '"""\nimport os\n"""',
    "'''\nraise SystemExit\n'''",
    "x = __import__('os')",
    "\\",
    "a\"b'c",
    "{x}",
    "__class__",
    "class",
    "pl",
    "pa",
    "dy",
    "validate",
    "Config",
    "datetime",
    "é 한국",
    "1st",
]


@pytest.mark.parametrize("word", HOSTILE)
def test_no_word_becomes_code(tmp_path, format, word):
    quoted = word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    name = word.replace("\n", " ")
    text = (
        f'labels k {{\n  x named "{quoted}" "{quoted}"\n}}\ntable t {{\n  "{quoted}"\n'
        f'  `{name}` : int key "{quoted}"\n  b : text in {{ "{quoted}" }} named "{quoted}!"\n  k : k\n'
        f'  l : {{ `{name}`: int }}\n}}\nrule r on t {{\n  "{quoted}"\n  review 3\n}}\n'
    )
    header = HEADER.replace("A contract of the tests.", quoted)
    source = EXPORTS[format].export(compiled(tmp_path, text, header), "t").text
    tree = ast.parse(source)
    calls = {ast.unparse(node.func).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert calls <= {"pa", "pl", "dy", "value"}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    assert names <= {"pa", "pl", "dy", "value", "Optional", "datetime"}
    judge = loaded(source)
    row = {name: 1, f"{word}!": word, "k": word, "l": {name: 1}}
    assert is_valid(format, judge, pl.DataFrame([row]))
    assert not is_valid(format, judge, pl.DataFrame([{**row, f"{word}!": "other"}]))


def test_names_are_plain_and_no_two_are_the_same():
    names = identifiers(["a b", "a-b", "a_b", "class", "1", "", "é", "한", "_x", "pl"], ["pl"], "column")
    assert names == {
        "a b": "a_b",
        "a-b": "a_b_2",
        "a_b": "a_b_3",
        "class": "class_",
        "1": "column_1",
        "": "column",
        "é": "e",
        "한": "column_2",
        "_x": "x",
        "pl": "pl_2",
    }


@pytest.mark.parametrize(
    ("table", "name"), [("t", "T"), ("street_boxes", "StreetBoxes"), ("none", "TableNone"), ("한", "Table")]
)
def test_the_class_is_named_as_the_table(table, name):
    assert class_name(table) == (name if table != "none" else "TableNone")


@pytest.mark.parametrize("value", ["a", "'", '"', "\u202e\x1b[2J", "\\", ["a", 1], {"a": None}, True, 0.1, -(2**63)])
def test_a_literal_is_its_value(value):
    assert ast.literal_eval(literal(value)) == value
    assert literal(value).isprintable()
