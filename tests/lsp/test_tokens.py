"""What each part of a text is, for colouring."""

from __future__ import annotations

import pytest

from dcl.lsp.tokens import MODIFIERS, TYPES, coloured, encoded
from tests.lsp.texts import HEADER, STREET, opened


def colours(folder, text: str) -> dict[str, str]:
    """The last colour of each written part, with its modifiers."""
    file = opened(folder, text)
    found = coloured(file.analysis, file.source)
    return {file.source.text[each.start : each.end]: " ".join((each.type, *each.modifiers)) for each in found}


@pytest.mark.parametrize(
    ("part", "colour"),
    [
        ("table", "keyword"),
        ("boxes", "class"),
        ("road_user", "enum"),
        ("cyclist", "enumMember declaration"),
        ("min_side", "variable readonly"),
        ("area", "property declaration readonly"),
        ("kind", "parameter"),
        ("inside", "method declaration"),
        ("count", "function defaultLibrary"),
        ("float", "type defaultLibrary"),
        ("width", "property"),
        ("8192", "number"),
        ("/[A-Z]+/", "regexp"),
        ('"auto"', "string"),
        ("test", "namespace declaration"),
    ],
)
def test_colours(tmp_path, part: str, colour: str) -> None:
    assert colours(tmp_path, STREET)[part] == colour


def test_a_free_word_that_is_a_name_is_no_keyword(tmp_path) -> None:
    found = colours(tmp_path, HEADER + "table t {\n  order : int\n}\nrule r on t {\n  check order > 0\n}\n")
    assert found["order"] == "property"


def test_a_text_over_several_lines_is_coloured_line_by_line(tmp_path) -> None:
    file = opened(tmp_path, HEADER + 'let x = """one\r\ntwo"""\n')
    texts = [file.source.text[each.start : each.end] for each in coloured(file.analysis, file.source)]
    assert texts[-2:] == ['"""one', 'two"""']


def test_places_are_relative_and_in_utf16(tmp_path) -> None:
    file = opened(tmp_path, 'let a = "😀"  # b\n')
    numbers = encoded(file.analysis, file.source)
    fives = [tuple(numbers[at : at + 5]) for at in range(0, len(numbers), 5)]
    readonly = 1 << MODIFIERS.index("readonly")
    assert fives == [
        (0, 0, 3, TYPES.index("keyword"), 0),
        (0, 4, 1, TYPES.index("variable"), 1 << MODIFIERS.index("declaration") | readonly),
        (0, 2, 1, TYPES.index("operator"), 0),
        (0, 2, 4, TYPES.index("string"), 0),
        (0, 6, 3, TYPES.index("comment"), 0),
    ]


def test_a_broken_text_keeps_what_is_understood(tmp_path) -> None:
    found = colours(tmp_path, STREET.replace("check w <=", "check w <= <="))
    assert found["check"] == "keyword"
    assert found["boxes"] == "class"
