dcl 1

contract boxes 1.0.0 {
  "Drawn boxes on photographs: what `make bench` checks, beside the same rules written by hand for Polars."
}

let min_side = 4

table boxes {
  "One row per drawn box."
  box_id     : int    key
  image_id   : int
  label      : text   matches /class_[01]\d\d/
  annotator  : text   matches /ann_\d{3}/
  occluded   : one of { "none", "partial", "heavy" }
  x          : float  >= 0
  y          : float  >= 0
  w          : float  >= min_side
  h          : float  >= min_side
  confidence : float  in 0..1
  created    : datetime
  note       : text?  length 1..60
}

rule inside_image on boxes {
  "Cut a box at the edge of its image."
  check x + w <= 1920 and y + h <= 1080
}

rule hidden_is_noted on boxes {
  "Whoever calls an object heavily hidden says why."
  when occluded = "heavy"
  check note is not missing
}
