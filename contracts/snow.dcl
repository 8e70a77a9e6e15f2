dcl 1

contract snow 1.0.0 {
  "Five small language tasks, each answered by many people over the web and once by experts."
  homepage "https://aclanthology.org/D08-1027"
}

let enough = 20

let a_chance = 60%

table rte {
  "Does the second sentence follow from the first?"
  source "samples/snow/rte.tsv"

  answer : text  named "!amt_annotation_ids"  "The piece of work that the answer was given in."
  worker : text  named "!amt_worker_ids"  "Who answered."
  item   : text  named "orig_id"  "The pair of sentences."
  label  : text  named "response" in { "0", "1" }  "1 where it follows, 0 where it does not."
  gold   : text  in { "0", "1" }  "What the experts say."

  unique worker, item
}

table temp {
  "Which of two events of a text comes first?"
  source "samples/snow/temp.tsv"

  answer : text  named "!amt_annotation_ids"  "The piece of work that the answer was given in."
  worker : text  named "!amt_worker_ids"  "Who answered."
  item   : text  named "orig_id"  "The pair of events."
  label  : text  named "response" in { "1", "2" }  "1 where the first one named comes first, 2 where it comes later."
  gold   : text  in { "1", "2" }  "What the experts say."

  unique worker, item
}

table wsd {
  "Which sense does the word president have?"
  source "samples/snow/wsd.tsv"

  answer : text  named "!amt_annotation_ids"  "The piece of work that the answer was given in."
  worker : text  named "!amt_worker_ids"  "Who answered."
  item   : text  named "orig_id"  "The place of the word."
  label  : text  named "response" in { "1", "2", "3" }  "1 of a company, 2 of the United States, 3 of another country."
  gold   : text  in { "1", "2", "3" }  "What the experts say."

  unique worker, item
}

table valence {
  "How good or bad does a headline make you feel?"
  source "samples/snow/valence.tsv"

  answer : text   named "!amt_annotation_ids"  "The piece of work that the answer was given in."
  worker : text   named "!amt_worker_ids"  "Who answered."
  item   : text   named "orig_id"  "The headline."
  score  : int    named "response" in -100..100  "From -100, bad, to 100, good."
  gold   : float  in -100..100  "The mean of the experts."

  unique worker, item
}

table wordsim {
  "How alike are two words?"
  source "samples/snow/wordsim.tsv"

  answer : text   named "!amt_annotation_ids"  "The piece of work that the answer was given in."
  worker : text   named "!amt_worker_ids"  "Who answered."
  item   : text   named "orig_id"  "The two words."
  score  : float  named "response" in 0..10  "From 0, nothing in common, to 10, the same."
  gold   : float  in 0..4  "The mean of the experts, who used another scale."

  unique worker, item
}

table questions from rte per item {
  "The pairs of sentences, with the answer that most people gave."

  let majority = mode(label)
  let truth = mode(gold)
}

rule ten_answers on rte, temp, wsd, valence, wordsim {
  "Ten people answer each question."
  severity info
  per item
  check count() = 10
  pass [
    { worker: "a" },
    { worker: "b" },
    { worker: "c" },
    { worker: "d" },
    { worker: "e" },
    { worker: "f" },
    { worker: "g" },
    { worker: "h" },
    { worker: "i" },
    { worker: "j" },
  ]
  fail [{ worker: "a" }]
}

rule beyond_chance on rte, temp, wsd {
  "People agree with each other more than chance would have them; one in five is usual where much is a matter of taste."
  check alpha(label, item: item, rater: worker, level: "nominal") >= 0.2
  pass [
    { item: "1", worker: "a", label: "1" },
    { item: "1", worker: "b", label: "1" },
    { item: "2", worker: "a", label: "2" },
    { item: "2", worker: "b", label: "2" },
  ]
  fail [
    { item: "1", worker: "a", label: "1" },
    { item: "1", worker: "b", label: "2" },
    { item: "2", worker: "a", label: "2" },
    { item: "2", worker: "b", label: "1" },
  ]
}

rule scores_agree on valence, wordsim {
  "Scores that lie near each other agree better than those far apart."
  check alpha(score, item: item, rater: worker, level: "interval") >= 0.3
  pass [
    { item: "1", worker: "a", score: 1 },
    { item: "1", worker: "b", score: 2 },
    { item: "2", worker: "a", score: 9 },
    { item: "2", worker: "b", score: 8 },
  ]
  fail [
    { item: "1", worker: "a", score: 1 },
    { item: "1", worker: "b", score: 9 },
    { item: "2", worker: "a", score: 9 },
    { item: "2", worker: "b", score: 1 },
  ]
}

rule careful_workers on rte, temp, wsd {
  "Whoever answers often is right six times in ten."
  per worker
  when count() >= enough
  check accuracy(label, gold) >= a_chance
  pass [
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
    { label: "1", gold: "1" },
    { label: "1", gold: "1" },
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
    { label: "1", gold: "1" },
    { label: "1", gold: "1" },
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
    { label: "1", gold: "1" },
    { label: "1", gold: "1" },
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
    { label: "1", gold: "1" },
    { label: "1", gold: "1" },
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
    { label: "1", gold: "1" },
    { label: "1", gold: "1" },
  ]
  fail [
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
    { label: "1", gold: "2" },
    { label: "1", gold: "1" },
  ]
}

rule not_always_the_same on rte, temp, wsd {
  "Whoever answers often gives more than one answer."
  per worker
  when count() >= enough
  check distinct(label) > 1
  pass [
    { label: "2" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "2" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "2" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "2" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
  ]
  fail [
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
    { label: "1" },
  ]
}

rule majority_is_right on questions {
  "What most people say is what the experts say, nine times in ten."
  check share(majority = truth) >= 90%
  pass {
    rte: [
      { item: "1", label: "1", gold: "1" },
      { item: "1", label: "1", gold: "1" },
      { item: "1", label: "0", gold: "1" }
    ]
  }
  fail { rte: [{ item: "1", label: "1", gold: "0" }, { item: "2", label: "0", gold: "0" }] }
}
