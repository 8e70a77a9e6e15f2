"""What a rule wants, in a sentence, whether or not the contract has one for it."""

from __future__ import annotations

from dcl.ir.program import CellCheck, NoOtherColumns, NotEmpty, Present, Program, Rule, UniqueCheck
from dcl.report.text_words import one_line
from dcl.run.words import type_words


def sentence_of(program: Program, rule: Rule) -> str:
    """The rule's own sentence, else one made of what it checks."""
    return one_line(rule.description or _made(program, rule))


def _made(program: Program, rule: Rule) -> str:
    match rule.body:
        case Present(column=column):
            return f"`{rule.table}` has the column `{column}`"
        case NoOtherColumns():
            return f"`{rule.table}` has no column but those of the contract"
        case NotEmpty():
            return f"`{rule.table}` has at least one row"
        case UniqueCheck(columns=columns):
            return f"no two rows of `{rule.table}` have the same {' and '.join(f'`{name}`' for name in columns)}"
        case CellCheck(column=column, kind="required"):
            return f"`{column}` is never missing"
        case CellCheck(column=column, kind="unit"):
            return f"`{column}` stands with its unit"
        case CellCheck(column=column):
            return f"`{column}` is {type_words(program.table[rule.table].by_name[column].type)}"
        case _:
            return rule.formula or rule.id
