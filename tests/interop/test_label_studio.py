"""A labelling configuration offers what the contract allows, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dcl.interop.exported import Exported, NoExport
from dcl.interop.label_studio import export
from tests.contract_text import compiled
from tests.interop.gallery import TABLES, contract


def config(folder: Path, text: str, table: str = "t") -> ET.Element:
    return ET.fromstring(export(compiled(folder, text), table).text)


def of_gallery(name: str, table: str) -> ET.Element:
    return ET.fromstring(export(contract(name), table).text)


def only(root: ET.Element, tag: str) -> ET.Element:
    found = list(root.iter(tag))
    assert len(found) == 1, ET.tostring(root, encoding="unicode")
    return found[0]


def every_export() -> list[tuple[str, str, Exported]]:
    found = []
    for name, table in TABLES:
        try:
            found.append((name, table, export(contract(name), table)))
        except NoExport:
            continue
    return found


def test_boxes_are_drawn_on_an_image_with_a_label_each() -> None:
    root = of_gallery("street_boxes", "boxes")
    assert only(root, "Image").attrib == {"name": "image", "value": "$image"}
    drawing = only(root, "RectangleLabels")
    assert drawing.attrib == {"name": "label", "toName": "image"}
    assert [label.get("value") for label in drawing] == ["car", "truck", "rider", "cyclist", "motorcyclist", "unsure"]
    assert drawing[0].get("hint") == "Passenger cars, SUVs and vans."
    assert len({label.get("background") for label in drawing}) == 6


def test_what_is_asked_of_a_box_is_asked_for_each_shape() -> None:
    root = of_gallery("street_boxes", "boxes")
    asked = [element for element in root.iter() if element.get("perRegion") == "true"]
    assert [element.get("name") for element in asked] == ["occluded", "tags", "note"]
    assert [element.get("choice") for element in asked] == ["single", "multiple", None]


def test_keys_references_people_and_edges_are_not_asked_for() -> None:
    left_out = {each.id: each.why for each in export(contract("street_boxes"), "boxes").left_out}
    assert "names the row" in left_out["boxes.box_id"]
    assert "another table" in left_out["boxes.image_id"]
    assert "who did the work" in left_out["boxes.annotator"]
    assert "drawn" in left_out["boxes.x"]


def test_what_it_states_and_what_is_left_to_the_check() -> None:
    exported = export(contract("street_boxes"), "boxes")
    assert {"boxes.label.domain", "boxes.occluded.domain", "boxes.tags.domain"} <= set(exported.expressed)
    left_out = {each.id for each in exported.left_out}
    assert {"boxes.note.length", "inside_image", "every_class_is_seen"} <= left_out
    assert left_out.isdisjoint(exported.expressed)


def test_the_data_get_their_own_spelling(tmp_path: Path) -> None:
    root = config(tmp_path, 'labels k { car named "0" \n van }\ntable t { key_ : int key\n kind : k }\n')
    assert [choice.attrib for choice in root.iter("Choice")] == [{"value": "car", "alias": "0"}, {"value": "van"}]


def test_spans_are_marked_in_a_text() -> None:
    root = of_gallery("spans", "results")
    assert only(root, "Text").get("value") == "$text"
    assert [label.get("value") for label in only(root, "Labels")] == ["person", "place"]


def test_intervals_are_marked_in_a_recording() -> None:
    root = of_gallery("segments", "segments")
    assert only(root, "Audio").get("value") == "$audio"
    assert [label.get("value") for label in only(root, "Labels")] == ["agent", "caller"]


def test_a_tree_is_a_taxonomy_with_one_choice_or_several() -> None:
    trees = {tree.get("name"): tree for tree in of_gallery("intents", "messages").iter("Taxonomy")}
    assert trees["main"].get("maxUsages") == "1"
    assert trees["intents"].get("maxUsages") is None
    assert [inner.get("value") for inner in trees["main"][0]] == ["track", "cancel"]


def test_the_text_of_the_row_is_what_is_looked_at() -> None:
    root = of_gallery("intents", "messages")
    assert only(root, "Text").get("value") == "$text"
    assert list(root.iter("TextArea")) == []


def test_a_scale_of_numbers_is_a_rating_and_any_other_scale_are_choices(tmp_path: Path) -> None:
    text = 'labels s ordered { low named "1"\n high named "2" }\nlabels g ordered { poor\n good }\n'
    root = config(tmp_path, text + "table t { a : s\n b : g }\n")
    assert only(root, "Rating").get("maxRating") == "2"
    assert [choice.get("value") for choice in only(root, "Choices")] == ["poor", "good"]


def test_numbers_keep_their_ends_and_whole_ones_their_step(tmp_path: Path) -> None:
    root = config(tmp_path, "table t {\n a : int in 1..5\n b : float >= 0\n c : int > 2\n d : float > 2 }\n")
    a, b, c, d = root.iter("Number")
    assert (a.get("min"), a.get("max"), a.get("step")) == ("1", "5", "1")
    assert (b.get("min"), b.get("max"), b.get("step")) == ("0", None, None)
    assert c.get("min") == "3"
    exported = export(compiled(tmp_path, "table t {\n d : float > 2 }\n"), "t")
    assert d.get("min") == "2"
    assert "t.d.range" in {each.id for each in exported.left_out}


def test_dates_keep_their_ends(tmp_path: Path) -> None:
    root = config(tmp_path, "table t {\n a : date in @2026-01-01..@2026-12-31\n b : datetime }\n")
    a, b = root.iter("DateTime")
    assert (a.get("only"), a.get("min"), a.get("max")) == ("date", "2026-01-01", "2026-12-31")
    assert b.get("only") == "date,time"


def test_only_what_may_not_be_missing_is_required(tmp_path: Path) -> None:
    lists = 'c : list of one of { "x", "y" }\n d : list of one of { "x", "y" } length 1..'
    text = f"table t {{\n a : bool\n b : bool?\n {lists} }}"
    required = {element.get("name"): element.get("required") for element in config(tmp_path, text).iter("Choices")}
    assert required == {"a": "true", "b": None, "c": None, "d": "true"}


def test_many_choices_are_a_list_to_pick_from(tmp_path: Path) -> None:
    choices = ", ".join(f'"c{number}"' for number in range(20))
    assert only(config(tmp_path, f"table t {{\n a : one of {{ {choices} }} }}\n"), "Choices").get("layout") == "select"


def test_texts_of_strangers_stay_texts(tmp_path: Path) -> None:
    text = (
        'labels k { `<script>` "\\"><b> $image \\u{1b}[31m" \n `$5` }\ntable t {\n `a" onclick="x` : k "costs $5" }\n'
    )
    exported = export(compiled(tmp_path, text), "t")
    root = ET.fromstring(exported.text)
    first, second = root.iter("Choice")
    assert first.get("value") == "<script>"
    assert first.get("hint") == '"><b> ＄image \\u{1b}[31m'
    assert (second.get("value"), second.get("alias")) == ("＄5", "$5")
    assert only(root, "Choices").get("name") == "a_onclick_x"
    assert "$" not in only(root, "Header").get("value", "")


def test_a_label_that_xml_cannot_carry_is_left_out(tmp_path: Path) -> None:
    exported = export(compiled(tmp_path, 'table t {\n a : one of { "x", "\\u{1}" } }\n'), "t")
    assert [choice.get("value") for choice in ET.fromstring(exported.text).iter("Choice")] == ["x"]
    assert any("XML cannot carry" in each.why for each in exported.left_out)


def test_a_table_without_anything_to_ask_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoExport, match="no column that an annotator fills in"):
        export(compiled(tmp_path, "table t {\n a : int key }\n"), "t")


@pytest.mark.parametrize(("name", "table"), [(name, table) for name, table, _ in every_export()])
def test_every_control_of_the_gallery_has_a_name_of_its_own_and_its_object(name: str, table: str) -> None:
    root = of_gallery(name, table)
    names = [element.get("name") for element in root.iter() if element.get("name")]
    assert len(set(names)) == len(names)
    assert {element.get("toName") for element in root.iter() if element.get("toName")} <= set(names)


def test_the_same_contract_gives_the_same_file() -> None:
    assert export(contract("taco"), "annotations") == export(contract("taco"), "annotations")


@pytest.mark.tools
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "table"), [(name, table) for name, table, _ in every_export()])
def test_label_studio_accepts_it_and_dcl_reads_what_it_makes(name: str, table: str, tmp_path: Path) -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface")
    from dcl.readers.labelstudio import parse

    exported = export(contract(name), table)
    made = interface.LabelInterface(exported.text)
    made.validate()
    tasks = [{**made.generate_complete_sample_task(raise_on_failure=True), "id": number} for number in range(1, 4)]
    path = tmp_path / "export.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    sheets, problems = parse([str(path)])
    assert problems == ()
    assert len(sheets["tasks"].records) == 3
    asked = {element.get("name") for element in ET.fromstring(exported.text).iter() if element.get("toName")}
    assert {record["from_name"] for record in sheets["results"].records} <= asked
