from __future__ import annotations

import json

import jsonschema
import polars as pl
import pytest

from dcl.report.schema import SCHEMA
from tests.cli.shop import BAD, CONTRACT, UNMEASURED, WARNED, write


class TestStatus:
    def test_good_data(self, shop, dcl):
        call = dcl("check", "shop.dcl", "orders=orders.csv")
        assert (call.status, call.err) == (0, "")
        assert "no rule broken, 6 unknown" in call.out

    @pytest.mark.parametrize("engine", ["polars", "reference"])
    def test_bad_data(self, shop, dcl, engine):
        write(shop, BAD)
        call = dcl("check", "shop.dcl", "orders=orders.csv", "--engine", engine)
        assert (call.status, call.err) == (1, "")
        assert '"new" is not a state; did you mean open?' in call.out
        assert '"x" is not a number' in call.out
        assert "2 appears 2 times" in call.out
        assert "Nothing leaves without a price." in call.out

    def test_the_sources_of_the_contract_are_used_without_paths(self, shop, dcl):
        assert dcl("check", "shop.dcl").status == 0

    @pytest.mark.parametrize(("fail_on", "status"), [("error", 0), ("warn", 1)])
    def test_fail_on(self, shop, dcl, fail_on, status):
        write(shop, WARNED)
        call = dcl("check", "shop.dcl", "--fail-on", fail_on)
        assert call.status == status
        assert "1 warning" in call.out

    def test_a_metric_that_could_not_be_measured_is_2_and_the_report_is_printed(self, shop, dcl):
        write(shop, UNMEASURED)
        call = dcl("check", "shop.dcl", "--format", "json")
        assert call.status == 2
        assert json.loads(call.out)["verdict"] == "unjudged"

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["gone.dcl"], "gone.dcl"),
            (["shop.dcl", "orders=gone.csv"], "gone.csv"),
            (["shop.dcl", "ordres=orders.csv"], "did you mean `orders`"),
            (["shop.dcl", "--rule", "sent_is_payed"], "did you mean `sent_is_paid`?"),
            (["shop.dcl", "--tag", "mony"], "did you mean `money`?"),
            (["shop.dcl", "--engine", "duckdb"], "the engine `duckdb` is not supported yet"),
            (["shop.dcl", "--format", "html", "--by", "state"], "nothing says where to put it"),
            (["shop.dcl", "--by", "stat"], "did you mean `state`?"),
            (["shop.dcl", "--baseline", "a.json", "--write-baseline", "b.json"], "do not go together"),
            (["shop.dcl", "--prune-baseline"], "needs a baseline"),
            (["shop.dcl", "--output", "a.json", "--write-baseline", "a.json"], "name the same file"),
            (["shop.dcl", "--violations", "bad.xlsx"], "`.parquet`, `.csv` or `.ndjson`"),
            (["shop.dcl", "--output", "no/such/folder.txt"], 'there is no folder "'),
            (["shop.dcl", "--output", "shop.dcl"], "it is the contract or the data of this check"),
            (["shop.dcl", "orders=orders.csv", "--violations", "orders.csv"], "it is the contract or the data"),
            (["shop.dcl", "--output", "."], "it is a folder"),
            (["shop.dcl", "--output", "a.csv", "--violations", "a.csv"], "name the same file"),
            (["shop.dcl", "--no-such-option"], "No such option"),
            (["shop.dcl", "--limit", "-1"], "--limit"),
            ([], "Missing argument"),
        ],
    )
    def test_what_cannot_be_judged_is_2_and_says_why(self, shop, dcl, arguments, said):
        call = dcl("check", *arguments)
        assert call.status == 2
        assert call.out == ""
        assert said in call.err
        assert "Traceback" not in call.err

    def test_a_broken_contract_is_2(self, shop, dcl):
        (shop / "shop.dcl").write_text(CONTRACT.replace("price > 0", "prize > 0"))
        call = dcl("check", "shop.dcl")
        assert (call.status, call.out) == (2, "")
        assert "`prize`" in call.err
        assert "^^^^^" in call.err


class TestSelection:
    @pytest.mark.parametrize("option", [("--rule", "sent_is_paid"), ("--tag", "money")])
    def test_only_some_rules(self, shop, dcl, option):
        call = dcl("check", "shop.dcl", *option, "--format", "json")
        assert [rule["id"] for rule in json.loads(call.out)["rules"]] == ["sent_is_paid"]


