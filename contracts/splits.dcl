dcl 1

contract splits 1.0.0 {
  "Skin images in three splits; no patient and no image may be in two of them."
}

table train {
  "To learn from."
  source "samples/splits/train.csv"

  image   : text  key  "The image."
  patient : text  matches /p\d+/  "Whose skin it is."
  hash    : text  matches /[0-9a-f]{6}/  "The same picture has the same hash."
  label   : one of { "harmless", "suspicious" }  "What the doctors say."
  age     : int   in 0..110  "The patient's age."
}

table valid like train {
  "To tune on."
  source "samples/splits/valid.csv"
}

table test like train {
  "To judge on."
  source "samples/splits/test.csv"
}

rule new_patients on valid, test {
  "No patient of the training images is in another split."
  check patient not in train.patient
  pass { train: [{ patient: "p1" }], valid: [{ patient: "p2" }], test: [{ patient: "p3" }] }
  fail { train: [{ patient: "p1" }], valid: [{ patient: "p1" }], test: [{ patient: "p1" }] }
}

rule new_pictures on valid, test {
  "No picture of the training images is in another split."
  check hash not in train.hash
  pass { train: [{ hash: "00aa11" }], valid: [{ hash: "00aa12" }], test: [{ hash: "00aa13" }] }
  fail { train: [{ hash: "00aa11" }], valid: [{ hash: "00aa11" }], test: [{ hash: "00aa11" }] }
}

rule one_label_a_picture on train {
  "The same picture carries the same label."
  check hash determines label
  pass [{ hash: "00aa11", label: "harmless" }, { hash: "00aa11", label: "harmless" }]
  fail [{ hash: "00aa11", label: "harmless" }, { hash: "00aa11", label: "suspicious" }]
}

rule like_the_training_images on valid, test {
  "The mix of labels is that of the training images."
  check psi(label, train.label) <= 0.2 and new_values(label, train.label) = 0
  pass {
    train: [{ label: "harmless" }],
    valid: [{ label: "harmless" }],
    test: [{ label: "harmless" }],
  }
  fail {
    train: [{ label: "harmless" }],
    valid: [{ label: "suspicious" }],
    test: [{ label: "suspicious" }],
  }
}

rule same_ages on valid, test {
  "Ages are spread as among the training images."
  severity warn
  check ks(age, train.age) <= 0.5
  pass { train: [{ age: 40 }], valid: [{ age: 40 }], test: [{ age: 40 }] }
  fail { train: [{ age: 40 }], valid: [{ age: 4 }], test: [{ age: 4 }] }
}
