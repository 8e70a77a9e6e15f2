dcl 1

contract spans 1.0.0 {
  "Names of people and places marked in short texts with Label Studio."
}

labels name {
  person  "A person's name, without the title: Ada Lovelace, not Dr Ada Lovelace."
  place   "A town, country, river or street."
}

table tasks {
  "One row per text."
  source "samples/spans/export.json#tasks"
  format labelstudio

  id   : int  key  "The task."
  data : { text: text length 1..500 }  "What is shown to the annotator."
  ...
}

table annotations {
  "One row per annotator and text."
  source "samples/spans/export.json#annotations"
  format labelstudio

  id           : int    key  "The annotation."
  task         : int    references tasks  "The text."
  completed_by : int    "Who annotated."
  lead_time    : float  >= 3  "Seconds; nobody reads a text in less than three."
  ...

  unique task, completed_by
}

table results {
  "One row per marked name."
  source "samples/spans/export.json#results"
  format labelstudio

  task       : int   references tasks  "The text."
  annotation : int   references annotations  "The annotation it is part of."
  type       : one of { "labels" }  "Only names are marked."
  start      : int   >= 0  "Offset of the first character."
  end        : int   "Offset after the last one."
  text       : text  length 1..60  "The name as it is written."
  label      : name  "What it names."
  ...

  let place = interval(start, end)
}

rule inside_its_text on results {
  "A name lies in its text."
  check start < end and end <= length(task.data.text)
  pass { start: 0, end: 3, task: { data: { text: "Ada" } } }
  fail { start: 0, end: 4, task: { data: { text: "Ada" } } }
}

rule as_written on results {
  "The name is what stands between its offsets, without blanks at its ends."
  check slice(task.data.text, start, end) = text and text = trim(text)
  pass { start: 0, end: 3, text: "Ada", task: { data: { text: "Ada sleeps" } } }
  fail { start: 0, end: 4, text: "Ada ", task: { data: { text: "Ada sleeps" } } }
}

rule whole_words on results {
  "A name ends where its last word ends."
  when end < length(task.data.text)
  check slice(task.data.text, end, end + 1) not matches /\p{L}/
  pass { start: 0, end: 3, task: { data: { text: "Ada sleeps" } } }
  fail { start: 0, end: 2, task: { data: { text: "Ada sleeps" } } }
}

rule no_overlap on results {
  "Names of one annotation do not overlap."
  pairs in annotation
  check overlap(a.place, b.place) = 0
  pass [{ start: 0, end: 3 }, { start: 4, end: 9 }]
  fail [{ start: 0, end: 3 }, { start: 2, end: 9 }]
}

rule twice_read on tasks {
  "Two people read each text."
  check distinct(annotations.completed_by) = 2
  pass {
    tasks: [{ id: 1 }],
    annotations: [{ id: 1, task: 1, completed_by: 1 }, { id: 2, task: 1, completed_by: 2 }],
  }
  fail { tasks: [{ id: 1 }], annotations: [{ id: 1, task: 1, completed_by: 1 }] }
}
