dcl 1

contract street_boxes 2.1.0 {
  "Road users in street scenes: one row per drawn box."
  owner "perception-data@acme.example"
}

let min_side = 4

labels road_user {
  car     "Passenger cars, SUVs and vans."  instead of "auto", "automobile"
  truck   "Goods vehicles over 3.5 t."
  rider   "A person on a two-wheeler; the box includes the vehicle." {
    cyclist       "On a bicycle."
    motorcyclist  "On a motorcycle or scooter."
  }
  unsure  "You cannot tell. Never guess."
}

table images {
  "One row per photograph."
  source "samples/street_boxes/images.csv"

  image_id : int         key  "The photograph."
  path     : text        matches /.*\.jpg/ unique  "Where the file is."
  width    : int         in 64..8192  "In pixels."
  height   : int         in 64..8192  "In pixels."
  gold     : road_user?  "What the experts say the main object is; empty on most images."
}

table boxes {
  "One row per drawn box."
  source "samples/street_boxes/boxes.csv"

  box_id    : int           key  "The box."
  image_id  : int           references images  "The photograph it is drawn on."
  label     : road_user     "What the box shows."
  annotator : text          matches /ann_\d{3}/  "Who drew it."
  x         : float         >= 0  "Left edge, in pixels from the left."
  y         : float         >= 0  "Upper edge, in pixels from the top."
  w         : float         >= min_side  "Width in pixels."
  h         : float         >= min_side  "Height in pixels."
  occluded  : one of { "none", "partial", "heavy" }  "How much of the object is hidden."
  tags      : list of text  separated by ";" unique in { "night", "rain", "mirror" }  "What makes the object hard to see."
  note      : text?         length 1..40  "Anything the next person should know."
}

rule inside_image on boxes {
  "Cut a box at the edge of its image."
  check x + w <= image_id.width and y + h <= image_id.height
  pass { x: 0, y: 0, w: 10, h: 10, image_id: { width: 640, height: 480 } }
  fail { x: 635, y: 0, w: 10, h: 10, image_id: { width: 640, height: 480 } }
}

rule boxes.note.length {
  "Say it in one sentence."
  severity warn
  pass "half behind the bus"
  fail "I think this is a car but it might as well be a van, hard to say"
}

rule hidden_is_noted on boxes {
  "Whoever calls an object heavily hidden says why."
  when occluded = "heavy"
  check note is not missing
  pass { occluded: "heavy", note: "behind the bus" }
  fail { occluded: "heavy" }
}

rule riders_are_taller on boxes {
  "A rider sits upright: the box is at least as high as wide. Turned and fallen riders are rare."
  when label is rider
  check h >= w
  allow 5%
  pass { label: "cyclist", w: 20, h: 40 }
  fail { label: "rider", w: 40, h: 20 }
}

rule no_image_forgotten on images {
  "Every image has at least one box."
  check count(boxes) >= 1
  pass { images: [{ image_id: 1 }], boxes: [{ image_id: 1 }] }
  fail { images: [{ image_id: 1 }], boxes: [] }
}

rule every_class_is_seen on boxes {
  "A release shows each kind of road user."
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
  severity info
  per annotator
  check share(label is unsure) <= 50%
  pass [{ label: "car" }, { label: "unsure" }]
  fail [{ label: "unsure" }]
}
