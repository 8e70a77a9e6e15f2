"""The README claims nothing that does not run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dcl.source import SourceFile
from dcl.syntax.parse import parse
from tests.contracts.command import ROOT, run_dcl

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_contract_parses() -> None:
    (contract,) = blocks("dcl")
    _, diagnostics = parse(SourceFile("README.md", contract))
    assert diagnostics == ()


def test_report_is_what_dcl_prints() -> None:
    (report,) = blocks("text")
    done = run_dcl("check", "contracts/beers.dcl", "--rule", "beers.ounces.type", "--rule", "city_alone")
    assert done.status == 1
    timeless = re.compile(r"[\d.]+ s$", re.MULTILINE)
    assert timeless.sub("", done.out).strip() == timeless.sub("", report).strip()


def test_python_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = blocks("python")
    monkeypatch.chdir(ROOT)
    exec(program, {})
    assert capsys.readouterr().out == "False 1\n"


@pytest.mark.parametrize("verb", re.findall(r"^\| `dcl (\w+)", README, re.MULTILINE))
def test_verb_has_help(verb: str) -> None:
    done = run_dcl(verb, "--help")
    assert done.status == 0
    assert f"dcl {verb}" in done.out


@pytest.mark.parametrize("link", re.findall(r"\]\((?!http)([^)#]+)", README))
def test_link_leads_somewhere(link: str) -> None:
    assert (ROOT / Path(link)).exists()


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README, re.MULTILINE))
def test_make_knows_the_verb(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
