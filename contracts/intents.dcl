dcl 1

contract intents 1.0.0 {
  "What customers want, in a tree of intents; a message may have several."
}

labels intent {
  order    "Anything about an order." {
    track   "Where is it?"
    cancel  "Call it off."
  }
  account  "Anything about the customer's account." {
    password  "Cannot get in."
    close     "Wants to leave."
  }
  thanks   "Only says thank you."
  unsure   "You cannot tell. Never guess."
}

table messages {
  "One row per message. Choose the lowest intent that fits, and all that fit."
  source "samples/intents/messages.csv"

  id      : int             key  "The message."
  text    : text            length 1..300  "What the customer wrote."
  group   : intent          "The upper intent of the first one."
  intents : list of intent  separated by ";" length 1..3 unique  "All that fit, the main one first."
  main    : intent          "The main one."
  split   : one of { "train", "test" }  "What the message is for."

  let plain = normalize(text)
}

rule leaf_only on messages {
  "Choose the lowest intent: track, not order."
  check main.leaf
  pass "track"
  fail "order"
}

rule under_its_group on messages {
  "The main intent stands under its group; one without a group is its own."
  check if main.depth = 1 then group = main else group = main.parent
  pass { main: "track", group: "order" }
  pass { main: "thanks", group: "thanks" }
  fail { main: "track", group: "account" }
}

rule main_is_among_them on messages {
  "The main intent is one of the intents."
  check main in intents
  pass { main: "track", intents: [ "track", "thanks" ] }
  fail { main: "track", intents: [ "cancel" ] }
}

rule unsure_stands_alone on messages {
  "Who is unsure names nothing else."
  check "unsure" in intents implies length(intents) = 1
  pass { intents: [ "unsure" ] }
  fail { intents: [ "unsure", "track" ] }
}

rule not_tracked_and_cancelled on messages {
  "Nobody tracks an order and calls it off in one message: such messages are for a person to read."
  check not ("track" in intents and "cancel" in intents)
  pass { intents: [ "track", "thanks" ] }
  fail { intents: [ "track", "cancel" ] }
}

rule seldom_unsure on messages {
  "At most one message in five is unsure."
  check share(main is unsure) <= 20%
  pass [{ main: "track" }, { main: "close" }]
  fail [{ main: "track" }, { main: "unsure" }]
}

rule every_intent_is_used on messages {
  "Each intent occurs."
  severity warn
  each kind in intent
  check count(main is kind) >= 1
  pass [
    { main: "track" },
    { main: "cancel" },
    { main: "password" },
    { main: "close" },
    { main: "thanks" },
    { main: "unsure" },
  ]
  fail [{ main: missing }]
}

rule same_text_same_intent on messages {
  "The same words get the same intent, whatever their letter case and blanks."
  check plain determines main
  pass [{ text: "Where is it", main: "track" }, { text: "where is  it", main: "track" }]
  fail [{ text: "Where is it", main: "track" }, { text: "where is  it", main: "cancel" }]
}
