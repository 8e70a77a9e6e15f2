from __future__ import annotations

from dataclasses import replace

import pytest

from dcl.readers.frames import SHOWN
from dcl.report.places import NO_FILES, data_file, uri_of
from dcl.run import Result, TableInfo
from tests.run.street import BOXES, program


def of(source: str, *sources: str) -> str | None:
    """The file of a table whose contract, in `contracts/`, has these sources."""
    made = program(tables=(replace(BOXES, sources=sources),))
    return data_file(Result(made, {"boxes": TableInfo(1, source)}, ()), "boxes")


def test_a_source_of_the_contract_starts_at_its_folder():
    assert of("data/boxes.csv", "data/boxes.csv") == "contracts/data/boxes.csv"
    assert of("data/all.json#boxes", "data/all.json#boxes") == "contracts/data/all.json"


def test_an_argument_starts_where_dcl_runs():
    assert of("today.csv", "data/boxes.csv") == "today.csv"


@pytest.mark.parametrize("source", ["data/{batch}.csv", "data/*.csv", "a frame"])
def test_several_files_and_frames_are_no_file(source):
    assert of(source, source) is None


def test_frames_are_named_as_they_are_shown():
    assert SHOWN in NO_FILES


def test_several_sources_are_no_file():
    assert of("a.csv, b.csv", "a.csv", "b.csv") is None


def test_a_table_without_data_has_no_file():
    assert data_file(Result(program(), {}, ()), "boxes") is None


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b.csv", "a%20b.csv"),
        ("../x?y.csv", "../x%3Fy.csv"),
        ("\udcff.csv", "%FF.csv"),
        ("\ud800.csv", "%ED%A0%80.csv"),
    ],
)
def test_paths_are_spelled_as_uris(path, uri):
    assert uri_of(path) == uri
