"""Label sets: from the declaration to the type."""

from __future__ import annotations

from collections.abc import Iterator

from dcl.diagnostics import Diagnostic, Label
from dcl.diagnostics.codes_types import DCL313
from dcl.syntax import ast
from dcl.types import LabelInfo, LabelType


def check_labels(decl: ast.LabelsDecl) -> tuple[LabelType, tuple[Diagnostic, ...]]:
    """The type that a `labels` declaration makes, parents before their children."""
    nodes = list(_walk(decl.labels, None))
    diagnostics = [*_twice(nodes), *_shadowed_spellings(nodes)]
    if decl.ordered:
        diagnostics.extend(
            Diagnostic(DCL313, f"`{node.name.text}` branches, and `{decl.name.text}` is ordered", node.name.span)
            for node, _ in nodes
            if node.children
        )
    if not nodes:
        diagnostics.append(Diagnostic(DCL313, f"`{decl.name.text}` holds no label", decl.name.span))
    labels = tuple(
        LabelInfo(
            node.name.text,
            node.named.value if node.named else node.name.text,
            parent,
            node.description.value if node.description else None,
            tuple(text.value for text in node.instead_of),
            node.image.value if node.image else None,
        )
        for node, parent in nodes
    )
    return LabelType(decl.name.text, labels, decl.ordered), tuple(diagnostics)


def _walk(labels: tuple[ast.LabelDecl, ...], parent: str | None) -> Iterator[tuple[ast.LabelDecl, str | None]]:
    for label in labels:
        yield label, parent
        yield from _walk(label.children, label.name.text)


def _twice(nodes: list[tuple[ast.LabelDecl, str | None]]) -> Iterator[Diagnostic]:
    names: dict[str, ast.LabelDecl] = {}
    spellings: dict[str, ast.LabelDecl] = {}
    for node, _ in nodes:
        name = node.name.text
        spelling = node.named.value if node.named else name
        if name in names:
            first = Label(names[name].name.span, "first here")
            yield Diagnostic(DCL313, f"the label `{name}` stands twice in its set", node.name.span, (first,))
        elif spelling in spellings:
            first = Label(spellings[spelling].name.span, "first here")
            yield Diagnostic(DCL313, f'two labels are spelled "{spelling}" in the data', node.name.span, (first,))
        names.setdefault(name, node)
        spellings.setdefault(spelling, node)


def _shadowed_spellings(nodes: list[tuple[ast.LabelDecl, str | None]]) -> Iterator[Diagnostic]:
    """A wrong spelling that is the right spelling of a label, or wrong for two labels, would suggest nonsense."""
    right = {node.named.value if node.named else node.name.text: node for node, _ in nodes}
    wrong: dict[str, ast.Text] = {}
    for node, _ in nodes:
        for text in node.instead_of:
            if text.value in right:
                label = Label(right[text.value].name.span, "declared here")
                yield Diagnostic(
                    DCL313, f'"{text.value}" is a label of the set, not a wrong spelling', text.span, (label,)
                )
            elif text.value in wrong:
                label = Label(wrong[text.value].span, "first here")
                yield Diagnostic(DCL313, f'"{text.value}" is the wrong spelling of two labels', text.span, (label,))
            wrong.setdefault(text.value, text)
