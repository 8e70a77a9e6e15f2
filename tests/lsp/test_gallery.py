"""The contracts of the gallery in an editor: every name is known, and no place of them is too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcl.analysis.names import walk
from dcl.lsp.completion import completion
from dcl.lsp.hover import hover
from dcl.lsp.rename import Refused, edited, rename
from dcl.lsp.trees import tokens_of
from dcl.lsp.words import LABEL_PARTS
from dcl.lsp.workspace import Workspace
from dcl.syntax import ast

GALLERY = sorted((Path(__file__).parents[2] / "contracts").glob("*.dcl"))
PAIR = {"a", "b"}


def names_in_expressions(tree: ast.File) -> set[tuple[int, str]]:
    """The names and steps of paths in the expressions of a file, but for the two rows of a pair and parts of labels."""
    found = set()
    for node in walk(tree):
        match node:
            case ast.NameExpr(name=name) if name not in PAIR:
                found.add((node.span.start, name))
            case ast.PathExpr(name=name) if name.text not in LABEL_PARTS:
                found.add((name.span.start, name.text))
    return found


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_every_name_in_an_expression_is_known(path: Path) -> None:
    analysis = Workspace([]).analysis(path)
    assert analysis is not None
    known = {each.span.start for each in analysis.occurrences.in_file(analysis.module.source)}
    unknown = {name for start, name in names_in_expressions(analysis.module.tree) if start not in known}
    assert unknown == set()


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_no_place_is_too_much(path: Path) -> None:
    """Hover at some tokens, completion at fewer; whoever types has cut the text there."""
    workspace = Workspace([])
    text = path.read_text(encoding="utf-8")
    workspace.open(path, text)
    analysis = workspace.analysis(path)
    assert analysis is not None
    tokens = tokens_of(analysis.module.source)
    for token in tokens[::9]:
        hover(analysis, analysis.module.source, token.start)
    for token in tokens[::60]:
        workspace.open(path, text[: token.end])
        source = workspace.source(path)
        assert source is not None
        completion(workspace, source, token.end)


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_a_rename_and_back_gives_the_same_text(path: Path) -> None:
    """All but what `named` says since then: what has no name in the data is as it was."""
    workspace = Workspace([])
    text = path.read_text(encoding="utf-8")
    workspace.open(path, text)
    analysis = workspace.analysis(path)
    assert analysis is not None
    source = analysis.module.source
    table = next(each for each in analysis.occurrences.in_file(source) if each.declaration.kind.value == "table")
    try:
        there = edited(rename(workspace, analysis, source, table.span.start, "renamed"))
    except Refused as reason:
        pytest.fail(str(reason))
    workspace.open(path, there[Path(source.path)])
    again = workspace.analysis(path)
    assert again is not None
    place = again.occurrences.in_file(again.module.source)
    renamed = next(each for each in place if each.declaration.name == "renamed")
    back = rename(workspace, again, again.module.source, renamed.span.start, table.declaration.name)
    assert edited(back)[Path(source.path)] == text
