"""The guide's own words, in one table. What is not translated is said in English.

`{…}` is filled in. A key that ends in `_one` speaks of one thing, `_many` of any other number.
"""

from __future__ import annotations

import string
from dataclasses import dataclass

from dcl.guide.model import Code, Text
from dcl.guide.words_korean import KOREAN, KOREAN_PICTURES
from dcl.pictures.words import ENGLISH as ENGLISH_PICTURES
from dcl.pictures.words import PictureWords

ENGLISH = {
    # The page
    "skip": "Skip to the content",
    "language": "Language",
    "light": "Light",
    "dark": "Dark",
    "to_top": "Top",
    "contents": "Contents",
    "search": "Search labels and rules",
    "found": "{left} of {all} labels and rules",
    "link": "Link to",
    "guide": "Labelling guide",
    "version": "Version {version}",
    "setting_owner": "Owner",
    "setting_license": "Licence",
    "setting_homepage": "Homepage",
    "setting_contact": "Contact",
    "made_from": "Made from the contract {name} {version}.",
    # Sections
    "task": "The task",
    "labels": "Labels",
    "tables": "What a delivery holds",
    "rules": "Rules",
    "who_checks": "Who checks what",
    "acceptance": "How a delivery is accepted",
    "changes": "What changed",
    # Labels
    "label_count_one": "{n} label",
    "label_count_many": "{n} labels",
    "scale": "A scale, lowest first.",
    "tree": "A tree: choose the lowest label that fits.",
    "lowest": "lowest",
    "highest": "highest",
    "spelled": "In the data, write {spelling}.",
    "write_not": "Write {right}, not {wrong}.",
    # Tables
    "column": "Column",
    "holds": "What it holds",
    "derived_columns": "Computed from these",
    "like": "The same columns as {table}.",
    "made_of_list": "Made by machine from {column}: one row for each element.",
    "made_of_groups": "Made by machine from {table}: one row for each {columns}.",
    "unique_together": "No two rows have the same {columns}.",
    "keyed": "Each row has its own {columns}.",
    "may_be_empty": "May be empty.",
    "table_may_be_absent": "May be left out.",
    "open": "Other columns are welcome.",
    "files": "Files: {files}",
    "missing_spellings": "Where nothing is known, leave the cell empty or write {spellings}.",
    # What a column holds
    "int": "a whole number",
    "float": "a number",
    "text": "a text",
    "bool": "true or false",
    "date": "a date",
    "datetime": "a date with a time",
    "duration": "a duration",
    "any": "anything",
    "box": "a box",
    "interval": "an interval",
    "label_of": "a label of {set}",
    "step_of": "a step of the scale {set}",
    "one_of": "one of {choices}",
    "list_of": "a list; each element is {element}",
    "fixed_list": "a list of {size}",
    "record": "a record of {fields}",
    "each_element": "each element: {what}",
    "equal": "exactly {n}",
    "not_equal": "not {n}",
    "at_least": "at least {n}",
    "more_than": "more than {n}",
    "at_most": "at most {n}",
    "less_than": "less than {n}",
    "from_to": "from {low} to {high}",
    "from_to_below": "from {low} to below {high}",
    "length_text": "{size} characters",
    "length_text_1": "{size} character",
    "length_list": "{size} elements",
    "length_list_1": "{size} element",
    "from_list": "one of {choices}",
    "matches": "{words} ({pattern})",
    "matches_plain": "matches {pattern}",
    "format": "a valid {format}",
    "spelled_like": "spelled like {example}",
    "refers": "names a row of {table}",
    "unique": "never the same twice in the table",
    "unique_elements": "no element twice",
    "key": "tells the rows apart",
    "optional": "may be missing",
    "sensitive": "sensitive: reports never show it",
    "column_may_be_absent": "the whole column may be left out",
    "separated": "elements are separated by {separator}",
    "unit": "ends in its unit {unit}",
    "file_name": "called {name} in the file",
    "cell_missing": "where nothing is known: empty, or {spellings}",
    "written_as": "in the contract: {formula}",
    # Patterns
    "then": "{first}, then {second}",
    "starts_with": "starts with {text}",
    "ends_with": "ends in {text}",
    "contains": "contains {text}",
    "digits_one": "{n} digit",
    "digits_many": "{n} digits",
    "capitals_one": "{n} capital letter A–Z",
    "capitals_many": "{n} capital letters A–Z",
    "small_one": "{n} small letter a–z",
    "small_many": "{n} small letters a–z",
    "letters_one": "{n} letter",
    "letters_many": "{n} letters",
    "range_of": "{low} to {high}",
    "or_more": "{n} or more",
    "perhaps": "perhaps {what}",
    # Lists
    "and": "{first} and {last}",
    "or": "{first} or {last}",
    # Rules
    "scope_row": "Checked for each row of {table}",
    "scope_pair_within": "Checked for every two rows of {table} with the same {columns}",
    "scope_group": "Checked once for each {columns} in {table}",
    "scope_table": "Checked once for the whole of {table}",
    "scope_determines": "Checked for all rows of {table} with the same {columns}",
    "scope_per": "Rows are compared within the same {columns}",
    "scope_column": "Checked for each {column} in {table}",
    "scope_review": "Judged by people, on rows of {table} drawn at random",
    "each_label": "Once for each label of {set}",
    "each_column": "Once for each of {columns}",
    "in_order": "In the order of {columns}",
    "applies": "Only where",
    "checks": "In the contract",
    "repair": "Repair",
    "right": "Right",
    "wrong": "Wrong",
    "missing": "missing",
    "no_rows": "no rows",
    "more_rows_one": "and {n} more row",
    "more_rows_many": "and {n} more rows",
    "times": "× {n}",
    "expected": "expected: {value}",
    "failing_row": "wrong row",
    "computed": "computed: {table}",
    "no_examples": "No examples yet.",
    "allow_share": "At most {share} of the {items} may break it.",
    "allow_count": "At most {n} {items} may break it.",
    "items_row": "rows",
    "items_pair": "pairs",
    "items_group": "groups",
    "items_table": "checks",
    "review_count": "{n} rows are drawn at random and judged by people. Accepted with {accept}.",
    "review_share": "{share} of the rows are drawn at random and judged by people. Accepted with {accept}.",
    "review_lots": "This is done for each {columns}.",
    "accept_none": "none bad",
    "accept_count": "{n} or fewer bad",
    "accept_share": "at most {share} bad",
    "error": "Must hold",
    "warn": "A warning",
    "info": "For information",
    "by_machine": "Checked by machine",
    "by_people": "Reviewed by people",
    # Who checks what
    "machine_checks": "A machine checks",
    "people_review": "People review",
    "and_columns": "Besides, a machine checks every cell against what its column holds.",
    "nothing_by_people": "No rule asks for a person. People still read what no machine can.",
    # Acceptance
    "must": "These rules must hold",
    "must_lead": "One row that breaks one of them is enough to refuse a delivery.",
    "tolerated": "These rules may be broken now and then",
    "warned": "These rules only warn",
    "warned_lead": "Look at what they find; a delivery is accepted all the same.",
    "informed": "These rules only inform",
    "reviewed": "People judge a sample",
    "of_columns_one": "Besides, {n} check makes sure that every column is there and holds what it should.",
    "of_columns_many": "Besides, {n} checks make sure that every column is there and holds what it should.",
    "commands": "Check before you deliver",
    "command_check": "Checks the files and says what is wrong, row by row.",
    "command_sample": "Draws the rows for people to judge, as a sheet to fill in.",
    "command_verdicts": "Reads the filled-in sheet back and decides.",
    # Changes
    "since": "Compared with version {version}.",
    "nothing_changed": "Nothing that this guide tells has changed.",
    "new": "new",
    "gone": "gone",
    "changed": "changed",
    "changed_task": "The task",
    "changed_labels": "Labels",
    "changed_columns": "Columns",
    "changed_values": "Values",
    "changed_tables": "Tables",
    "changed_rules": "Rules",
    "what_definition": "Definition",
    "what_sentence": "Sentence",
    "what_description": "Description",
    "what_spelling": "Spelling in the data",
    "what_wrong": "Wrong spellings",
    "what_place": "Place in the tree",
    "what_image": "Picture",
    "what_declaration": "What it holds",
    "what_value": "Value",
    "what_check": "Check",
    "what_when": "Applies where",
    "what_scope": "How often",
    "what_tables": "Tables",
    "what_severity": "Severity",
    "what_allow": "Tolerance",
    "what_review": "Review",
    "what_statements": "Facts",
    "old_words": "before:",
    "new_words": "now:",
}

