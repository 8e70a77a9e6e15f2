"""A new name in every place that bears the old one, and nothing else changed."""

from __future__ import annotations

import pytest

from dcl.lsp.rename import Refused, edited, renamable, rename
from tests.lsp.texts import HEADER, STREET, Opened, at, opened


def renamed(file: Opened, new: str) -> dict[str, str]:
    """The texts of the files, by their names, after the thing at the caret got another name."""
    edits = rename(file.workspace, file.analysis, file.source, file.offset, new)
    return {path.name: text for path, text in edited(edits).items()}


def renamed_text(folder, text: str, new: str) -> str:
    return renamed(opened(folder, text), new)["test.dcl"]


@pytest.mark.parametrize("before", ["table ima", "references ima"])
def test_a_table(tmp_path, before: str) -> None:
    text = renamed_text(tmp_path, at(STREET, before), "pictures")
    assert text == STREET.replace("table images", "table pictures").replace("references images", "references pictures")


@pytest.mark.parametrize("before", ['"What it shows."\n  w', "check w", "let area = w", "pass { w"])
def test_a_column_keeps_its_name_in_the_data(tmp_path, before: str) -> None:
    text = renamed_text(tmp_path, at(STREET, before), "wide")
    assert text == (
        STREET.replace("  w        : float      >= min_side", '  wide        : float      >= min_side named "w"')
        .replace("let area = w", "let area = wide")
        .replace("check w", "check wide")
        .replace("{ w:", "{ wide:")
    )


def test_a_column_whose_data_have_a_name_already(tmp_path) -> None:
    text = HEADER + 'table t {\n  x‸ : int named "X"\n}\n'
    assert 'y : int named "X"\n' in renamed_text(tmp_path, text, "y")


def test_a_computed_column_has_no_name_in_the_data(tmp_path) -> None:
    text = renamed_text(tmp_path, at(STREET, "let ar"), "surface")
    assert text == STREET.replace("let area", "let surface")


def test_a_label_keeps_its_spelling_in_the_data(tmp_path) -> None:
    rule = 'rule r on boxes {\n  when label is rider\n  check label != "rider"\n  fail { label: "rider" }\n}\n'
    text = renamed_text(tmp_path, at(STREET + rule, "label is ri"), "person")
    assert '  person named "rider"    "A person on two wheels." {' in text
    assert 'when label is person\n  check label != "person"\n  fail { label: "person" }' in text


def test_a_label_set(tmp_path) -> None:
    text = renamed_text(tmp_path, at(STREET, "each kind in road"), "actor")
    assert text == STREET.replace("road_user", "actor")


def test_a_constant(tmp_path) -> None:
    text = renamed_text(tmp_path, at(STREET, ">= min_"), "least")
    assert text == STREET.replace("min_side", "least")


def test_a_rule(tmp_path) -> None:
    assert renamed_text(tmp_path, at(STREET, "rule ins"), "fits") == STREET.replace("rule inside", "rule fits")


def test_what_each_binds(tmp_path) -> None:
    text = renamed_text(tmp_path, at(STREET, "label is ki"), "one")
    assert text == STREET.replace("each kind", "each one").replace("label is kind", "label is one")


def test_a_captured_column(tmp_path) -> None:
    rule = 'rule r on boxes {\n  check batch != "a"\n}\n'
    text = renamed_text(tmp_path, at(STREET + rule, "data/{bat"), "delivery")
    assert text == (STREET + rule).replace("{batch}", "{delivery}").replace("check batch", "check delivery")


def test_a_name_that_needs_backticks_gets_them(tmp_path) -> None:
    text = renamed_text(tmp_path, at(STREET, "rule ins"), "fits in")
    assert "rule `fits in` on boxes" in text


def test_backticks_go_where_they_are_not_needed(tmp_path) -> None:
    text = HEADER + "let `a b`‸ = 1\ntable t {\n  x : int >= `a b`\n}\n"
    changed = renamed_text(tmp_path, text, "`ab`")
    assert "let ab = 1" in changed
    assert ">= ab\n" in changed


def test_signs_outside_the_first_plane(tmp_path) -> None:
    text = HEADER + 'let a = "😀"  # 😀\ntable t {\n  `😀` : int\n}\nrule r on t {\n  check `😀‸` > 0\n}\n'
    assert "check `🚗` > 0" in renamed_text(tmp_path, text, "🚗")


def test_line_ends_stay(tmp_path) -> None:
    crlf = STREET.replace("\n", "\r\n")
    text = renamed_text(tmp_path, at(crlf, "let min_"), "least")
    assert text == crlf.replace("min_side", "least")


