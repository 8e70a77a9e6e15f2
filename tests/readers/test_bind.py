from __future__ import annotations

from pathlib import Path

import pytest

from dcl.analysis.terms import FromList
from dcl.ir.program import TableSpec, TextFormat
from dcl.readers.bind import bind_arguments, bind_path
from tests.readers.help import program, spec


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to start in, with some data; nothing in it is ever opened."""
    monkeypatch.chdir(tmp_path)
    for name in ("boxes.csv", "images.parquet", "data/b.csv", "data/a.csv", "data/.hidden.csv", "data/notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "data" / "deep").mkdir()
    (tmp_path / "data" / "deep" / "c.csv").write_bytes(b"")
    return tmp_path


BOXES = spec("boxes")
IMAGES = spec("images")
LAST = spec("last_release", may_be_absent=True)


def bound(*arguments: str, tables: tuple[TableSpec, ...] = (BOXES,)) -> list[tuple[str, str, tuple[str, ...]]]:
    bindings, problems = bind_arguments(program(*tables), arguments, Path())
    assert problems == ()
    return [(binding.table, binding.format, binding.paths) for binding in bindings]


def refused(*arguments: str, tables: tuple[TableSpec, ...] = (BOXES,)) -> list[str]:
    _, problems = bind_arguments(program(*tables), arguments, Path())
    assert all(problem.help for problem in problems)
    return [f"{problem.id} {problem.message}" for problem in problems]


def test_a_bare_path_serves_the_one_table() -> None:
    assert bound("boxes.csv") == [("boxes", "csv", ("boxes.csv",))]


def test_tables_that_may_be_absent_do_not_count() -> None:
    assert bound("boxes.csv", tables=(LAST, BOXES)) == [("boxes", "csv", ("boxes.csv",))]


def test_tables_are_bound_by_name_in_the_order_of_the_contract() -> None:
    found = bound("images=images.parquet", "boxes=boxes.csv", tables=(BOXES, IMAGES))
    assert found == [("boxes", "csv", ("boxes.csv",)), ("images", "parquet", ("images.parquet",))]


@pytest.mark.parametrize("name", ["csv", "tsv", "parquet", "json", "ndjson", "arrow"])
def test_a_prefix_overrides_the_suffix(name: str) -> None:
    assert bound(f"boxes={name}:boxes.csv") == [("boxes", name, ("boxes.csv",))]


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.CSV", "csv"),
        ("a.csv.gz", "csv"),
        ("a.tsv", "tsv"),
        ("a.json", "json"),
        ("a.jsonl", "ndjson"),
        ("a.ndjson.gz", "ndjson"),
        ("a.feather", "arrow"),
        ("a.conll", "conll"),
    ],
)
def test_a_suffix_decides_the_format(home: Path, name: str, format: str) -> None:
    (home / name).write_bytes(b"")
    assert bound(name) == [("boxes", format, (name,))]


def test_the_format_statement_decides_where_the_suffix_says_nothing(home: Path) -> None:
    (home / "a.txt").write_bytes(b"")
    assert bound("a.txt", tables=(spec("boxes", format=TextFormat(name="csv")),)) == [("boxes", "csv", ("a.txt",))]


def test_a_folder_is_one_table_of_its_files_in_order() -> None:
    assert bound("data") == [("boxes", "csv", ("data/a.csv", "data/b.csv"))]


def test_a_glob_is_one_table_of_its_files_in_order() -> None:
    assert bound("data/**/*.csv") == [("boxes", "csv", ("data/a.csv", "data/b.csv", "data/deep/c.csv"))]


def test_a_file_whose_name_looks_like_a_glob_or_a_binding_is_itself(home: Path) -> None:
    (home / "a[1].csv").write_bytes(b"")
    (home / "day=1.csv").write_bytes(b"")
    assert bound("a[1].csv") == [("boxes", "csv", ("a[1].csv",))]
    assert bound("day=1.csv") == [("boxes", "csv", ("day=1.csv",))]


def test_an_address_in_a_cloud_is_not_looked_for_here() -> None:
    assert bound("boxes=s3://bucket/boxes.parquet") == [("boxes", "parquet", ("s3://bucket/boxes.parquet",))]


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("boxs=boxes.csv", "DCL601 `boxs` is not a table of `street`"),
        ("nothing.csv", "DCL606 there is no file `nothing.csv`"),
        ("boxes=", "DCL605 an argument names no file"),
        ("none/*.csv", "DCL605 no file matches `none/*.csv`"),
        ("data/notes.md", "DCL607 `data/notes.md` has `.md`, which does not say what is in it"),
        ("boxes=excel:boxes.csv", "DCL608 the format `excel` of `boxes` is not supported yet"),
        (
            "boxes.csv#boxes",
            "DCL624 `boxes.csv#boxes` asks for the table `boxes` in a file, but a csv file holds only one table",
        ),
        ("/dev/null", "DCL606 `/dev/null` is not an ordinary file (a pipe or a device has no end that can be checked)"),
        ("a\0b.csv", "DCL606 `a\\u{0}b.csv` cannot be read: embedded null byte"),
    ],
)
def test_an_argument_that_leads_nowhere_is_refused(argument: str, message: str) -> None:
    assert message in refused(argument)


def test_a_misspelt_table_is_told_the_right_one() -> None:
    _, problems = bind_arguments(program(BOXES), ["boxs=boxes.csv"], Path())
    assert problems[0].help == "did you mean `boxes`?"


def test_excel_is_told_apart_from_an_unknown_suffix(home: Path) -> None:
    (home / "a.xlsx").write_bytes(b"")
    assert refused("a.xlsx") == ["DCL608 the format `excel` of `boxes` is not supported yet"]


def test_an_unknown_suffix_is_told_the_prefix_to_write() -> None:
    _, problem = bind_path(BOXES, "data/notes.md")
    assert problem is not None
    assert problem.help is not None
    assert problem.help.startswith("write its format first: `boxes=csv:data/notes.md`")


def test_a_table_bound_twice_is_refused() -> None:
    assert refused("data/a.csv", "data/b.csv") == [
        "DCL602 `boxes` gets data twice: from `data/a.csv` and from `data/b.csv`"
    ]


def test_a_bare_path_for_several_tables_is_refused() -> None:
    found = refused("boxes.csv", "images=images.parquet", tables=(BOXES, IMAGES))
    assert found == ["DCL603 `boxes.csv` does not say which table it is for: the contract has `boxes` and `images`"]


def test_a_misspelt_table_is_not_told_again_as_one_without_data() -> None:
    assert refused("boxs=boxes.csv", tables=(BOXES, IMAGES)) == ["DCL601 `boxs` is not a table of `street`"]


def test_a_table_made_from_another_takes_and_needs_no_data() -> None:
    kinds = spec("kinds", origin=FromList("boxes", "tags", "id"))
    assert bound("boxes.csv", tables=(BOXES, kinds)) == [("boxes", "csv", ("boxes.csv",))]
    found = refused("boxes=boxes.csv", "kinds=boxes.csv", tables=(BOXES, kinds))
    assert found == ["DCL626 `kinds` takes no data: it is made from `boxes`"]


def test_a_table_without_data_is_refused_unless_it_may_be_absent() -> None:
    assert refused(tables=(BOXES, LAST)) == ["DCL604 `boxes` has no data"]


def test_a_folder_without_data_is_refused(home: Path) -> None:
    (home / "empty").mkdir()
    (home / "empty" / "deeper").mkdir()
    _, problem = bind_path(BOXES, "empty")
    assert problem is not None
    assert problem.message == "the folder `empty` holds no file that dcl reads"
    assert problem.help == "write a pattern, such as `empty/**/*.csv`"


def test_files_of_several_formats_are_refused(home: Path) -> None:
    (home / "data" / "c.parquet").write_bytes(b"")
    message = "DCL605 `data` holds files of several formats: csv (`a.csv`) and parquet (`c.parquet`)"
    assert refused("data") == [message]
    assert bound("boxes=parquet:data") == [("boxes", "parquet", ("data/c.parquet",))]


def from_source(root: Path, *sources: str, **more: bool) -> str | tuple[str, ...]:
    """What a table's sources come to: its files below the root, or why there are none."""
    bindings, problems = bind_arguments(program(spec("boxes", sources=sources, **more)), [], root)
    if problems:
        return f"{problems[0].id} {problems[0].message}"
    return tuple(str(Path(path).relative_to(root)) for binding in bindings for path in binding.paths)


