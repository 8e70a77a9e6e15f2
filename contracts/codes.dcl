dcl 1

contract codes 1.0.0 {
  "Hospital stays with their diagnoses, several codes in one cell, the main one first."
}

table stays {
  "One row per stay."
  source "samples/codes/stays.csv"

  stay  : int           key  "The stay."
  coder : text          matches /c\d/  "Who coded it."
  codes : list of text  separated by "|" length 1..5 unique matches /[A-Z]\d\d(\.\d{1,4})?/  "The codes, the main one first."
}

table codes from stays.codes {
  "One row per code of a stay."

  value : text  "The code."

  let chapter = slice(value, 0, 3)
}

rule one_kind_of_diabetes on stays {
  "E10 and E11 exclude each other: a stay has the one or the other."
  check not (any(codes, starts_with(it, "E10")) and any(codes, starts_with(it, "E11")))
  pass { codes: [ "E10.9", "I10" ] }
  fail { codes: [ "E10.9", "E11.9" ] }
}

rule as_exact_as_can_be on codes {
  "Diabetes is coded with its complication: E11.9, not E11."
  when chapter in { "E10", "E11" }
  check length(value) >= 5
  pass { stays: [{ stay: 1, codes: [ "E11.9" ] }] }
  fail { stays: [{ stay: 1, codes: [ "E11" ] }] }
}

rule cause_comes_first on codes {
  "A code of a cause (B95 to B97) never comes first: it follows the illness."
  when chapter in { "B95", "B96", "B97" }
  check position > 1
  pass { stays: [{ stay: 1, codes: [ "J15.0", "B96.1" ] }] }
  fail { stays: [{ stay: 1, codes: [ "B96.1", "J15.0" ] }] }
}

rule insulin_with_diabetes on stays {
  "Z79.4, long use of insulin, stands only beside a code of diabetes."
  when "Z79.4" in codes
  check any(codes, starts_with(it, "E10") or starts_with(it, "E11"))
  pass { codes: [ "E11.9", "Z79.4" ] }
  fail { codes: [ "I10", "Z79.4" ] }
}

rule coded_by_the_book on stays {
  "The main code is the illness that the patient was treated for. A second coder reads the record and judges."
  review 10
  allow 1
}
