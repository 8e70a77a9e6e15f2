"""A folder in the place of a contract."""

from __future__ import annotations

import shutil

import pytest

from tests.cli.shop import BAD, CONTRACT, Call, write

SHARED = 'dcl 1\n\nlabels colour {\n  red "Like blood."\n}\n'
WITHOUT_DATA = CONTRACT.replace('  source "orders.csv"\n', "").replace("contract shop", "contract archive")


@pytest.fixture
def shops(tmp_path, monkeypatch):
    """A good shop, a bad shop below it, a file for others to use, and a contract that names no data."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path)
    (tmp_path / "north").mkdir()
    write(tmp_path / "north", BAD, CONTRACT.replace("contract shop", "contract north"))
    (tmp_path / "shared.dcl").write_text(SHARED, encoding="utf-8")
    (tmp_path / "archive.dcl").write_text(WITHOUT_DATA, encoding="utf-8")
    return tmp_path


def test_every_contract_with_a_source_is_checked(shops, dcl):
    call = dcl("check", ".")
    assert call.status == 1
    assert [line.split(" ")[0] for line in call.out.splitlines() if " rows · " in line] == ["shop", "north"]
    assert call.err == "not checked, for lack of a `source`: archive.dcl\n"


def test_quiet_shows_only_what_is_wrong(shops, dcl):
    call = dcl("check", "--quiet", ".")
    assert (call.status, call.err) == (1, "")
    assert call.out.startswith("north 1.0.0")


def test_all_is_well_where_each_contract_holds(shops, dcl):
    shutil.rmtree(shops / "north")
    assert dcl("check", "--quiet", ".") == Call(0, "", "")


def test_the_gravest_status_counts(shops, dcl):
    (shops / "orders.csv").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    call = dcl("check", ".")
    assert call.status == 2
    assert call.err.startswith("error[DCL611]: `orders.csv` holds only a Git LFS pointer, not the data\n")
    assert "north 1.0.0" in call.out


def test_a_broken_contract_is_told(shops, dcl):
    (shops / "shop.dcl").write_text("dcl 1\ncontract shop 1.0.0 {\n", encoding="utf-8")
    call = dcl("check", "--quiet", ".")
    assert call.status == 2
    assert "shop.dcl:" in call.err


@pytest.mark.parametrize("folder", [".git", ".venv", "node_modules", "env"])
def test_folders_of_others_are_not_looked_into(shops, dcl, folder):
    (shops / "north").rename(shops / folder)
    (shops / folder / "pyvenv.cfg").touch()
    assert dcl("check", "--quiet", ".").status == 0


def test_nothing_to_check_is_no_success(shops, dcl):
    (shops / "shop.dcl").unlink()
    shutil.rmtree(shops / "north")
    call = dcl("check", ".")
    assert (call.status, call.out) == (2, "")
    assert "no contract in `.` says where its data are" in call.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("orders.csv",),
        ("--format", "json"),
        ("--output", "report.txt"),
        ("--violations", "bad.csv"),
        ("--rule", "sent_is_paid"),
        ("--tag", "money"),
        ("--by", "state"),
        ("--write-baseline", "known.json"),
    ],
    ids=" ".join,
)
def test_what_is_for_one_contract_is_refused(shops, dcl, arguments):
    call = dcl("check", ".", *arguments)
    assert (call.status, call.out) == (2, "")
    assert "is for one contract, and `.` is a folder" in call.err


def test_the_contracts_of_a_folder_are_linted_laid_out_and_tested(shops, dcl):
    assert dcl("lint", "north").status == 0
    assert dcl("fmt", "--check", ".").out.splitlines()[-1] == "north/shop.dcl would change"
    call = dcl("test", "north")
    assert (call.status, call.out) == (0, "✓ north/shop.dcl   6 of 6 examples as expected\n")


def test_a_folder_without_contracts_is_a_mistake(shops, dcl):
    (shops / "empty").mkdir()
    call = dcl("lint", "empty")
    assert call.status == 2
    assert "the folder `empty` holds no contract" in call.err


def test_a_file_for_others_to_use_is_no_mistake(shops, dcl):
    assert dcl("lint", "shared.dcl") == Call(0, "", "")
    call = dcl("test", "shared.dcl")
    assert call.status == 0
    assert call.out == "– shared.dcl   declares no contract: its examples run with those that use it\n"


def test_a_mistake_in_a_file_for_others_to_use_is_told(shops, dcl):
    (shops / "shared.dcl").write_text(SHARED + "table t {\n  a : nothing\n}\n", encoding="utf-8")
    call = dcl("lint", "shared.dcl")
    assert call.status == 2
    assert "`nothing`" in call.out
    assert "declares no contract" not in call.out
