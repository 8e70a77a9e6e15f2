from __future__ import annotations

from dcl.pictures.sketches import PREFIX
from dcl.report.html_extras import html_extras
from tests.contract_text import compiled
from tests.run.delivery import CONTRACT


def extras(folder, text, by=None):
    return html_extras(compiled(folder, text).program, by)


def test_what_rules_go_by_becomes_a_facet(tmp_path):
    assert extras(tmp_path, CONTRACT).facets == ("vendor", "worker")


def test_what_the_path_of_a_file_gives_comes_first(tmp_path):
    text = (
        'table t {\n  source "data/{batch}.csv"\n  id : int key\n  worker : text\n}\n'
        'rule many on t {\n  "S."\n  per worker\n  check count() >= 2\n}\n'
    )
    assert extras(tmp_path, text).facets == ("batch", "worker")


def test_rows_in_an_order_are_one_thing(tmp_path):
    text = (
        "table t {\n  chat : text\n  place : int\n}\n"
        'rule last on t {\n  "S."\n  per chat\n  order by place\n  check last(place) > 2\n}\n'
    )
    assert extras(tmp_path, text).facets == ()


def test_neither_sensitive_columns_nor_keys(tmp_path):
    text = (
        "table t {\n  id : text key\n  who : text sensitive\n}\n"
        'rule a on t {\n  "S."\n  per id\n  check count() >= 1\n}\n'
        'rule b on t {\n  "S."\n  per who\n  check count() >= 1\n}\n'
    )
    assert extras(tmp_path, text).facets == ()


def test_no_more_than_three(tmp_path):
    columns = "".join(f"  c{n} : text\n" for n in range(5))
    rules = "".join(f'rule r{n} on t {{\n  "S."\n  per c{n}\n  check count() >= 1\n}}\n' for n in range(5))
    assert len(extras(tmp_path, f"table t {{\n  id : int key\n{columns}}}\n{rules}").facets) == 3


def test_rows_that_can_be_drawn_carry_what_a_picture_needs(tmp_path):
    beside = extras(tmp_path, CONTRACT, "vendor").beside
    assert list(beside) == ["boxes"]
    assert {name for name, _ in beside["boxes"]} == {PREFIX + "start", PREFIX + "end", PREFIX + "label"}


def test_the_column_that_parts_the_report_is_kept(tmp_path):
    assert extras(tmp_path, CONTRACT, "vendor").columns == ("vendor", "worker")
