dcl 1

contract chats 1.0.0 {
  "Conversations to fine-tune a model on, one a line."
}

table chats {
  "One row per conversation."
  source "samples/chats/chats.jsonl#chats"
  format chat

  position : int  key  "The conversation, by its place."
}

table messages {
  "One row per turn."
  source "samples/chats/chats.jsonl#messages"
  format chat

  chat     : int   references chats  "The conversation."
  position : int   >= 1  "The turn's place."
  role     : one of { "system", "user", "assistant" }  "Who speaks."
  content  : text  length 1..2000  "What is said."

  unique chat, position
}

rule turns_alternate on messages {
  "User and assistant take turns; a system message stands only at the start."
  per chat
  order by position
  when position() > 1
  check (role = "user" and prev(role) in { "system", "assistant" })
    or (role = "assistant" and prev(role) = "user")
  pass [{ position: 1, role: "user" }, { position: 2, role: "assistant" }]
  fail [{ position: 1, role: "user" }, { position: 2, role: "user" }]
}

rule ends_with_the_assistant on messages {
  "The assistant has the last word: that is what the model learns."
  per chat
  order by position
  check last(role) = "assistant"
  pass [{ position: 1, role: "user" }, { position: 2, role: "assistant" }]
  fail [{ position: 1, role: "assistant" }, { position: 2, role: "user" }]
}

rule has_turns on chats {
  "A conversation has a question and an answer at least."
  check count(messages) >= 2
  pass { chats: [{ position: 1 }], messages: [{ chat: 1, position: 1 }, { chat: 1, position: 2 }] }
  fail { chats: [{ position: 1 }], messages: [] }
}

rule not_an_excuse on messages {
  "The assistant does not speak of itself as a language model."
  when role = "assistant"
  check not contains(lower(content), "language model")
  pass { role: "assistant", content: "Paris." }
  fail { role: "assistant", content: "As a language model I cannot say." }
}
