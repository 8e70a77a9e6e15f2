dcl 1

contract essays 1.0.0 {
  "Essays graded twice, and by a third person where the two are far apart."
}

labels grade ordered {
  poor   "Does not answer the question."
  fair   "Answers it in part."
  good   "Answers it, with reasons."
  great  "Answers it, with reasons that convince."
}

table essays {
  "One row per essay, with its final grade."
  source "samples/essays/essays.csv"

  essay : int    key  "The essay."
  final : grade  "The grade that counts."
}

table ratings {
  "One row per essay and grader."
  source "samples/essays/ratings.csv"

  essay  : int    references essays  "The essay."
  grader : text   matches /g\d{2}/  "Who graded it."
  role   : one of { "first", "second", "adjudicator" }  "First and second grade on their own; the adjudicator sees both."
  grade  : grade  "The grade given."

  unique essay, grader
  unique essay, role
}

rule two_grades on essays {
  "Two people grade each essay, and at most one adjudicates."
  check count(ratings where role in { "first", "second" }) = 2
  pass {
    essays: [{ essay: 1 }],
    ratings: [{ essay: 1, role: "first" }, { essay: 1, role: "second" }],
  }
  fail { essays: [{ essay: 1 }], ratings: [{ essay: 1, role: "first" }] }
}

rule majority_is_final on essays {
  "The final grade is the one that most graders gave."
  check final = mode(ratings.grade)
  pass {
    essays: [{ essay: 1, final: "good" }],
    ratings: [{ essay: 1, grade: "good" }, { essay: 1, grade: "good" }],
  }
  fail {
    essays: [{ essay: 1, final: "fair" }],
    ratings: [{ essay: 1, grade: "good" }, { essay: 1, grade: "good" }],
  }
}

rule adjudicated_if_apart on essays {
  "Where the two grades differ, an adjudicator decides."
  when distinct(ratings.grade) > 1
  check any(ratings where role = "adjudicator")
  pass {
    essays: [{ essay: 1, final: "good" }],
    ratings: [
      { essay: 1, role: "first", grade: "good" },
      { essay: 1, role: "second", grade: "poor" },
      { essay: 1, role: "adjudicator", grade: "good" }
    ],
  }
  fail {
    essays: [{ essay: 1, final: "good" }],
    ratings: [
      { essay: 1, role: "first", grade: "good" },
      { essay: 1, role: "second", grade: "poor" }
    ],
  }
}

rule graders_agree on ratings {
  "First and second grader agree far beyond chance; grades next to each other agree better than those far apart."
  when role != "adjudicator"
  check alpha(grade, item: essay, rater: grader) >= 0.5
  pass [
    { essay: 1, grader: "g01", role: "first", grade: "poor" },
    { essay: 1, grader: "g02", role: "second", grade: "poor" },
    { essay: 2, grader: "g01", role: "first", grade: "great" },
    { essay: 2, grader: "g02", role: "second", grade: "good" },
  ]
  fail [
    { essay: 1, grader: "g01", role: "first", grade: "poor" },
    { essay: 1, grader: "g02", role: "second", grade: "great" },
    { essay: 2, grader: "g01", role: "first", grade: "great" },
    { essay: 2, grader: "g02", role: "second", grade: "poor" },
  ]
}

rule each_grade_is_clear on ratings {
  "For each grade alone, graders agree on who gets it three times in four; where they do not, its definition needs work."
  severity warn
  each step in grade
  when role != "adjudicator"
  check agreement(grade is step, item: essay, rater: grader) >= 75%
  pass [
    { essay: 1, grader: "g01", role: "first", grade: "poor" },
    { essay: 1, grader: "g02", role: "second", grade: "poor" },
  ]
  fail [
    { essay: 1, grader: "g01", role: "first", grade: "poor" },
    { essay: 1, grader: "g02", role: "second", grade: "fair" },
    { essay: 2, grader: "g01", role: "first", grade: "good" },
    { essay: 2, grader: "g02", role: "second", grade: "great" },
  ]
}

rule nobody_is_harsh on ratings {
  "No grader gives poor to more than half the essays."
  severity warn
  per grader
  check share(grade is poor) <= 50%
  pass [{ grader: "g01", grade: "poor" }, { grader: "g01", grade: "good" }]
  fail [{ grader: "g01", grade: "poor" }]
}
