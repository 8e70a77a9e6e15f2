"""The label sets of a guide."""

from __future__ import annotations

from collections.abc import Iterator

from dcl.analysis.contract import CheckedContract
from dcl.guide.images import Images
from dcl.guide.model import Code, Label, LabelSet, Text
from dcl.guide.texts import anchor_of, told
from dcl.guide.words import Speech
from dcl.syntax import ast


def label_sets(checked: CheckedContract, speech: Speech, own: str, images: Images) -> tuple[LabelSet, ...]:
    """The sets that a contract declares itself or speaks of; what it merely uses along with others is left out."""
    relevant = checked.used | checked.own_names
    return tuple(
        _label_set(decl, len(checked.labels[name].labels), speech, own, images)
        for name, decl in checked.label_decls.items()
        if name in relevant
    )


def _label_set(decl: ast.LabelsDecl, size: int, speech: Speech, own: str, images: Images) -> LabelSet:
    return LabelSet(
        name=decl.name.text,
        anchor=anchor_of("labels", decl.name.text),
        description=told(decl, speech.language, own),
        ordered=decl.ordered,
        is_tree=any(label.children for label in decl.labels),
        size=size,
        labels=tuple(_label(label, decl.name.text, speech, own, images) for label in decl.labels),
    )


def _label(label: ast.LabelDecl, of: str, speech: Speech, own: str, images: Images) -> Label:
    return Label(
        name=label.name.text,
        anchor=anchor_of("label", of, label.name.text),
        definition=told(label, speech.language, own),
        write=tuple(_write(label, speech)),
        image=images.of(label),
        children=tuple(_label(child, of, speech, own, images) for child in label.children),
    )


def _write(label: ast.LabelDecl, speech: Speech) -> Iterator[Text]:
    """How to write a label, where there is something to say besides its name."""
    spelling = label.named.value if label.named is not None else label.name.text
    if label.instead_of:
        wrong: list[str | Code | Text] = [Code(text.value) for text in label.instead_of]
        yield speech.say("write_not", right=Code(spelling), wrong=speech.listed(wrong, "or"))
    elif label.named is not None:
        yield speech.say("spelled", spelling=Code(spelling))
