"""The words of the language, each in one sentence, for those who point at one."""

from __future__ import annotations

KEYWORDS = {
    # Reserved words.
    "and": "Both sides must be true.",
    "or": "At least one side must be true.",
    "not": "Turns true into false and false into true.",
    "in": "The value is one of a set, lies in a range, or is found in a column of another table.",
    "is": "Asks for a label, with all labels below it, or for `missing`.",
    "matches": "The whole text has the form of the pattern.",
    "implies": "Where the left side is true, the right side must be true, too.",
    "determines": "Rows that agree on the columns to the left agree on those to the right.",
    "if": "Chooses between two values: `if condition then value else value`.",
    "then": "What comes out where the condition of the `if` is true.",
    "else": "What comes out where the condition of the `if` is false.",
    "true": "The value that a condition has where it holds.",
    "false": "The value that a condition has where it does not hold.",
    "missing": "Nothing stands in the cell; `missing \"N/A\"` names what else counts as nothing.",
    "where": "Only these rows, or elements, are counted.",
    "it": "The element of the list that is looked at.",
    # Words that are free to be names elsewhere.
    "absent": "`may be absent`: the table, or the column, need not be there.",
    "all": "Every row of the other table, not only those that refer to this row.",
    "allow": "The rule fails only when more than this share, or this many, do not hold.",
    "be": "`may be empty` and `may be absent` say what a table may lack.",
    "by": "Says through which column, or by which columns.",
    "check": "What must be true; where it is not, the rule is broken.",
    "contract": "The name and version of the contract, with what it is about; one in a file.",
    "dcl": "The edition of the language that the file is written in.",
    "desc": "From the highest to the lowest.",
    "each": "Makes the rule once for each label of a set, or for each of the columns.",
    "empty": "`may be empty`: the table may have no rows.",
    "fail": "An example that breaks the rule; `dcl test` runs it and the guide shows it.",
    "fix": "The repair that may be made on rows that break the rule.",
    "format": "How the cells, or the files of the table, are spelled.",
    "from": "Where it comes from: the file that declares these names, or the table that this one is made of.",
    "image": "A picture of the label for the guide.",
    "instead": "`instead of \"auto\"` lists wrong spellings, so that this label can be suggested.",
    "key": "The column tells the rows apart: it is never missing, and no two rows share its value.",
    "labels": "A closed list of labels, possibly with labels below others.",
    "length": "How many signs the text has, or how many elements the list.",
    "let": "Gives a name to a value; in a table, to a column that is computed from the row.",
    "like": "Another data set of the same shape: it copies the columns of that table, not its rules.",
    "list": "`list of` a type: the cell holds several values.",
    "may": "`may be empty` and `may be absent` say what a table may lack.",
    "named": "What the data call it, where that is another name.",
    "of": "Says what of: `one of`, `list of`, `instead of`.",
    "on": "The tables whose rows the rule is about.",
    "one": "`one of { … }`: the cell holds one of these texts.",
    "order": "`order by`: the order that gives `prev`, `next`, `position`, `first` and `last` their meaning.",
    "ordered": "The labels are a scale, the lowest first.",
    "pairs": "`pairs in`: looks at every two different rows, `a` and `b`, that agree on these columns.",
    "pass": "An example that keeps the rule; `dcl test` runs it and the guide shows it.",
    "per": "Once for each group of rows with the same values in these columns.",
    "references": "The value is found in the key of that table, whose columns can then be read through this one.",
    "review": "A person judges a random sample: this share, or this many.",
    "rule": "Something that must hold of the data, with a name, a sentence and examples.",
    "sensitive": "The values are never shown in reports.",
    "separated": "`separated by \";\"`: the sign that stands between the values in one cell.",
    "severity": "How bad it is when the rule is broken: `error`, `warn` or `info`.",
    "source": "Where the files of the table are; what stands in braces becomes a column.",
    "table": "One kind of row in the data: its columns, and what each may hold.",
    "tags": "Free words to select rules by.",
    "translation": "What the description says in another language.",
    "unique": "No two rows share the value, or the values of these columns together.",
    "unit": "Stands at the end of the cell and is cut, so that the number is left.",
    "use": "Takes what another contract file declares.",
    "when": "Only rows for which this is true are checked.",
}  # fmt: skip

TYPES = {
    "int": "A whole number.",
    "float": "A number.",
    "text": "A text.",
    "bool": "`true` or `false`.",
    "date": "A day, as in `@2026-11-24`.",
    "datetime": "An instant, as in `@2026-11-24T10:00:00Z`.",
    "duration": "A length of time, as in `5min`.",
    "any": "Anything; it can only be asked whether it `is missing`.",
}

OWN_RULES = {
    "present": "the column is in the data",
    "required": "no cell is missing",
    "type": "each cell fits the type",
    "domain": "each value is in the closed list",
    "range": "each value lies in the range",
    "matches": "each text has the form of the pattern",
    "length": "each text or list has this length",
    "format": "each text is spelled in this format",
    "unit": "each cell ends in its unit",
    "unique": "no two rows share a value",
    "references": "each value is found in the other table",
    "key": "the key is there and tells all rows apart",
    "rows": "the table has rows",
    "columns": "the data hold no column that is not declared",
}
"""The rules that tables and columns make by themselves, by the last part of their names."""

SETTINGS = {
    "owner": "Who answers for the contract.",
    "license": "Under which licence the data are.",
    "homepage": "Where to read more.",
}
"""What a contract usually says of itself; any other name is as good."""

SEVERITIES = {
    "error": "A broken rule breaks the delivery.",
    "warn": "A broken rule is a warning.",
    "info": "A broken rule is only told.",
}

LABEL_PARTS = {
    "parent": "The label above this one.",
    "leaf": "Whether no label is below this one.",
    "depth": "How deep the label is in its tree; 1 at the top.",
}
