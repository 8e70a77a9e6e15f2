"""From files to a draft that the files keep to."""

from __future__ import annotations

import json
import random
from pathlib import Path

import polars as pl
import pytest

from dcl.infer.infer import infer, infer_tables
from dcl.infer.reading import given_frames
from tests.infer.given import accepted, drafted, lines


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> str:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return str(path)


@pytest.fixture
def shop(tmp_path):
    """Orders of known customers: each town has one country, orders point at customers."""
    chance = random.Random(1)
    towns = {f"Town {chr(65 + n)}{chr(75 + n)}": ["DE", "FR", "IT"][n % 3] for n in range(12)}
    customers = ["id,town,country,since"]
    for number in range(1, 101):
        town = chance.choice(list(towns))
        customers.append(f"{number},{town},{towns[town]},{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.2026")
    orders = ["order_id,customer_id,state,amount,note"]
    for number in range(300):
        state = chance.choice(["open", "sent", "paid"])
        amount = "N/A" if number % 50 == 0 else f"{chance.uniform(0, 500):.2f}"
        note = "be quick" if number % 7 == 0 else ""
        orders.append(f"o{number:05},{chance.randint(1, 100)},{state},{amount},{note}")
    write(tmp_path, "customers.csv", "\n".join(customers) + "\n")
    write(tmp_path, "orders.csv", "\n".join(orders) + "\n")
    return tmp_path


def test_planted_truths_are_found(shop):
    text = drafted(shop, str(shop / "customers.csv"), str(shop / "orders.csv"))
    accepted(shop, text)
    found = lines(text)
    assert "id : int key >= 0" in found
    assert 'since : date format "%d.%m.%Y"' in found
    assert r"order_id : text key matches /o\d{5}/" in found
    assert "customer_id : int references customers" in found
    assert any(line.startswith("state : one of {") for line in found)
    assert 'amount : float? >= 0 missing "N/A"' in found
    assert "check town determines country" in found


def test_every_line_has_its_evidence(shop):
    text = drafted(shop, str(shop / "orders.csv"))
    column = next(line for line in text.splitlines() if line.strip().startswith("amount"))
    assert "# 294 of 300 rows; " in column
    assert "# 300 rows, 5 columns" in text


def test_noise_has_no_structure(tmp_path):
    chance = random.Random(2)
    rows = ["left,right,size,other"]
    rows += [
        f"{chance.randint(1, 30)},{chance.randint(1, 30)},{chance.gauss(0, 1)},w{chance.randint(1, 9)}x"
        for _ in range(400)
    ]
    text = drafted(tmp_path, write(tmp_path, "noise.csv", "\n".join(rows)))
    accepted(tmp_path, text)
    assert not any(word in text for word in (" key ", " unique ", "references", "determines"))


def test_an_answer_and_a_worker_are_unique_together(tmp_path):
    rows = [
        "item,worker,answer",
        *(f"i{item},w{worker},{(item + worker) % 2}" for item in range(60) for worker in range(5)),
    ]
    text = drafted(tmp_path, write(tmp_path, "answers.csv", "\n".join(rows)))
    accepted(tmp_path, text)
    assert "unique item, worker" in lines(text)


def test_a_reference_with_one_stray_value_is_none(tmp_path):
    write(tmp_path, "images.csv", "id,w\n1,5\n2,6\n3,7\n")
    write(tmp_path, "boxes.csv", "image_id\n1\n2\n4\n")
    text = drafted(tmp_path, str(tmp_path / "images.csv"), str(tmp_path / "boxes.csv"))
    accepted(tmp_path, text)
    assert "references" not in text


def test_an_export_of_a_vendor(tmp_path):
    rows = [
        "part;label;depth;price",
        *(f"{n};{'dent' if n % 2 else 'none'};0,{n:02} mm;{n}.234,50" for n in range(1, 60)),
    ]
    text = drafted(tmp_path, write(tmp_path, "vendor.csv", "\n".join(rows), "cp1252"))
    accepted(tmp_path, text)
    found = lines(text)
    assert 'format csv(separator: ";", decimal: ",", thousands: ".")' in found
    assert 'depth : float unit "mm" >= 0' in found
    assert "label : label" in found


