dcl 1

contract preferences 1.0.0 {
  "Pairs of answers to one prompt, with the one that people preferred."
}

table pairs {
  "One row per comparison."
  source "samples/preferences/pairs.jsonl"

  prompt   : text  length 1..2000  "What was asked."
  chosen   : text  length 1..4000  "The better answer."
  rejected : text  length 1..4000  "The other one."
  judge    : text  matches /j\d/  "Who chose."
  seconds  : int   >= 0  "How long the judge took."
}

rule a_choice_was_made on pairs {
  "The two answers differ in more than letter case and blanks."
  check normalize(chosen) != normalize(rejected)
  pass { chosen: "4", rejected: "5" }
  fail { chosen: "Yes", rejected: "yes " }
}

rule no_contradiction on pairs {
  "What one judge prefers is not rejected for the same prompt by another."
  pairs in prompt
  check not (a.chosen = b.rejected and a.rejected = b.chosen)
  pass [{ chosen: "4", rejected: "5" }, { chosen: "4", rejected: "5" }]
  fail [{ chosen: "4", rejected: "5" }, { chosen: "5", rejected: "4" }]
}

rule was_read on pairs {
  "Nobody reads two answers in less than five seconds."
  severity warn
  check seconds >= 5
  pass 12
  fail 2
}

rule longer_is_not_better on pairs {
  "The longer answer is chosen at most four times in five: judges weigh what is said, not how much."
  severity warn
  check share(length(chosen) > length(rejected)) <= 80%
  pass [{ chosen: "no", rejected: "well, no" }, { chosen: "so it is", rejected: "no" }]
  fail [{ chosen: "so it is", rejected: "no" }]
}
