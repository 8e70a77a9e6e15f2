from __future__ import annotations

from pathlib import Path

import pytest

from dcl.compile import compile_contract
from dcl.guide.model import Code, Text
from dcl.pictures.model import Drawing
from tests.contract_text import compiled
from tests.guide.street import guide_of, street

GALLERY = Path(__file__).parent.parent.parent / "contracts"


@pytest.fixture
def guide(tmp_path):
    return guide_of(street(tmp_path))


@pytest.fixture
def korean(tmp_path):
    return guide_of(street(tmp_path), "ko")


def plain(texts):
    return [text.plain for text in texts]


class TestTask:
    def test_the_head_of_the_contract(self, guide):
        assert (guide.name, guide.title, guide.version) == ("street", "Street", "2.1.0")
        assert guide.task.plain == "Road users in street scenes."
        assert [(s.name.plain, s.values) for s in guide.settings] == [
            ("Owner", ("data@acme.example",)),
            ("Delivered by", ("post", "mail")),
        ]

    def test_in_korean(self, korean):
        assert korean.task == Text("ko", ("거리 장면의 도로 이용자.",))
        assert [s.name.plain for s in korean.settings] == ["담당", "Delivered by"]


class TestLabels:
    def test_own_sets_are_there(self, guide):
        assert [(s.name, s.ordered, s.is_tree, s.size) for s in guide.label_sets] == [
            ("road_user", False, True, 4),
            ("hidden", True, False, 3),
            ("forgotten", False, False, 1),
        ]

    def test_a_used_file_brings_only_what_is_spoken_of(self, tmp_path):
        (tmp_path / "shared.dcl").write_text("labels a { x }\nlabels b { y }\n")
        guide = guide_of(compiled(tmp_path, 'use "shared.dcl"\ntable t {\n c : a\n}\n'))
        assert [s.name for s in guide.label_sets] == ["a"]

    def test_the_tree(self, guide):
        rider = guide.label_sets[0].labels[1]
        assert rider.name == "rider"
        assert [child.name for child in rider.children] == ["cyclist"]

    def test_how_to_write_them(self, guide):
        car, rider, unsure = guide.label_sets[0].labels
        assert plain(car.write) == ["Write car, not auto or automobile."]
        assert Code("automobile") in car.write[0].pieces
        assert plain(rider.children[0].write) == ["In the data, write 0."]
        assert unsure.write == ()
        assert unsure.definition is None

    def test_what_is_not_translated_stays_in_the_contracts_language(self, korean):
        car, rider, _ = korean.label_sets[0].labels
        assert car.definition == Text("ko", ("승용차와 승합차.",))
        assert rider.definition == Text("en", ("A person on a two-wheeler.",))

    def test_anchors_are_names(self, guide):
        assert guide.label_sets[0].anchor == "labels-road_user"
        assert guide.label_sets[0].labels[0].anchor == "label-road_user-car"


class TestTables:
    def columns(self, guide, table="boxes"):
        found = next(each for each in guide.tables if each.name == table)
        return {column.name: column for column in (*found.columns, *found.derived)}

    @pytest.mark.parametrize(
        ("column", "holds", "facts", "notes"),
        [
            ("box_id", "a whole number", ["tells the rows apart"], []),
            ("image_id", "a whole number", ["names a row of images"], []),
            ("label", "a label of road_user", [], []),
            (
                "annotator",
                "a text",
                ["ann_, then 3 digits (/ann_\\d{3}/)"],
                ["sensitive: reports never show it"],
            ),
            ("w", "a number", ["at least 4"], []),
            ("seen", "a step of the scale hidden", [], []),
            ("when_", "a date", [], ["spelled like 24.11.2026", "called Day in the file"]),
            (
                "tags",
                "a list; each element is a text",
                ["from 1 to 3 elements", "no element twice", "each element: one of night or rain",
                 "elements are separated by ;"],
                [],
            ),
            ("note", "a text", ["from 1 to 40 characters"], ["may be missing", "the whole column may be left out"]),
            ("weight", "a number", ["more than 0", "ends in its unit kg"], ["may be missing"]),
            ("area_", "a number", [], []),
        ],
    )  # fmt: skip
    def test_columns_in_words(self, guide, column, holds, facts, notes):
        found = self.columns(guide)[column]
        assert (found.holds.plain, plain(found.facts), plain(found.notes)) == (holds, facts, notes)

    def test_a_label_set_is_linked(self, guide):
        assert self.columns(guide)["label"].labels == "labels-road_user"

    def test_a_derived_column_has_its_formula(self, guide):
        found = self.columns(guide)["area_"]
        assert (found.formula, found.meaning.plain) == ("w * h", "How much it covers.")

    def test_facts_of_the_table(self, guide):
        boxes, like = guide.tables[1], guide.tables[2]
        assert plain(boxes.facts) == [
            "Each row has its own box_id.",
            "No two rows have the same image_id and label.",
            "Where nothing is known, leave the cell empty or write N/A.",
        ]
        assert plain(like.facts)[0] == "The same columns as boxes."
        assert "May be left out." in plain(like.facts)
        assert like.columns == ()

    def test_records_have_fields(self, tmp_path):
        text = "table t {\n point : { x: float in 0..1, y: float? }\n four : [ a: int, b: int ]\n}\n"
        guide = guide_of(compiled(tmp_path, text))
        point, four = guide.tables[0].columns
        assert point.holds.plain == "a record of x and y"
        assert [field.name for field in point.fields] == ["x", "y"]
        assert plain(point.fields[0].facts) == ["from 0 to 1"]
        assert four.holds.plain == "a list of 2"

    def test_made_tables(self):
        contract = compile_contract(GALLERY / "wnut17.dcl")[0]
        made = next(table for table in guide_of(contract).tables if table.name == "dev_sentences")
        assert plain(made.facts) == ["Made by machine from dev: one row for each sentence."]
        assert [column.name for column in made.derived] == ["words", "tags"]