class TestFormats:
    def test_json_keeps_to_the_schema(self, shop, dcl):
        write(shop, BAD)
        report = json.loads(dcl("check", "shop.dcl", "--format", "json").out)
        jsonschema.validate(report, json.loads(SCHEMA.read_text()), jsonschema.Draft202012Validator)
        assert report["verdict"] == "fail"
        assert report["tables"] == {"orders": {"rows": 3, "source": "orders.csv"}}

    @pytest.mark.parametrize(("limit", "listed"), [("1", 1), ("0", 2)])
    def test_limit(self, shop, dcl, limit, listed):
        write(shop, BAD)
        report = json.loads(dcl("check", "shop.dcl", "--format", "json", "--limit", limit).out)
        key = next(rule for rule in report["rules"] if rule["id"] == "orders.key")
        assert (len(key["violations"]), key["truncated"]) == (listed, listed < 2)

    def test_output(self, shop, dcl):
        call = dcl("check", "shop.dcl", "--output", "report.txt", "--color", "always")
        assert (call.status, call.out) == (0, "")
        text = (shop / "report.txt").read_text()
        assert "no rule broken" in text
        assert "\033" not in text
        assert sorted(path.name for path in shop.iterdir()) == ["orders.csv", "report.txt", "shop.dcl"]

    def test_a_failed_check_leaves_an_older_report_alone(self, shop, dcl):
        (shop / "report.txt").write_text("older")
        (shop / "orders.csv").write_text('order,state,price,note\n1,open,"0\n')
        assert dcl("check", "shop.dcl", "--output", "report.txt").status == 2
        assert (shop / "report.txt").read_text() == "older"
        assert sorted(path.name for path in shop.iterdir()) == ["orders.csv", "report.txt", "shop.dcl"]

    @pytest.mark.parametrize(
        ("name", "read"), [("bad.parquet", pl.read_parquet), ("bad.csv", pl.read_csv), ("bad.ndjson", pl.read_ndjson)]
    )
    def test_every_violation_in_a_file_whatever_the_limit(self, shop, dcl, name, read):
        write(shop, BAD)
        call = dcl("check", "shop.dcl", "--violations", name, "--limit", "1", "--format", "json")
        assert call.status == 1
        frame = read(shop / name)
        assert frame.columns == [
            "rule", "scope", "table", "row", "other_row", "keys", "column", "value", "message", "suggestion",
        ]  # fmt: skip
        found = frame.select("rule", "row", "keys", "column", "value").rows()
        assert ("orders.key", 1, '{"order": 2}', "order", "2") in found
        assert ("orders.key", 2, '{"order": 2}', "order", "2") in found
        assert ("orders.price.type", 2, '{"order": 2}', "price", "x") in found
        assert all(len(rule["violations"]) <= 1 for rule in json.loads(call.out)["rules"])

    def test_a_file_without_violations_has_its_columns(self, shop, dcl):
        assert dcl("check", "shop.dcl", "--violations", "none.parquet").status == 0
        frame = pl.read_parquet(shop / "none.parquet")
        assert (frame.height, frame.schema["row"], frame.schema["value"]) == (0, pl.Int64, pl.String)

    def test_quiet_says_nothing_where_all_is_well(self, shop, dcl):
        assert dcl("check", "shop.dcl", "--quiet", "--rule", "sent_is_paid").out == ""
        write(shop, BAD)
        assert "sent_is_paid" in dcl("check", "shop.dcl", "--quiet", "--rule", "sent_is_paid").out

    @pytest.mark.parametrize(("color", "coloured"), [("always", True), ("auto", False), ("never", False)])
    def test_colour(self, shop, dcl, color, coloured):
        assert ("\033[" in dcl("check", "shop.dcl", "--color", color).out) is coloured


@pytest.fixture
def torn(shop):
    """A Parquet file whose pages are damaged: it opens, and its rows cannot be read."""
    rows = range(5000)
    frame = pl.DataFrame({"order": rows, "state": ["open"] * 5000, "price": [1.0] * 5000, "note": ["x"] * 5000})
    frame.write_parquet(shop / "torn.parquet", compression="zstd", statistics=False)
    data = bytearray((shop / "torn.parquet").read_bytes())
    data[4 : len(data) // 2] = b"\xab" * (len(data) // 2 - 4)
    (shop / "torn.parquet").write_bytes(data)
    return "torn.parquet"


def test_a_file_that_breaks_while_it_is_read_is_told_once_and_the_report_is_printed(torn, dcl):
    call = dcl("check", "shop.dcl", f"orders={torn}")
    assert call.status == 2
    assert call.err.count("error[") == 1
    assert "error[DCL617]: `torn.parquet` cannot be read to its end" in call.err
    assert "not judged" in call.out


def test_pairs_tell_of_both_rows(shop, dcl):
    rule = """
rule one_of_a_kind on orders {
  "No two orders of a state cost the same."
  pairs in state
  check a.price != b.price
}
"""
    write(shop, "order,state,price,note\n1,open,2,\n2,open,2,\n3,,2,\n", CONTRACT + rule)
    only = ("check", "shop.dcl", "--rule", "one_of_a_kind")
    text = dcl(*only, "--violations", "bad.ndjson").out
    assert "a.order   b.order   a.price   b.price" in text
    assert "1 row with a missing `state` is in no pair" in text
    found = json.loads(dcl(*only, "--format", "json").out)["rules"][0]
    assert found["violations"] == [
        {
            "row": 0,
            "other_row": 1,
            "keys": {"order": 1},
            "other_keys": {"order": 2},
            "values": {"a.price": 2.0, "b.price": 2.0},
            "message": "No two orders of a state cost the same.",
        }
    ]
    row = json.loads((shop / "bad.ndjson").read_text())
    assert (row["row"], row["other_row"]) == (0, 1)
    assert json.loads(row["keys"]) == {"a": {"order": 1}, "b": {"order": 2}}
