"""Places as editors count them, and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dcl.source import SourceFile

TEXTS = st.text(alphabet=st.sampled_from("ab\n\r\t😀é\u0301字"), max_size=40)


@given(TEXTS)
def test_every_place_is_found_again(text: str) -> None:
    source = SourceFile("test.dcl", text)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n" and offset:
            continue  # between the two signs of a line end there is no place
        assert source.utf16_offset(*source.utf16_position(offset)) == offset


def test_an_emoji_counts_twice() -> None:
    source = SourceFile("test.dcl", "a\n😀b")
    assert source.utf16_position(3) == (1, 2)
    assert source.utf16_offset(1, 2) == 3


def test_a_place_beyond_the_line_is_its_end() -> None:
    source = SourceFile("test.dcl", "ab\r\ncd")
    assert source.utf16_offset(0, 99) == 2
    assert source.utf16_offset(99, 0) == 6


def test_a_lone_return_ends_a_line_for_editors() -> None:
    assert SourceFile("test.dcl", "ab\rcd").utf16_position(4) == (1, 1)


def test_half_a_sign_does_not_break_anything() -> None:
    """JSON can carry half of a pair of units; no editor should send it, and some do."""
    source = SourceFile("test.dcl", "a\ud83db")
    assert source.utf16_position(2) == (0, 2)
    assert source.utf16_offset(0, 2) == 2
