dcl 1

contract yolo 1.0.0 {
  "Fruit on a conveyor in YOLO files: one text file per picture, boxes by centre and size, as shares of the picture."
}

labels fruit {
  apple  "Apples, green or red."       named "0"
  pear   "Pears of any kind."          named "1"
  other  "Anything else on the belt."  named "2"
}

table images {
  "One row per picture."
  source "samples/yolo/labels/*.txt#images"
  format yolo

  image : text  key  "The picture's name, without its ending."
}

table boxes {
  "One row per drawn box."
  source "samples/yolo/labels/*.txt#boxes"
  format yolo

  image    : text   references images  "The picture it is drawn on."
  position : int    >= 1  "The box's place in its file."
  class    : fruit  "What the box shows."
  cx       : float  in 0..1  "Middle from the left, as a share of the width."
  cy       : float  in 0..1  "Middle from the top, as a share of the height."
  w        : float  in 0.01..1  "Width, as a share of the width of the picture."
  h        : float  in 0.01..1  "Height, as a share of the height of the picture."
  ...

  unique image, position

  let box = cxcywh(cx, cy, w, h)
}

rule inside_picture on boxes {
  "No box reaches out of its picture; a thousandth is left for rounding."
  check cx - w / 2 >= -0.001
    and cx + w / 2 <= 1.001
    and cy - h / 2 >= -0.001
    and cy + h / 2 <= 1.001
  pass { cx: 0.5, cy: 0.5, w: 1, h: 1 }
  fail { cx: 0.1, cy: 0.5, w: 0.5, h: 0.1 }
}

rule one_box_per_fruit on boxes {
  "One fruit gets one box, whatever it is called."
  pairs in image
  check iou(a.box, b.box) < 0.9
  pass [{ cx: 0.2, cy: 0.2, w: 0.1, h: 0.1 }, { cx: 0.8, cy: 0.8, w: 0.1, h: 0.1 }]
  fail [{ cx: 0.2, cy: 0.2, w: 0.1, h: 0.1 }, { cx: 0.2, cy: 0.2, w: 0.1, h: 0.1 }]
}

rule every_fruit_is_seen on boxes {
  "Each kind has at least two boxes."
  each kind in fruit
  check count(class is kind) >= 2
  pass [
    { class: "0" },
    { class: "0" },
    { class: "1" },
    { class: "1" },
    { class: "2" },
    { class: "2" },
  ]
  fail [{ class: "0" }, { class: "1" }, { class: "2" }]
}

rule not_too_many on images {
  "At most three pieces of fruit are on the belt at once."
  check count(boxes) <= 3
  pass { images: [{ image: "a" }], boxes: [{ image: "a" }] }
  fail {
    images: [{ image: "a" }],
    boxes: [{ image: "a" }, { image: "a" }, { image: "a" }, { image: "a" }]
  }
}
