"""What the parser makes of a right contract."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from dcl.syntax import ast
from tests.syntax.helpers import SHOWCASE, clauses, column, read, statements, value


def show(expr: object) -> str:
    """An expression with all its parentheses."""
    match expr:
        case ast.Binary(op=op, left=left, right=right):
            return f"({show(left)} {op} {show(right)})"
        case ast.Unary(op=op, operand=operand):
            return f"({op} {show(operand)})"
        case ast.NameExpr(name=name):
            return name
        case ast.IntLit(value=number):
            return str(number)
        case ast.PathExpr(base=base, name=name):
            return f"{show(base)}.{name.text}"
        case ast.IfExpr(condition=condition, then=then, otherwise=otherwise):
            return f"(if {show(condition)} then {show(then)} else {show(otherwise)})"
        case ast.IsMissingExpr(operand=operand, negated=negated):
            return f"({show(operand)} is {'not ' if negated else ''}missing)"
        case ast.InExpr(operand=operand, negated=negated):
            return f"({show(operand)} {'not ' if negated else ''}in …)"
        case None:
            return "nothing"
    return type(expr).__name__


def test_the_showcase_has_no_mistakes() -> None:
    file = read(SHOWCASE)
    assert len(file.declarations) == 15
    assert [d.name for d in file.declarations if isinstance(d, ast.RuleDecl)][:3] == [
        "inside_image",
        "one_box_per_object",
        "boxes.note.length",
    ]


def test_windows_line_ends_change_nothing() -> None:
    assert read(SHOWCASE.replace("\n", "\r\n")) == read(SHOWCASE)


def test_spans_are_exact() -> None:
    (let,) = read("let x = (a + b) * 2").declarations
    assert isinstance(let, ast.LetDecl)
    assert isinstance(let.value, ast.Binary)
    assert let.span.text == "let x = (a + b) * 2"
    assert let.value.span.text == "(a + b) * 2"
    assert let.value.op_span.text == "*"
    assert let.value.left.span.text == "a + b"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a - 1", "(a - 1)"),
        ("a-1", "(a - 1)"),
        ("a - -1", "(a - (- 1))"),
        ("a - b - c", "((a - b) - c)"),
        ("a + b * c / d", "(a + ((b * c) / d))"),
        ("-a.b * c", "((- a.b) * c)"),
        ("not a = b and c", "((not (a = b)) and c)"),
        ("a implies b implies c", "(a implies (b implies c))"),
        ("a or b implies c", "((a or b) implies c)"),
        ("a and b and c", "((a and b) and c)"),
        ("if a then 1 else 2 > 1", "(if a then 1 else (2 > 1))"),
        ("if a then if b then 1 else 2", "(if a then (if b then 1 else 2) else nothing)"),
        ("if a then b implies c else d", "(if a then (b implies c) else d)"),
        ("a implies if b then c", "(a implies (if b then c else nothing))"),
        ("x is not missing or not y in { 1 }", "((x is not missing) or (not (y in …)))"),
        ("x not in 1..2", "(x not in …)"),
    ],
)
def test_operators_bind(written: str, meant: str) -> None:
    assert show(value(written)) == meant


def test_numbers() -> None:
    assert value("2%") == value("0.02")
    assert value("2%").exact == Fraction(1, 50)
    assert value("1e-3").exact == Fraction(1, 1000)
    assert value("1e3").value == 1000.0
    assert value("9223372036854775807").value == 2**63 - 1
    assert value("-9223372036854775808").operand.value == 2**63


def test_dates_and_instants() -> None:
    assert value("@2026-11-24").value == date(2026, 11, 24)
    assert value("@2026-11-24T10:00:00Z").value == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert value("@2026-11-24T10:00:00.5+01:00").value == datetime(2026, 11, 24, 9, 0, 0, 500000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "microseconds"),
    [("5ms", 5_000), ("30s", 30_000_000), ("5min", 300_000_000), ("2h", 7_200_000_000), ("7d", 604_800_000_000)],
)
def test_durations(written: str, microseconds: int) -> None:
    assert value(written).microseconds == microseconds


def test_texts() -> None:
    assert value(r'"a\"b\\\n\t\u{2026}"').value == 'a"b\\\n\t…'
    assert value('"""one "line"\nand another"""').value == 'one "line"\nand another'
    assert value('"""\n    first\n      second\n    """').value == "first\n  second"


def test_ranges() -> None:
    assert value("1..5") == value("1..5")
    assert value("1..<5").open_end
    assert value("0..").high is None
    assert value("..5").low is None
    assert isinstance(value("-5..-1").low, ast.Unary)
    assert isinstance(value("@2026-01-01..@2026-12-31").high, ast.DateLit)
    assert column("int in low..high").modifiers == column("int in low..high").modifiers


def test_an_open_range_ends_at_a_blank() -> None:
    described = column('text length 1.. "A note."')
    assert described.description is not None
    assert described.description.value == "A note."
    keyed = column("int in 0.. key")
    assert [type(modifier).__name__ for modifier in keyed.modifiers] == ["InModifier", "KeyModifier"]


def test_types() -> None:
    assert column("list of text?").type.optional
    assert not column("list of (text?)").type.optional
    element = column("list of (text?)").type
    assert isinstance(element, ast.ListType)
    assert element.element.optional
    assert isinstance(column("[ x: float, y: float >= 0 ]").type, ast.FixedListType)
    record = column('{ a: text missing "x", "y", b: int?, ... }').type
    assert isinstance(record, ast.RecordType)
    assert record.open
    assert [field.name.text for field in record.fields] == ["a", "b"]
    assert isinstance(column('one of {\n  "a",\n  "b",\n}').type, ast.OneOfType)


def test_every_modifier() -> None:
    written = [
        "key",
        "unique",
        "references images.image_id",
        "in { 1, 2, 5..7 }",
        "matches /a\\/b/",
        "length 1..200",
        ">= -1",
        'separated by ";"',
        'named "INPUT:audio"',
        'missing "N/A", "-"',
        'unit "oz"',
        'format "%d.%m.%Y"',
        "sensitive",
        "may be absent",
    ]
    found = column("text " + " ".join(written) + ' "All of them."')
    assert [modifier.span.text for modifier in found.modifiers] == written
    assert found.description is not None


def test_table_statements() -> None:
    items = statements(
        'source "data/{batch}/*.csv", "more.csv"\n'
        'format csv(separator: ";", header: no, skip: 2)\n'
        'missing "NA", "N/A"\n'
        'unique worker, item\nmay be empty\nmay be absent\n...\nlet area = w * h "In pixels."'
    )
    assert [type(item).__name__ for item in items] == [
        "SourceStatement",
        "FormatStatement",
        "MissingStatement",
        "UniqueStatement",
        "MayBeStatement",
        "MayBeStatement",
        "OpenStatement",
        "LetDecl",
    ]
    assert [option.name.text for option in items[1].options] == ["separator", "header", "skip"]


def test_where_tables_come_from() -> None:
    like, column_of, groups = read(
        "table a like b {}\ntable c from d.turns {}\n"
        'table s from tokens per doc, sentence order by position desc { let words = join(token, " ") }'
    ).declarations
    assert isinstance(like, ast.TableDecl)
    assert isinstance(column_of, ast.TableDecl)
    assert isinstance(groups, ast.TableDecl)
    assert isinstance(like.origin, ast.LikeClause)
    assert isinstance(column_of.origin, ast.FromClause)
    assert column_of.origin.column is not None
    assert isinstance(groups.origin, ast.FromClause)
    assert len(groups.origin.per) == 2
    assert groups.origin.order_by[0].descending


def test_labels() -> None:
    (labels,) = read(
        'labels grade ordered {\n  "From bad to good."\n  bad named "1" "Poor." instead of "awful", "poor"\n'
        '  good image "good.png" {\n    `very good`\n  }\n}'
    ).declarations
    assert isinstance(labels, ast.LabelsDecl)
    bad, good = labels.labels
    assert labels.ordered
    assert bad.named is not None
    assert [text.value for text in bad.instead_of] == ["awful", "poor"]
    assert good.children[0].name.text == "very good"


def translated(decl: Any) -> dict[str, str]:
    """What the translations of a declaration say."""
    return {each.language.text: each.text.value for each in decl.translations}


def test_a_label_is_translated_beside_its_other_parts() -> None:
    (labels,) = read(
        'labels road_user {\n  "Kinds."\n  translation ko "종류."\n'
        '  car "Passenger cars." translation ko "승용차." instead of "auto" translation de "PKW."\n'
        '  rider "On two wheels." translation pt_BR "Em duas rodas." {\n    cyclist\n  }\n}'
    ).declarations
    assert isinstance(labels, ast.LabelsDecl)
    car, rider = labels.labels
    assert translated(labels) == {"ko": "종류."}
    assert translated(car) == {"ko": "승용차.", "de": "PKW."}
    assert [text.value for text in car.instead_of] == ["auto"]
    assert translated(rider) == {"pt_BR": "Em duas rodas."}
    assert [child.name.text for child in rider.children] == ["cyclist"]


def test_every_description_can_be_translated() -> None:
    contract, let, table, rule, about = read(
        'contract c 1.0.0 {\n  "d"\n  translation ko "계약"\n  owner "o"\n}\n'
        'let a = 1 "d" translation ko "상수"\n'
        'table t {\n  "d"\n  translation ko "표"\n  x : { y: int "d" translation ko "칸" } "d" translation ko "열"\n}\n'
        'rule r on t {\n  "d"\n  translation ko "규칙"\n  check x > 1\n}\n'
        'rule t.x.type {\n  "d"\n  translation ko "형식"\n}'
    ).declarations
    assert isinstance(contract, ast.ContractDecl)
    assert isinstance(table, ast.TableDecl)
    assert isinstance(rule, ast.RuleDecl)
    (x,) = table.items
    assert isinstance(x, ast.ColumnDecl)
    assert isinstance(x.type, ast.RecordType)
    said = [translated(decl)["ko"] for decl in (contract, let, table, x, x.type.fields[0], rule, about)]
    assert said == ["계약", "상수", "표", "열", "칸", "규칙", "형식"]
    assert [setting.name.text for setting in contract.settings] == ["owner"]
    assert len(rule.clauses) == 1


def test_a_translation_may_begin_a_line() -> None:
    below = 'labels l {\n  a "d"\n\n    # why\n    translation ko """길고\n긴 말"""\n    translation de "e"\n  b\n}'
    beside = 'labels l {\n  a "d" translation ko "길고\\n긴 말" translation de "e"\n  b\n}'
    assert read(below) == read(beside)


@pytest.mark.parametrize("language", ["ko", "yue", "pt_BR", "zh_Hant", "es_419", "zh_Hant_TW", "be", "is", "it", "or"])
def test_languages(language: str) -> None:
    assert translated(column(f'int "d" translation {language} "e"')) == {language: "e"}


def test_a_name_may_be_translation() -> None:
    contract, labels, table, rule = read(
        'contract translation 1.0.0 {\n  "d"\n  translation "x"\n}\n'
        'labels translation {\n  "d"\n  translation\n  translation "d" {\n    translation named "1"\n  }\n}\n'
        'table translation {\n  "d"\n  translation : translation "d"\n}\n'
        "rule translation on translation {\n  when translation or translation\n  check translation is translation\n}"
    ).declarations
    assert not any(translated(decl) for decl in (contract, labels, table, rule))
    assert isinstance(table, ast.TableDecl)
    assert isinstance(table.items[0], ast.ColumnDecl)


def test_clauses() -> None:
    found = clauses(
        "per annotator, image_id.camera\nwhen count() >= 20\norder by start desc, b\npairs in image_id\n"
        "each kind in road_user\ncheck a, b determines c\nallow 0.5%\nseverity info\nreview 132\n"
        'fix x = trim(x)\ntags "a", "b"'
    )
    assert found[5].condition.right[0].name == "c"
    assert found[6].share == Fraction(1, 200)
    assert found[8].count == 132


def test_examples() -> None:
    found = clauses(
        "pass { x: 0, image_id: { width: 640 } }, { x: -1 }\n"
        "pass [{ a: 1 }, { a: missing }]\n"
        "pass { boxes: [{ x: 1 }], images: [] }\n"
        'fail "Um… today", missing, -2.5, @2026-01-01, [1, 2], true'
    )
    assert [len(clause.values) for clause in found] == [2, 1, 1, 6]
    assert [type(item).__name__ for item in found[3].values] == [
        "TextLit",
        "MissingLit",
        "Unary",
        "DateLit",
        "ListExpr",
        "BoolLit",
    ]


def test_arguments() -> None:
    call = value("f(flows by target, boxes.w where w > 3, all train, within: 0.1, /a/, it in allowed)")
    by, where, everything, named, pattern, element = call.arguments
    assert by.by.text == "target"
    assert where.where is not None
    assert everything.all
    assert named.name.text == "within"
    assert isinstance(pattern.value, ast.PatternLit)
    assert isinstance(element.value.operand, ast.ItExpr)


@pytest.mark.parametrize("target", ["boxes.w.range", "t.a+b.unique", "t.key", "boxes.path.matches"])
def test_rules_about_constraints(target: str) -> None:
    (rule,) = read(f"rule {target} {{ allow 5 }}").declarations
    assert isinstance(rule, ast.RuleDecl)
    assert rule.name == target
    assert rule.tables == ()


@pytest.mark.parametrize("word", "key length order severity pass dcl table format by all one list oneof orage".split())
def test_other_words_are_free(word: str) -> None:
    read(f"table {word} {{\n  {word} : {word}\n}}\nrule {word} on {word}, {word} {{\n  check {word} > 1\n}}")


@pytest.mark.parametrize("name", ["größe", "標籤", "e\u0301te\u0301", "नमस्ते", "`image id`", "`B-PER`", "_x1"])
def test_names_of_any_script(name: str) -> None:
    (let,) = read(f"let {name} = 1").declarations
    assert isinstance(let, ast.LetDecl)


def test_names_are_compared_in_one_normal_form() -> None:
    assert read("let e\u0301 = 1") == read("let \u00e9 = 1")


@pytest.mark.parametrize(
    "text",
    [
        "check a\n  and b\n\n  # why\n  and c",
        "check a and\nb and\nc",
        "check f(\n  a,\n\n  # note\n  b\n) and b and c",
        "check if a\n  then b\n  else c",
        "check a\n\n  determines b",
        "check x in {\n  1,\n  2\n}",
        "pass {\n  x: 1,\n  y: 2\n}",
        "pass [\n  { x: 1 },\n  { x: 2 },\n]",
        "per a,\n  b",
    ],
)
def test_lines_go_on(text: str) -> None:
    assert len(clauses(text)) == 1


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment", "table t {}", "table t { x : int }", "dcl 1\n\n\n"])
def test_small_files(text: str) -> None:
    read(text)


def test_a_division_is_no_pattern() -> None:
    assert show(value("a / b / c")) == "((a / b) / c)"
    assert show(value("(a) / 2 / key")) == "((a / 2) / key)"
