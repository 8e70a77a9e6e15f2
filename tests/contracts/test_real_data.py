"""The gallery on the data sets it was written for, whose errors were counted beforehand by other means."""

from __future__ import annotations

import csv
from functools import cache
from typing import ClassVar

import pytest

from tests.contracts.command import GALLERY, Report, check
from tests.shared_data import shared


def errors(name: str) -> dict[tuple[int, str], str]:
    """The known wrong cells of a data set, by row from 0 and column of the file, with their true value."""
    with shared(f"{name}/errors.csv").open(encoding="utf-8", newline="") as file:
        return {(int(line["row"]), line["column"]): line["clean"] for line in csv.DictReader(file)}


class TestPenguins:
    def test_raw(self) -> None:
        report = check("penguins.dcl", shared("penguins/penguins-raw.csv"))
        assert report.data["tables"]["penguins"]["rows"] == 344
        assert report.failed() == {"one_bird_one_species": 148, "one_bird_one_sex": 22, "usual_mass": 3}

    def test_sex_without_a_majority_is_not_guessed(self) -> None:
        report = check("penguins.dcl", shared("penguins/penguins-raw.csv"))
        assert len(report.violations("one_bird_one_sex")) == 22
        assert all(violation.get("suggestion") is None for violation in report.violations("one_bird_one_sex"))

    def test_vega_has_one_wrong_cell(self) -> None:
        report = check("penguins_vega.dcl", shared("penguins/penguins_vega.json"))
        assert report.failed() == {"penguins.sex.domain": 1}
        (violation,) = report.violations("penguins.sex.domain")
        assert violation["values"] == {"sex": "."}


class TestBeers:
    CELLS: ClassVar = {
        "beers.ounces.type": ("ounces", 2410),
        "beers.ibu.type": ("ibu", 1005),
        "beers.abv.type": ("abv", 693),
        "city_alone": ("city", 127),
        "beers.state.required": ("state", 127),
    }

    @pytest.mark.parametrize("engine", ["polars", "reference"])
    def test_finds_every_known_error_and_nothing_else(self, engine: str) -> None:
        report = check("beers.dcl", shared("beers/dirty.csv"), "--engine", engine)
        assert report.failed() == {rule: count for rule, (_, count) in self.CELLS.items()}
        found = {
            (violation["row"], column)
            for rule, (column, _) in self.CELLS.items()
            for violation in report.violations(rule)
        }
        assert found == errors("beers").keys()

    def test_clean_file_has_no_wrong_cell(self) -> None:
        report = check("beers.dcl", shared("beers/clean.csv"))
        assert report.failed() == {
            "beers.beer_name.present": 1,
            "beers.brewery_name.present": 1,
            "beers.columns": 2,
        }


class TestHospital:
    COUNTS: ClassVar = {
        "kind_of_measure": 26,
        "zip_of_hospital": 29,
        "phone_of_hospital": 33,
        "name_of_measure": 37,
        "average_of_measure": 46,
        "name_of_provider": 24,
        "condition_of_measure": 32,
        "address_of_hospital": 31,
        "owner_of_hospital": 27,
        "provider_of_hospital": 28,
        "state_of_hospital": 22,
        "county_of_city": 36,
        "emergency_of_zip": 27,
        "city_of_hospital": 32,
        "code_of_measure": 30,
    }

    @pytest.mark.parametrize("engine", ["polars", "reference"])
    def test_blames_460_cells(self, engine: str) -> None:
        report = check("hospital.dcl", shared("hospital/dirty.csv"), "--engine", engine)
        assert report.failed() == self.COUNTS
        assert sum(self.COUNTS.values()) == 460

    def test_suggestions_are_the_true_values(self) -> None:
        report = check("hospital.dcl", shared("hospital/dirty.csv"))
        file_names = column_names("hospital.dcl")
        blamed = {
            (violation["row"], file_names[violation["column"]]): violation.get("suggestion")
            for rule in self.COUNTS
            for violation in report.violations(rule)
        }
        truth = errors("hospital")
        known = {cell: suggestion for cell, suggestion in blamed.items() if cell in truth}
        suggested = {cell: suggestion for cell, suggestion in known.items() if suggestion is not None}
        assert (len(blamed), len(known), len(suggested)) == (460, 435, 430)
        assert suggested == {cell: truth[cell] for cell in suggested}


def column_names(contract: str) -> dict[str, str]:
    """From the names of the columns of a contract to those in its file."""
    found = {}
    for line in (GALLERY / contract).read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition(":")
        if ' named "' in rest:
            found[name.strip()] = rest.partition(' named "')[2].partition('"')[0]
    return found


def test_crowdspeech() -> None:
    report = check("crowdspeech.dcl", shared("crowdspeech/crowdspeech-dev-clean-crowd.tsv"))
    assert report.data["tables"]["transcripts"]["rows"] == 18_921
    assert report.failed() == {
        "small_start": 13_938,
        "no_mark_at_the_end": 5_281,
        "no_blanks_around": 3_613,
        "numbers_as_words": 425,
        "no_ellipsis": 39,
        "nothing_left_out": 261,
    }
    assert report.rules["no_mark_at_the_end"]["passed"] == 13_640
    assert report.rules["seven_listeners"]["passed"] == 2_703


