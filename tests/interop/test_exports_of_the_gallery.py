"""Every table of the gallery, in every format, is valid by the format's own rules."""

from __future__ import annotations

import ast
import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft201909Validator, Draft202012Validator

from dcl.interop.formats import EXPORTS
from tests.interop.gallery import TABLES, contract

ODCS = Path(__file__).parent / "schemas" / "odcs-v3.1.0.json"
WITH_FILES = [(name, table) for name, table in TABLES if contract(name).program.table[table].origin is None]
CONTRACTS = sorted({name for name, _ in TABLES})


@cache
def odcs_validator():
    return Draft201909Validator(json.loads(ODCS.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("name", "table"), WITH_FILES)
def test_json_schema(name, table):
    made = EXPORTS["json-schema"].export(contract(name), table)
    Draft202012Validator.check_schema(json.loads(made.text))


@pytest.mark.tools
@pytest.mark.parametrize(("name", "table"), WITH_FILES)
def test_frictionless_schema(name, table):
    frictionless = pytest.importorskip("frictionless")
    made = EXPORTS["frictionless"].export(contract(name), table)
    schema = frictionless.Schema.from_descriptor(json.loads(made.text))
    assert schema.field_names


@pytest.mark.tools
@pytest.mark.parametrize("name", CONTRACTS)
def test_frictionless_package(name):
    frictionless = pytest.importorskip("frictionless")
    made = EXPORTS["frictionless"].export(contract(name), None)
    assert frictionless.Package.validate_descriptor(json.loads(made.text)).valid


@pytest.mark.parametrize("name", CONTRACTS)
def test_odcs(name):
    yaml = pytest.importorskip("yaml")
    made = yaml.safe_load(EXPORTS["odcs"].export(contract(name), None).text)
    assert [error.message for error in odcs_validator().iter_errors(made)] == []


@pytest.mark.parametrize("format", ["pandera", "dataframely"])
@pytest.mark.parametrize(("name", "table"), WITH_FILES)
def test_python_classes(name, table, format):
    ast.parse(EXPORTS[format].export(contract(name), table).text)


@pytest.mark.parametrize("format", ["json-schema", "frictionless", "odcs", "pandera", "dataframely"])
@pytest.mark.parametrize(("name", "table"), WITH_FILES)
def test_every_rule_is_stated_or_left_out(name, table, format):
    made = EXPORTS[format].export(contract(name), table)
    rules = [rule.id for rule in contract(name).program.rules if rule.table == table]
    left_out = {each.id for each in made.left_out}
    assert set(made.expressed) | left_out >= set(rules)
    assert set(made.expressed) & left_out == set()
