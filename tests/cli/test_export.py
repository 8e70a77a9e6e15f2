from __future__ import annotations

import json

import pytest

from dcl.cli.export import left_out_lines
from dcl.interop.exported import LeftOut

CONTRACT = """dcl 1
contract shop 1.0.0 { "A shop." }
table orders {
  "One row per order."
  id    : int   key
  price : float > 0
  items : list of { name: text }
}
table parts from orders.items {
  name : text
}
table bills {
  order : int references orders
}
"""
ONE = 'dcl 1\ncontract one 1.0.0 { "One." }\ntable t {\n  a : int\n}\n'


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.dcl").write_text(CONTRACT)
    (tmp_path / "one.dcl").write_text(ONE)
    return tmp_path


def test_a_table_goes_to_standard_output(dcl):
    call = dcl("export", "shop.dcl", "--to", "json-schema", "--table", "orders")
    assert call.status == 0
    assert json.loads(call.out)["title"] == "orders"
    assert "orders.key: it compares rows with each other" in call.err


def test_a_contract_with_one_table_needs_no_table(dcl):
    assert json.loads(dcl("export", "one.dcl", "--to", "json-schema").out)["title"] == "t"


def test_a_file_is_written(dcl, folder):
    call = dcl("export", "one.dcl", "--to", "json-schema", "--output", "one.json")
    assert (call.status, call.out) == (0, "")
    assert json.loads((folder / "one.json").read_text())["title"] == "t"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["json-schema"], "DCL822", "`orders`, `bills`"),
        (["json-schema", "--table", "order"], "DCL823", "did you mean `orders`?"),
        (["json-schema", "--table", "parts"], "DCL824", "export `orders`"),
        (["json-schema", "--table", "bills", "--output", "shop.dcl"], "DCL655", "shop.dcl"),
        (["json-schema", "--table", "bills", "--output", "no/where.json"], "DCL655", "there is no folder"),
    ],
)
def test_what_cannot_be_exported_is_2(dcl, folder, arguments, code, words):
    call = dcl("export", "shop.dcl", "--to", *arguments)
    assert (call.status, call.out) == (2, "")
    assert code in call.err
    assert words in call.err
    assert (folder / "shop.dcl").read_text() == CONTRACT


def test_a_library_that_is_not_there(dcl, monkeypatch):
    monkeypatch.setattr("dcl.cli.export.find_spec", lambda _: None)
    call = dcl("export", "shop.dcl", "--to", "odcs")
    assert (call.status, call.out) == (2, "")
    assert "pip install 'dcl-lang[yaml]'" in call.err


def test_a_broken_contract_is_2(dcl, folder):
    (folder / "one.dcl").write_text("contract {\n")
    call = dcl("export", "one.dcl", "--to", "json-schema")
    assert (call.status, call.out) == (2, "")


def test_an_unknown_format_is_2(dcl):
    assert dcl("export", "one.dcl", "--to", "xml").status == 2


def test_a_format_of_the_whole_contract_needs_no_table(dcl):
    package = json.loads(dcl("export", "shop.dcl", "--to", "frictionless").out)
    assert [resource["name"] for resource in package["resources"]] == ["orders", "bills"]


def test_what_is_left_out_is_said_once_for_each_reason():
    found = [LeftOut(f"seen[{label}]", "once") for label in "abc"]
    found += [LeftOut(f"rule_{number}", "warns") for number in range(7)]
    assert left_out_lines(found) == [
        "left to `dcl check`:",
        "  seen: once",
        "  rule_0, rule_1, rule_2, rule_3 and 3 more: warns",
    ]


def test_nothing_left_out_says_nothing():
    assert left_out_lines(()) == []
