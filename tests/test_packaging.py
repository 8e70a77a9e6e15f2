"""What ships: the version from one place, the grammar, the type marker, the hooks, the commands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

import dcl

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_version_is_that_of_the_package() -> None:
    assert version("dcl-lang") == dcl.__version__


def test_command_is_installed() -> None:
    (command,) = entry_points(group="console_scripts", name="dcl")
    assert command.value == "dcl.cli:main"


def test_module_and_command_tell_the_same_version() -> None:
    module = subprocess.run([sys.executable, "-m", "dcl", "--version"], capture_output=True, text=True)
    assert module.returncode == 0
    assert dcl.__version__ in module.stdout


def test_changelog_speaks_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(dcl.__version__)}\b", changelog, re.MULTILINE)


def test_each_hook_runs_a_verb_that_exists() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    verbs = re.findall(r"^  entry: dcl (\w+)$", hooks, re.MULTILINE)
    assert verbs == ["fmt", "lint", "test", "check"]
    for verb in verbs:
        assert subprocess.run([sys.executable, "-m", "dcl", verb, "--help"], capture_output=True).returncode == 0


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source package and the wheel built from it, both made from a copy of the project."""
    copy = tmp_path_factory.mktemp("project")
    shutil.copytree(
        ROOT,
        copy,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns(".venv", ".git", ".*_cache", "__pycache__", "dist"),
    )
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", copy / "dist", copy],
        check=True,
        capture_output=True,
        env=environment,
    )
    return copy / "dist"


@pytest.mark.slow
def test_wheel_holds_the_package_the_grammar_and_nothing_else(distributions: Path) -> None:
    (wheel,) = distributions.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert {"dcl/grammar/dcl.lark", "dcl/py.typed", "dcl/__main__.py"} <= names
    assert {name.split("/")[0] for name in names} == {"dcl"}


@pytest.mark.slow
def test_source_package_is_complete(distributions: Path) -> None:
    (package,) = distributions.glob("*.tar.gz")
    with tarfile.open(package) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "LICENSE",
        "README.md",
        "Makefile",
        "pyproject.toml",
        "grammar/dcl.lark",
        "contracts/penguins.dcl",
        "contracts/samples/penguins/penguins.csv",
        "tests/test_packaging.py",
        "docs/how-a-contract-becomes-a-report.md",
    } <= names


def test_needed_python_is_said_once() -> None:
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    assert PROJECT["tool"]["ruff"]["target-version"] == "py311"
    assert PROJECT["tool"]["mypy"]["python_version"] == "3.11"
