from __future__ import annotations

import pytest

from dcl.tables.show import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("car", "car"),
        ("Größe 車 😀", "Größe 車 😀"),
        ("👩\u200d💻 می\u200cخواهم", "👩\u200d💻 می\u200cخواهم"),
        ("\x1b[31mred", "\\u{1b}[31mred"),
        ("a\nb\t\r", "a\\nb\\t\\r"),
        ("\u202egpj.exe", "\\u{202e}gpj.exe"),
        ("\u2028\u200b\ufeff", "\\u{2028}\\u{200b}\\u{feff}"),
        ("\ud800", "\\u{d800}"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_long_text_is_cut() -> None:
    assert visible("x" * 80) == "x" * 80
    assert visible("x" * 81) == "x" * 79 + "…"
    assert visible("abcdef", limit=4) == "abc…"
