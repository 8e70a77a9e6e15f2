"""The page of the thirty kinds of statement names contracts, rules and pages that are there and run."""

from __future__ import annotations

import re

import pytest

from tests.contracts.command import GALLERY, ROOT, check
from tests.contracts.test_gallery import CONTRACTS

PAGE = ROOT / "docs" / "what-you-can-state.md"
ROWS = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d+ \|", line)]
NAMED = re.compile(r"\[\w+\]\(\.\./contracts/(\w+)\.dcl\)(?::((?: `[\w.+]+`,?)+))?")


def rules_of(contract: str) -> set[str]:
    """The ids of a contract's rules as its sample's report has them, without what `each` and tables add."""
    return {name.partition("[")[0] for name in check(contract).rules}


def test_there_is_one_row_for_each_kind() -> None:
    assert [int(row.split("|")[1]) for row in ROWS] == list(range(1, 31))


@pytest.mark.parametrize("row", ROWS, ids=[row.split("|")[1].strip() for row in ROWS])
def test_each_row_names_what_runs(row: str) -> None:
    runs = row.split("|")[-2]
    named = [(f"{name}.dcl", re.findall(r"`([^`]+)`", rules or "")) for name, rules in NAMED.findall(runs)]
    pages = re.findall(r"`([\w-]+\.md)`", runs)
    assert named or pages or "every contract" in runs
    for contract, rules in named:
        assert GALLERY / contract in CONTRACTS
        assert set(rules) <= (rules_of(contract) if rules else set())
    for page in pages:
        assert (ROOT / "tests" / "language" / page).is_file()