def test_labels_say_that_they_are_not_defined(tmp_path):
    rows = ["label", *["car"] * 30, *["goods vehicle"] * 20]
    text = drafted(tmp_path, write(tmp_path, "boxes.csv", "\n".join(rows)))
    accepted(tmp_path, text)
    assert 'goods_vehicle named "goods vehicle" "Not yet defined; in 20 of 50 cells."' in lines(text)


def test_columns_of_the_same_labels_share_a_set(tmp_path):
    rows = ["label,gold", *["car,car"] * 30, *["truck,car"] * 20, *["truck,"] * 20]
    text = drafted(tmp_path, write(tmp_path, "boxes.csv", "\n".join(rows)))
    accepted(tmp_path, text)
    assert "label : label" in lines(text)
    assert text.count("\nlabels ") == 1


def test_records_of_json(tmp_path):
    records = [
        {"id": n, "tags": ["night"] if n % 2 else [], "at": {"x": n / 2, "y": None}, "box": [1, 2, n, 4.5]}
        for n in range(60)
    ]
    text = drafted(tmp_path, write(tmp_path, "scenes.json", json.dumps(records)))
    accepted(tmp_path, text)
    found = lines(text)
    assert "id : int key >= 0" in found
    assert "at : { x: float, y: any? }" in found
    assert "box : list of float length 4 >= 0" in found


def test_a_format_of_several_tables(tmp_path):
    coco = {
        "images": [{"id": n, "file_name": f"{n}.jpg"} for n in range(1, 6)],
        "annotations": [{"id": n, "image_id": n % 5 + 1, "bbox": [0, 0, 5, 5]} for n in range(20)],
    }
    text = drafted(tmp_path, f"coco:{write(tmp_path, 'a.json', json.dumps(coco))}")
    accepted(tmp_path, text)
    assert 'source "a.json#annotations"' in lines(text)
    assert "image_id : int references images" in lines(text)


def test_a_folder_is_one_table(tmp_path):
    write(tmp_path, "days/monday.csv", "id\n1\n2\n")
    write(tmp_path, "days/tuesday.csv", "id\n3\n4\n")
    text = drafted(tmp_path, f"visits={tmp_path / 'days'}")
    program = accepted(tmp_path, text)
    assert [(table.name, table.sources) for table in program.tables] == [("visits", ("days",))]


def test_a_file_outside_the_folder_of_the_contract_has_no_source(tmp_path):
    path = write(tmp_path, "a.csv", "id\n1\n2\n")
    (tmp_path / "contracts").mkdir()
    assert "source" not in drafted(tmp_path / "contracts", path)


def test_parquet_keeps_its_types(tmp_path):
    frame = pl.DataFrame(
        {"n": [1, 2, None], "x": [0.5, float("nan"), 1.0], "d": ["2026-01-01"] * 3, "o": [[1], [], None]}
    )
    frame.with_columns(pl.col("d").str.to_date()).write_parquet(tmp_path / "t.parquet")
    text = drafted(tmp_path, str(tmp_path / "t.parquet"))
    accepted(tmp_path, text)
    columns = [line for line in lines(text) if " : " in line]
    assert columns == ["n : int?", "x : float?", "d : date", "o : list of int?"]


def test_frames_of_python():
    given, problems = given_frames({"boxes": pl.DataFrame({"label": ["car", "van"] * 30})})
    assert problems == ()
    assert "labels label {" in infer_tables(given)


def test_a_sample_says_so(tmp_path):
    path = write(tmp_path, "a.csv", "id\n" + "".join(f"{n}\n" for n in range(50)) + "x\n")
    text = drafted(tmp_path, path, sample=40)
    assert "the first 40 rows of the data keep to every line" in text
    assert "id : int key >= 0" in lines(text)


def test_values_of_people_stand_nowhere(tmp_path):
    rows = ["email,city", *(f"person{n % 12}@acme.example,town {chr(97 + n % 12)}" for n in range(120))]
    text = drafted(tmp_path, write(tmp_path, "people.csv", "\n".join(rows)))
    accepted(tmp_path, text)
    assert "sensitive" in text
    assert "@acme" not in text


