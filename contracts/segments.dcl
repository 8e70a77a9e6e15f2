dcl 1

contract segments 1.0.0 {
  "Who speaks when in recorded calls, and what they say: one row per segment of speech."
}

table segments {
  "One row per segment. A pause of a second and a half starts a new one."
  source "samples/segments/{batch}.csv"

  call    : text   "The recorded call."
  speaker : one of { "agent", "caller" }  "Who speaks."
  start   : float  >= 0  "Seconds from the start of the call."
  end     : float  >= 0  "Seconds from the start of the call."
  text    : text   length 1..200  "What is said; sounds stand in braces: {laugh}."

  unique call, speaker, start

  let spoken = interval(start, end)
}

rule usual_length on segments {
  "A segment lasts from half a second to twenty seconds."
  check end - start in 0.5..20
  pass { start: 1, end: 3 }
  fail { start: 3, end: 1 }
  fail { start: 0, end: 30 }
}

rule one_voice_at_a_time on segments {
  "Nobody speaks twice at once: segments of one speaker do not overlap."
  pairs in call, speaker
  order by start
  check overlap(a.spoken, b.spoken) = 0
  pass [{ start: 0, end: 2 }, { start: 2, end: 4 }]
  fail [{ start: 0, end: 2 }, { start: 1, end: 4 }]
}

rule pause_parts_segments on segments {
  "Speech goes on in the same segment until the speaker pauses for a second and a half or someone else speaks."
  severity warn
  per call
  order by start
  when prev(speaker) = speaker
  check start - prev(end) >= 1.5
  pass [{ start: 0, end: 2, speaker: "agent" }, { start: 4, end: 5, speaker: "agent" }]
  fail [{ start: 0, end: 2, speaker: "agent" }, { start: 2.5, end: 5, speaker: "agent" }]
}

rule known_sounds on segments {
  "Sounds come from the list: {cough}, {laugh}, {noise}."
  check all(find(text, /\{[^}]*\}/), it in { "{cough}", "{laugh}", "{noise}" })
  pass "no {laugh} never"
  fail "no {sigh} never"
}

rule um_and_a_comma on segments {
  "A filler is followed by a comma: \"um, today's weather\", never \"um… today's weather\"."
  check not contains(lower(text), /(um|uh)(…|\.\.\.)/)
  pass "um, today's weather"
  fail "um… today's weather"
  fail "Um... today's weather"
}
