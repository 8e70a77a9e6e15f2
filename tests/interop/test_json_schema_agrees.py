"""The schema takes a record just when no rule that it expresses fails on it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dcl.api import Contract
from dcl.compile import Compiled
from dcl.engines.named import engine_named
from dcl.interop.exported import Exported
from dcl.interop.formats import EXPORTS
from dcl.run.check import check
from dcl.run.result import RuleResult
from dcl.tables.table import CellKind, Table
from tests.contract_text import compiled
from tests.interop.records import CASES, WILD, spoiled

COUNT = 1_500
AT_ONCE = 300

LEFT_OUT = {
    "numbers": {"t.rows", "t.key"},
    "texts": {"t.rows"},
    "nested": {"t.rows"},
    "lenient": {
        "t.rows",
        "t.id.present",
        "t.soft.type",
        "t.tag.domain",
        "t.late.present",
        "t.late.required",
        "t.list.type",
    },
    "times": {"t.rows"},
}
"""What one record cannot decide, and the rules that make no record wrong."""


@pytest.fixture(scope="module")
def contracts(tmp_path_factory) -> dict[str, Compiled]:
    return {name: compiled(tmp_path_factory.mktemp(name), case.text) for name, case in CASES.items()}


@lru_cache
def exported(contract: Compiled) -> tuple[Exported, Draft202012Validator]:
    made = EXPORTS["json-schema"].export(contract, "t")
    schema = json.loads(made.text)
    Draft202012Validator.check_schema(schema)
    return made, Draft202012Validator(schema)


def broken_rows(
    results: Iterable[RuleResult], made: Exported, records: Sequence[dict[str, Any]]
) -> dict[int, set[str]]:
    """The expressed rules that each record breaks."""
    broken: dict[int, set[str]] = {row: set() for row in range(len(records))}
    for result in results:
        assert result.verdict != "unjudged", result
        if result.rule.id not in made.expressed:
            continue
        if result.rule.id == "t.columns":
            strays = {violation.column for violation in result.violations}
            for row, record in enumerate(records):
                if strays & record.keys():
                    broken[row].add("t.columns")
        else:
            for violation in result.violations:
                assert violation.row is not None, result.rule.id
                broken[violation.row].add(result.rule.id)
    return broken


def assert_agree(
    contract: Compiled, records: list[dict[str, Any]], results: Iterable[RuleResult]
) -> dict[int, set[str]]:
    """The rules that each record breaks, which is none just when the schema takes it."""
    made, validator = exported(contract)
    found = broken_rows(results, made, records)
    for row, broken in found.items():
        if validator.is_valid(records[row]) == bool(broken):
            errors = [error.message[:200] for error in validator.iter_errors(records[row])]
            raise AssertionError((records[row], errors, broken))
    return found


def in_reference(contract: Compiled, records: list[dict[str, Any]]) -> Iterable[RuleResult]:
    columns = dict.fromkeys(column.file_name for column in contract.program.table["t"].columns)
    names = tuple(columns | dict.fromkeys(name for record in records for name in record))
    table = Table(CellKind.JSON, names, "records", records=tuple(records))
    return check(contract.program, {"t": table}, engine_named("reference"), None).rules


@pytest.mark.parametrize("name", CASES)
def test_the_good_record_is_good(contracts, name):
    assert exported(contracts[name])[1].is_valid(CASES[name].good)
    assert_agree(contracts[name], [CASES[name].good], in_reference(contracts[name], [CASES[name].good]))


@pytest.mark.parametrize("name", CASES)
def test_spoiled_records(contracts, name):
    contract = contracts[name]
    records = list(spoiled(CASES[name], 0, COUNT))
    broken = assert_agree(contract, records, in_reference(contract, records))
    made, _ = exported(contract)
    alone = {rule for rules in broken.values() if len(rules) == 1 for rule in rules}
    tried = {rule for rule in made.expressed if not rule.endswith(".present")}
    assert tried - alone == set(), "rules that no record breaks alone"
    assert sum(not rules for rules in broken.values()) > COUNT / 10


@pytest.mark.parametrize("name", CASES)
def test_all_that_a_schema_can_say_is_said(contracts, name):
    made, _ = exported(contracts[name])
    assert {each.id for each in made.left_out} == LEFT_OUT[name]
    rules = {rule.id for rule in contracts[name].program.rules}
    assert set(made.expressed) | LEFT_OUT[name] == rules


@pytest.mark.parametrize("name", CASES)
def test_spoiled_records_in_a_file(contracts, name, tmp_path):
    records = [CASES[name].good, *spoiled(CASES[name], 7, AT_ONCE)]
    path = tmp_path / "t.ndjson"
    # Half a sign and endless numbers are for the reader to refuse.
    lines = [json.dumps(record) for record in records]
    read = [line for line in lines if "Infinity" not in line and "\\ud7ff" not in line]
    path.write_text("\n".join(read), encoding="utf-8")
    report = Contract(contracts[name]).check({"t": f"ndjson:{path}"}, limit=None)
    assert_agree(contracts[name], [json.loads(line) for line in read], report)


values = st.recursive(
    st.one_of(st.sampled_from(WILD[1:]), st.text(max_size=5), st.floats(allow_nan=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from("abxy"), inner, max_size=3)),
    max_leaves=5,
)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("name", CASES)
def test_any_values(contracts, name, data):
    good, tries = CASES[name].good, CASES[name].tries
    cells = {
        key: st.one_of(st.just(value), st.sampled_from(tries.get(key, (value,))), values) for key, value in good.items()
    }
    records = data.draw(st.lists(st.fixed_dictionaries({}, optional=cells), min_size=1, max_size=20))
    plain = [{key: value for key, value in record.items() if value is not WILD[0]} for record in records]
    assert_agree(contracts[name], plain, in_reference(contracts[name], plain))