def test_votes() -> None:
    report = check("votes.dcl", shared("vote_counts/votes.csv"))
    assert report.data["tables"]["votes"]["rows"] == 24_783
    assert report.failed() == {"clear_majority": 71, "one_class_a_text": 1, "text_decides": 2}
    (group,) = report.violations("one_class_a_text")
    assert group["keys"] == {"text_hash": "37f7ecfcc3"}


@pytest.mark.parametrize("engine", ["polars", "reference"])
class TestTaco:
    @staticmethod
    @cache
    def report(engine: str) -> Report:
        return check("taco.dcl", f"coco:{shared('taco/annotations.json')}", "--engine", engine)

    def test_finds_the_known_errors_and_nothing_else(self, engine: str) -> None:
        report = self.report(engine)
        assert report.data["tables"]["annotations"]["rows"] == 4784
        assert report.failed() == {
            "annotations.key": 4,
            "inside_image": 7,
            "one_kind_a_piece": 1,
            "every_kind_is_used": 1,
            "no_kind_stands_alone": 1,
        }
        assert report.rules["annotations.image_id.references"]["passed"] == 4784
        assert report.rules["annotations.category_id.references"]["passed"] == 4784

    def test_names_the_annotations(self, engine: str) -> None:
        report = self.report(engine)
        with shared("taco/known_errors.csv").open(encoding="utf-8", newline="") as file:
            known = [(line["what"], int(line["annotation_id"])) for line in csv.DictReader(file)]
        assert found_ids(report, "annotations.key") == {id_ for what, id_ in known if what.startswith("duplicate")}
        assert found_ids(report, "inside_image") == {id_ for what, id_ in known if what.startswith("box outside")}
        (pair,) = report.violations("one_kind_a_piece")
        assert (pair["keys"], pair["other_keys"]) == ({"id": 1631}, {"id": 1635})


def found_ids(report: Report, rule: str) -> set[int]:
    return {violation["keys"]["id"] for violation in report.violations(rule)}


@pytest.mark.parametrize("engine", ["polars", "reference"])
class TestSnow:
    TASKS: ClassVar = ("rte", "temp", "wsd", "valence", "wordsim")

    @staticmethod
    @cache
    def report(engine: str) -> Report:
        files = [f"{task}={shared(f'snow2008/{task}.standardized.tsv')}" for task in TestSnow.TASKS]
        return check("snow.dcl", *files, "--engine", engine)

    def test_agreement_is_as_published_tools_find_it(self, engine: str) -> None:
        report = self.report(engine)
        found = {rule: round(measured(report, rule), 4) for rule in report.rules if "measured" in report.rules[rule]}
        assert found == {
            "beyond_chance[rte]": 0.2415,
            "beyond_chance[temp]": 0.2234,
            "beyond_chance[wsd]": 0.9372,
            "scores_agree[valence]": 0.3256,
            "scores_agree[wordsim]": 0.6701,
            "majority_is_right": 0.9320,
        }

    def test_names_the_workers_to_look_at(self, engine: str) -> None:
        report = self.report(engine)
        assert report.failed() == {
            "careful_workers[rte]": 9,
            "careful_workers[temp]": 5,
            "not_always_the_same[rte]": 1,
            "not_always_the_same[temp]": 2,
            "not_always_the_same[wsd]": 2,
        }


def measured(report: Report, rule: str) -> float:
    """The one figure of a rule that is decided once for the table."""
    (figure,) = report.rules[rule]["measured"].values()
    return float(figure)


@pytest.mark.parametrize("engine", ["polars", "reference"])
class TestWnut17:
    MIX: ClassVar = {"same_mix_of_names[dev]": 1}
    REPEATED: ClassVar = {
        "same_sentence_same_tags[train_sentences]": 11,
        "same_sentence_same_tags[dev_sentences]": 1,
    }

    def report(self, engine: str, test: str) -> Report:
        train, dev = shared("wnut17/wnut17train.conll"), shared("wnut17/emerging.dev.conll")
        files = [f"train={train}", f"dev={dev}", f"test=conll:{shared(f'wnut17/{test}')}"]
        return check("wnut17.dcl", *files, "--engine", engine)

    def test_after_adjudication(self, engine: str) -> None:
        report = self.report(engine, "emerging.test.annotated")
        assert report.failed() == {
            **self.REPEATED,
            "same_sentence_same_tags[test_sentences]": 1,
            **self.MIX,
        }
        assert sum(table["rows"] for name, table in report.data["tables"].items() if "_" not in name) == 101_857
        figures = {rule: round(measured(report, rule), 4) for rule in report.rules if rule.startswith("same_mix")}
        assert figures == {
            "same_mix_of_names[dev]": 0.5707,
            "same_mix_of_names[test]": 0.2001,
            "same_mix_in_bits[dev]": 0.0993,
            "same_mix_in_bits[test]": 0.0355,
        }

    def test_before_adjudication(self, engine: str) -> None:
        report = self.report(engine, "emerging.test.conll")
        failed = report.failed()
        assert failed["one_tag[test]"] == 297
        assert failed["legal_step[test]"] == 33
        assert failed["legal_step_of_one_tag[test]"] == 1
