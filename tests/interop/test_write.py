"""Drafts are written so that what was meant is what is read, whatever the names and texts are."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcl.interop import spell
from dcl.interop.draft import Draft, DraftColumn, DraftLabel, DraftLabels, DraftRule, DraftTable, Names
from dcl.interop.write import write
from dcl.source import nfc
from dcl.types import LabelType
from tests.interop.drafted import written

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
hostile = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('`"\\{}#/:?,.\n\r\t \u202e\u2028\x1b\x00')),
    max_size=20,
)
WORDS = [
    "and", "or", "not", "in", "is", "it", "missing", "where", "true", "if", "then", "else", "key", "let", "source",
    "format", "unique", "may", "check", "table", "labels", "image", "named", "instead", "translation", "list", "one",
    "references", "length", "order", "by", "like", "from", "per", "when", "dcl", "use", "contract", "rule", "int",
]  # fmt: skip


def column(name: str, **settings: object) -> DraftColumn:
    return DraftColumn(name, "int", **settings)  # type: ignore[arg-type]


@quick
@given(names=st.lists(st.one_of(hostile, st.sampled_from(WORDS)), min_size=1, max_size=8, unique=True))
def test_every_name_of_a_file_is_its_column(tmp_path: Path, names: list[str]) -> None:
    picked = Names()
    columns = tuple(DraftColumn(picked.pick(name), "int", spelling=name) for name in names)
    contract = written(tmp_path, Draft("it", tables=(DraftTable("t", columns),))).contract
    found = [each.file_name for each in contract.checked.tables["t"].columns.values()]
    assert found == names


@quick
@given(spellings=st.lists(st.one_of(hostile, st.sampled_from(WORDS)), min_size=1, max_size=8, unique=True))
def test_every_text_of_a_file_is_its_label(tmp_path: Path, spellings: list[str]) -> None:
    picked = Names()
    labels = tuple(DraftLabel(picked.pick(each, "label"), each, each) for each in spellings)
    sets = (DraftLabels("k", labels),)
    text = write(Draft("it", labels=sets, tables=(DraftTable("t", (DraftColumn("c", "k"),)),)))
    assert "\x1b" not in text
    contract = written(tmp_path, Draft("it", labels=sets, tables=(DraftTable("t", (DraftColumn("c", "k"),)),)))
    type_ = contract.contract.checked.tables["t"].columns["c"].type
    assert isinstance(type_, LabelType)
    assert [label.spelling for label in type_.labels] == spellings


@quick
@given(word=hostile)
def test_a_name_is_one_that_the_language_takes(word: str) -> None:
    name = spell.as_name(word)
    assert name
    assert nfc(name) == name
    assert "`" not in name
    assert len(name) <= spell.LONGEST_NAME


@pytest.mark.parametrize("word", WORDS)
def test_no_word_of_the_language_is_in_the_way(tmp_path: Path, word: str) -> None:
    names = Names.of_contract()
    labels = DraftLabels(names.pick(word), (DraftLabel(word, description="It is."),))
    table = DraftTable(names.pick(word), (DraftColumn(word, spell.name(labels.name), description="It is."),))
    rule = DraftRule(names.pick(word), (table.name,), "It holds.", (f"check distinct({spell.name(word)}) <= 9",))
    assert written(tmp_path, Draft(word, labels=(labels,), tables=(table,), rules=(rule,)))


def test_names_that_are_taken_get_a_number() -> None:
    names = Names()
    assert [names.pick(each) for each in ("a", "a", "`", "", "a")] == ["a", "a_2", "_", "unnamed", "a_3"]


def test_types_of_the_language_are_no_names_of_label_sets() -> None:
    assert Names.of_contract().pick("text") == "text_2"


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        (True, "true"),
        (-3, "-3"),
        (1.5, "1.5"),
        (1e22, "1e22"),
        (1.5e-9, "1.5e-9"),
        ('a"b\\\n', '"a\\"b\\\\\\n"'),
        (date(2026, 1, 2), "@2026-01-02"),
        (datetime(2026, 1, 2, 3, tzinfo=UTC), "@2026-01-02T03:00:00Z"),
    ],
)
def test_values(value: bool | float | str | date, spelled: str) -> None:
    assert spell.value(value) == spelled


@quick
@given(low=st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_can_be_an_end(tmp_path: Path, low: float) -> None:
    modifiers = spell.within(spell.value(low), None)
    assert written(tmp_path, Draft("it", tables=(DraftTable("t", (DraftColumn("c", "float", modifiers=modifiers),)),)))
    assert math.isfinite(low)


def test_ranges() -> None:
    assert spell.within("1", "5") == ("in 1..5",)
    assert spell.within("1", "5", high_open=True) == ("in 1..<5",)
    assert spell.within("1", "5", low_open=True) == ("> 1", "<= 5")
    assert spell.within("1", "1") == ("= 1",)
    assert spell.within(None, None) == ()
    assert spell.size(0, None) is None
    assert (spell.size(2, 2), spell.size(None, 3), spell.size(1, None)) == ("length 2", "length 0..3", "length 1..")


def test_comments_stand_where_they_belong_and_stay_on_their_line(tmp_path: Path) -> None:
    columns = (column("a", comments=("seen\n12 times \x1b",), lost=("`x: 1`",)), column("b", remark="3 of 4"))
    draft = Draft("it", tables=(DraftTable("t", columns, lost=("`y`",)),), comments=("Drafted.",), lost=("`z`",))
    found = written(tmp_path, draft)
    lines = found.text.split("\n")
    assert lines[0] == "# Drafted."
    at = next(place for place, line in enumerate(lines) if line.startswith("  a "))
    assert lines[at - 2 : at] == ["  # seen\\n12 times \\u{1b}", "  # not taken over: `x: 1`"]
    assert found.line("b :").endswith("# 3 of 4")
    assert found.losses == (": `z`", "t: `y`", "t.a: `x: 1`")
