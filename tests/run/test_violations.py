from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dcl.analysis.terms import Aggregate, And, Call, Compare, Const, Elements, InRange, InSet, OwnRows, Side, ToFloat
from dcl.engines.base import Failure, Tally
from dcl.ir.program import CellCheck, PairCheck, RowCheck, TableSpec
from dcl.run import check
from dcl.tables.table import CellKind
from dcl.types import BOOL, DATE, FLOAT, INT, TEXT, ListOf, OneOf
from tests.run.street import (
    ANNOTATOR,
    BOXES,
    CAREFUL,
    DOMAIN,
    DRIFT,
    IMAGES,
    INSIDE,
    KEY,
    LAST,
    REFERENCES,
    REQUIRED,
    SAME_SPLIT,
    W_RANGE,
    W_TYPE,
    ToldEngine,
    cell,
    column,
    misfit,
    of_column,
    program,
    table,
    tables,
)


def violations(rule, *failures, failed=None, boxes=BOXES, measured=None):
    tally = Tally(1000, failed or len(failures), 0, failures=failures, measured=measured)
    given = tables(boxes=table(boxes))
    checked = check(program(rule, tables=(boxes, IMAGES, LAST)), given, ToldEngine({rule.id: tally}))
    return checked.rules[0].violations


def message(rule, name, value, **settings):
    return violations(rule, misfit(0, name, value), **settings)[0].message


def boxes_with(*columns) -> TableSpec:
    names = {each.name for each in columns}
    return replace(BOXES, columns=(*(each for each in BOXES.columns if each.name not in names), *columns))


def range_of(check) -> object:
    return of_column("range", RowCheck(check), "w", FLOAT, formula="w >= low")


W = cell("w", FLOAT)


class TestCells:
    def test_a_label_outside_its_set(self):
        (found,) = violations(DOMAIN, misfit(16, "label", "Car"))
        assert (found.message, found.suggestion) == ('"Car" is not a road_user', "car")
        assert (found.row, found.keys, found.values) == (16, {"box_id": 17}, {"label": "Car"})

    @pytest.mark.parametrize(
        ("written", "meant"),
        [("auto", "car"), ("automobile", "car"), ("truk", "truck"), ("Rider", "rider"), ("?", None)],
    )
    def test_what_was_meant(self, written, meant):
        assert violations(DOMAIN, misfit(0, "label", written))[0].suggestion == meant

    def test_a_label_is_suggested_as_the_data_spell_it(self):
        label = replace(BOXES.by_name["label"].type.labels[0], spelling="0")
        type_ = replace(BOXES.by_name["label"].type, labels=(label,))
        found = violations(DOMAIN, misfit(0, "label", "auto"), boxes=boxes_with(column("label", type_)))
        assert found[0].suggestion == "0"

    def test_a_misfit(self):
        assert message(W_TYPE, "w", "12.0 oz") == '"12.0 oz" is not a number'

    def test_a_date_with_a_format(self):
        rule = of_column("type", CellCheck("day", "type"), "day", DATE)
        boxes = boxes_with(column("day", DATE, format="%d.%m.%Y"))
        assert message(rule, "day", "2026-11-24", boxes=boxes) == '"2026-11-24" is not a date like %d.%m.%Y'

    def test_one_of(self):
        type_ = OneOf(("none", "partial"))
        rule = of_column("domain", CellCheck("hidden", "domain"), "hidden", type_)
        (found,) = violations(rule, misfit(0, "hidden", "parital"), boxes=boxes_with(column("hidden", type_)))
        assert (found.message, found.suggestion) == ('"parital" is not one of "none", "partial"', "partial")

    def test_a_missing_cell(self):
        assert message(REQUIRED, "annotator", None) == "`annotator` is missing"

    def test_a_cell_without_its_unit(self):
        rule = of_column("unit", CellCheck("w", "unit"), "w", FLOAT)
        boxes = boxes_with(column("w", FLOAT, unit="oz"))
        assert message(rule, "w", "12.0", boxes=boxes) == '"12.0" does not end in its unit "oz"'

    def test_terminal_sequences_are_written_out_in_messages_and_kept_in_values(self):
        (found,) = violations(DOMAIN, misfit(0, "label", "\x1b[2J"))
        assert "\x1b" not in found.message
        assert found.values == {"label": "\x1b[2J"}