WORDS = {"en": ENGLISH, "ko": KOREAN}
PICTURES = {"en": ENGLISH_PICTURES, "ko": KOREAN_PICTURES}


@dataclass(frozen=True)
class Speech:
    """Says things in a language, as far as the guide knows it."""

    language: str

    @property
    def speaks(self) -> str:
        """The language of the guide's own words: the one asked for, else English."""
        known = (self.language, self.language.split("_", maxsplit=1)[0])
        return next((each for each in known if each in WORDS), "en")

    @property
    def pictures(self) -> PictureWords:
        """The words for pictures."""
        return PICTURES[self.speaks]

    def say(self, key: str, **values: str | int | Code | Text) -> Text:
        """The pattern of a key with its values; codes stay codes."""
        pieces: list[str | Code] = []
        for literal, name, _, _ in string.Formatter().parse(WORDS[self.speaks][key]):
            pieces.append(literal)
            if name is not None:
                pieces.extend(_pieces(values[name]))
        return Text(self.speaks, _joined(pieces))

    def count(self, key: str, n: int) -> Text:
        """A number of things: `key` says them, as `KEY_one` and `KEY_many`."""
        return self.say(f"{key}_one" if n == 1 else f"{key}_many", n=f"{n:,}")

    def listed(self, items: list[str | Code | Text], joint: str = "and") -> Text:
        """`a, b and c`."""
        if len(items) == 1:
            return Text(self.speaks, _joined(_pieces(items[0])))
        pieces: list[str | Code] = []
        for item in items[:-1]:
            pieces.extend([*([", "] if pieces else []), *_pieces(item)])
        return self.say(joint, first=Text(self.speaks, tuple(pieces)), last=items[-1])


def _pieces(value: str | int | Code | Text) -> list[str | Code]:
    match value:
        case Text(pieces=pieces):
            return list(pieces)
        case Code():
            return [value]
        case _:
            return [str(value)]


def _joined(pieces: list[str | Code]) -> tuple[str | Code, ...]:
    """Plain pieces that stand beside each other are one."""
    found: list[str | Code] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece != "":
            found.append(piece)
    return tuple(found)
