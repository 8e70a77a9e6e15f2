dcl 1

contract labelling_bench 1.0.0 {
  "Boxes drawn in images, and answers of annotators: what the bench of pairs and agreement checks."
}

table boxes {
  box_id   : int    key
  image_id : int
  x        : float  >= 0
  y        : float  >= 0
  w        : float  >= 0
  h        : float  >= 0

  let box = xywh(x, y, w, h)
}

table answers {
  item  : int
  rater : int
  label : text  matches /k\d/

  unique item, rater
}

rule one_box_per_object on boxes {
  "One object gets one box."
  pairs in image_id
  check iou(a.box, b.box) < 0.9
  pass [{ x: 0, y: 0, w: 10, h: 10 }, { x: 5, y: 0, w: 10, h: 10 }]
  fail [{ x: 0, y: 0, w: 10, h: 10 }, { x: 0, y: 0, w: 10, h: 10 }]
}

rule agree on answers {
  "Annotators agree better than by chance."
  check alpha(label, item: item, rater: rater) >= 0.1
  pass [
    { item: 1, rater: 1, label: "k1" },
    { item: 1, rater: 2, label: "k1" },
    { item: 2, rater: 1, label: "k2" },
    { item: 2, rater: 2, label: "k2" },
  ]
  fail [
    { item: 1, rater: 1, label: "k1" },
    { item: 1, rater: 2, label: "k2" },
    { item: 2, rater: 1, label: "k2" },
    { item: 2, rater: 2, label: "k1" },
  ]
}
