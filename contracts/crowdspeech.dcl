dcl 1

contract crowdspeech 1.0.0 {
  "Read-aloud sentences, each written down by seven people."
  homepage "https://github.com/Toloka/CrowdSpeech"
}

let listeners = 7

table transcripts {
  "One row per recording and listener. Write what is spoken: lower case, no punctuation at the end, numbers as words."
  source "samples/crowdspeech/transcripts.tsv"

  recording : text  named "INPUT:audio" format url  "Where the recording is."
  text      : text  named "OUTPUT:transcription" length 1..1000  "What was heard."
  listener  : int   named "ASSIGNMENT:worker_id" >= 0  "Who listened."

  unique recording, listener

  let heard = trim(text)
}

rule small_start on transcripts {
  "A transcript starts in lower case, like any word in it."
  check slice(text, 0, 1) = lower(slice(text, 0, 1))
  pass "if carried any distance"
  fail "If carried any distance"
}

rule no_mark_at_the_end on transcripts {
  "No full stop, question mark or exclamation mark ends a transcript."
  check not (ends_with(heard, ".") or ends_with(heard, "?") or ends_with(heard, "!"))
  pass { text: "where are you going" }
  fail { text: "Where are you going?" }
  fail { text: "it rained. " }
}

rule no_blanks_around on transcripts {
  "No blank or empty line stands before or after the words."
  check text = trim(text)
  pass "it rained"
  fail "it rained "
  fail "\nit rained"
}

rule numbers_as_words on transcripts {
  "Numbers are written out: seventy five, not 75."
  check not contains(text, /\d/)
  pass "page seventy five"
  fail "page 75"
}

rule no_ellipsis on transcripts {
  "A pause is not written: \"um today's weather\", never \"um… today's weather\"."
  check not (contains(text, "…") or contains(text, "..."))
  pass "um today's weather"
  fail "um… today's weather"
  fail "um... today's weather"
}

rule seven_listeners on transcripts {
  "Seven people write down each recording."
  per recording
  check count() = listeners
  pass [
    { listener: 1 },
    { listener: 2 },
    { listener: 3 },
    { listener: 4 },
    { listener: 5 },
    { listener: 6 },
    { listener: 7 },
  ]
  fail [{ listener: 1 }, { listener: 2 }]
}

rule nothing_left_out on transcripts {
  "A transcript has at least half as many characters as the middle one of its recording."
  severity warn
  per recording
  check length(heard) >= 0.5 * median(length(heard))
  pass [
    { text: "they came too late" },
    { text: "they came too late" },
    { text: "they came to late" }
  ]
  fail [{ text: "they came too late" }, { text: "they came too late" }, { text: "they" }]
}
