"""What the parser says of a wrong contract: one diagnostic for each mistake, at its place, with its repair."""

from __future__ import annotations

import pytest

from dcl.diagnostics.model import Code
from dcl.source import SourceFile
from dcl.syntax import ast
from dcl.syntax.parse import parse
from tests.syntax.helpers import SHOWCASE, mended, mistakes, only_mistake, rule, table

REPAIRED = [
    (rule("check a == 1"), "DCL102", "==", "`=`", rule("check a = 1")),
    (rule("check a <> 1"), "DCL102", "<>", "`!=`", rule("check a != 1")),
    (rule("check a && b"), "DCL102", "&&", "`and`", rule("check a and b")),
    (rule("check a||b"), "DCL102", "||", "`or`", rule("check a or b")),
    (rule("check !a"), "DCL102", "!", "`not`", rule("check not a")),
    (rule("check a ≤ 1"), "DCL102", "≤", "`<=`", rule("check a <= 1")),
    ("let a = 1;\n", "DCL102", ";", "semicolon", "let a = 1\n"),
    ("let a = 1; let b = 2\n", "DCL102", ";", "semicolon", "let a = 1\n let b = 2\n"),
    (table("x : text “note”"), "DCL103", "“note”", "curly quotes", table('x : text "note"')),
    (table("x : text 'note'"), "DCL103", "'note'", "single quotes", table('x : text "note"')),
    (table("x :\u00a0text"), "DCL103", "\u00a0", "non-breaking", table("x : text")),
    (table("x :\u2003text"), "DCL103", "\u2003", "U+2003", table("x : text")),
    ("let a = 1\rlet b = 2", "DCL103", "\r", "LF", "let a = 1\nlet b = 2"),
    ("let a = 1\u2028let b = 2", "DCL103", "\u2028", "LF", "let a = 1\nlet b = 2"),
    ("let a\u200f = 1", "DCL104", "\u200f", "direction", "let a = 1"),
    (rule('check a = "\\q"'), "DCL106", "\\q", "`\\q`", rule('check a = "\\\\q"')),
    (table("in : int"), "DCL107", "in", "`in`", table("`in` : int")),
    (table("missing : int"), "DCL107", "missing", "`missing`", table("`missing` : int")),
    (table("x : int\n  and : int"), "DCL107", "and", "`and`", table("x : int\n  `and` : int")),
    ("let it = 1", "DCL107", "it", "`it`", "let `it` = 1"),
    ("labels l {\n  true\n}", "DCL107", "true", "`true`", "labels l {\n  `true`\n}"),
    (rule("check a.in"), "DCL107", "in", "`in`", rule("check a.`in`")),
    (rule("check a = missing"), "DCL110", "missing", "never true", rule("check a is missing")),
    (rule("check a != missing"), "DCL110", "missing", "never true", rule("check a is not missing")),
    ("let a = .5", "DCL111", ".5", "starts with a digit", "let a = 0.5"),
    ("let a = 1.", "DCL111", "1.", "ends with a digit", "let a = 1"),
    ("let a = 007", "DCL111", "007", "zero", "let a = 7"),
    ("let a = 1_000", "DCL111", "1_000", "digits only", "let a = 1000"),
    (table("x : int in 5..1"), "DCL112", "5..1", "backwards", table("x : int in 1..5")),
    (table("x : int in 1 .. 5"), "DCL112", "..", "without blanks", table("x : int in 1..5")),
    (table("x : int in 1.. 5"), "DCL112", "..", "without blanks", table("x : int in 1..5")),
    (table("x : int in 1 ..5"), "DCL112", "..", "without blanks", table("x : int in 1..5")),
    (rule("check x = /a/"), "DCL114", "/a/", "cannot stand here", rule("check x matches /a/")),
    (rule("severity warning"), "DCL115", "warning", "not a severity", rule("severity warn")),
    ("tabel t {}", "DCL101", "tabel", "a declaration", "table t {}"),
    (rule("chek a"), "DCL101", "chek", "a clause", rule("check a")),
    (table("x : int uniqe"), "DCL101", "uniqe", "a modifier", table("x : int unique")),
    (table("x = int"), "DCL101", "=", "expected `:`", table("x : int")),
    ("contract c 1.0 {}", "DCL101", "1.0", "a version", "contract c 1.0.0 {}"),
    ("table t\n  x : int\n}", "DCL105", "", "without its `{`", "table t {\n  x : int\n}"),
    (rule("allow 1% severity warn"), "DCL101", "severity", "same line", rule("allow 1% \nseverity warn")),
    (table('x : int "d" translation KO "e"'), "DCL121", "KO", "`KO`", table('x : int "d" translation ko "e"')),
    (table('x : int "d" translation pt-br "e"'), "DCL121", "pt", "`pt-br`", table('x : int "d" translation pt_BR "e"')),
    ('contract c 1.0.0 { language "PT-br" }', "DCL121", "PT-br", "`PT-br`", 'contract c 1.0.0 { language "pt_BR" }'),
    (
        table('x : int "d" translatoin ko "e"'),
        "DCL101",
        "translatoin",
        "found",
        table('x : int "d" translation ko "e"'),
    ),
    (table("x : int in 1...5"), "DCL101", "...", "found `...`", table("x : int in 1..5")),
]

