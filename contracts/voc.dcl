dcl 1

contract voc 1.0.0 {
  "Pets and their heads in Pascal VOC files: one XML file per photograph."
}

labels pet {
  cat   "Cats of any breed."
  dog   "Dogs of any breed."
  head  "The head alone, ears included, in a box of its own."
}

table images {
  "One row per photograph."
  source "samples/voc/*.xml#images"
  format voc

  filename : text  key matches /pet_\d{3}\.jpg/  "The picture."
  width    : int   in 100..8000  "In pixels."
  height   : int   in 100..8000  "In pixels."
  depth    : int   in { 3 }  "Colour pictures only."
  ...
}

table objects {
  "One row per drawn box; corners count from 1."
  source "samples/voc/*.xml#objects"
  format voc

  filename  : text  references images  "The picture it is drawn on."
  position  : int   >= 1  "The box's place in its file."
  name      : pet   "What the box shows."
  truncated : int   in 0..1  "1 where more than a sixth of the animal lies outside the picture."
  difficult : int   in 0..1  "1 where people had to guess."
  xmin      : int   >= 1  "Left edge."
  ymin      : int   >= 1  "Upper edge."
  xmax      : int   >= 1  "Right edge."
  ymax      : int   >= 1  "Lower edge."
  ...

  unique filename, position

  let box = xyxy(xmin, ymin, xmax, ymax)
}

rule corners_in_order on objects {
  "The left edge is left of the right one, the upper one above the lower one."
  check xmin < xmax and ymin < ymax
  pass { xmin: 1, xmax: 9, ymin: 1, ymax: 9 }
  fail { xmin: 9, xmax: 1, ymin: 1, ymax: 9 }
}

rule inside_picture on objects {
  "A box ends where its picture ends."
  check xmax <= filename.width and ymax <= filename.height
  pass { xmax: 9, ymax: 9, filename: { width: 10, height: 10 } }
  fail { xmax: 11, ymax: 9, filename: { width: 10, height: 10 } }
}

rule cut_at_the_edge on objects {
  "An animal marked truncated touches the edge of its picture."
  when truncated = 1
  check xmin <= 2 or ymin <= 2 or xmax >= filename.width - 1 or ymax >= filename.height - 1
  pass { truncated: 1, xmin: 1, ymin: 5, xmax: 9, ymax: 9, filename: { width: 20, height: 20 } }
  fail { truncated: 1, xmin: 5, ymin: 5, xmax: 9, ymax: 9, filename: { width: 20, height: 20 } }
}

rule one_box_per_animal on objects {
  "One animal gets one box."
  pairs in filename, name
  check iou(a.box, b.box) < 0.8
  pass [{ xmin: 1, ymin: 1, xmax: 9, ymax: 9 }, { xmin: 5, ymin: 5, xmax: 15, ymax: 15 }]
  fail [{ xmin: 1, ymin: 1, xmax: 9, ymax: 9 }, { xmin: 1, ymin: 1, xmax: 9, ymax: 9 }]
}

rule head_with_its_animal on images {
  "Where a head is drawn, so is the animal."
  when any(objects where name is head)
  check any(objects where name is cat or name is dog)
  pass {
    images: [{ filename: "pet_001.jpg" }],
    objects: [{ filename: "pet_001.jpg", name: "head" }, { filename: "pet_001.jpg", name: "cat" }]
  }
  fail {
    images: [{ filename: "pet_001.jpg" }],
    objects: [{ filename: "pet_001.jpg", name: "head" }]
  }
}
