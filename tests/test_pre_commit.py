"""The hooks, run by the real pre-commit in a repository with contracts, CSV, Parquet and a Git LFS pointer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml")

ROOT = Path(__file__).parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

SHARED = """\
dcl 1

labels state {
  open  "Not sent yet."
  sent  "On its way."
}
"""
SHOP = """\
dcl 1

use "shared.dcl"

contract shop 1.0.0 {
  "Orders of a small shop."
}

table orders {
  "One row per order."
  source "data/orders-*.csv"

  order : int    key
  state : state  "Where the order is."
}

rule early on orders {
  "The first orders are numbered from 1."
  check order >= 1
  pass 1
  fail 0
}
"""
SCANS = """\
dcl 1

contract scans 1.0.0 {
  "Scanned pages."
}

table pages {
  "One row per page."
  source "pages.parquet"

  page : int  key
}
"""
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 12345\n"

pytestmark = [
    pytest.mark.tools,
    pytest.mark.skipif(shutil.which("pre-commit", path=Path(sys.executable).parent) is None, reason="no pre-commit"),
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]


@dataclass(frozen=True)
class Done:
    status: int
    out: str


@dataclass(frozen=True)
class Repository:
    """A git repository whose commits run the hooks."""

    path: Path
    cache: Path

    def run(self, *command: str) -> Done:
        """Run a command as a committer does, with the programs of this environment and nobody's settings."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
        environment |= {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "PRE_COMMIT_HOME": str(self.cache),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        for who in ("AUTHOR", "COMMITTER"):
            environment |= {f"GIT_{who}_NAME": "Ann", f"GIT_{who}_EMAIL": "ann@acme.example"}
        done = subprocess.run(
            command, cwd=self.path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=170
        )
        return Done(done.returncode, done.stdout.decode())

    def must(self, *command: str) -> str:
        done = self.run(*command)
        assert done.status == 0, done.out
        return done.out

    def write(self, name: str, text: str) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self) -> Done:
        """Commit everything; the hooks decide."""
        self.must("git", "add", "--all")
        return self.run("git", "commit", "--message", "a change")


def fill(repository: Repository) -> None:
    """Contracts and good data: CSV in two files, and Parquet."""
    import polars as pl

    repository.write("contracts/shared.dcl", SHARED)
    repository.write("contracts/shop.dcl", SHOP)
    repository.write("contracts/scans.dcl", SCANS)
    repository.write("contracts/data/orders-1.csv", "order,state\n1,open\n")
    repository.write("contracts/data/orders-2.csv", "order,state\n2,sent\n")
    pl.DataFrame({"page": [1, 2]}).write_parquet(repository.path / "contracts" / "pages.parquet")