class TestRules:
    @pytest.fixture
    def rules(self, guide):
        return {rule.name: rule for rule in guide.rules}

    def test_each_declared_rule_is_told_once(self, rules):
        assert list(rules) == [
            "inside_image", "one_box_per_object", "large_enough", "same_answer", "every_class", "careful", "tight",
            "looked_at", "boxes.note.length",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("rule", "facts"),
        [
            ("inside_image", ["Checked for each row of boxes"]),
            ("one_box_per_object", ["Checked for every two rows of boxes with the same image_id and label"]),
            ("same_answer", ["Checked for all rows of boxes with the same image_id"]),
            ("every_class", ["Checked once for the whole of boxes", "Once for each label of road_user"]),
            ("careful", ["Checked once for each annotator in boxes"]),
            ("tight", ["Judged by people, on rows of boxes drawn at random"]),
            ("boxes.note.length", ["Checked for each note in boxes"]),
        ],
    )
    def test_how_often(self, rules, rule, facts):
        assert plain(rules[rule].facts) == facts

    def test_a_rule_in_an_order(self):
        contract = compile_contract(GALLERY / "chats.dcl")[0]
        rule = next(rule for rule in guide_of(contract).rules if rule.name == "turns_alternate")
        assert plain(rule.facts) == [
            "Checked for each row of messages",
            "Rows are compared within the same chat",
            "In the order of position",
        ]

    def test_titles_are_made_of_names(self, rules):
        assert rules["inside_image"].title == "Inside image"
        assert rules["boxes.note.length"].title == "Note: length"

    def test_tolerance(self, rules):
        assert rules["one_box_per_object"].tolerance.plain == "At most 0.1% of the pairs may break it."
        assert rules["careful"].tolerance.plain == "At most 3 groups may break it."
        assert rules["inside_image"].tolerance is None

    def test_reviews(self, rules):
        assert rules["tight"].review.plain == (
            "132 rows are drawn at random and judged by people. Accepted with 3 or fewer bad."
        )
        assert rules["looked_at"].review.plain == (
            "2% of the rows are drawn at random and judged by people. Accepted with none bad. "
            "This is done for each annotator."
        )
        assert rules["tight"].tolerance is None

    def test_who_checks(self, rules):
        assert (rules["tight"].by_machine, rules["tight"].by_people) == (False, True)
        assert (rules["careful"].by_machine, rules["careful"].by_people) == (True, False)

    def test_what_the_contract_says(self, rules):
        rule = rules["large_enough"]
        assert (rule.when, rule.check, rule.fixes) == (("label is car",), "area_ >= 16", ('note = "small"',))
        assert rules["boxes.note.length"].check == "note length 1..40"
        assert rules["tight"].check is None
        assert rules["inside_image"].tags == ("geometry",)


