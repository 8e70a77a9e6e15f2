"""Drafts of the samples of the gallery, and of the data sets that the tests know: each accepts its own data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.infer.given import accepted, drafted, lines
from tests.shared_data import shared

SAMPLES = Path(__file__).parents[2] / "contracts" / "samples"

GALLERY = [
    ("beers/beers.csv",),
    ("chat:chats/chats.jsonl",),
    ("codes/stays.csv",),
    ("crowdspeech/transcripts.tsv",),
    ("essays/essays.csv", "essays/ratings.csv"),
    ("hospital/measures.csv",),
    ("intents/messages.csv",),
    ("penguins/penguins.csv",),
    ("penguins_vega/penguins.json",),
    ("preferences/pairs.jsonl",),
    ("segments",),
    ("cvat:shelves/shelves.xml",),
    *((f"snow/{name}.tsv",) for name in ("rte", "temp", "valence", "wordsim", "wsd")),
    ("labelstudio:spans/export.json",),
    ("splits/train.csv", "splits/test.csv", "splits/valid.csv"),
    ("street_boxes/images.csv", "street_boxes/boxes.csv"),
    ("coco:taco/annotations.json",),
    ("vendor/2026-11.csv",),
    ("voc:voc",),
    ("votes/votes.csv",),
    ("wnut17/train.conll", "wnut17/dev.conll", "wnut17/test.conll"),
    ("yolo:yolo/labels",),
]

SHARED = [
    ("beers/clean.csv",),
    ("beers/dirty.csv",),
    ("crowdspeech/crowdspeech-dev-clean-crowd.tsv", "tsv:crowdspeech/crowdspeech-dev-clean-gt.txt"),
    ("hospital/clean.csv",),
    ("hospital/dirty.csv",),
    ("hospital/truth_long.csv",),
    ("penguins/penguins-raw.csv",),
    ("penguins/penguins.csv",),
    ("penguins/penguins_vega.json",),
    *((f"snow2008/{name}.standardized.tsv",) for name in ("rte", "temp", "valence", "wordsim", "wsd")),
    ("coco:taco/annotations.json",),
    ("vote_counts/votes.csv",),
    ("wnut17/emerging.dev.conll",),
]


@pytest.mark.parametrize("arguments", GALLERY, ids=" ".join)
def test_a_draft_of_a_sample_accepts_it(tmp_path, monkeypatch, arguments):
    for argument in arguments:
        copy(SAMPLES / argument.rpartition(":")[2], tmp_path / argument.rpartition(":")[2])
    monkeypatch.chdir(tmp_path)
    accepted(tmp_path, drafted(tmp_path, *arguments))


@pytest.mark.parametrize("arguments", SHARED, ids=" ".join)
def test_a_draft_of_a_data_set_accepts_it(tmp_path, monkeypatch, arguments):
    for argument in arguments:
        copy(shared(argument.rpartition(":")[2]), tmp_path / argument.rpartition(":")[2])
    monkeypatch.chdir(tmp_path)
    accepted(tmp_path, drafted(tmp_path, *arguments))


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)


def draft_of(tmp_path, name):
    copy(shared(name), tmp_path / "data.csv")
    return lines(drafted(tmp_path, str(tmp_path / "data.csv")))


def test_what_the_penguins_hold(tmp_path):
    found = draft_of(tmp_path, "penguins/penguins-raw.csv")
    assert 'missing "NA"' in found
    assert "Species : Species" in found
    assert 'Island : one of { "Biscoe", "Dream", "Torgersen" }' in found
    assert "unique sample_number, Species" in found
    assert r"studyName : text matches /PAL\d{4}/" in found
    assert 'flipper_length_mm : int? named "Flipper Length (mm)" >= 0' in found


def test_what_the_hospitals_hold(tmp_path):
    found = draft_of(tmp_path, "hospital/clean.csv")
    assert 'Score : float? unit "%" in 0..1' in found
    assert 'Sample : int? unit "patients" >= 0' in found
    assert r"ZipCode : text matches /\d{5}/" in found
    assert "unique ProviderNumber, MeasureCode" in found
    rules = " ".join(found)
    assert "check ProviderNumber determines HospitalName, Address1, City, ZipCode, CountyName" in rules
    assert "check MeasureCode determines Condition" in rules


def test_what_the_beers_hold(tmp_path):
    found = draft_of(tmp_path, "beers/dirty.csv")
    assert "id : int key >= 0" in found
    assert 'ibu : int? >= 0 missing "N/A"' in found
    assert "check brewery_id determines brewery_name, state" in found
