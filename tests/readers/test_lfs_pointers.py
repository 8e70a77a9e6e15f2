"""A Git LFS pointer in the place of a file is told as one, whatever the format."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dcl.cli import main

CONTRACTS = Path(__file__).parents[2] / "contracts"
POINTER = (
    "version https://git-lfs.github.com/spec/v1\n"
    "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n"
    "size 12345\n"
)


@pytest.mark.parametrize("contract", sorted(path.stem for path in CONTRACTS.glob("*.dcl")))
def test_every_contract_of_the_gallery_sees_that_its_data_are_pointers(
    contract: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(CONTRACTS / f"{contract}.dcl", tmp_path)
    shutil.copytree(CONTRACTS / "samples" / contract, tmp_path / "samples" / contract)
    for path in (tmp_path / "samples").rglob("*"):
        if path.is_file():
            path.write_text(POINTER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", f"{contract}.dcl"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error[DCL611]: `samples/")
    assert "holds only a Git LFS pointer, not the data\n  = help: run `git lfs pull`\n" in err