def local(hook: dict[str, Any]) -> dict[str, Any]:
    """A hook that runs the `dcl` of this environment instead of one that pre-commit installs."""
    return {**hook, "language": "system"}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with one commit, made past the hooks."""
    made = Repository(tmp_path / "repository", tmp_path / "cache")
    made.path.mkdir()
    fill(made)
    config = {"repos": [{"repo": "local", "hooks": [local(hook) for hook in HOOKS]}]}
    made.write(".pre-commit-config.yaml", yaml.safe_dump(config))
    made.must("git", "init", "--quiet", "--initial-branch", "main")
    assert made.commit().status == 0
    made.must("pre-commit", "install")
    return made


def outcomes(done: Done) -> dict[str, str]:
    """What pre-commit says of each hook."""
    return dict(re.findall(r"^(dcl \w+)\.+.*?(Passed|Failed|Skipped)$", done.out, re.MULTILINE))


def test_good_contracts_and_data_pass_all_hooks(repository: Repository) -> None:
    done = repository.run("pre-commit", "run", "--all-files")
    assert done.status == 0, done.out
    assert outcomes(done) == dict.fromkeys(["dcl fmt", "dcl lint", "dcl test", "dcl check"], "Passed")


def test_bad_data_stop_the_commit_and_mended_data_pass(repository: Repository) -> None:
    repository.write("contracts/data/orders-2.csv", "order,state\n2,lost\n")
    done = repository.commit()
    assert done.status == 1
    assert '"lost" is not a state' in done.out
    assert "orders.state.domain" in done.out
    repository.write("contracts/data/orders-2.csv", "order,state\n2,open\n")
    assert repository.commit().status == 0


def test_a_commit_of_data_alone_runs_the_check_alone(repository: Repository) -> None:
    repository.write("contracts/data/orders-2.csv", "order,state\n3,open\n")
    found = outcomes(repository.commit())
    assert found.pop("dcl check") == "Passed"
    assert set(found.values()) == {"Skipped"}


def test_a_key_is_seen_across_files_that_the_commit_does_not_change(repository: Repository) -> None:
    repository.write("contracts/data/orders-3.csv", "order,state\n1,open\n")
    done = repository.commit()
    assert done.status == 1
    assert "orders.key" in done.out


def test_parquet_is_checked(repository: Repository) -> None:
    import polars as pl

    pl.DataFrame({"page": [1, 1]}).write_parquet(repository.path / "contracts" / "pages.parquet")
    done = repository.commit()
    assert done.status == 1
    assert "pages.key" in done.out
    assert "shop 1.0.0" not in done.out


def test_a_pointer_is_told_in_one_sentence(repository: Repository) -> None:
    repository.write("contracts/pages.parquet", POINTER)
    done = repository.commit()
    assert done.status == 1
    assert "exit code: 2" in done.out
    assert (
        "`contracts/pages.parquet` holds only a Git LFS pointer, not the data\n  = help: run `git lfs pull`" in done.out
    )


def test_a_lint_stops_the_commit(repository: Repository) -> None:
    repository.write("contracts/scans.dcl", SCANS + "\nlet most = 5\n")
    done = repository.commit()
    assert done.status == 1
    assert outcomes(done)["dcl lint"] == "Failed"
    assert "nothing uses the constant `most`" in done.out


def test_an_example_that_comes_out_wrong_stops_the_commit(repository: Repository) -> None:
    repository.write("contracts/shop.dcl", SHOP.replace("fail 0", "fail 2"))
    done = repository.commit()
    assert done.status == 1
    assert outcomes(done)["dcl test"] == "Failed"
    assert "this should fail, and it passes" in done.out


def test_a_contract_is_laid_out_and_has_to_be_added_again(repository: Repository) -> None:
    longer = SCANS.replace("Scanned pages.", "Scanned pages of books.")
    repository.write("contracts/scans.dcl", longer.replace("  page : int  key", "  page:int key"))
    done = repository.commit()
    assert done.status == 1
    assert outcomes(done)["dcl fmt"] == "Failed"
    assert "files were modified by this hook" in done.out
    assert (repository.path / "contracts" / "scans.dcl").read_text(encoding="utf-8") == longer
    assert repository.commit().status == 0


def test_a_change_of_a_shared_file_is_checked_with_the_data_of_those_that_use_it(repository: Repository) -> None:
    repository.write("contracts/shared.dcl", SHARED.replace("  sent ", "  gone "))
    done = repository.commit()
    assert done.status == 1
    assert outcomes(done)["dcl check"] == "Failed"
    assert '"sent" is not a state' in done.out


def test_what_is_not_staged_does_not_count(repository: Repository) -> None:
    repository.write("contracts/data/orders-2.csv", "order,state\n2,open\n")
    repository.must("git", "add", "--all")
    repository.write("contracts/data/orders-2.csv", "order,state\n2,lost\n")
    assert repository.run("git", "commit", "--message", "staged").status == 0
    assert "lost" in (repository.path / "contracts" / "data" / "orders-2.csv").read_text(encoding="utf-8")


def test_arguments_narrow_what_is_checked(repository: Repository) -> None:
    hooks = [local(hook) for hook in HOOKS if hook["id"] != "dcl-check"]
    (check,) = (local(hook) for hook in HOOKS if hook["id"] == "dcl-check")
    hooks.append({**check, "args": ["contracts/shop.dcl"]})
    repository.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
    repository.write("contracts/pages.parquet", POINTER)
    assert repository.commit().status == 0


@pytest.mark.slow
def test_pre_commit_installs_the_hooks_from_the_project_itself(tmp_path: Path) -> None:
    project = Repository(tmp_path / "project", tmp_path / "cache")
    shutil.copytree(
        ROOT,
        project.path,
        ignore=shutil.ignore_patterns(".venv", ".git", ".*_cache", "__pycache__", "dist", "node_modules", "tests"),
    )
    project.must("git", "init", "--quiet")
    project.must("git", "add", "--all")
    project.must("git", "commit", "--quiet", "--message", "the project")
    head = project.must("git", "rev-parse", "HEAD").strip()

    user = Repository(tmp_path / "user", tmp_path / "cache")
    user.path.mkdir()
    fill(user)
    hooks = [{"id": hook["id"]} for hook in HOOKS]
    config = {"repos": [{"repo": project.path.as_uri(), "rev": head, "hooks": hooks}]}
    user.write(".pre-commit-config.yaml", yaml.safe_dump(config))
    user.must("git", "init", "--quiet")
    user.must("git", "add", "--all")
    done = user.run("pre-commit", "run", "--all-files")
    assert done.status == 0, done.out
    assert outcomes(done) == dict.fromkeys(["dcl fmt", "dcl lint", "dcl test", "dcl check"], "Passed")
    user.write("contracts/data/orders-2.csv", "order,state\n2,lost\n")
    user.must("git", "add", "--all")
    assert '"lost" is not a state' in user.run("pre-commit", "run", "dcl-check").out