class TestExamples:
    @pytest.fixture
    def rules(self, guide):
        return {rule.name: rule for rule in guide.rules}

    def test_a_row_with_the_row_that_it_refers_to(self, rules):
        values = rules["inside_image"].right[0].tables[0]
        assert values.columns == ("x", "y", "w", "h", "image_id.width", "image_id.height")
        assert values.rows[0].cells == ("0", "0", "10", "10", "640", "480")
        assert values.name is None

    def test_boxes_are_drawn(self, rules):
        picture = rules["inside_image"].wrong[0].picture
        assert isinstance(picture, Drawing)
        assert "failing" in picture.svg
        assert "failing" not in rules["inside_image"].right[0].picture.svg

    def test_pairs_are_drawn_as_a_and_b(self, rules):
        assert ">a</text>" in rules["one_box_per_object"].right[0].picture.svg

    def test_a_bare_value_stands_under_its_column(self, rules):
        assert rules["boxes.note.length"].wrong[0].tables[0].columns == ("note",)

    def test_derived_columns_that_the_rule_reads_are_computed(self, rules):
        values = rules["large_enough"].right[0].tables[0]
        assert (values.columns, values.derived) == (("label", "w", "h", "area_"), ("area_",))
        assert values.rows[0].cells == ("car", "4", "5", "20")

    def test_the_row_to_blame_and_what_was_expected(self, rules):
        rows = rules["same_answer"].wrong[0].tables[0].rows
        assert [row.failing for row in rows] == [False, False, True]
        assert rows[2].note.plain == "expected: car"

    def test_a_column_that_is_left_out_is_missing(self, tmp_path):
        rule = "rule r on t {\n when a > 0\n check b is not missing\n fail { a: 1 }\n}\n"
        text = "table t {\n a : int\n b : text?\n}\n" + rule
        values = guide_of(compiled(tmp_path, text)).rules[0].wrong[0].tables[0]
        assert (values.columns, values.rows[0].cells) == (("a", "b"), ("1", None))

    def test_equal_rows_of_a_long_example_are_counted(self):
        contract = compile_contract(GALLERY / "snow.dcl")[0]
        rule = next(rule for rule in guide_of(contract).rules if rule.name == "not_always_the_same")
        assert [(row.cells, row.times) for row in rule.wrong[0].tables[0].rows] == [(("1",), 20)]
        assert [(row.cells, row.times) for row in rule.right[0].tables[0].rows] == [(("2",), 4), (("1",), 16)]

    def test_a_rule_of_a_made_table_shows_what_was_made(self):
        contract = compile_contract(GALLERY / "codes.dcl")[0]
        rule = next(rule for rule in guide_of(contract).rules if rule.name == "cause_comes_first")
        given, made = rule.wrong[0].tables
        assert (given.name, made.name, made.is_made) == ("stays", "codes", True)
        assert [row.failing for row in made.rows] == [True, False]

    def test_blanks_at_the_end_of_a_text_are_seen(self):
        contract = compile_contract(GALLERY / "crowdspeech.dcl")[0]
        rule = next(rule for rule in guide_of(contract).rules if rule.name == "no_blanks_around")
        assert rule.wrong[0].tables[0].rows[0].cells == ("“it rained ”",)

    @pytest.mark.parametrize("contract", sorted(path.stem for path in GALLERY.glob("*.dcl")))
    def test_every_example_of_the_gallery_can_be_shown(self, contract):
        guide = guide_of(compile_contract(GALLERY / f"{contract}.dcl")[0])
        for rule in guide.rules:
            for example in (*rule.right, *rule.wrong):
                assert example.tables
                assert all(len(row.cells) == len(values.columns) for values in example.tables for row in values.rows)


class TestAcceptance:
    def test_rules_by_what_they_decide(self, guide):
        decisions = guide.acceptance
        assert [rule.name for rule in decisions.must] == ["inside_image", "large_enough", "same_answer"]
        assert [rule.name for rule in decisions.tolerated] == ["one_box_per_object", "careful"]
        assert [rule.name for rule in decisions.warn] == ["boxes.note.length"]
        assert [rule.name for rule in decisions.inform] == ["every_class"]
        assert [rule.name for rule in decisions.review] == ["tight", "looked_at"]

    def test_commands_name_the_files(self, guide):
        assert [command.line for command in guide.acceptance.commands] == [
            "dcl check test.dcl images=images.csv boxes=boxes.csv",
            "dcl sample test.dcl images=images.csv boxes=boxes.csv --rule tight --output tight.csv",
            "dcl sample test.dcl images=images.csv boxes=boxes.csv --rule tight --verdicts tight.csv",
        ]

    def test_files_that_the_contract_knows_are_not_named(self):
        contract = compile_contract(GALLERY / "votes.dcl")[0]
        assert guide_of(contract).acceptance.commands[0].line == "dcl check votes.dcl"

    def test_a_name_cannot_become_a_command(self, tmp_path):
        text = "table `a; rm -rf ~` {\n x : int\n}\ntable `b'c` {\n x : int\n}\n"
        guide = guide_of(compiled(tmp_path, text))
        assert guide.acceptance.commands[0].line == (
            "dcl check test.dcl 'a; rm -rf ~=a; rm -rf ~.csv' 'b'\\''c=b'\\''c.csv'"
        )
