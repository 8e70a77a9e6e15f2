"""What `docs/formats.md` shows: each example is read, and kept by the contract beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dcl.compile import compile_contract
from dcl.engines.named import engine_named
from dcl.readers.bind import bind_arguments
from dcl.readers.read import read_table
from dcl.run.check import check
from tests.readers.help import write

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")

CAR = 'labels road_user {\n car "A car."\n}\n'
EXAMPLES = {
    "COCO": ("coco:a", "a", "table images {\n id : int key\n ...\n}\ntable categories {\n id : int key\n ...\n}\n"),
    "Pascal VOC": ("voc:a", "a", f"table images {{\n filename : text key\n ...\n}}\n{CAR}"),
    "YOLO": ("yolo:a", "a/a.txt", "table images {\n image : text key\n}\n"),
    "CoNLL": ("conll:a", "a", ""),
    "CVAT": ("cvat:a", "a", "table images {\n id : int key\n ...\n}\ntable labels {\n name : text unique\n}\n"),
    "Label Studio": ("labelstudio:a", "a", "table tasks {\n id : int key\n ...\n}\n"),
    "Chats": ("chat:a", "a", "table chats {\n position : int key\n ...\n}\n"),
    "Preference pairs": ("ndjson:a", "a", ""),
}
"""For each section: the argument, the file of its example, and the tables that its contract leaves out."""


@pytest.mark.parametrize("title", EXAMPLES)
def test_an_example_keeps_its_contract(title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    argument, file, others = EXAMPLES[title]
    section = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    data = re.search(r"```(?:json|xml|text)\n(.*?)```", section, re.DOTALL)
    contract = re.search(r"```dcl\n(.*?)```", section, re.DOTALL)
    assert data is not None
    assert contract is not None
    write(tmp_path / file, data[1])
    path = write(tmp_path / "a.dcl", f"contract a 1.0.0 {{}}\n{others}{contract[1]}")
    compiled, diagnostics = compile_contract(path, "a.dcl")
    assert compiled is not None, diagnostics
    bindings, problems = bind_arguments(compiled.program, [argument], tmp_path)
    assert problems == ()
    tables = {}
    for binding in bindings:
        tables[binding.table], problems = read_table(binding, compiled.program.table[binding.table])
        assert problems == ()
    result = check(compiled.program, tables, engine_named("reference"), None)
    assert [rule.rule.id for rule in result.rules if not rule.ok] == []
    assert all(len(list(table.rows())) for table in tables.values())
