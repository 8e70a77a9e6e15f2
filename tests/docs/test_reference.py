"""The pages in docs/reference are what the grammar and the table of functions say."""

from __future__ import annotations

import re

import pytest

from dcl.analysis.sequences import SEQUENCES as KNOWN_SEQUENCES
from dcl.explain.grammar_page import HIDDEN, grammar_rules
from dcl.explain.grammar_words import SENTENCES, SPELLINGS, TYPES
from dcl.explain.reference import written_pages
from dcl.explain.sequences import SEQUENCES
from dcl.functions.metrics import METRICS
from dcl.functions.table import AGGREGATES, FUNCTIONS
from dcl.syntax.grammar import grammar_text, load_tables
from dcl.types import SCALARS
from tests.docs.pages import ROOT

PAGES = written_pages()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == PAGES[name], "run `make docs`"


def test_every_function_has_an_entry() -> None:
    entries = re.findall(r"^### (\w+)$", PAGES["functions.md"], re.MULTILINE)
    assert sorted(entries) == sorted([*FUNCTIONS, *AGGREGATES, *METRICS, *KNOWN_SEQUENCES])


def test_every_sequence_is_explained() -> None:
    assert {each.name for each in SEQUENCES} == KNOWN_SEQUENCES


def test_every_rule_of_the_grammar_has_a_sentence() -> None:
    rules = {rule.name.lstrip("_") for rule in grammar_rules() if rule.name not in HIDDEN}
    assert rules - set(SENTENCES) == set()


def test_no_sentence_speaks_of_nothing() -> None:
    rules = grammar_rules()
    names = {rule.name.lstrip("_") for rule in rules} | {alias for rule in rules for _, alias in rule.ways}
    assert set(SENTENCES) - names == set()


def test_every_spelling_of_the_grammar_is_explained() -> None:
    patterns = set(re.findall(r"^([A-Z][A-Z_]*)(?:\.\d+)?: /", grammar_text(), re.MULTILINE))
    assert patterns - {"BLANK", "COMMENT"} == set(SPELLINGS)


def test_every_type_is_explained() -> None:
    assert set(TYPES) == set(SCALARS)


def test_every_word_is_listed_once() -> None:
    listed = re.findall(r"`([a-z ]+)`", PAGES["grammar.md"].partition("## Words")[2])
    words = [word for line in listed for word in line.split()]
    assert sorted(words) == sorted(word for word in load_tables().words if word.isalpha())


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_headings(name: str) -> None:
    headings = [heading.lower().replace(",", "").replace(" ", "-") for heading in _headings(PAGES[name])]
    targets = re.findall(r'(?:\]\(|href=")#([\w-]+)', PAGES[name])
    assert targets
    assert set(targets) - set(headings) == set()


@pytest.mark.parametrize("name", PAGES)
def test_headings_differ(name: str) -> None:
    headings = [heading.lower() for heading in _headings(PAGES[name])]
    assert len(headings) == len(set(headings))


def _headings(page: str) -> list[str]:
    return re.findall(r"^#{1,3} (.+)$", page, re.MULTILINE)
