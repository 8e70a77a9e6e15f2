dcl 1

contract wnut17 1.0.0 {
  "Names of things in noisy text: posts, questions and comments, one token a line."
  homepage "https://noisy-text.github.io/2017/emerging-rare-entities.html"
}

table train {
  "The texts that models learn from."
  source "samples/wnut17/train.conll"
  format conll(columns: "token tag")

  sentence : int   >= 1  "The sentence, counted from 1."
  position : int   >= 1  "The token's place in its sentence."
  token    : text  length 1..  "The token as it was written."
  tag      : text  matches /(O|[BI]-(person|location|corporation|product|creative-work|group))(,(O|[BI]-(person|location|corporation|product|creative-work|group)))*/  "B- begins a name, I- goes on with it, O stands outside."

  unique sentence, position

  let entity = if starts_with(tag, "B-") then after(tag, "-")
}

table dev like train {
  "The texts that models are tuned on."
  source "samples/wnut17/dev.conll"
  format conll(columns: "token tag")
}

table test like train {
  "The texts that models are judged on."
  source "samples/wnut17/test.conll"
  format conll(columns: "token tag")
}

table train_sentences from train per sentence order by position {
  "One row per sentence that models learn from."

  let words = join(token, " ")
  let tags = join(tag, " ")
}

table dev_sentences from dev per sentence order by position {
  "One row per sentence that models are tuned on."

  let words = join(token, " ")
  let tags = join(tag, " ")
}

table test_sentences from test per sentence order by position {
  "One row per sentence that models are judged on."

  let words = join(token, " ")
  let tags = join(tag, " ")
}

rule one_tag on train, dev, test {
  "A token has one tag. Where annotators differ, one of them decides."
  check not contains(tag, ",")
  pass "B-person"
  fail "B-corporation,B-person"
}

rule legal_step on train, dev, test {
  "A name goes on with the type it began with: I-person only after B-person or I-person."
  per sentence
  order by position
  when starts_with(tag, "I-") and not contains(tag, ",")
  check after(prev(tag, "O"), "-") = after(tag, "-")
  pass [{ position: 1, tag: "B-person" }, { position: 2, tag: "I-person" }]
  fail [{ position: 1, tag: "B-person" }, { position: 2, tag: "I-group" }]
  fail [{ position: 1, tag: "I-person" }]
}

rule legal_step_of_one_tag on train, dev, test {
  "As legal_step, and not excused by a token that has several tags."
  per sentence
  order by position
  when starts_with(tag, "I-") and not contains(tag, ",") and not contains(prev(tag, "O"), ",")
  check after(prev(tag, "O"), "-") = after(tag, "-")
  pass [{ position: 1, tag: "B-person" }, { position: 2, tag: "I-person" }]
  fail [{ position: 1, tag: "O" }, { position: 2, tag: "I-group" }]
}

rule same_sentence_same_tags on train_sentences, dev_sentences, test_sentences {
  "The same sentence gets the same tags each time."
  per words
  check distinct(tags) <= 1
  pass {
    train: [
      { sentence: 1, position: 1, token: "Ada", tag: "B-person" },
      { sentence: 1, position: 2, token: "sleeps", tag: "O" },
      { sentence: 2, position: 1, token: "Ada", tag: "O" },
    ],
    dev: [
      { sentence: 1, position: 1, token: "Ada", tag: "B-person" },
      { sentence: 1, position: 2, token: "sleeps", tag: "O" },
      { sentence: 2, position: 1, token: "Ada", tag: "O" },
    ],
    test: [
      { sentence: 1, position: 1, token: "Ada", tag: "B-person" },
      { sentence: 1, position: 2, token: "sleeps", tag: "O" },
      { sentence: 2, position: 1, token: "Ada", tag: "O" },
    ],
  }
  fail {
    train: [
      { sentence: 1, position: 1, token: "Ada", tag: "B-person" },
      { sentence: 2, position: 1, token: "Ada", tag: "O" }
    ],
    dev: [
      { sentence: 1, position: 1, token: "Ada", tag: "B-person" },
      { sentence: 2, position: 1, token: "Ada", tag: "O" }
    ],
    test: [
      { sentence: 1, position: 1, token: "Ada", tag: "B-person" },
      { sentence: 2, position: 1, token: "Ada", tag: "O" }
    ],
  }
}

rule not_learnt_from on dev_sentences, test_sentences {
  "No sentence to tune or judge on is one to learn from."
  check words not in train_sentences.words
  pass {
    train: [{ sentence: 1, position: 1, token: "Ada" }],
    dev: [{ sentence: 1, position: 1, token: "Bob" }],
    test: [{ sentence: 1, position: 1, token: "Cy" }],
  }
  fail {
    train: [{ sentence: 1, position: 1, token: "Ada" }],
    dev: [{ sentence: 1, position: 1, token: "Ada" }],
    test: [{ sentence: 1, position: 1, token: "Ada" }],
  }
}

rule same_mix_of_names on dev, test {
  "The mix of kinds of names is much like that in the texts to learn from."
  severity warn
  check psi(entity, train.entity) <= 0.25
  pass {
    train: [{ tag: "B-person" }, { tag: "I-person" }, { tag: "O" }],
    dev: [{ tag: "B-person" }, { tag: "O" }],
    test: [{ tag: "B-person" }, { tag: "B-person" }],
  }
  fail {
    train: [{ tag: "B-person" }, { tag: "B-group" }],
    dev: [{ tag: "B-group" }, { tag: "B-group" }],
    test: [{ tag: "B-product" }],
  }
}

rule same_mix_in_bits on dev, test {
  "As same_mix_of_names, measured by the Jensen-Shannon divergence."
  severity warn
  check js_divergence(entity, train.entity) <= 0.1
  pass {
    train: [{ tag: "B-person" }, { tag: "I-person" }, { tag: "O" }],
    dev: [{ tag: "B-person" }, { tag: "O" }],
    test: [{ tag: "B-person" }, { tag: "B-person" }],
  }
  fail {
    train: [{ tag: "B-person" }, { tag: "B-group" }],
    dev: [{ tag: "B-group" }, { tag: "B-group" }],
    test: [{ tag: "B-product" }],
  }
}