TOLD = [
    (rule("check a % 2 = 0"), "DCL102", "%", "mod(a, b)"),
    (rule("check 5%3 = 2"), "DCL101", "3", "found `3`"),
    ("let a = 1\x00", "DCL103", "\x00", "U+0000"),
    ("let a = 5 ~ 3", "DCL103", "~", "means nothing"),
    (rule('check a = "abc'), "DCL105", '"', "not closed"),
    ('table t {\n  """abc\n}', "DCL105", "{", "never closed"),
    (rule("check (a + b"), "DCL105", "(", "never closed"),
    ("table t {\n  x : int\n", "DCL105", "{", "never closed"),
    ("table t {\n  x : int\n\ntable u {\n  y : int\n}\n", "DCL105", "{", "never closed"),
    ("table t {\n  x : int\n}\n}\n", "DCL105", "}", "closes nothing"),
    (table("x : { a: int, b: text\n  y : int"), "DCL105", "{", "never closed"),
    (rule("check a matches /abc"), "DCL114", "/", "not closed"),
    (rule("check a matches //"), "DCL114", "//", "empty pattern"),
    (table("`x : int"), "DCL105", "`", "not closed"),
    (rule('check a = "\\u{110000}"'), "DCL106", "\\u{110000}", "no character"),
    (rule("check a and b or c"), "DCL108", "or", "mixed"),
    (rule("check a or b and c"), "DCL108", "and", "mixed"),
    (rule("check a < b < c"), "DCL109", "<", "not chained"),
    (rule("check a = b is missing"), "DCL109", "is", "not chained"),
    (rule("check a in { missing }"), "DCL110", "missing", "no value"),
    ("let a = 99999999999999999999", "DCL111", "99999999999999999999", "too large"),
    ("let a = 9223372036854775808", "DCL111", "9223372036854775808", "too large"),
    ("let a = 1e999", "DCL111", "1e999", "too"),
    ("let a = 7x", "DCL111", "7x", "neither a number nor a name"),
    (table("x : int in 5..<5"), "DCL112", "5..<5", "holds nothing"),
    ("let a = @2026-13-45", "DCL113", "@2026-13-45", "no day"),
    ("let a = @2026-1-1", "DCL113", "@2026-1-1", "not a date"),
    ("let a = @2026-01-01T10:00", "DCL113", "@2026-01-01T10:00", "not a date"),
    ("let a = @2026-01-01T25:00Z", "DCL113", "@2026-01-01T25:00Z", "no instant"),
    (rule("allow 150%"), "DCL115", "150%", "more than all"),
    (rule("allow 1.5"), "DCL115", "1.5", "whole number or a share"),
    (rule("check a\n  check b"), "DCL116", "check b", "said twice"),
    (table("x : int key key"), "DCL116", "key", "said twice"),
    (table('x : int "d" translation ko "e" translation ko "f"'), "DCL116", 'translation ko "f"', "said twice"),
    (table('x : int "d" translation korean "e"'), "DCL121", "korean", "not how a language is written"),
    (table('x : int "d" translation "e"'), "DCL121", '"e"', "begins with its language"),
    (rule('"d"\n  translation "ko" "e"\n  check a'), "DCL121", '"ko"', "begins with its language"),
    (table('x : int translation ko "e"'), "DCL122", "translation", "no description"),
    (table('translation ko "e"'), "DCL122", "translation", "no description"),
    (rule('check a\n  translation ko "e"'), "DCL122", "translation", "no description"),
    ('contract c 1.0.0 {\n  "d"\n  owner "o"\n  translation ko "e"\n}', "DCL122", "translation", "no description"),
    ('labels l {\n  car translation ko "e" "d"\n}', "DCL122", 'translation ko "e"', "`car` has no description"),
    ('labels l {\n  car {\n    a\n  }\n  translation ko "e"\n}', "DCL122", "translation", "no description"),
    ("dcl 99", "DCL119", "99", "this dcl reads edition 1; the file asks for 99"),
    ("dcl 1\nlet a = 1\ndcl 1", "DCL101", "dcl 1", "top of the file"),
    (rule("check a in {}"), "DCL101", "}", "expected a value"),
    (rule("check a ="), "DCL101", "}", "expected a value"),
    (table("x :"), "DCL101", "}", "expected a type"),
    (table('x : int "desc" key'), "DCL101", "key", "behind the description"),
    ("rule foo {\n  check a\n}", "DCL101", "{", "expected `on`"),
    (rule("check a = if b then 1 else 2"), "DCL101", "if", "found `if`"),
    ("table a like b\n", "DCL101", "", "found the end of the file"),
]


