"""`docs/ci.md` shows nothing that does not run."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from dcl.cli import main

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}


def blocks(language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found
    return [textwrap.dedent(block) for block in found]


def values(part: Any, key: str) -> Iterator[Any]:
    """All values of a key, however deep."""
    if isinstance(part, dict):
        if key in part:
            yield part[key]
        for value in part.values():
            yield from values(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from values(value, key)


def lines() -> list[str]:
    """The command lines of the page, wherever they stand."""
    snippets = [yaml.safe_load(block) for block in blocks("yaml")]
    found = [line for block in blocks("sh") for line in block.splitlines()]
    found += list(values(snippets, "run"))
    found += [line for script in values(snippets, "script") for line in script]
    return list(dict.fromkeys(found))


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the contracts that the page speaks of."""
    folder = tmp_path_factory.mktemp("repository")
    for name in set(re.findall(r"contracts/(\w+)\.dcl", PAGE)):
        shutil.copytree(ROOT / "contracts" / "samples" / name, folder / "contracts" / "samples" / name)
        shutil.copy(ROOT / "contracts" / f"{name}.dcl", folder / "contracts")
    return folder


@pytest.mark.parametrize("line", [line for line in lines() if line.startswith("dcl ")])
def test_every_dcl_command_of_the_page_runs(
    line: str, gallery: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(gallery)
    words = shlex.split(line.partition(" >> ")[0])[1:]
    status = main(words)
    out, err = capsys.readouterr()
    # The samples of the gallery are planted with errors.
    assert status in (0, 1), err
    assert out or words[0] in ("lint", "fmt") or "--output" in words


@pytest.mark.parametrize("line", [line for line in lines() if not line.startswith("dcl ")])
def test_all_other_commands_are_known_ones(line: str) -> None:
    assert line in ("pip install dcl-lang", "pre-commit run --all-files")


def test_the_page_names_all_hooks_and_no_other() -> None:
    named = set(values([yaml.safe_load(block) for block in blocks("yaml")], "id"))
    assert named == set(HOOKS)


@pytest.mark.parametrize("name", HOOKS)
def test_the_table_of_hooks_is_that_of_the_hooks(name: str) -> None:
    hook = HOOKS[name]
    command = " ".join([hook["entry"], *hook.get("args", [])])
    assert f"| `{name}` | `{command}` |" in PAGE


def test_the_plugin_runs_as_the_page_says(gallery: Path) -> None:
    (settings,) = blocks("toml")
    assert set(tomllib.loads(settings)["tool"]["pytest"]["ini_options"]) == {"dcl_contracts"}
    (program,) = blocks("python")
    (collected,) = (block for block in blocks("text") if "::" in block)
    (gallery / "pyproject.toml").write_text(settings, encoding="utf-8")
    (gallery / "test_page.py").write_text(program, encoding="utf-8")

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", *arguments]
        return subprocess.run(command, cwd=gallery, capture_output=True, text=True).stdout

    found = run("--collect-only", "contracts/street_boxes.dcl", "contracts/preferences.dcl")
    assert set(collected.splitlines()) <= set(found.splitlines())
    assert "1 passed" in run("test_page.py")
