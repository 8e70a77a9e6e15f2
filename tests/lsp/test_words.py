"""Nothing of the language is left without a word about it."""

from __future__ import annotations

import pytest

from dcl.analysis.sequences import SEQUENCES
from dcl.analysis.settings import SEVERITIES as KNOWN_SEVERITIES
from dcl.functions.metrics import METRICS
from dcl.functions.table import AGGREGATES, FUNCTIONS
from dcl.lsp.functions import all_functions
from dcl.lsp.words import KEYWORDS, OWN_RULES, SEVERITIES, TYPES
from dcl.syntax.grammar import load_tables
from dcl.types import SCALARS


def test_every_word_of_the_grammar_has_a_sentence() -> None:
    assert set(KEYWORDS) == set(load_tables().words)


def test_every_type_has_a_sentence() -> None:
    assert set(TYPES) == set(SCALARS)


def test_every_severity_has_a_sentence() -> None:
    assert set(SEVERITIES) == set(KNOWN_SEVERITIES)


def test_every_function_is_told_of() -> None:
    assert set(all_functions()) == {*FUNCTIONS, *AGGREGATES, *METRICS, *SEQUENCES}


@pytest.mark.parametrize("sentence", [*KEYWORDS.values(), *TYPES.values()])
def test_a_sentence_ends(sentence: str) -> None:
    assert sentence.endswith((".", "`"))
    assert "\n" not in sentence


def test_every_own_rule_has_a_sentence(tmp_path) -> None:
    from dcl.analysis.own_rules import own_rule_ids
    from tests.lsp.texts import HEADER, opened

    table = (
        "labels kind { a }\n"
        'table t {\n  i : int key unit "cm" in 1..2\n  k : kind references u\n  x : text matches /a/ length 3 unique\n'
        "  e : text format email\n  unique i, x\n}\ntable u {\n  k : kind key\n}\n"
    )
    context = opened(tmp_path, HEADER + table).analysis.context
    assert context is not None
    last = {id_.rsplit(".", 1)[1] for info in context.tables.values() for id_ in own_rule_ids(context, info)}
    assert last == set(OWN_RULES)
