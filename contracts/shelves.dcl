dcl 1

contract shelves 1.0.0 {
  "Shelves of a shop in CVAT: price tags, and the goods they stand for."
}

labels shown {
  product  "One package, not a row of them."
  price    "A price tag; its text says what it reads."
}

table images {
  "One row per photograph."
  source "samples/shelves/shelves.xml#images"
  format cvat

  id     : int   key  "The photograph."
  name   : text  unique  "The file."
  width  : int   in 100..8000  "In pixels."
  height : int   in 100..8000  "In pixels."
  ...
}

table boxes {
  "One row per drawn box."
  source "samples/shelves/shelves.xml#boxes"
  format cvat

  image_id : int    references images  "The photograph it is drawn on."
  position : int    >= 1  "The box's place in its photograph."
  label    : shown  "What the box shows."
  occluded : int    in 0..1  "1 where something stands in front."
  xtl      : float  >= 0  "Left edge."
  ytl      : float  >= 0  "Upper edge."
  xbr      : float  >= 0  "Right edge."
  ybr      : float  >= 0  "Lower edge."
  reads    : text?  matches /\d+\.\d\d/  "What the price tag says."
  ...

  unique image_id, position

  let box = xyxy(xtl, ytl, xbr, ybr)
}

rule large_enough on boxes {
  "Nothing under ten by ten pixels is drawn."
  check xbr - xtl >= 10 and ybr - ytl >= 10
  pass { xtl: 0, ytl: 0, xbr: 10, ybr: 10 }
  fail { xtl: 0, ytl: 0, xbr: 9, ybr: 10 }
}

rule inside_photograph on boxes {
  "A box may reach out of its photograph by one pixel, for rounding."
  check xbr <= image_id.width + 1 and ybr <= image_id.height + 1
  pass { xbr: 641, ybr: 9, image_id: { width: 640, height: 480 } }
  fail { xbr: 642, ybr: 9, image_id: { width: 640, height: 480 } }
}

rule prices_are_read on boxes {
  "A price tag is read, and only a price tag."
  check (label is price) = (reads is not missing)
  pass { label: "price", reads: "1.99" }
  fail { label: "price" }
  fail { label: "product", reads: "1.99" }
}

rule price_beside_product on images {
  "A photograph with a price tag shows a product, too."
  when any(boxes where label is price)
  check any(boxes where label is product)
  pass {
    images: [{ id: 1 }],
    boxes: [{ image_id: 1, label: "price" }, { image_id: 1, label: "product" }]
  }
  fail { images: [{ id: 1 }], boxes: [{ image_id: 1, label: "price" }] }
}

rule prices_hide_nothing on boxes {
  "A price tag covers no other."
  pairs in image_id, label
  when label is price
  check not inside(a.box, b.box) and not inside(b.box, a.box)
  pass [
    { label: "price", xtl: 0, ytl: 0, xbr: 10, ybr: 10 },
    { label: "price", xtl: 5, ytl: 5, xbr: 15, ybr: 15 }
  ]
  fail [
    { label: "price", xtl: 0, ytl: 0, xbr: 20, ybr: 20 },
    { label: "price", xtl: 5, ytl: 5, xbr: 15, ybr: 15 }
  ]
}
