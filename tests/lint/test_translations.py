"""Translations that are missing where others are there, and those that translate nothing."""

from __future__ import annotations

from pathlib import Path

from dcl.lint.translations import missing_translations, translations_into_itself
from tests.contract_text import HEADER, compiled

RULE = 'rule r on t {{\n  "Small."{}\n  check x < 9\n}}\n'
LABELS = """labels k {
  a "A." translation ko "가"
  b {
    c "C."
    d "D."
  }
}
table t {
  x : int
  y : k  "A column need not be translated."
}
"""


def missing(folder: Path, text: str) -> list[tuple[str, str]]:
    found = missing_translations(compiled(folder, text).checked)
    return [(d.message, d.span.text if d.span else "") for d in found]


def test_a_contract_without_translations_lacks_none(tmp_path: Path) -> None:
    assert missing(tmp_path, LABELS.replace(' translation ko "가"', "") + RULE.format("")) == []


def test_labels_and_rules_are_counted_apart_and_the_first_is_named(tmp_path: Path) -> None:
    assert missing(tmp_path, LABELS + RULE.format("")) == [
        ("2 of 3 labels are not translated into `ko`, the first is `c`", "c"),
        ("the rule `r` is not translated into `ko`", "r"),
    ]


def test_each_language_is_told_of_by_itself(tmp_path: Path) -> None:
    text = LABELS + RULE.format('\n  translation de "Klein."\n  translation ko "작다."')
    assert [message for message, _ in missing(tmp_path, text)] == [
        "3 of 3 labels are not translated into `de`, the first is `a`",
        "2 of 3 labels are not translated into `ko`, the first is `c`",
    ]


def test_rules_that_speak_of_columns_are_translated_too(tmp_path: Path) -> None:
    text = 'table t {\n  "T."\n  translation ko "티"\n  x : int\n}\nrule t.x.type {\n  "Whole."\n}\n'
    assert missing(tmp_path, text) == [("the rule `t.x.type` is not translated into `ko`", "t.x.type")]


def test_a_rule_that_each_makes_counts_once(tmp_path: Path) -> None:
    text = LABELS.replace('"C."', '"C." translation ko "다"').replace('"D."', '"D." translation ko "라"')
    text += 'rule r on t {\n  "All."\n  each kind in k\n  check count(y is kind) > 1\n}\n'
    assert missing(tmp_path, text) == [("the rule `r` is not translated into `ko`", "r")]


def test_a_translation_into_the_own_language(tmp_path: Path) -> None:
    text = LABELS.replace(' translation ko "가"', ' translation en "A again."')
    (found,) = translations_into_itself(compiled(tmp_path, text).checked)
    assert found.span is not None
    assert (found.id, found.span.text) == ("DCL713", 'translation en "A again."')


def test_the_contract_says_which_language_is_its_own(tmp_path: Path) -> None:
    text = LABELS.replace(' translation ko "가"', ' translation en "A again."')
    korean = HEADER.replace(" }", '\n  language "ko"\n}')
    assert list(translations_into_itself(compiled(tmp_path, text, korean).checked)) == []