class TestConstraints:
    @pytest.mark.parametrize(
        ("term", "said"),
        [
            (InRange(W, Const(INT, 64), Const(INT, 8192), False), "-3 is outside 64..8192"),
            (InRange(W, Const(INT, 0), None, False), "-3 is outside 0.."),
            (InRange(W, Const(INT, 0), Const(INT, 1), True), "-3 is outside 0..<1"),
            (Compare(">=", W, ToFloat(FLOAT, Const(INT, 0))), "-3 is not at least 0"),
            (Compare(">", W, Const(INT, 0)), "-3 is not more than 0"),
            (
                And((Compare(">=", W, Const(INT, 0)), Compare("<", W, Const(INT, 5)))),
                "-3 is not at least 0 and less than 5",
            ),
            (InSet(W, (1, 2)), "-3 is not one of 1, 2"),
            (Compare(">=", W, cell("x", FLOAT)), "-3 is not as it must be: `w >= low`"),
        ],
    )
    def test_ranges(self, term, said):
        assert message(range_of(term), "w", -3.0) == said

    def test_a_pattern(self):
        assert message(ANNOTATOR, "annotator", "bob") == r'"bob" does not match /ann_\d{3}/'

    def test_a_reference(self):
        assert message(REFERENCES, "image_id", 17) == "17 is not in `images.image_id`"

    def test_a_length(self):
        term = InRange(Call(INT, "length", (cell("note"),)), Const(INT, 1), Const(INT, 3), False)
        rule = of_column("length", RowCheck(term), "note")
        assert message(rule, "note", "long") == '"long" has 4 characters, which is outside 1..3'

    def test_a_named_format(self):
        rule = of_column("format", ANNOTATOR.body, "annotator", formula="annotator format email")
        assert message(rule, "annotator", "bob") == '"bob" is not a valid email'

    def test_a_constraint_of_elements(self):
        inner = InSet(cell("tags"), ("day", "night"))
        every = Aggregate(BOOL, "all", Elements(cell("tags", ListOf(TEXT))), inner, None, (), "")
        rule = of_column("domain", RowCheck(every), "tags", ListOf(TEXT))
        boxes = boxes_with(column("tags", ListOf(TEXT)))
        said = message(rule, "tags", ("day", "dusk"), boxes=boxes)
        assert said == 'an element of ["day", "dusk"] is not one of "day", "night"'

    def test_a_rule_with_a_name_says_its_sentence(self):
        assert message(INSIDE, "x", 1.0) == "Cut a box at the edge of its image."

    def test_a_rule_without_a_sentence_says_its_formula(self):
        rule = replace(INSIDE, description=None)
        assert message(rule, "x", 1.0) == "`x + w <= image_id.width` is not true"


class TestUnique:
    def test_how_often_a_key_appears(self):
        failures = [Failure(row, {"box_id": key}, {"box_id": key}) for row, key in enumerate([7, 7, 9, 7, 9])]
        found = violations(KEY, *failures)
        assert found[0].message == "7 appears 3 times"
        assert found[2].message == "9 appears 2 times"

    def test_how_often_is_not_guessed_from_a_part(self):
        failures = [Failure(row, {"box_id": 7}, {"box_id": 7}) for row in range(2)]
        assert violations(KEY, *failures, failed=5)[0].message == "7 appears more than once"


class TestDetermines:
    def test_the_expected_value_is_the_suggestion(self):
        failure = Failure(3, {"box_id": 4}, {"image_id": 5, "annotator": "bob"}, column="annotator", suggestion="ann")
        (found,) = violations(SAME_SPLIT, failure)
        assert (found.column, found.suggestion) == ("annotator", "ann")
        assert found.message == '`annotator` is "bob"; most rows with the same `image_id` have "ann"'

    def test_a_tie_suggests_nothing(self):
        failure = Failure(3, {}, {"image_id": 5, "annotator": "bob"}, column="annotator")
        (found,) = violations(SAME_SPLIT, failure)
        assert found.suggestion is None
        assert "no value is the most common" in found.message


class TestGroupsAndTables:
    def test_a_group_has_its_values_and_what_it_came_to(self):
        failure = Failure(None, {"annotator": "ann_007"}, measured={"share(label = image_id.gold)": 0.71})
        (found,) = violations(CAREFUL, failure)
        assert (found.keys, found.values) == ({"annotator": "ann_007"}, {})
        assert found.measured == {"share(label = image_id.gold)": 0.71}

    def test_a_table_rule_has_one_violation_with_what_it_came_to(self):
        (found,) = violations(DRIFT, failed=1, measured={"psi(label, last_release.label)": 0.213})
        assert (found.row, found.measured) == (None, {"psi(label, last_release.label)": 0.213})


