"""The canonical layout."""

from __future__ import annotations

import pytest

from dcl.source import SourceFile
from dcl.syntax.format import format_source
from tests.syntax.helpers import SHOWCASE


def laid_out(text: str) -> str:
    result, diagnostics = format_source(SourceFile("test.dcl", text))
    assert result is not None, diagnostics
    again, _ = format_source(SourceFile("test.dcl", result))
    assert again == result
    return result


def test_the_showcase_looks_as_on_its_page() -> None:
    page = SHOWCASE.splitlines()
    lines = laid_out(SHOWCASE).splitlines()
    assert [" ".join(line.split()) for line in lines] == [" ".join(line.split()) for line in page]
    assert [line for line in lines if " : " in line][:5] == [
        "  image_id : int         key",
        "  path     : text        matches /.*\\.jpg/",
        "  width    : int         in 64..8192",
        "  height   : int         in 64..8192",
        '  gold     : road_user?  "What the experts say the main object is."',
    ]


def test_a_file_with_mistakes_is_left_alone() -> None:
    result, diagnostics = format_source(SourceFile("test.dcl", "table t {\n  x int\n}"))
    assert result is None
    assert [d.id for d in diagnostics] == ["DCL101"]


def test_a_text_that_ends_a_range_is_no_description() -> None:
    text = laid_out('table t {\n  grade : level in "low".."high"\n  b : level in ..<"high" "Not the best."\n}\n')
    assert text == 'table t {\n  grade : level  in "low".."high"\n  b     : level  in ..<"high"  "Not the best."\n}\n'


LAYOUTS = [
    ("", ""),
    ("let   a=1+2*-3", "let a = 1 + 2 * -3\n"),
    ("let a=f( x ,y : 1 )-g [1]".replace("g [1]", "1"), "let a = f(x, y: 1) - 1\n"),
    ("let a = ( not(b) )", "let a = (not (b))\n"),
    ("let a = xs [1]".replace("xs [1]", "[1,[2],{}]".replace(",{}", "")), "let a = [ 1, [ 2 ] ]\n"),
    ("rule  t . a+b . unique{allow 5}", "rule t.a+b.unique { allow 5 }\n"),
    ("table a like b{}", "table a like b {}\n"),
    ("table a {\nx:int?key\n}", "table a {\n  x : int?  key\n}\n"),
    ("table a {\nx:[a:float,b:float]\n}", "table a {\n  x : [ a: float, b: float ]\n}\n"),
    ('table a {\nx:list  of(text?)  "d"\n}', 'table a {\n  x : list of (text?)  "d"\n}\n'),
    ('table t {\n\n\n  x : int\n\n\n\n  yy : text key "d"\n\n}', 'table t {\n  x  : int\n\n  yy : text  key  "d"\n}\n'),
    (
        'labels l {\na "A." instead of "x"\nbcd named "1"\n}',
        'labels l {\n  a    "A."  instead of "x"\n  bcd  named "1"\n}\n',
    ),
    ("let a = 1\nlet b = 2\n\n\nlet c = 3", "let a = 1\nlet b = 2\n\nlet c = 3\n"),
    ("table a {}\ntable b {}", "table a {}\n\ntable b {}\n"),
    ("let a = 1 # x\nlet bcd = 2 # y", "let a = 1    # x\nlet bcd = 2  # y\n"),
    ("# top\n\n# of a\nlet a = 1\n# end", "# top\n\n# of a\nlet a = 1\n# end\n"),
    (
        "table t { # why\n# first\nx : int # x\n# last\n} # done",
        "table t {  # why\n  # first\n  x : int  # x\n  # last\n}  # done\n",
    ),
    ("rule r on t {\ncheck a\nand b\n}", "rule r on t {\n  check a and b\n}\n"),
    ("rule r on t {\ncheck a\n# why\nand b\n}", "rule r on t {\n  check a\n  # why\n    and b\n}\n"),
    (
        'table t {\nx : one of { "a", # first\n"b" }\n}',
        'table t {\n  x : one of { "a",  # first\n    "b" }\n}\n',
    ),
    ('let a = """one\n  two"""\r\nlet b = 1\r\n', 'let a = """one\n  two"""\nlet b = 1\n'),
]


