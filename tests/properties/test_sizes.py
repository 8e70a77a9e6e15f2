"""Large and crooked contracts end in reasonable time or with a clear sentence, on both engines."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import dcl
from dcl.compile import compile_contract
from dcl.diagnostics import has_errors
from tests.properties.agreement import both, load, written

HEAD = "dcl 1\ncontract large 1.0.0 {}\n"
ROWS = [{"b0": 1, "t": "a" * 40}, {"b0": 2, "t": "b"}, {"b0": None, "t": None}]


DEEP = {
    "parentheses": "(" * 5000 + "b0" + ")" * 5000 + " > 0",
    "not": "not " * 5000 + "b0 > 0",
    "minus": "-" * 5000 + "b0 > 0",
    "calls": "abs(" * 3000 + "b0" + ")" * 3000 + " > 0",
    "implies": "b0 > 0 implies " * 3000 + "b0 > 0",
    "if": "if b0 > 0 then " * 3000 + "b0 > 0",
    "sum": "b0" + " + 1" * 5000 + " > 0",
    "path": "b0" + ".x" * 5000 + " > 0",
}


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


def table(*lines: str) -> str:
    return HEAD + "table t {\n  b0 : int?\n  t : text?\n" + "".join(f"  {line}\n" for line in lines) + "}\n"


def ends_well(text: str, folder: Path) -> None:
    """The contract runs the same on both engines, or is refused with diagnostics."""
    compiled, found = compile_contract(written(text, folder))
    if compiled is None:
        assert has_errors(found)
    else:
        both(load(text, folder), {"t": ROWS}, whole=False)


def refused(text: str, folder: Path) -> list[str]:
    with pytest.raises(dcl.ContractError) as found:
        load(text, folder)
    return [diagnostic.message for diagnostic in found.value.diagnostics]


def test_a_long_chain_of_lets_is_refused(tmp_path: Path) -> None:
    lets = [f"let b{place} = b{place - 1} + 1" for place in range(1, 2001)]
    with within(30):
        messages = refused(table(*lets) + "rule r on t { check b2000 > 0 }\n", tmp_path)
    assert any("100 deep" in message for message in messages)


def test_a_long_chain_of_lets_backwards_is_refused(tmp_path: Path) -> None:
    lets = [f"let b{place} = b{place - 1} + 1" for place in range(2000, 0, -1)]
    with within(30):
        messages = refused(table(*lets) + "rule r on t { check b2000 > 0 }\n", tmp_path)
    assert any("100 deep" in message for message in messages)


@pytest.mark.parametrize(
    "formula", ["{0} + {0}", "abs({0}) + abs({0})", "if {0} > 0 then {0} else {0}", "least({0}, {0})"]
)
def test_lets_that_double(tmp_path: Path, formula: str) -> None:
    lets = [f"let b{place} = {formula.format(f'b{place - 1}')}" for place in range(1, 61)]
    with within(30):
        contract = load(table(*lets) + "rule r on t { check b60 > 5 }\n", tmp_path)
        both(contract, {"t": ROWS})


def test_lets_that_double_text(tmp_path: Path) -> None:
    lets = ["let s0 = t"] + [
        f"let s{place} = before(upper(s{place - 1}), lower(s{place - 1}))" for place in range(1, 41)
    ]
    with within(30):
        both(load(table(*lets) + 'rule r on t { check s40 != "" }\n', tmp_path), {"t": ROWS})


def test_constants_that_double(tmp_path: Path) -> None:
    lets = "let c0 = 1\n" + "".join(f"let c{place} = c{place - 1} + c{place - 1}\n" for place in range(1, 41))
    with within(30):
        both(load(table() + lets + "rule r on t { check b0 < c40 }\n", tmp_path), {"t": ROWS})


def test_a_long_chain_of_constants_ends(tmp_path: Path) -> None:
    lets = "let c0 = 1\n" + "".join(f"let c{place} = c{place - 1} + 1\n" for place in range(1, 2001))
    with within(30):
        ends_well(table() + lets + "rule r on t { check b0 < c2000 }\n", tmp_path)


@pytest.mark.parametrize("formula", ["abs({})", "-({})", "1 + ({})"])
@pytest.mark.parametrize("kind", ["column", "constant"])
def test_lets_that_are_deep_and_build_on_each_other_are_refused(tmp_path: Path, formula: str, kind: str) -> None:
    """Each of the two is within its bound; each `let` is written before the one that it reads."""
    name = "b" if kind == "column" else "c"
    deep = name + "{} + 1"
    for _ in range(45):
        deep = formula.replace("{}", deep)
    names = [f"let {name}{place} = {deep.format(place - 1)}" for place in range(95, 0, -1)]
    text = table(*names) if kind == "column" else table() + "\n".join([*names, "let c0 = 1", ""])
    with within(30):
        messages = refused(text + f"rule r on t {{ check b0 > {name}95 }}\n", tmp_path)
    assert messages


def test_many_rules(tmp_path: Path) -> None:
    rules = "".join(f"rule r{place} on t {{ check b0 != {place} }}\n" for place in range(2000))
    with within(60):
        report = both(load(table() + rules, tmp_path), {"t": ROWS}, whole=False)
    assert report["r2"].failed == 1


def test_many_columns(tmp_path: Path) -> None:
    columns = [f"c{place} : int? >= 0" for place in range(400)]
    rows = [{"b0": 1, "t": "a"} | {f"c{place}": place - 1 for place in range(400)}]
    with within(60):
        report = both(load(table(*columns), tmp_path), {"t": rows}, whole=False)
    assert report["t.c0.range"].failed == 1


@pytest.mark.parametrize("kind", ["set", "modifier", "text"])
def test_many_values(tmp_path: Path, kind: str) -> None:
    numbers = ", ".join(map(str, range(2, 10_002)))
    words = ", ".join(f'"w{place}"' for place in range(10_000))
    rules = {
        "set": table() + f"rule r on t {{ check b0 in {{ {numbers} }} }}\n",
        "modifier": table(f"r : int? in {{ {numbers} }}"),
        "text": table() + f"rule r on t {{ check t not in {{ {words} }} }}\n",
    }
    rows = [{**row, "r": 1} if kind == "modifier" else row for row in ROWS]
    with within(60):
        both(load(rules[kind], tmp_path), {"t": rows}, whole=False)


@pytest.mark.parametrize("word", ["and", "or"])
def test_long_junctions(tmp_path: Path, word: str) -> None:
    chain = f" {word} ".join(f"b0 != {place}" for place in range(2, 5002))
    with within(60):
        ends_well(table() + f"rule r on t {{ check {chain} }}\n", tmp_path)


@pytest.mark.parametrize("formula", DEEP.values(), ids=DEEP)
def test_deep_expressions_are_refused(tmp_path: Path, formula: str) -> None:
    with within(30):
        assert refused(table() + f"rule r on t {{ check {formula} }}\n", tmp_path)


@pytest.mark.parametrize(
    "pattern", ["(a*)*b", "(a|a)*b", "(a|aa)+", "((a{1,10}){1,10}){1,10}b", "(.*a){20}", "([a-z]+)*[0-9]"]
)
def test_patterns_never_hang(tmp_path: Path, pattern: str) -> None:
    rule = f"rule r on t {{ check t matches /{pattern}/ or contains(t, /{pattern}/) }}\n"
    rows = [{"b0": 1, "t": "a" * 1000}, {"b0": 1, "t": "a" * 1000 + "b"}]
    with within(30):
        both(load(table() + rule, tmp_path), {"t": rows}, whole=False)


def test_deep_records_are_refused(tmp_path: Path) -> None:
    nested = "{ a: " * 500 + "int" + " }" * 500
    with within(30):
        assert refused(table(f"r : {nested}"), tmp_path)


def test_deep_json_ends(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text("[" * 100_000, encoding="utf-8")
    with within(30), pytest.raises(dcl.DataError):
        load(table(), tmp_path).check({"t": path})


def test_deep_label_trees_end(tmp_path: Path) -> None:
    tree = "".join(f"l{place} {{\n" for place in range(2000)) + "end\n" + "}\n" * 2000
    text = f"labels deep {{\n{tree}}}\n" + table("label : deep?")
    with within(30):
        ends_well(text, tmp_path)