@pytest.mark.parametrize(("text", "code", "at", "words", "right"), REPAIRED)
def test_a_mistake_with_a_repair(text: str, code: str, at: str, words: str, right: str) -> None:
    diagnostic = only_mistake(text)
    assert (diagnostic.id, diagnostic.span and diagnostic.span.text) == (code, at)
    assert words in diagnostic.message
    assert diagnostic.help
    assert mended(text, diagnostic) == right
    assert not mistakes(right)


@pytest.mark.parametrize(("text", "code", "at", "words"), TOLD)
def test_a_mistake_without_one(text: str, code: str, at: str, words: str) -> None:
    found = [d for d in mistakes(text) if d.id == code and d.span is not None and d.span.text == at]
    assert len(found) == 1
    assert words in found[0].message


def test_a_hidden_mark_is_refused_inside_texts_too() -> None:
    assert only_mistake('let a = "x\u202ey"').id == "DCL104"
    assert not mistakes('let a = "x\\u{202e}y"')


def test_what_is_said_twice_points_at_the_first() -> None:
    diagnostic = only_mistake(rule("severity warn\n  check a\n  severity info"))
    assert [label.span.text for label in diagnostic.labels] == ["severity warn"]


def test_when_pass_fail_and_fix_may_stand_more_than_once() -> None:
    assert not mistakes(
        rule("when a\n  when b\n  check c\n  pass 1\n  pass 2\n  fail 3\n  fail 4\n  fix x = 1\n  fix y = 2")
    )


def test_five_mistakes_give_five_diagnostics() -> None:
    wrong = (
        SHOWCASE.replace("width    : int    in 64..8192", "width    int    in 64..8192")
        .replace("  x         : float      >= 0", "  x         : float      >== 0")
        .replace("check iou(a.box, b.box) < 0.9", "check iou(a.box, b.box < 0.9")
        .replace("severity warn", "severity wrn")
        .replace("allow 3", "allow 3.5")
    )
    file, diagnostics = parse(SourceFile("test.dcl", wrong))
    places = [(d.id, d.span.line) for d in diagnostics if d.span]
    lines = wrong.split("\n")
    assert [lines[line - 1].split()[0] for _, line in places] == ["width", "x", "check", "severity", "allow"]
    assert len(file.declarations) == 15


def test_the_rest_of_a_table_survives_a_broken_column() -> None:
    file, diagnostics = parse(SourceFile("test.dcl", "table t {\n  a : int\n  b b b\n  c : int\n}\nlet x = 1"))
    assert len(diagnostics) == 1
    found = file.declarations[0]
    assert isinstance(found, ast.TableDecl)
    assert [item.name.text for item in found.items if isinstance(item, ast.ColumnDecl)] == ["a", "c"]
    assert len(file.declarations) == 2


def test_a_broken_header_does_not_hide_the_mistakes_below_it() -> None:
    found = mistakes("rule a o t {\n  check x == 1\n}\ntable 5 {\n  x : int key key\n}\nlet y = 1.")
    assert [d.id for d in found] == ["DCL101", "DCL102", "DCL101", "DCL116", "DCL111"]


@pytest.mark.parametrize("code", [c for name, c in sorted(Code.registry.items()) if name.startswith("DCL1")])
def test_a_code_has_a_page_whose_examples_are_true(code: type[Code]) -> None:
    page = code.__doc__ or ""
    assert page.split("\n")[0].endswith(".")
    blocks = [block.split("```")[0] for block in page.replace("\n    ", "\n").split("```dcl\n")[1:]]
    if len(blocks) == 2:
        assert code.__name__ in [d.id for d in mistakes(blocks[0])]
    if blocks:
        assert not mistakes(blocks[-1])