@pytest.mark.parametrize(("text", "wanted"), LAYOUTS)
def test_layout(text: str, wanted: str) -> None:
    assert laid_out(text) == wanted


def test_a_long_check_is_broken_before_its_connectives() -> None:
    check = " and ".join(f"a_rather_long_name_{number} >= 0" for number in range(5))
    assert laid_out(f"rule r on t {{\n check {check}\n}}").splitlines()[1:4] == [
        "  check a_rather_long_name_0 >= 0",
        "    and a_rather_long_name_1 >= 0",
        "    and a_rather_long_name_2 >= 0",
    ]


def test_a_long_list_of_rows_has_one_row_a_line() -> None:
    rows = ", ".join(f'{{ text: "they came too late", row: {number} }}' for number in range(4))
    assert laid_out(f"rule r on t {{\n pass [{rows}]\n}}").splitlines()[1:4] == [
        "  pass [",
        '    { text: "they came too late", row: 0 },',
        '    { text: "they came too late", row: 1 },',
    ]


def test_a_long_set_fills_its_lines() -> None:
    words = ", ".join(f'"word {number}"' for number in range(30))
    lines = laid_out(f"let words = {{ {words} }}").splitlines()
    assert lines[0] == "let words = {"
    assert lines[-1] == "}"
    assert max(map(len, lines)) <= 100
    assert len(lines) < 8


def test_a_long_description_is_not_broken() -> None:
    text = f'table t {{\n  x : int  in {{ 1, 2 }}  "{"word " * 30}"\n}}\n'
    assert laid_out(text) == text


def test_translations_stand_on_the_line_they_translate() -> None:
    text = """labels l {
  "Kinds."
  translation ko "종류."
  car    "Cars."  instead of "auto"  translation ko "승용차."
  truck  "Goods vehicles."           translation ko "화물차."
  bus    "Buses."
}

table t {
  x : int    key  "The box."  translation ko "박스."
  y : float  "Upper edge."
}
"""
    assert laid_out(text) == text
    assert (
        laid_out(
            text.replace('instead of "auto"  translation ko "승용차."', 'translation ko "승용차." instead of "auto"')
        )
        == text
    )


def test_where_one_translation_does_not_fit_all_stand_below() -> None:
    long = "A passenger car with more than four doors, or with just two, whatever its colour."
    text = f"""labels l {{
  car    "{long}"  instead of "auto"
         translation ko "승용차."
         translation de "PKW."
  truck  "Goods vehicles."
         translation ko "화물차." {{
    small  "Small."  translation ko "작은."
  }}
}}

table t {{
  x  : int    key  "{long}"
              translation ko "박스."  # checked
  yy : float  "Upper edge."
              translation ko "위."
}}
"""
    assert laid_out(text) == text
    assert laid_out(" ".join(text.split("\n         ")).replace("\n              ", " ")) == text


def test_a_translation_of_a_block_has_its_line_and_its_comments() -> None:
    text = """rule r on t {
  "Wide."  # why
  # in Korean
  translation ko "넓다."  # checked
  check w > 3
}
"""
    assert laid_out(text) == text
    assert laid_out('rule r on t {\n"Wide." translation ko "넓다."\ncheck w > 3\n}') == (
        'rule r on t {\n  "Wide."\n  translation ko "넓다."\n  check w > 3\n}\n'
    )


def test_a_comment_between_a_label_and_its_translation_stays_there() -> None:
    text = 'labels l {\n  car  "Cars."  # mostly\n    translation ko "승용차."\n}\n'
    assert laid_out(text) == text
