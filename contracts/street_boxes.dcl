dcl 1

contract street_boxes 2.1.0 {
  "Road users in street scenes: one row per drawn box."
  translation ko "거리 장면의 도로 이용자. 박스 하나가 한 행입니다."
  owner "perception-data@acme.example"
}

let min_side = 4

labels road_user {
  car     "Passenger cars, SUVs and vans."  instead of "auto", "automobile"
          translation ko "승용차, SUV, 승합차."
  truck   "Goods vehicles over 3.5 t."
          translation ko "3.5톤을 초과하는 화물차."
  rider   "A person on a two-wheeler; the box includes the vehicle."
          translation ko "자전거나 오토바이에 탄 사람. 박스에 탈것까지 포함합니다." {
    cyclist       "On a bicycle."                translation ko "자전거를 탄 사람."
    motorcyclist  "On a motorcycle or scooter."  translation ko "오토바이나 스쿠터를 탄 사람."
  }
  unsure  "You cannot tell. Never guess."
          translation ko "판단할 수 없는 경우. 절대 추측하지 마세요."
}

table images {
  "One row per photograph."
  translation ko "사진 한 장이 한 행입니다."
  source "samples/street_boxes/images.csv"

  image_id : int         key  "The photograph."
  path     : text        matches /.*\.jpg/ unique  "Where the file is."
  width    : int         in 64..8192  "In pixels."
  height   : int         in 64..8192  "In pixels."
  gold     : road_user?  "What the experts say the main object is; empty on most images."
                         translation ko "전문가가 판단한 주요 객체. 대부분의 이미지에서 비어 있습니다."
}

table boxes {
  "One row per drawn box."
  translation ko "박스 하나가 한 행입니다."
  source "samples/street_boxes/boxes.csv"

  box_id    : int           key  "The box."
  image_id  : int           references images  "The photograph it is drawn on."
  label     : road_user     "What the box shows."
                            translation ko "박스 안의 객체."
  annotator : text          matches /ann_\d{3}/  "Who drew it."
  x         : float         >= 0  "Left edge, in pixels from the left."
  y         : float         >= 0  "Upper edge, in pixels from the top."
  w         : float         >= min_side  "Width in pixels."
  h         : float         >= min_side  "Height in pixels."
  occluded  : one of { "none", "partial", "heavy" }  "How much of the object is hidden."
                            translation ko "객체가 가려진 정도."
  tags      : list of text  separated by ";" unique in { "night", "rain", "mirror" }  "What makes the object hard to see."
                            translation ko "객체를 알아보기 어렵게 하는 요인."
  note      : text?         length 1..40  "Anything the next person should know."
                            translation ko "다음 작업자가 알아야 할 내용."
}

rule inside_image on boxes {
  "Cut a box at the edge of its image."
  translation ko "박스가 이미지 밖으로 나가지 않도록 경계에 맞춰 자릅니다."
  check x + w <= image_id.width and y + h <= image_id.height
  pass { x: 0, y: 0, w: 10, h: 10, image_id: { width: 640, height: 480 } }
  fail { x: 635, y: 0, w: 10, h: 10, image_id: { width: 640, height: 480 } }
}

rule boxes.note.length {
  "Say it in one sentence."
  translation ko "한 문장으로 적습니다."
  severity warn
  pass "half behind the bus"
  fail "I think this is a car but it might as well be a van, hard to say"
}

rule hidden_is_noted on boxes {
  "Whoever calls an object heavily hidden says why."
  translation ko "객체가 많이 가려졌다고(heavy) 표시했다면 그 이유를 note에 적습니다."
  when occluded = "heavy"
  check note is not missing
  pass { occluded: "heavy", note: "behind the bus" }
  fail { occluded: "heavy" }
}

rule riders_are_taller on boxes {
  "A rider sits upright: the box is at least as high as wide. Turned and fallen riders are rare."
  translation ko "사람은 몸을 세우고 타므로 박스의 높이는 너비보다 작지 않습니다. 방향을 틀거나 넘어진 경우는 드뭅니다."
  when label is rider
  check h >= w
  allow 5%
  pass { label: "cyclist", x: 30, y: 10, w: 20, h: 40 }
  fail { label: "rider", x: 20, y: 20, w: 40, h: 20 }
}

rule no_image_forgotten on images {
  "Every image has at least one box."
  translation ko "모든 이미지에 박스가 하나 이상 있어야 합니다."
  check count(boxes) >= 1
  pass { images: [{ image_id: 1 }], boxes: [{ image_id: 1 }] }
  fail { images: [{ image_id: 1 }], boxes: [] }
}

rule every_class_is_seen on boxes {
  "A release shows each kind of road user."
  translation ko "데이터를 배포할 때마다 모든 종류의 도로 이용자가 들어 있어야 합니다."
  each kind in road_user
  check count(label is kind) >= 1
  pass [
    { label: "car" },
    { label: "truck" },
    { label: "cyclist" },
    { label: "motorcyclist" },
    { label: "unsure" }
  ]
  fail [{ label: missing }]
}

rule careful_annotators on boxes {
  "On images with a gold answer an annotator is right two times in three."
  translation ko "정답이 있는 이미지에서 작업자는 세 번 중 두 번은 맞혀야 합니다."
  per annotator
  when count(image_id.gold is not missing) >= 3
  check share(label = image_id.gold) >= 65%
  pass [
    { label: "car", image_id: { gold: "car" } },
    { label: "truck", image_id: { gold: "truck" } },
    { label: "car", image_id: { gold: "car" } },
  ]
  fail [
    { label: "car", image_id: { gold: "car" } },
    { label: "car", image_id: { gold: "truck" } },
    { label: "car", image_id: { gold: "truck" } },
  ]
}

rule seldom_unsure on boxes {
  "An annotator who is unsure of more than half the boxes needs help."
  translation ko "박스의 절반 넘게 unsure로 표시하는 작업자에게는 도움이 필요합니다."
  severity info
  per annotator
  check share(label is unsure) <= 50%
  pass [{ label: "car" }, { label: "unsure" }]
  fail [{ label: "unsure" }]
}
