from __future__ import annotations

import pytest

from tests.guide.street import STREET

OLD = STREET.replace("2.1.0", "2.0.0").replace("Cars and vans.", "Cars.")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a contract and an older one, entered."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "street.dcl").write_text(STREET, encoding="utf-8")
    (tmp_path / "old.dcl").write_text(OLD, encoding="utf-8")
    return tmp_path


def test_help_opens_with_an_example(dcl):
    assert dcl("guide", "--help").out.startswith("Example:\n  dcl guide street.dcl --output guide.html\n")


class TestFormats:
    def test_html_to_standard_output(self, folder, dcl):
        call = dcl("guide", "street.dcl")
        assert (call.status, call.err) == (0, "")
        assert call.out.startswith('<!doctype html>\n<html lang="en">')

    def test_markdown(self, folder, dcl):
        assert dcl("guide", "street.dcl", "--format", "markdown").out.startswith("# Street 2.1.0\n")

    def test_to_a_file(self, folder, dcl):
        call = dcl("guide", "street.dcl", "--output", "guide.html")
        assert (call.status, call.out, call.err) == (0, "", "")
        assert (folder / "guide.html").read_text(encoding="utf-8").startswith("<!doctype html>")
        assert sorted(path.name for path in folder.iterdir()) == ["guide.html", "old.dcl", "street.dcl"]


class TestLanguages:
    @pytest.mark.parametrize("spelled", ["ko", "KO"])
    def test_the_one_to_show_first(self, folder, dcl, spelled):
        out = dcl("guide", "street.dcl", "--language", spelled).out
        assert '<html lang="ko">' in out
        assert '<option value="en" lang="en">English</option>' in out

    def test_markdown_holds_one(self, folder, dcl):
        out = dcl("guide", "street.dcl", "--format", "markdown", "--language", "ko").out
        assert "## 라벨" in out
        assert "## Labels" not in out

    def test_the_guides_own_words_where_nothing_is_translated(self, folder, dcl):
        (folder / "plain.dcl").write_text('dcl 1\ncontract a 1.0.0 { "A task." }\ntable t {\n x : int\n}\n')
        out = dcl("guide", "plain.dcl", "--language", "ko", "--format", "markdown").out
        assert "A task." in out
        assert "정수" in out

    @pytest.mark.parametrize("spelled", ["fr", "klingon", "", "../ko"])
    def test_one_that_nobody_knows(self, folder, dcl, spelled):
        call = dcl("guide", "street.dcl", "--language", spelled, "--output", "guide.html")
        assert (call.status, call.out) == (2, "")
        assert "error[DCL805]" in call.err
        assert "it can be had in `en`, `ko`" in call.err
        assert not (folder / "guide.html").exists()


class TestSince:
    def test_what_changed(self, folder, dcl):
        out = dcl("guide", "street.dcl", "--since", "old.dcl", "--format", "markdown").out
        assert "Compared with version 2.0.0." in out
        assert "- Definition: before: “Cars.” now: “Cars and vans.”" in out

    def test_an_older_contract_that_is_broken(self, folder, dcl):
        (folder / "old.dcl").write_text("contract {\n")
        call = dcl("guide", "street.dcl", "--since", "old.dcl")
        assert (call.status, call.out) == (2, "")
        assert "old.dcl" in call.err


class TestWrong:
    def test_a_broken_contract(self, folder, dcl):
        (folder / "street.dcl").write_text("contract {\n")
        call = dcl("guide", "street.dcl")
        assert (call.status, call.out) == (2, "")
        assert "error[DCL" in call.err

    def test_a_contract_that_is_not_there(self, folder, dcl):
        assert dcl("guide", "lost.dcl").status == 2

    @pytest.mark.parametrize("name", ["street.dcl", "old.dcl", "lost/guide.html", "."])
    def test_a_file_that_cannot_be_written(self, folder, dcl, name):
        call = dcl("guide", "street.dcl", "--since", "old.dcl", "--output", name)
        assert (call.status, call.out) == (2, "")
        assert "error[DCL655]" in call.err
        assert (folder / "street.dcl").read_text(encoding="utf-8") == STREET

    def test_a_picture_that_is_not_there_is_a_warning(self, folder, dcl):
        text = STREET.replace('car     "Cars and vans."', 'car     "Cars and vans." image "car.png"')
        (folder / "street.dcl").write_text(text, encoding="utf-8")
        call = dcl("guide", "street.dcl")
        assert call.status == 0
        assert call.out.startswith("<!doctype html>")
        assert "warning[DCL801]" in call.err
        assert 'there is no picture "car.png"' in call.err
