from __future__ import annotations

import pytest

from dcl.engines.named import engine_named
from dcl.figures.measure import MOST_CONFUSED, MOST_VALUES, figures_of
from dcl.figures.model import Confusion, Distribution, Figures
from tests.contract_text import compiled
from tests.run.delivery import text_table

KINDS = 'labels kind {\n  car "C."\n  van "V."\n  bus "B."\n}\n'
ANSWERS = "table answers {\n  item : text\n  worker : text\n  label : kind\n  gold : kind?\n  score : int\n}\n"

ROWS = [
    ("1", "a", "car", "car", "10"),
    ("1", "b", "van", "car", "9"),
    ("2", "a", "van", "van", "-1"),
    ("2", "b", "van", "van", "-1"),
    ("3", "a", "lorry", "", "100"),
    ("3", "b", "car", "", "100"),
]
COLUMNS = ("item", "worker", "label", "gold", "score")


def figures(folder, contract, engine="polars", **tables) -> Figures:
    made = compiled(folder, contract)
    return figures_of(made.checked, made.program, tables, engine_named(engine))


def rule(check: str, name: str = "r") -> str:
    return f'rule {name} on answers {{\n  "S."\n  check {check}\n}}\n'


@pytest.fixture(params=["polars", "reference"])
def measured(request, tmp_path):
    def measure(contract=KINDS + ANSWERS, **tables):
        return figures(tmp_path, contract, request.param, **(tables or {"answers": text_table(COLUMNS, ROWS)}))

    return measure


class TestDistributions:
    def test_a_closed_vocabulary_in_the_order_of_the_contract_then_what_else_there_is(self, measured):
        label, _ = measured().distributions
        assert label == Distribution(
            "answers", "label", ("car", "van", "bus", "lorry"), {"car": 2, "van": 3, "lorry": 1}, None, None
        )

    def test_missing_values_are_not_counted(self, measured):
        gold = measured().distributions[1]
        assert (gold.column, gold.counts) == ("gold", {"car": 2, "van": 2})

    def test_beside_a_table_of_the_same_shape(self, measured):
        contract = KINDS + ANSWERS + "table before like answers { may be absent }\n"
        given = {"answers": text_table(COLUMNS, ROWS), "before": text_table(COLUMNS, ROWS[:2])}
        label = measured(contract, **given).distributions[0]
        assert (label.against, label.against_counts) == ("before.label", {"car": 1, "van": 1})

    def test_a_table_to_compare_with_that_is_absent(self, measured):
        contract = KINDS + ANSWERS + "table before like answers { may be absent }\n"
        label = measured(contract, answers=text_table(COLUMNS, ROWS)).distributions[0]
        assert (label.against, label.against_counts) == (None, None)

    def test_what_a_rule_compares(self, measured):
        contract = KINDS + ANSWERS + rule("psi(label, gold_mix.mix) <= 0.2") + "table gold_mix {\n  mix : kind\n}\n"
        given = {"answers": text_table(COLUMNS, ROWS), "gold_mix": text_table(("mix",), [("car",), ("bus",)])}
        label = measured(contract, **given).distributions[0]
        assert (label.column, label.against, label.against_counts) == ("label", "gold_mix.mix", {"car": 1, "bus": 1})

    def test_a_sensitive_column_is_not_shown(self, measured):
        contract = (KINDS + ANSWERS).replace("label : kind", "label : kind sensitive")
        assert [each.column for each in measured(contract).distributions] == ["gold"]

    def test_too_many_values_are_no_vocabulary(self, measured):
        rows = [("1", "a", f"odd {place}", "", "1") for place in range(MOST_VALUES + 1)]
        assert measured(answers=text_table(COLUMNS, rows)).distributions == ()

    def test_a_table_without_rows(self, measured):
        assert measured(answers=text_table(COLUMNS, [])) == Figures()

    def test_a_table_without_data(self, measured):
        assert measured(other=text_table(("x",), [])) == Figures()


class TestConfusions:
    def test_against_gold_every_labelled_row_counts_once(self, measured):
        found = measured(KINDS + ANSWERS + rule("accuracy(label, gold) >= 90%")).confusions
        counts = {("car", "car"): 1, ("van", "car"): 1, ("van", "van"): 2}
        assert found == (Confusion("answers", "label", "gold", ("car", "van"), counts),)

    def test_between_raters_every_two_answers_count_once_each_way(self, measured):
        (found,) = measured(KINDS + ANSWERS + rule("fleiss_kappa(label, item: item, rater: worker) >= 0.5")).confusions
        assert found.gold is None
        assert found.counts[("van", "van")] == 2
        assert found.counts[("car", "van")] == found.counts[("van", "car")] == 1
        assert found.counts[("car", "lorry")] == found.counts[("lorry", "car")] == 1
        assert found.values == ("car", "van", "lorry")

    def test_numbers_stand_in_their_own_order(self, measured):
        contract = KINDS + ANSWERS + rule('alpha(score, item: item, rater: worker, level: "interval") >= 0.5')
        (found,) = measured(contract).confusions
        assert found.values == ("-1", "9", "10", "100")

    def test_one_that_two_rules_speak_of_stands_once(self, measured):
        rules = rule("accuracy(label, gold) >= 90%") + rule("f1(label, gold) >= 90%", "s")
        assert len(measured(KINDS + ANSWERS + rules).confusions) == 1

    def test_a_square_that_nobody_can_read(self, measured):
        rows = [("1", "a", f"odd {place}", "car", "1") for place in range(MOST_CONFUSED + 1)]
        contract = KINDS + ANSWERS + rule("accuracy(label, gold) >= 90%")
        assert measured(contract, answers=text_table(COLUMNS, rows)).confusions == ()

    def test_sensitive_gold_is_not_shown(self, measured):
        contract = (KINDS + ANSWERS).replace("gold : kind?", "gold : kind? sensitive")
        assert measured(contract + rule("accuracy(label, gold) >= 90%")).confusions == ()


def test_a_table_that_cannot_be_counted_has_no_figures(tmp_path):
    class Broken:
        def count(self, *_arguments):
            raise ValueError("unreadable")

    made = compiled(tmp_path, KINDS + ANSWERS)
    given = {"answers": text_table(COLUMNS, ROWS)}
    assert figures_of(made.checked, made.program, given, Broken()) == Figures()


def test_figures_of_a_table_made_of_a_made_table(tmp_path):
    contract = (
        KINDS
        + ANSWERS
        + "table items from answers per item {\n  let first = mode(label)\n}\n"
        + "table firsts from items per first {\n  let n = count()\n}\n"
        + 'rule r on firsts {\n  "S."\n  check accuracy(first, first) >= 1\n}\n'
    )
    found = figures(tmp_path, contract, answers=text_table(COLUMNS, ROWS)).confusions
    assert [(each.table, each.counts) for each in found] == [("firsts", {("car", "car"): 1, ("van", "van"): 1})]
