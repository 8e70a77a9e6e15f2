from __future__ import annotations

import base64

import pytest

from dcl.guide.images import LARGEST, kind_of
from dcl.guide.make import make_guides
from tests.contract_text import compiled

PNG = b"\x89PNG\r\n\x1a\n" + b"rest"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def labelled(tmp_path, image="car.png", use=False):
    text = f'labels v {{\n car "A car." image "{image}"\n}}\n'
    if use:
        (tmp_path / "shared").mkdir(exist_ok=True)
        (tmp_path / "shared" / "labels.dcl").write_text(text)
        text = 'use "shared/labels.dcl"\n'
    contract = compiled(tmp_path, text + "table t {\n c : v\n}\n")
    (guide,), diagnostics = make_guides(contract, ("en",))
    return guide.label_sets[0].labels[0].image, [(each.id, each.message) for each in diagnostics]


class TestFound:
    def test_beside_the_contract(self, tmp_path):
        (tmp_path / "car.png").write_bytes(PNG)
        image, found = labelled(tmp_path)
        assert image.address == "data:image/png;base64," + base64.b64encode(PNG).decode()
        assert found == []

    def test_beside_the_file_that_declares_the_label(self, tmp_path):
        (tmp_path / "shared").mkdir()
        (tmp_path / "shared" / "car.png").write_bytes(PNG)
        image, found = labelled(tmp_path, use=True)
        assert image is not None
        assert found == []

    def test_a_used_file_may_name_one_above_it_inside_the_folder(self, tmp_path):
        (tmp_path / "car.png").write_bytes(PNG)
        assert labelled(tmp_path, "../car.png", use=True)[0] is not None

    def test_wherever_the_command_is_run(self, tmp_path, monkeypatch):
        (tmp_path / "car.png").write_bytes(PNG)
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        assert labelled(tmp_path)[0] is not None


class TestLeftOut:
    def test_one_that_is_not_there(self, tmp_path):
        assert labelled(tmp_path) == (None, [("DCL801", 'there is no picture "car.png"')])

    def test_a_folder(self, tmp_path):
        (tmp_path / "car.png").mkdir()
        assert labelled(tmp_path)[1][0][0] == "DCL801"

    @pytest.mark.parametrize("path", ["../car.png", "/etc/passwd", "..\\\\car.png", "a/../../car.png", "nul\\u{0}.png"])
    def test_one_outside_of_the_folder(self, tmp_path, path):
        folder = tmp_path / "contract"
        folder.mkdir()
        (tmp_path / "car.png").write_bytes(PNG)
        image, found = labelled(folder, path)
        assert image is None
        assert [code for code, _ in found] == ["DCL802"]

    def test_a_link_that_leads_outside(self, tmp_path):
        folder = tmp_path / "contract"
        folder.mkdir()
        (tmp_path / "secret.png").write_bytes(PNG)
        (folder / "car.png").symlink_to(tmp_path / "secret.png")
        assert labelled(folder)[1][0][0] == "DCL802"

    def test_what_is_no_picture(self, tmp_path):
        (tmp_path / "car.png").write_bytes(b"password")
        assert labelled(tmp_path) == (None, [("DCL803", '"car.png" is no picture that a browser shows')])

    def test_one_that_is_too_large(self, tmp_path):
        (tmp_path / "car.png").write_bytes(PNG + bytes(LARGEST))
        image, found = labelled(tmp_path)
        assert image is None
        assert found[0][0] == "DCL804"
        assert "2.0 MB" in found[0][1]

    def test_each_is_said_once(self, tmp_path):
        contract = compiled(tmp_path, 'labels v {\n car "A car." image "car.png"\n}\ntable t {\n c : v\n}\n')
        assert len(make_guides(contract, ("en", "ko"))[1]) == 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (SVG, "image/svg+xml"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- drawn by hand -->\n" + SVG, "image/svg+xml"),
        (b"<html><svg></svg></html>", None),
        (b"<svgx>", None),
        (b"RIFF\x00\x00\x00\x00AVI ", None),
        (b"", None),
        (b"<svg>\xff\xfe", None),
    ],
)
def test_contents_decide(content, kind):
    assert kind_of(content) == kind
