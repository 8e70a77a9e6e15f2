"""Contracts with a caret in them, opened in a workspace without an editor."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dcl.lsp.analysis import Analysis
from dcl.lsp.workspace import Workspace
from dcl.source import SourceFile

CARET = "‸"
HEADER = 'dcl 1\n\ncontract test 1.0.0 {\n  "Boxes."\n}\n\n'
STREET = (
    HEADER
    + """let min_side = 4

let strange = { "car", "truck" }

let plate = /[A-Z]+/

labels road_user {
  car      "Cars and vans."  instead of "auto"
  truck    "Goods vehicles."
  rider    "A person on two wheels." {
    cyclist  "On a bicycle."
  }
}

table images {
  image_id : int  key
  width    : int  in 64..8192  "In pixels."
  gold     : road_user?
}

table boxes {
  "One row per box."
  source "data/{batch}.csv"
  box_id   : int        key
  image_id : int        references images
  label    : road_user  "What it shows."
  w        : float      >= min_side
  shape    : { corners: int, kind: text }
  tags     : list of text
  note     : text?      length 1..20
  let area = w * 2  "Twice as wide."
}

table last_release like boxes { may be absent }

rule inside on boxes {
  "A box is no wider than its image."
  check w <= image_id.width
  pass { w: 5, image_id: { width: 640 } }
  fail { w: 700, image_id: { width: 640 } }
}

rule seen on boxes {
  "Each kind is seen."
  each kind in road_user
  check count(label is kind) >= 1
}

rule boxes.note.length {
  "Say it in one sentence."
}
"""
)


@dataclass(frozen=True)
class Opened:
    """A file that is open, and the place of the caret in it."""

    workspace: Workspace
    path: Path
    offset: int

    @property
    def analysis(self) -> Analysis:
        found = self.workspace.analysis(self.path)
        assert found is not None
        return found

    @property
    def source(self) -> SourceFile:
        found = self.workspace.source(self.path)
        assert found is not None
        return found


def opened(folder: Path, text: str, name: str = "test.dcl", workspace: Workspace | None = None) -> Opened:
    """Open a text; the caret stands where `‸` does, else at its start."""
    offset = max(text.find(CARET), 0)
    whole = text.replace(CARET, "")
    path = (folder / name).resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(whole, encoding="utf-8", newline="")
    if workspace is None:
        workspace = Workspace([folder])
    workspace.changed_on_disk()
    workspace.open(path, whole)
    return Opened(workspace, path, offset)


def at(text: str, before: str, behind: str = "") -> str:
    """A text with the caret behind the first place where some text stands."""
    place = text.index(before + behind) + len(before)
    return text[:place] + CARET + text[place:]
