dcl 1

contract votes 1.0.0 {
  "Short posts judged by several people each: the votes for each class, and the class that won."
  homepage "https://github.com/t-davidson/hate-speech-and-offensive-language"
}

labels verdict {
  hate       "Attacks a group, or a person for belonging to one."  named "0"
  offensive  "Rude or vulgar, but attacks no group."               named "1"
  neither    "Neither of the two."                                 named "2"
}

table votes {
  "One row per post. The text itself is left out; its hash tells repeated posts."
  source "samples/votes/votes.csv"

  row           : int      key  "The post."
  judges        : int      named "count" >= 3  "How many people judged the post."
  for_hate      : int      named "hate_speech" >= 0  "Votes for hate."
  for_offensive : int      named "offensive_language" >= 0  "Votes for offensive."
  for_neither   : int      named "neither" >= 0  "Votes for neither."
  class         : verdict  "What most people voted for."
  text_hash     : text     matches /[0-9a-f]{10}/  "The same text has the same hash."

  let largest = greatest(for_hate, for_offensive, for_neither)
}

rule every_vote_counts on votes {
  "The votes add up to the number of judges."
  check for_hate + for_offensive + for_neither = judges
  pass { for_hate: 1, for_offensive: 2, for_neither: 0, judges: 3 }
  fail { for_hate: 1, for_offensive: 2, for_neither: 1, judges: 3 }
}

rule majority_wins on votes {
  "The class is the one with the most votes."
  check (class is hate implies for_hate = largest)
    and (class is offensive implies for_offensive = largest)
    and (class is neither implies for_neither = largest)
  pass { for_hate: 0, for_offensive: 2, for_neither: 1, class: "offensive" }
  fail { for_hate: 0, for_offensive: 2, for_neither: 1, class: "neither" }
}

rule clear_majority on votes {
  "Six votes in ten agree; otherwise more people should judge the post."
  severity warn
  check largest * 10 >= judges * 6
  pass { for_hate: 0, for_offensive: 2, for_neither: 1, judges: 3 }
  fail { for_hate: 4, for_offensive: 3, for_neither: 0, judges: 7 }
}

rule one_class_a_text on votes {
  "The same text gets the same class each time it is judged."
  per text_hash
  check distinct(class) <= 1
  pass [{ text_hash: "00aa11bb22", class: "hate" }, { text_hash: "00aa11bb22", class: "hate" }]
  fail [{ text_hash: "00aa11bb22", class: "hate" }, { text_hash: "00aa11bb22", class: "neither" }]
}

rule text_decides on votes {
  "As one_class_a_text, but names the rows, and the class that most copies of the text have."
  check text_hash determines class
  pass [{ text_hash: "00aa11bb22", class: "hate" }, { text_hash: "00aa11bb22", class: "hate" }]
  fail [{ text_hash: "00aa11bb22", class: "hate" }, { text_hash: "00aa11bb22", class: "neither" }]
}

rule classes_are_seen on votes {
  "Every class was voted for at least once."
  each kind in verdict
  check count(class is kind) >= 1
  pass [{ class: "hate" }, { class: "offensive" }, { class: "neither" }]
  fail [{ class: missing }]
}