def test_a_source_starts_at_the_folder_of_the_contract(home: Path) -> None:
    assert from_source(home / "data", "*.csv") == ("a.csv", "b.csv")
    assert from_source(home, "data") == ("data/a.csv", "data/b.csv")
    assert from_source(home, "boxes.csv") == ("boxes.csv",)


def test_an_argument_replaces_the_source_of_its_own_table_only() -> None:
    boxes, images = spec("boxes", sources=("data/*.csv",)), spec("images", sources=("images.parquet",))
    found = bound("boxes=boxes.csv", tables=(boxes, images))
    assert found == [("boxes", "csv", ("boxes.csv",)), ("images", "parquet", ("images.parquet",))]


def test_a_source_that_matches_nothing_leaves_the_table_without_data(home: Path) -> None:
    assert from_source(home, "none/*.csv") == "DCL605 `boxes` has no data: no file matches `none/*.csv`"
    assert from_source(home, "none/*.csv", may_be_absent=True) == ()


@pytest.mark.parametrize("source", ["../boxes.csv", "deep/../../boxes.csv", "/etc/passwd", "s3://bucket/x.csv"])
def test_a_source_stays_in_the_folder_of_the_contract(home: Path, source: str) -> None:
    message = f"DCL609 the `source` `{source}` of `boxes` leads out of the contract's folder"
    assert from_source(home / "data", source) == message


def test_a_link_cannot_lead_a_source_out_of_the_folder(home: Path) -> None:
    (home / "data" / "link.csv").symlink_to(home / "boxes.csv")
    assert str(from_source(home / "data", "link.csv")).startswith("DCL609")
    (home / "data" / "folder").symlink_to(home)
    assert str(from_source(home / "data", "folder/*.csv")).startswith("DCL609")
    assert str(from_source(home / "data", "folder")).startswith("DCL609")
