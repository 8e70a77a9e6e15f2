dcl 1

contract taco 1.0.0 {
  "Litter in photographs of the outdoors: one box and outline for each piece, of sixty kinds in twenty-eight groups."
  homepage "http://tacodataset.org"
}

let same = 0.9

labels litter {
  `Aluminium foil`         "Household foil, flat or in a ball."
  Battery                  "Any battery or cell."
  `Blister pack`           "Pressed packs for pills or small goods." {
    `Aluminium blister pack`  "Closed with foil, as for pills."
    `Carded blister pack`     "A plastic bubble on a card."
  }
  Bottle                   "Bottles, whole enough to see their shape." {
    `Other plastic bottle`  "Plastic you cannot see through."
    `Clear plastic bottle`  "Plastic you can see through."
    `Glass bottle`          "Glass, not in pieces."
  }
  `Bottle cap`             "Caps away from their bottle." {
    `Plastic bottle cap`  "Screw caps of plastic."
    `Metal bottle cap`    "Crown caps and screw caps of metal."
  }
  `Broken glass`           "Pieces of glass of which the shape is gone."
  Can                      "Metal cans." {
    `Food Can`   "Tins for food."
    Aerosol      "Spray cans."
    `Drink can`  "Cans for drinks."
  }
  Carton                   "Board, folded or as a box." {
    `Toilet tube`        "The tube inside a roll of paper."
    `Other carton`       "Board of no other kind."
    `Egg carton`         "Boxes for eggs."
    `Drink carton`       "Coated board for milk or juice."
    `Corrugated carton`  "Board with waves inside."
    `Meal carton`        "Boxes for food to take away."
    `Pizza box`          "Flat boxes for pizza."
  }
  Cup                      "Cups for drinking." {
    `Paper cup`               "Coated paper, as for coffee."
    `Disposable plastic cup`  "Thin plastic, used once."
    `Foam cup`                "Foamed plastic."
    `Glass cup`               "Drinking glasses."
    `Other plastic cup`       "Plastic, made to last."
  }
  `Food waste`             "What is left of food."
  `Glass jar`              "Jars with a wide neck."
  Lid                      "Lids of cups, tubs and jars." {
    `Plastic lid`  "Lids of plastic."
    `Metal lid`    "Lids of metal."
  }
  `Other plastic`          "Plastic of no other kind."
  Paper                    "Paper, printed or not." {
    `Magazine paper`  "Magazines and newspapers."
    Tissues           "Handkerchiefs and napkins."
    `Wrapping paper`  "Paper around gifts and goods."
    `Normal paper`    "Sheets and receipts."
  }
  `Paper bag`              "Bags of plain paper." {
    `Plastified paper bag`  "Paper bags with a plastic coat."
  }
  `Plastic bag & wrapper`  "Thin plastic around goods or to carry them." {
    `Plastic film`            "Sheets and pieces of film."
    `Six pack rings`          "Rings that hold cans together."
    `Garbage bag`             "Sacks for waste."
    `Other plastic wrapper`   "Wrappers of no other kind."
    `Single-use carrier bag`  "Thin bags from shops."
    `Polypropylene bag`       "Woven bags, used many times."
    `Crisp packet`            "Foiled packets for crisps."
  }
  `Plastic container`      "Tubs and trays." {
    `Spread tub`                 "Tubs for butter and spreads."
    Tupperware                   "Boxes to keep food in."
    `Disposable food container`  "Trays used once."
    `Foam food container`        "Trays of foam."
    `Other plastic container`    "Containers of no other kind."
  }
  `Plastic glooves`        "Gloves of plastic or rubber."
  `Plastic utensils`       "Forks, knives, spoons, stirrers."
  `Pop tab`                "The tab of a drink can alone."
  `Rope & strings`         "Ropes, strings and nets."
  `Scrap metal`            "Metal of no other kind."
  Shoe                     "Shoes of any kind."
  `Squeezable tube`        "Tubes for paste or cream."
  Straw                    "Drinking straws." {
    `Plastic straw`  "Straws of plastic."
    `Paper straw`    "Straws of paper."
  }
  `Styrofoam piece`        "Foamed plastic in pieces."
  `Unlabeled litter`       "Litter of which you cannot tell the kind."
  Cigarette                "Cigarettes and their ends."
}

