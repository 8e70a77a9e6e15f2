"""A CSV file that keeps the contract is valid to Frictionless, and one that breaks it is not."""

from __future__ import annotations

import json

import pytest

from dcl.api import Contract
from dcl.interop.formats import EXPORTS
from tests.contract_text import compiled

frictionless = pytest.importorskip("frictionless")
pytestmark = pytest.mark.tools

CONTRACT = r"""
labels kind {
  car "A car."
  bus named "Bus"
}
table shops {
  source "shops.csv"
  id : int key
}
table t {
  source "t.csv"
  format csv(separator: ";", decimal: ",")
  missing "N/A"
  id     : int       key in 1..99
  shop   : int       references shops
  kind   : kind
  code   : text      matches /a|b\d+/ unique
  note   : text?     length 2..5 missing "-"
  price  : float     > 0
  day    : date      format "%d.%m.%Y" in @2026-01-01..<@2027-01-01
  tags   : list of text  separated by "," length ..2
  flag   : bool
  size   : int       in { 1, 2 }
}
"""
HEAD = "id;shop;kind;code;note;price;day;tags;flag;size\n"
GOOD = """1;7;car;a;ab;1,5;01.02.2026;x,y;TRUE;1
2;7;Bus;b12;-;0,1;31.12.2026;;false;2
3;7;Bus;b1;N/A;1;01.01.2026;x;true;2
"""
NO_FINDINGS = {"schema-error", "scheme-error", "format-error", "source-error", "encoding-error", "error"}
"""Errors that say nothing of the rows."""

BAD = {
    "0;7;car;b2;;1;01.02.2026;;true;1": "t.id.range",
    "x;7;car;b2;;1;01.02.2026;;true;1": "t.id.type",
    "1;7;car;b2;;1;01.02.2026;;true;1": "t.key",
    "4;8;car;b2;;1;01.02.2026;;true;1": "t.shop.references",
    "4;7;bus;b2;;1;01.02.2026;;true;1": "t.kind.domain",
    "4;7;;b2;;1;01.02.2026;;true;1": "t.kind.required",
    "4;7;car;b;;1;01.02.2026;;true;1": "t.code.matches",
    "4;7;car;ab1;;1;01.02.2026;;true;1": "t.code.matches",
    "4;7;car;a;;1;01.02.2026;;true;1": "t.code.unique",
    "4;7;car;b2;x;1;01.02.2026;;true;1": "t.note.length",
    "4;7;car;b2;;0;01.02.2026;;true;1": "t.price.range",
    "4;7;car;b2;;1.5;01.02.2026;;true;1": "t.price.type",
    "4;7;car;b2;;1;2026-02-01;;true;1": "t.day.type",
    "4;7;car;b2;;1;01.01.2027;;true;1": "t.day.range",
    "4;7;car;b2;;1;01.02.2026;x,y,z;true;1": "t.tags.length",
    "4;7;car;b2;;1;01.02.2026;;yes;1": "t.flag.type",
    "4;7;car;b2;;1;01.02.2026;;true;3": "t.size.domain",
}


@pytest.fixture
def shop(tmp_path):
    """The folder of a package, its contract and what the export says of it."""
    made = compiled(tmp_path, CONTRACT)
    exported = EXPORTS["frictionless"].export(made, None)
    (tmp_path / "datapackage.json").write_text(exported.text, encoding="utf-8")
    (tmp_path / "shops.csv").write_text("id\n7\n")
    return tmp_path, Contract(made), exported


def is_valid(folder):
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    kinds = {kind for (kind,) in report.flatten(["type"])}
    assert not kinds & NO_FINDINGS, report.flatten(["type", "note"])
    return report.valid


def test_a_good_file(shop):
    folder, contract, _ = shop
    (folder / "t.csv").write_text(HEAD + GOOD)
    assert contract.check().ok
    assert is_valid(folder)


@pytest.mark.parametrize("row", BAD)
def test_a_bad_row(shop, row):
    folder, contract, exported = shop
    (folder / "t.csv").write_text(HEAD + GOOD + row + "\n")
    broken = {rule.rule.id for rule in contract.check() if rule.verdict == "fail"}
    assert broken == {BAD[row]}
    assert BAD[row] in exported.expressed
    assert not is_valid(folder)


@pytest.mark.parametrize("spoil", [lambda line: line.rpartition(";")[0], lambda line: f"{line};x"])
def test_columns_that_are_not_those_of_the_contract(shop, spoil):
    folder, contract, _ = shop
    (folder / "t.csv").write_text("".join(spoil(line) + "\n" for line in (HEAD + GOOD).splitlines()))
    assert not contract.check().ok
    assert not is_valid(folder)


def test_the_order_of_columns_does_not_count(shop):
    folder, contract, _ = shop
    lines = [line.split(";") for line in (HEAD + GOOD).splitlines()]
    (folder / "t.csv").write_text("".join(";".join(reversed(line)) + "\n" for line in lines))
    assert contract.check().ok
    assert is_valid(folder)


def test_the_package_says_where_things_are(shop):
    package = json.loads(shop[2].text)
    assert [resource["path"] for resource in package["resources"]] == ["shops.csv", "t.csv"]
    assert package["resources"][1]["dialect"] == {"csv": {"delimiter": ";"}}


def test_one_table_is_a_schema_without_links(tmp_path):
    made = EXPORTS["frictionless"].export(compiled(tmp_path, CONTRACT), "t")
    schema = json.loads(made.text)
    assert "foreignKeys" not in schema
    assert "t.shop.references" in {each.id for each in made.left_out}


def test_a_source_with_a_pattern_names_no_path(tmp_path):
    made = EXPORTS["frictionless"].export(compiled(tmp_path, 'table A {\nsource "x/{batch}.csv"\nid : int\n}'), None)
    assert json.loads(made.text)["resources"][0]["path"] == "a.csv"
    assert "A.source" in {each.id for each in made.left_out}
