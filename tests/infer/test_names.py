from __future__ import annotations

import pytest

from dcl.infer.names import is_id, plain_name, singular, words_of


@pytest.mark.parametrize("name", ["imageId", "image_id", "image-id", "Image ID", "IMAGE_ID"])
def test_the_words_of_a_name(name):
    assert words_of(name) == ("image", "id")


@pytest.mark.parametrize(
    ("plural", "one"),
    [("images", "image"), ("boxes", "box"), ("categories", "category"), ("classes", "class"), ("glass", "glass")],
)
def test_singular(plural, one):
    assert singular(plural) == one


@pytest.mark.parametrize(
    ("wanted", "plain"),
    [
        ("Body Mass (g)", "body_mass_g"),
        ("Species", "Species"),
        ("beer-name", "beer_name"),
        ("größe", "größe"),
        ("3d", "column_3d"),
        ("!!", "column"),
        ("", "column"),
    ],
)
def test_a_plain_name(wanted, plain):
    assert plain_name(wanted, "column") == plain


def test_ids_by_name():
    assert is_id("image_id")
    assert is_id("ProviderNumber")
    assert not is_id("idea")
    assert not is_id("video")
