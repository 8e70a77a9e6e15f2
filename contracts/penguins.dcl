dcl 1

contract penguins 1.0.0 {
  "Penguins near Palmer Station, Antarctica: one row per adult sampled at its nest, as in penguins-raw.csv of the palmerpenguins package."
  homepage "https://allisonhorst.github.io/palmerpenguins/"
  license "CC0-1.0"
}

labels penguin {
  adelie     "Black head, white ring around the eye."   named "Adelie Penguin (Pygoscelis adeliae)"
  chinstrap  "A thin black line runs under the chin."   named "Chinstrap penguin (Pygoscelis antarctica)"
  gentoo     "White patch above the eye, orange bill."  named "Gentoo penguin (Pygoscelis papua)"
}

labels bird_sex {
  female  "Female by the blood sample."  named "FEMALE"
  male    "Male by the blood sample."    named "MALE"
}

table penguins {
  "One row per bird and season. Both adults of a nest are sampled when its first egg is laid."
  source "samples/penguins/penguins.csv"
  missing "NA"

  study         : text       named "studyName" matches /PAL\d{4}/  "The expedition, named by its two years: PAL0708."
  sample        : int        named "Sample Number" >= 1  "Counts the samples of a species through all studies."
  species       : penguin    named "Species"  "What the bird is."
  region        : one of { "Anvers" }  named "Region"  "Part of the Palmer Archipelago."
  island        : one of { "Biscoe", "Dream", "Torgersen" }  named "Island"  "Where the nest is."
  stage         : one of { "Adult, 1 Egg Stage" }  named "Stage"  "Stage of breeding when sampled."
  bird          : text       named "Individual ID" matches /N\d{1,3}A[12]/  "The nest, then the adult: N31A2 is the second adult of nest 31."
  clutch        : one of { "Yes", "No" }  named "Clutch Completion"  "Whether the nest was seen with two eggs."
  egg_date      : date       named "Date Egg"  "The day the nest was first seen with one egg."
  culmen_length : float?     named "Culmen Length (mm)" in 30..65  "Length of the ridge of the bill, in millimetres."
  culmen_depth  : float?     named "Culmen Depth (mm)" in 12..23  "Depth of the bill, in millimetres."
  flipper       : int?       named "Flipper Length (mm)" in 165..240  "In millimetres."
  mass          : int?       named "Body Mass (g)" in 2500..6500  "In grams."
  sex           : bird_sex?  named "Sex"  "From the blood sample; empty where there is none."
  delta_15_n    : float?     named "Delta 15 N (o/oo)" in 7..11  "Nitrogen isotopes in the blood."
  delta_13_c    : float?     named "Delta 13 C (o/oo)" in -28..-23  "Carbon isotopes in the blood."
  comments      : text?      named "Comments" length 1..200  "Why something is missing or unusual."

  unique species, sample

  let nest = before(bird, "A")
  let season = year(egg_date)
}

rule one_bird_one_species on penguins {
  "An Individual ID names one bird. A bird does not change its species."
  severity warn
  check bird determines species
  pass [
    { bird: "N1A1", species: "adelie" },
    { bird: "N2A1", species: "gentoo" },
    { bird: "N1A1", species: "adelie" }
  ]
  fail [{ bird: "N1A1", species: "adelie" }, { bird: "N1A1", species: "gentoo" }]
}

rule one_bird_one_sex on penguins {
  "Within a species, an Individual ID names one bird: its sex stays the same from season to season."
  per species
  check bird determines sex
  pass [
    { species: "adelie", bird: "N1A1", sex: "male" },
    { species: "gentoo", bird: "N1A1", sex: "female" }
  ]
  fail [
    { species: "adelie", bird: "N1A1", sex: "male" },
    { species: "adelie", bird: "N1A1", sex: "female" }
  ]
}

rule one_row_a_season on penguins {
  "A bird is sampled once in a season."
  per study, species, bird
  check count() = 1
  pass [
    { study: "PAL0708", species: "adelie", bird: "N1A1" },
    { study: "PAL0809", species: "adelie", bird: "N1A1" }
  ]
  fail [
    { study: "PAL0708", species: "adelie", bird: "N1A1" },
    { study: "PAL0708", species: "adelie", bird: "N1A1" }
  ]
}

rule nest_mates on penguins {
  "The two adults of a nest are a female and a male."
  per study, species, nest
  when sex is not missing
  check distinct(sex) = count()
  pass [
    { study: "PAL0708", species: "adelie", bird: "N1A1", sex: "male" },
    { study: "PAL0708", species: "adelie", bird: "N1A2", sex: "female" },
  ]
  fail [
    { study: "PAL0708", species: "adelie", bird: "N1A1", sex: "male" },
    { study: "PAL0708", species: "adelie", bird: "N1A2", sex: "male" },
  ]
}

rule in_season on penguins {
  "Eggs are laid from October to December."
  check month(egg_date) in 10..12
  pass @2007-11-16
  fail @2007-05-16
}

rule one_season_a_study on penguins {
  "All dates of a study fall into one southern summer, so into one year."
  check study determines season
  pass [{ study: "PAL0708", egg_date: @2007-11-16 }, { study: "PAL0809", egg_date: @2008-11-16 }]
  fail [{ study: "PAL0708", egg_date: @2007-11-16 }, { study: "PAL0708", egg_date: @2008-11-16 }]
}

rule measured_together on penguins {
  "A bird that was caught is measured in full: bill, flipper and weight."
  when mass is not missing
  check culmen_length is not missing and culmen_depth is not missing and flipper is not missing
  pass { mass: 3750, culmen_length: 39.1, culmen_depth: 18.7, flipper: 181 }
  fail { mass: 3750, culmen_length: 39.1, culmen_depth: 18.7 }
}

rule sex_or_reason on penguins {
  "Where the sex is missing, a comment says why."
  when sex is missing
  check comments is not missing
  pass { comments: "No blood sample obtained." }
  fail { comments: missing }
}

rule isotopes_or_reason on penguins {
  "Where an isotope is missing, a comment says why."
  when delta_15_n is missing or delta_13_c is missing
  check comments is not missing
  pass { comments: "Not enough blood for isotopes." }
  fail { delta_15_n: 8.9 }
}

rule clutch_and_comment on penguins {
  "A nest never seen with both eggs is marked No, and the comment says so."
  when clutch = "No"
  check comments is not missing and contains(comments, "never observed with full clutch")
  pass { clutch: "No", comments: "Nest never observed with full clutch." }
  fail { clutch: "No", comments: "Adult not sampled." }
}

rule usual_mass on penguins {
  "Weigh again a bird over two and a half standard deviations from the mean of its species and sex."
  severity warn
  per species, sex
  check abs(mass - mean(mass)) <= 2.5 * stddev(mass)
  pass [{ mass: 3700 }, { mass: 3800 }, { mass: 3750 }]
  fail [
    { mass: 3700 },
    { mass: 3710 },
    { mass: 3720 },
    { mass: 3730 },
    { mass: 3740 },
    { mass: 3750 },
    { mass: 3760 },
    { mass: 3770 },
    { mass: 3780 },
    { mass: 37000 },
  ]
}

rule most_are_sexed on penguins {
  "At least nineteen birds in twenty have a sex."
  check share(sex is not missing) >= 95%
  pass [{ sex: "male" }, { sex: "female" }]
  fail [{ sex: "male" }, { sex: missing }]
}