class TestSensitive:
    SECRET = boxes_with(
        column("label", BOXES.by_name["label"].type, sensitive=True),
        column("annotator", sensitive=True),
        column("box_id", INT, sensitive=True),
    )

    def test_values_keys_messages_and_suggestions_are_masked(self):
        (found,) = violations(DOMAIN, misfit(0, "label", "Carsecret"), boxes=self.SECRET)
        assert (found.keys, found.values) == ({"box_id": "***"}, {"label": "***"})
        assert (found.message, found.suggestion) == ("*** is not a road_user", None)

    def test_the_value_a_row_should_have_is_masked(self):
        failure = Failure(3, {"box_id": 4}, {"image_id": 5, "annotator": "bob"}, column="annotator", suggestion="ann")
        (found,) = violations(SAME_SPLIT, failure, boxes=self.SECRET)
        assert (found.values, found.suggestion) == ({"image_id": 5, "annotator": "***"}, "***")
        assert "bob" not in found.message
        assert "ann" not in found.message.replace("annotator", "")

    def test_how_often_a_masked_key_appears_is_still_counted(self):
        failures = [Failure(row, {"box_id": key}, {"box_id": key}) for row, key in enumerate([7, 7, 9, 9])]
        assert violations(KEY, *failures, boxes=self.SECRET)[0].message == "*** appears 2 times"

    def test_groups_of_a_masked_column(self):
        failure = Failure(None, {"annotator": "bob"}, measured={"share(label = image_id.gold)": 0.5})
        (found,) = violations(CAREFUL, failure, boxes=self.SECRET)
        assert found.keys == {"annotator": "***"}
        assert found.measured == {"share(label = image_id.gold)": 0.5}

    def test_derived_columns_hide_what_they_read(self):
        boxes = replace(self.SECRET, derived=(("who", Call(TEXT, "lower", (cell("annotator"),))),))
        rule = replace(INSIDE, shows=(("who", cell("who")), ("x", cell("x", FLOAT))))
        (found,) = violations(rule, Failure(0, {}, {"who": "bob", "x": 1.0}), boxes=boxes)
        assert found.values == {"who": "***", "x": 1.0}

    def test_a_measure_that_gives_a_value_away_is_masked(self):
        boxes = boxes_with(column("x", FLOAT, sensitive=True))
        largest = Aggregate(FLOAT, "max", OwnRows(), cell("x", FLOAT), None, (), "max(x)")
        counted = Aggregate(INT, "distinct", OwnRows(), cell("x", FLOAT), None, (), "distinct(x)")
        rule = replace(DRIFT, measures=(("max(x)", largest), ("distinct(x)", counted)))
        (found,) = violations(rule, failed=1, boxes=boxes, measured={"max(x)": 7.0, "distinct(x)": 3})
        assert found.measured == {"max(x)": "***", "distinct(x)": 3}

    def test_the_text_of_an_exception_is_left_out(self):
        engine = ToldEngine(raises={INSIDE.id: ValueError("cannot read bob")})
        result = check(program(INSIDE, tables=(self.SECRET, IMAGES, LAST)), tables(), engine)
        assert result.rules[0].reason == "the engine could not evaluate it: ValueError"


def test_instants_are_kept_as_values_for_python_and_become_text_later():
    when = datetime(2026, 11, 24, 10, tzinfo=UTC)
    (found,) = violations(W_RANGE, Failure(0, {"box_id": when}, {"w": when}))
    assert found.values["w"] is when
    assert found.message == '"2026-11-24T10:00:00Z" is outside 4..64'


class TestPairs:
    PAIR = replace(
        SAME_SPLIT,
        id="one_box",
        scope="pair",
        body=PairCheck(Const(BOOL, False), (cell("image_id", INT),)),
        shows=(("a.label", Side(TEXT, "a", cell("label"))), ("b.label", Side(TEXT, "b", cell("label")))),
        description="One object gets one box.",
    )
    FAILURE = Failure(3, {"box_id": 4}, {"a.label": "car", "b.label": "truck"}, other_row=9, other_keys={"box_id": 10})

    def test_both_rows_are_told(self):
        found = violations(self.PAIR, self.FAILURE)[0]
        assert (found.row, found.keys) == (3, {"box_id": 4})
        assert (found.other_row, found.other_keys) == (9, {"box_id": 10})
        assert found.values == {"a.label": "car", "b.label": "truck"}
        assert found.message == "One object gets one box."

    def test_sensitive_values_of_both_rows_are_masked(self):
        boxes = boxes_with(column("label", sensitive=True), column("box_id", INT, sensitive=True))
        found = violations(self.PAIR, self.FAILURE, boxes=boxes)[0]
        assert found.keys == found.other_keys == {"box_id": "***"}
        assert found.values == {"a.label": "***", "b.label": "***"}


class TestJson:
    @pytest.mark.parametrize(
        ("type_", "raw", "said"),
        [
            (INT, '"3900"', '"3900" is not a whole number'),
            (INT, "[1]", "[1] is not a whole number"),
            (TEXT, "5", "5 is not a text"),
            (DATE, "2026-13-01", '"2026-13-01" is not a date'),
        ],
    )
    def test_a_misfit_is_shown_as_json_spells_it(self, type_, raw, said):
        boxes = boxes_with(column("w", type_))
        rule = of_column("type", CellCheck("w", "type"), "w", type_)
        tally = Tally(1, 1, 0, failures=(misfit(0, "w", raw),))
        given = tables(boxes=table(boxes, kind=CellKind.JSON))
        checked = check(program(rule, tables=(boxes, IMAGES, LAST)), given, ToldEngine({rule.id: tally}))
        assert checked.rules[0].violations[0].message == said

    def test_in_a_text_file_the_quotes_are_of_the_cell(self):
        assert message(W_TYPE, "w", '"3900"') == '""3900"" is not a number'