table images {
  "One row per photograph."
  source "samples/taco/annotations.json#images"
  format coco

  id        : int   key  "The photograph."
  width     : int   in 64..10000  "In pixels."
  height    : int   in 64..10000  "In pixels."
  file_name : text  unique matches /batch_\d+\/.*\.(jpg|JPG)/  "Where the picture is."
  ...
}

table annotations {
  "One row per piece of litter."
  source "samples/taco/annotations.json#annotations"
  format coco

  id           : int    key  "The annotation."
  image_id     : int    references images  "The photograph it is drawn on."
  category_id  : int    references categories  "What it is."
  bbox         : [ x: float, y: float, w: float > 0, h: float > 0 ]  "The box: its left upper corner, width and height, in pixels."
  area         : float  > 0  "The area inside the outline, in square pixels."
  iscrowd      : int    in { 0 }  "Every piece has an outline of its own."
  segmentation : list of (list of float)  length 1..  "The outline: one polygon for each part that is seen."

  let box = xywh(bbox)
}

table categories {
  "The kinds of litter."
  source "samples/taco/annotations.json#categories"
  format coco

  id            : int     key  "The kind."
  name          : litter  unique  "Its name."
  supercategory : litter  "The group it belongs to; a kind alone is its own group."
}

rule inside_image on annotations {
  "A box ends where its photograph ends."
  check bbox.x >= 0
    and bbox.y >= 0
    and bbox.x + bbox.w <= image_id.width
    and bbox.y + bbox.h <= image_id.height
  pass { bbox: [ 0, 0, 10, 10 ], image_id: { width: 640, height: 480 } }
  fail { bbox: [ 635, 0, 10, 10 ], image_id: { width: 640, height: 480 } }
  fail { bbox: [ -1, 0, 10, 10 ], image_id: { width: 640, height: 480 } }
}

rule one_kind_a_piece on annotations {
  "One piece of litter is of one kind: two boxes that are nearly the same have the same kind."
  pairs in image_id
  check iou(a.box, b.box) <= same or a.category_id = b.category_id
  pass [{ bbox: [ 0, 0, 10, 10 ], category_id: 1 }, { bbox: [ 5, 5, 10, 10 ], category_id: 2 }]
  fail [{ bbox: [ 0, 0, 10, 10 ], category_id: 1 }, { bbox: [ 0, 0, 10, 10 ], category_id: 2 }]
}

rule outline_is_closed on annotations {
  "An outline has at least three corners, of two numbers each."
  check all(segmentation, length(it) >= 6)
  pass { segmentation: [ [ 0, 0, 4, 0, 4, 4 ] ] }
  fail { segmentation: [ [ 0, 0, 4, 0 ] ] }
}

rule parent_and_child on categories {
  "A kind stands in the group that this guide puts it in; one without a group stands alone."
  check if name = supercategory
    then name.depth = 1
    else name.depth = 2
    and name.parent = supercategory
  pass { name: "Aerosol", supercategory: "Can" }
  pass { name: "Shoe", supercategory: "Shoe" }
  fail { name: "Aerosol", supercategory: "Bottle" }
  fail { name: "Aerosol", supercategory: "Aerosol" }
}

rule no_photograph_forgotten on images {
  "Every photograph shows at least one piece of litter."
  check count(annotations) >= 1
  pass { images: [{ id: 1 }], annotations: [{ image_id: 1 }] }
  fail { images: [{ id: 1 }], annotations: [] }
}

rule every_kind_is_used on categories {
  "A kind that nobody uses is taken out of the guide."
  severity warn
  check count(annotations) >= 1
  pass { categories: [{ id: 1 }], annotations: [{ category_id: 1 }] }
  fail { categories: [{ id: 1 }], annotations: [] }
}

rule no_kind_stands_alone on categories {
  "A kind seen only once cannot be learnt."
  severity warn
  check count(annotations) != 1
  pass { categories: [{ id: 1 }], annotations: [{ category_id: 1 }, { category_id: 1 }] }
  fail { categories: [{ id: 1 }], annotations: [{ category_id: 1 }] }
}

rule seldom_unlabeled on annotations {
  "At most a fifth of the litter is of a kind that nobody could tell."
  check share(category_id.name is `Unlabeled litter`) <= 20%
  pass [{ category_id: { name: "Shoe" } }, { category_id: { name: "Cigarette" } }]
  fail [{ category_id: { name: "Shoe" } }, { category_id: { name: "Unlabeled litter" } }]
}
