dcl 1

contract penguins_vega 1.0.0 {
  "The penguins near Palmer Station as the vega-datasets package ships them: penguins.json, one record per bird."
  homepage "https://github.com/vega/vega-datasets"
}

labels penguin {
  Adelie     "Black head, white ring around the eye."
  Chinstrap  "A thin black line runs under the chin."
  Gentoo     "White patch above the eye, orange bill."
}

labels bird_sex {
  female  "Female by the blood sample."  named "FEMALE"
  male    "Male by the blood sample."    named "MALE"
}

table penguins {
  "One record per bird. What was not measured is null, never a sign that stands for it."
  source "samples/penguins_vega/penguins.json"

  species     : penguin    named "Species"  "What the bird is."
  island      : one of { "Biscoe", "Dream", "Torgersen" }  named "Island"  "Where the nest is."
  beak_length : float?     named "Beak Length (mm)" in 30..65  "In millimetres."
  beak_depth  : float?     named "Beak Depth (mm)" in 12..23  "In millimetres."
  flipper     : int?       named "Flipper Length (mm)" in 165..240  "In millimetres."
  mass        : int?       named "Body Mass (g)" in 2500..6500  "In grams."
  sex         : bird_sex?  named "Sex"  "Null where the blood sample does not tell."
}

rule measured_together on penguins {
  "A bird that was caught is measured in full: bill, flipper and weight."
  when mass is not missing
  check beak_length is not missing and beak_depth is not missing and flipper is not missing
  pass { mass: 3750, beak_length: 39.1, beak_depth: 18.7, flipper: 181 }
  fail { mass: 3750, beak_length: 39.1, beak_depth: 18.7 }
}

rule islands_of_a_species on penguins {
  "Chinstraps breed on Dream, gentoos on Biscoe; adelies on all three islands."
  check (species is Chinstrap implies island = "Dream")
    and (species is Gentoo implies island = "Biscoe")
  pass { species: "Gentoo", island: "Biscoe" }
  pass { species: "Adelie", island: "Torgersen" }
  fail { species: "Gentoo", island: "Dream" }
  fail { species: "Chinstrap", island: "Biscoe" }
}
