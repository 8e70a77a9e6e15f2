"""Quick fixes: each mends what was found."""

from __future__ import annotations

import pytest

from dcl.lsp.actions import Action, actions
from dcl.lsp.diagnostics import findings
from dcl.lsp.rename import edited
from dcl.source import Span
from tests.lsp.texts import HEADER, STREET, Opened, opened


def offered(file: Opened) -> list[Action]:
    found = findings(file.workspace, with_lints=True)[file.path]
    return list(actions(found, Span(file.source, 0, len(file.source.text))))


def mended(folder, text: str, number: int = 0) -> str:
    file = opened(folder, text)
    return edited(list(offered(file)[number].edits))[file.path]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("check w <=", "check ww <="),
        ("image_id.width\n", "image_id.widht\n"),
        ("references images", "references imges"),
        ("label    : road_user", "label    : road_usr"),
        ("check count(", "check cont("),
        ("rule inside on boxes", "rule inside on boxs"),
        ("like boxes", "like boxs"),
        (">= min_side", ">= min_sid"),
        ("rule boxes.note.length", "rule boxes.note.lenght"),
    ],
)
def test_did_you_mean(tmp_path, right: str, wrong: str) -> None:
    assert right in STREET
    assert mended(tmp_path, STREET.replace(right, wrong)) == STREET.replace(right, right)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('check label = "automobil"', None),
        ('check label = "auto"', 'check label = "car"'),
        ("check label is autoo", None),
        ("check label = car", 'check label = "car"'),
        ("check w == 3", "check w = 3"),
        ("check w > 3;", "check w > 3"),
        ("check note = “a”", 'check note = "a"'),
        ("severity warning", "severity warn"),
        ("check boxes.w > 3", "check w > 3"),
    ],
)
def test_other_mistakes(tmp_path, wrong: str, right: str | None) -> None:
    rule = f"rule r on boxes {{\n  {'check w > 1' if wrong.startswith('severity') else ''}\n  {wrong}\n}}\n"
    file = opened(tmp_path, STREET + rule)
    found = offered(file)
    if right is None:
        return
    assert any(edited(list(each.edits))[file.path] == STREET + rule.replace(wrong, right) for each in found)


def test_a_pair_offers_both_of_its_rows(tmp_path) -> None:
    rule = "rule r on boxes {\n  pairs in image_id\n  check w > 0\n}\n"
    titles = [action.title for action in offered(opened(tmp_path, STREET + rule))]
    assert titles == ["change to `a.w`", "change to `b.w`"]


def test_a_missing_edition_is_added(tmp_path) -> None:
    text = STREET.removeprefix("dcl 1\n\n")
    file = opened(tmp_path, text)
    action = next(action for action in offered(file) if action.diagnostic.id == "DCL709")
    assert edited(list(action.edits))[file.path] == STREET


def test_a_repair_that_the_finding_carries_is_sure(tmp_path) -> None:
    (action,) = offered(opened(tmp_path, HEADER + "table t {\n  x : int = = 3\n}\n".replace("= =", "==")))
    assert action.sure
    assert action.title == "write `=`"


def test_only_what_is_at_the_place_is_offered(tmp_path) -> None:
    file = opened(tmp_path, STREET.replace("check w <=", "check ww <="))
    found = findings(file.workspace, with_lints=True)[file.path]
    assert list(actions(found, Span(file.source, 0, 10))) == []


def test_a_finding_in_another_file_is_not_mended_here(tmp_path) -> None:
    file = opened(tmp_path, STREET.replace("check w <=", "check ww <="))
    other = opened(tmp_path, HEADER, "other.dcl", file.workspace)
    found = findings(file.workspace, with_lints=True)[file.path]
    assert list(actions(found, Span(other.source, 0, len(HEADER)))) == []
