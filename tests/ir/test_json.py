"""Programs as JSON, and the fingerprint of a contract's meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcl.ir.json import from_json, to_json
from tests.contract_text import compiled

TEXT = """let low = 1
labels k {
  car "C."
}
table t {
  x    : int    >= low
  day  : date?  >= @2020-01-01
  kind : k
}
rule r on t {
  "S."
  per kind
  check share(x > 1) <= 50%
  allow 0.5%
}
"""


def test_there_and_back(tmp_path: Path) -> None:
    program = compiled(tmp_path, TEXT).program
    assert from_json(to_json(program)) == program


def test_a_program_is_hashable(tmp_path: Path) -> None:
    assert len({compiled(tmp_path, TEXT).program, compiled(tmp_path, TEXT).program}) == 1


def test_the_layout_of_an_aggregate_does_not_change_the_fingerprint(tmp_path: Path) -> None:
    moved = TEXT.replace("share(x > 1)", "share(\n    x>1   # more than one\n  )")
    program = compiled(tmp_path, moved).program
    assert program.fingerprint == compiled(tmp_path, TEXT).program.fingerprint
    assert [text for rule in program.rules for text, _ in rule.measures] == ["share(x > 1)"]


def test_layout_and_comments_do_not_change_the_fingerprint(tmp_path: Path) -> None:
    moved = "\n\n# A comment.\n" + TEXT.replace("x    : int    >= low", "x : int >= low   # why")
    assert compiled(tmp_path, TEXT).program.fingerprint == compiled(tmp_path, moved).program.fingerprint


def test_a_constant_is_what_it_stands_for(tmp_path: Path) -> None:
    spelled_out = TEXT.replace(">= low", ">= 1").replace("let low = 1\n", "")
    assert compiled(tmp_path, TEXT).program.fingerprint == compiled(tmp_path, spelled_out).program.fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [("<= 50%", "<= 51%"), ("allow 0.5%", "allow 1%"), ("int ", "float "), (">= @2020", "> @2020"), ("S.", "T.")],
)
def test_a_change_of_meaning_changes_the_fingerprint(tmp_path: Path, old: str, new: str) -> None:
    before = compiled(tmp_path, TEXT).program.fingerprint
    assert compiled(tmp_path, TEXT.replace(old, new)).program.fingerprint != before


def test_other_json_is_refused() -> None:
    with pytest.raises(ValueError, match="no compiled contract"):
        from_json("[]")
    with pytest.raises(ValueError, match="`Mystery`"):
        from_json('{"$": "Mystery"}')
