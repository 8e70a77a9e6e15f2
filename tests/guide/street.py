"""A small contract that has something of everything a guide tells."""

from __future__ import annotations

from pathlib import Path

from dcl.compile import Compiled
from dcl.guide.make import make_guides
from dcl.guide.model import Guide
from tests.contract_text import compiled

STREET = """\
dcl 1

contract street 2.1.0 {
  "Road users in street scenes."  translation ko "거리 장면의 도로 이용자."
  owner "data@acme.example"
  `delivered by` "post", "mail"
}

let min_side = 4

labels road_user {
  car     "Cars and vans."  instead of "auto", "automobile"  translation ko "승용차와 승합차."
  rider   "A person on a two-wheeler." {
    cyclist  named "0"
  }
  unsure
}

labels hidden ordered {
  none     "All of it is seen."
  partial
  heavy    "Hardly anything is seen."
}

labels forgotten { nothing }

table images {
  image_id : int   key
  path     : text  matches /.*\\.jpg/ unique
  width    : int   in 64..8192
  height   : int   in 64..8192
}

table boxes {
  "One row per drawn box."
  missing "N/A"
  box_id    : int            key  "The box."
  image_id  : int            references images
  label     : road_user      "What the box shows."
  annotator : text           matches /ann_\\d{3}/ sensitive
  x         : float          >= 0
  y         : float          >= 0
  w         : float          >= min_side
  h         : float          >= min_side
  seen      : hidden
  when_     : date           named "Day" format "%d.%m.%Y"
  tags      : list of text   separated by ";" length 1..3 unique in { "night", "rain" }
  note      : text?          length 1..40 may be absent
  weight    : float?         unit "kg" > 0
  unique image_id, label
  let box = xywh(x, y, w, h)
  let area_ = w * h  "How much it covers."
}

table last_release like boxes { may be absent }

rule inside_image on boxes {
  "Cut a box at the edge of its image."
  check x + w <= image_id.width
  tags "geometry"
  pass { x: 0, y: 0, w: 10, h: 10, image_id: { width: 640, height: 480 } }
  fail { x: 635, y: 0, w: 10, h: 10, image_id: { width: 640, height: 480 } }
}

rule one_box_per_object on boxes {
  "One object gets one box."
  pairs in image_id, label
  check iou(a.box, b.box) < 0.9
  allow 0.1%
  pass [{ x: 0, y: 0, w: 9, h: 9 }, { x: 50, y: 0, w: 9, h: 9 }]
  fail [{ x: 0, y: 0, w: 9, h: 9 }, { x: 0, y: 0, w: 9, h: 9 }]
}

rule boxes.note.length {
  "Say it in one sentence."
  severity warn
  fail "far too long a note, which goes on and on and on"
}

rule large_enough on boxes {
  when label is car
  check area_ >= 16
  fix note = "small"
  pass { label: "car", w: 4, h: 5 }
  fail { label: "car", w: 1, h: 5 }
}

rule same_answer on boxes {
  check image_id determines label
  fail [
    { image_id: 1, label: "car" },
    { image_id: 1, label: "car" },
    { image_id: 1, label: "unsure" },
  ]
}

rule every_class on boxes {
  severity info
  each kind in road_user
  check count(label is kind) >= 1
}

rule careful on boxes {
  per annotator
  check share(label is unsure) <= 50%
  allow 3
}

rule tight on boxes {
  "The edges touch the object."
  review 132
  allow 3
}

rule looked_at on boxes {
  per annotator
  review 2%
}
"""


def street(folder: Path) -> Compiled:
    return compiled(folder, STREET, header="")


def guide_of(contract: Compiled, language: str = "en", since: Compiled | None = None) -> Guide:
    return make_guides(contract, (language,), since)[0][0]