def test_all_files_that_use_it(tmp_path) -> None:
    shared = opened(tmp_path, "labels kind‸ {\n  a\n}\n", "shared.dcl")
    one = HEADER + 'use kind from "shared.dcl"\ntable u {\n  y : kind\n}\n'
    opened(tmp_path, one, "one.dcl", shared.workspace)
    opened(tmp_path, HEADER + "labels kind {\n  a\n}\n", "other.dcl", shared.workspace)
    texts = renamed(shared, "sort")
    assert texts == {"shared.dcl": "labels sort {\n  a\n}\n", "one.dcl": one.replace("kind", "sort")}


def test_columns_that_one_rule_names_at_once(tmp_path) -> None:
    """A rule on two tables has one word for a column of each, so that both get the new name."""
    text = HEADER + "table a {\n  x‸ : int\n}\ntable b {\n  x : int\n}\nrule r on a, b {\n  check x > 0\n}\n"
    changed = renamed_text(tmp_path, text, "y")
    assert changed.count('y : int named "x"') == 2
    assert "check y > 0" in changed


def test_examples_of_a_file_without_a_contract(tmp_path) -> None:
    text = 'table t {\n  x‸ : int\n}\nrule r on t {\n  "A."\n  check x > 0\n  pass { x: 1 }\n  fail { x: 0 }\n}\n'
    changed = renamed_text(tmp_path, text, "y")
    assert "pass { y: 1 }\n  fail { y: 0 }" in changed


def test_the_place_of_a_name_between_quotes_or_backticks(tmp_path) -> None:
    text = HEADER + 'let `a b` = "x"\ntable t {\n  y : text in { `a b‸` }\n}\n'
    file = opened(tmp_path, text)
    span, name = renamable(file.analysis, file.source, file.offset)
    assert (span.text, name) == ("a b", "a b")


def test_the_same_name_changes_nothing(tmp_path) -> None:
    file = opened(tmp_path, at(STREET, "table ima"))
    assert rename(file.workspace, file.analysis, file.source, file.offset, "images") == []


# ── What is refused, each in one sentence ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "new", "reason"),
    [
        ("check w", "label", "`label` is already the name of a column of `boxes`"),
        ("check w", "min_side", "the constant `min_side` bears the name of this column"),
        ("    cyc", "car", "`car` is already the name of a label of `road_user`"),
        ("table ima", "boxes", "`boxes` is already the name of something else in `test.dcl`"),
        ("let min_", "road_user", "`road_user` is already the name of something else in `test.dcl`"),
        ("label is ki", "w", "`w` is declared already"),
        ("check w", "in", "`in` is a word of the language"),
        ("check w", " ", "a name needs at least one sign"),
        ("check w", "a`b", "a name stands on one line and holds no backtick"),
        ("check w", "a\nb", "a name stands on one line and holds no backtick"),
        ("{ corn", "edges", "a field is not renamed from here"),
        ("contract te", "other", "a contract is not renamed from here"),
        ('image."\n  che', "other", "there is no name here that this contract declares"),
    ],
)
def test_refused(tmp_path, before: str, new: str, reason: str) -> None:
    file = opened(tmp_path, at(STREET, before))
    with pytest.raises(Refused, match=reason):
        rename(file.workspace, file.analysis, file.source, file.offset, new)


def test_refused_where_the_name_comes_with_the_table(tmp_path) -> None:
    text = HEADER + "table a {\n  i : int key\n  l : list of { x: int }\n}\ntable b from a.l {\n  x : int\n}\n"
    file = opened(tmp_path, text + "rule r on b {\n  check parent‸.i > 0\n}\n")
    with pytest.raises(Refused, match="`parent` comes with the table"):
        renamable(file.analysis, file.source, file.offset)


def test_refused_while_a_file_is_broken(tmp_path) -> None:
    shared = opened(tmp_path, "labels kind‸ {\n  a\n}\n", "shared.dcl")
    opened(tmp_path, HEADER + 'use "shared.dcl"\ntable u {\n  y : knd\n}\n', "broken.dcl", shared.workspace)
    with pytest.raises(Refused, match=r"`broken\.dcl` holds mistakes"):
        renamed(shared, "sort")


def test_a_reserved_word_in_backticks_is_a_name(tmp_path) -> None:
    assert "rule `in` on boxes" in renamed_text(tmp_path, at(STREET, "rule ins"), "`in`")
