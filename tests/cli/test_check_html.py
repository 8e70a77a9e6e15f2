"""`dcl check --format html`, as one file and as a folder."""

from __future__ import annotations

import pytest

from tests.cli.shop import BAD, write
from tests.report.html_page import Page
from tests.run.delivery import COLUMNS, CONTRACT, IMAGES, ROWS

HEADER = 'dcl 1\n\ncontract delivery 1.0.0 { "Boxes of two vendors." }\n'


@pytest.fixture
def delivery(tmp_path, monkeypatch):
    """A folder with the delivery of two vendors, entered."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "delivery.dcl").write_text(HEADER + CONTRACT, encoding="utf-8")
    for name, columns, rows in (("boxes", COLUMNS, ROWS), ("images", ("name", "width"), IMAGES)):
        lines = [",".join(row) for row in (columns, *rows)]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


DATA = ("boxes=boxes.csv", "images=images.csv")


def test_a_page_on_standard_output(shop, dcl):
    write(shop, BAD)
    call = dcl("check", "shop.dcl", "--format", "html")
    assert (call.status, call.err) == (1, "")
    assert call.out.startswith("<!doctype html>")
    assert "rules broken" in Page(call.out).texts("h1")[0]


def test_a_page_in_a_file(shop, dcl):
    call = dcl("check", "shop.dcl", "--format", "html", "--output", "report.html")
    assert (call.status, call.out, call.err) == (0, "", "")
    assert Page((shop / "report.html").read_text(encoding="utf-8")).texts("h1") == ["No rule broken, 6 unknown"]


def test_all_violations_are_listed(shop, dcl):
    lines = "".join(f"{n},new,1,\n" for n in range(130))
    write(shop, "order,state,price,note\n" + lines)
    found = Page(dcl("check", "shop.dcl", "--format", "html", "--limit", "0").out)
    assert [len(rest) for rest in found.data] == [80]
    found = Page(dcl("check", "shop.dcl", "--format", "html").out)
    assert found.data == []
    assert "20 rows, 110 more fail" in found.texts("caption")


@pytest.mark.parametrize("engine", ["polars", "reference"])
def test_a_folder_with_a_page_for_each_vendor(delivery, dcl, engine):
    call = dcl(
        "check", "delivery.dcl", *DATA, "--format", "html", "--by", "vendor", "--output", "out", "--engine", engine
    )
    assert call.status == 1
    assert call.out == ""
    assert "wrote 4 pages; begin with " in call.err
    pages = {path.name: path.read_text(encoding="utf-8") for path in (delivery / "out").iterdir()}
    assert {"index.html", "acme.html", "bob.html"} < pages.keys()
    assert "acmeville" in pages["acme.html"]
    assert "bob" not in pages["acme.html"].replace("bobville", "")
    assert "acme" not in pages["bob.html"]
    assert not any("acmesecret" in text or "bobsecret" in text for text in pages.values())


def test_the_limit_holds_for_each_vendor(delivery, dcl):
    dcl("check", "delivery.dcl", *DATA, "--format", "html", "--by", "vendor", "--output", "out", "--limit", "1")
    for name in ("acme", "bob"):
        found = Page((delivery / "out" / f"{name}.html").read_text(encoding="utf-8"))
        assert {"acme": "-101", "bob": "-303"}[name] in "".join(found.texts("table"))


def test_the_limit_holds_for_each_vendor_also_where_every_violation_is_kept(delivery, dcl):
    arguments = ("--format", "html", "--by", "vendor", "--output", "out", "--limit", "1", "--violations", "bad.csv")
    dcl("check", "delivery.dcl", *DATA, *arguments)
    text = (delivery / "out" / "bob.html").read_text(encoding="utf-8")
    assert "-303" in "".join(Page(text).texts("table"))


def test_an_old_page_is_replaced_and_other_files_stay(delivery, dcl):
    (delivery / "out").mkdir()
    (delivery / "out" / "acme.html").write_text("old")
    (delivery / "out" / "mine.txt").write_text("mine")
    dcl("check", "delivery.dcl", *DATA, "--format", "html", "--by", "vendor", "--output", "out")
    assert (delivery / "out" / "acme.html").read_text(encoding="utf-8") != "old"
    assert (delivery / "out" / "mine.txt").read_text() == "mine"


def test_a_table_that_is_absent_keeps_no_rule_from_being_judged(delivery, dcl):
    call = dcl("check", "delivery.dcl", "boxes=boxes.csv", "--format", "html")
    assert call.status == 1
    assert "could not evaluate" not in call.out


def test_a_sensitive_column_cannot_part_the_report(delivery, dcl):
    call = dcl("check", "delivery.dcl", *DATA, "--format", "html", "--by", "secret", "--output", "out")
    assert call.status == 2
    assert "`secret` of `boxes` is sensitive" in call.err
    assert not (delivery / "out").exists()


def test_with_a_baseline_only_what_is_new_is_shown(delivery, dcl):
    dcl("check", "delivery.dcl", *DATA, "--write-baseline", "known.json")
    call = dcl(
        "check",
        "delivery.dcl",
        *DATA,
        "--baseline",
        "known.json",
        "--format",
        "html",
        "--by",
        "vendor",
        "--output",
        "o",
    )
    index = Page((delivery / "o" / "index.html").read_text(encoding="utf-8"))
    assert call.status == 0
    assert "No rule broken" in index.texts("h1")[0]
    assert "violations are known from the baseline" in " ".join(index.texts("p", "aside-words"))
    assert set(index.texts("td", "number")[1:6:2]) == {"0"}