HOSTILE = {
    "signs in names": 'a`b,"new\nline",,"x{y}",is,"  "\n1,2,3,4,5,6\n2,3,4,5,6,7\n',
    "one letter, four columns": "id,Id,ID,id \n1,2,3,4\n2,3,4,5\n",
    "only a header": "id,label,note\n",
    "one row": "id,label,note\n1,car,hello\n",
    "all missing": "a,b\n,\n,\n",
    "all spelled missing": "id,x\n1,N/A\n2,N/A\n",
    "byte-order mark": "\ufeffid,a\n1,2\n2,3\n",
    "signs that cannot be seen": 'id,"\u202eevil"\n1,"\x1b[31mred"\n2,"\u200b"\n',
    "markup": 'id,label\n1,<script>\n2,<script>\n3,"""}"\n4,"""}"\n5,"\\"\n6,"\\"\n',
    "quotes": 'id,text\n1,he said "hi" there\n2,5" pipe\n',
    "a long name": "a" * 5000 + ",b\n1," + "z" * 5000 + "\n",
    "numbers of every kind": "a,b,c\n1e5,+1,0x10\n.5,-0,1_000\n5.,007,٣\n",
    "nan": "a\n1.5\nnan\nNaN\n2.5\n",
    "dates without a calendar": "d,e\n2026-02-30,0000-01-01\n2026-02-29,2026-13-01\n",
    "named like the language": "int,text,labels,table,rule,key\n1,2,3,4,5,6\n2,3,4,5,6,7\n",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_make_drafts_that_hold(tmp_path, content):
    accepted(tmp_path, drafted(tmp_path, write(tmp_path, "int.csv", content)))


def test_mixed_records_make_a_draft_that_holds(tmp_path):
    records = (
        '{"a":1,"b":"x","c":[1,"y"],"d":{"e":1}}\n'
        '{"a":"t","c":[],"d":{"f f":[{"z":1.5}]}}\n'
        '{"a":true,"c":[[]],"n":1e400}\n'
    )
    accepted(tmp_path, drafted(tmp_path, write(tmp_path, "mixed.ndjson", records)))


def test_latin_1(tmp_path):
    text = drafted(tmp_path, write(tmp_path, "a.csv", "id,größe\n1,schön\n2,grün\n", "latin-1"))
    accepted(tmp_path, text)
    assert 'format csv(encoding: "cp1252")' in lines(text)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "DCL616"),
        ("a,a\n1,2\n", "DCL614"),
        ("a,b\n1,2,3\n", "DCL613"),
        (",".join(f"c{n}" for n in range(1001)), "DCL841"),
    ],
    ids=["empty", "a column twice", "ragged", "too wide"],
)
def test_what_is_no_table_is_said(tmp_path, content, code):
    text, problems = infer([write(tmp_path, "a.csv", content)], tmp_path)
    assert text is None
    assert [problem.id for problem in problems] == [code]


def test_records_without_fields_are_no_table(tmp_path):
    _, problems = infer([write(tmp_path, "a.ndjson", "{}\n")], tmp_path)
    assert [problem.id for problem in problems] == ["DCL844"]


def test_one_table_takes_one_path(tmp_path):
    path = write(tmp_path, "a.csv", "id\n1\n")
    _, problems = infer([f"t={path}", f"t={path}"], tmp_path)
    assert [problem.id for problem in problems] == ["DCL842"]


def test_a_file_that_is_damaged_further_down_is_said(tmp_path):
    pl.DataFrame({"n": range(50_000), "t": [f"text {n}" for n in range(50_000)]}).write_parquet(tmp_path / "a.parquet")
    whole = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(whole[:1000] + b"\0" * 50_000 + whole[51_000:])
    _, problems = infer([str(tmp_path / "a.parquet")], tmp_path)
    assert [problem.id for problem in problems] == ["DCL617"]


@pytest.mark.parametrize("name", ["*", "^.*$", "^a", "", "column 1", "value", "count"])
def test_names_that_mean_something_to_the_libraries(tmp_path, name):
    rows = [f'"{name}",b', *(f"{n % 3},{n % 3 + 1}" for n in range(40))]
    accepted(tmp_path, drafted(tmp_path, write(tmp_path, "t.csv", "\n".join(rows))))
