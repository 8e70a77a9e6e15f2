dcl 1                                             # the language edition

contract street_boxes 2.1.0 {
  "Road users in street scenes: one row per drawn box."
  translation ko "거리 장면의 도로 이용자. 박스 하나가 한 행이다."
  owner "perception-data@acme.example"
}

let min_side = 4

labels road_user {
  car      "Passenger cars, SUVs and vans."       instead of "auto", "automobile"
           translation ko "승용차, SUV, 승합차."
           translation it "Automobili, SUV e furgoni."
  truck    "Goods vehicles over 3.5 t."
           translation ko "3.5톤을 넘는 화물차."
  rider    "A person on a two-wheeler; the box includes the vehicle."
           translation ko "이륜차를 탄 사람. 박스에 이륜차도 포함한다." {
    cyclist
    motorcyclist
  }
  unsure   "You cannot tell. Never guess."
}

table images {
  image_id : int    key
  path     : text   matches /.*\.jpg/
  width    : int    in 64..8192
  height   : int    in 64..8192
  gold     : road_user?   "What the experts say the main object is."
}

table boxes {
  "One row per drawn box."
  source "data/boxes/{batch}.csv"
  box_id    : int        key
  image_id  : int        references images
  label     : road_user  "What the box shows."  translation ko "박스 안의 대상."
  annotator : text       matches /ann_\d{3}/
  x         : float      >= 0
  y         : float      >= 0
  w         : float      >= min_side
  h         : float      >= min_side
  occluded  : one of { "none", "partial", "heavy" }
  tags      : list of text   separated by ";"
  note      : text?      length 1..200
  let box = xywh(x, y, w, h)
}

table last_release like boxes { may be absent }

rule inside_image on boxes {
  "Cut a box at the edge of its image."
  translation ko "박스는 이미지 가장자리에서 자른다."
  check x + w <= image_id.width and y + h <= image_id.height
  pass { x: 0, y: 0, w: 10, h: 10, image_id: { width: 640, height: 480 } }
  fail { x: 635, y: 0, w: 10, h: 10, image_id: { width: 640, height: 480 } }
}

rule one_box_per_object on boxes {
  "One object gets one box."
  pairs in image_id, label
  check iou(a.box, b.box) < 0.9
  allow 0.1%
}

rule boxes.note.length {
  "Say it in one sentence."
  severity warn
}

rule hidden_is_noted on boxes {
  "Whoever calls an object heavily hidden says why."
  when occluded = "heavy"
  check note is not missing
}

rule every_class_is_seen on boxes {
  "A release shows each kind of road user at least fifty times."
  each kind in road_user
  check count(label is kind) >= 50
}

rule careful_annotators on boxes {
  "On images with a gold answer an annotator is right nine times in ten."
  per annotator
  when count(image_id.gold is not missing) >= 20
  check share(label = image_id.gold) >= 90%
}

rule no_drift on boxes {
  "The mix of labels stays that of the last release."
  check psi(label, last_release.label) <= 0.2
}

rule tight on boxes {
  "The edges of a box touch the object within two pixels."
  review 132
  allow 3
}
