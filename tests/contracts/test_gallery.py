"""Each contract of the gallery is written well, and finds the errors planted in its sample and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contracts.command import GALLERY, check, run_dcl

CONTRACTS = sorted(GALLERY.glob("*.dcl"))

PLANTED = {
    "penguins.dcl": {
        "penguins.species.domain": 1,
        "penguins.culmen_length.range": 1,
        "penguins.species+sample.unique": 2,
        "one_bird_one_sex": 4,
        "in_season": 1,
        "measured_together": 1,
        "sex_or_reason": 1,
        "isotopes_or_reason": 1,
        "clutch_and_comment": 1,
        "most_are_sexed": 1,
    },
    "penguins_vega.dcl": {
        "penguins.mass.type": 1,
        "penguins.sex.domain": 2,
        "islands_of_a_species": 1,
    },
    "beers.dcl": {
        "beers.key": 2,
        "beers.ounces.type": 2,
        "beers.abv.type": 1,
        "beers.ibu.type": 1,
        "beers.state.required": 1,
        "beers.state.matches": 1,
        "city_alone": 1,
        "one_name_a_brewery": 1,
    },
    "hospital.dcl": {
        "zip_of_hospital": 2,
        "name_of_measure": 1,
        "name_of_provider": 1,
        "condition_of_measure": 1,
        "county_of_city": 1,
        "emergency_of_zip": 1,
    },
    "crowdspeech.dcl": {
        "small_start": 2,
        "no_mark_at_the_end": 1,
        "no_blanks_around": 2,
        "numbers_as_words": 1,
        "no_ellipsis": 1,
        "seven_listeners": 1,
        "nothing_left_out": 1,
    },
    "votes.dcl": {
        "votes.judges.range": 1,
        "votes.class.domain": 1,
        "every_vote_counts": 1,
        "majority_wins": 1,
        "clear_majority": 1,
        "one_class_a_text": 1,
        "text_decides": 2,
    },
    "taco.dcl": {
        "annotations.key": 2,
        "annotations.category_id.references": 1,
        "annotations.bbox.h.range": 1,
        "inside_image": 2,
        "one_kind_a_piece": 1,
        "outline_is_closed": 1,
        "parent_and_child": 1,
        "no_photograph_forgotten": 1,
        "every_kind_is_used": 1,
        "no_kind_stands_alone": 1,
    },
    "snow.dcl": {
        "wsd.label.domain": 1,
        "wsd.worker+item.unique": 2,
        "valence.score.range": 1,
        "ten_answers[temp]": 1,
        "ten_answers[wsd]": 1,
        "careful_workers[rte]": 2,
        "not_always_the_same[rte]": 1,
    },
    "wnut17.dcl": {
        "one_tag[test]": 2,
        "legal_step[test]": 2,
        "legal_step_of_one_tag[test]": 1,
        "same_sentence_same_tags[train_sentences]": 1,
        "not_learnt_from[dev_sentences]": 1,
        "same_mix_of_names[test]": 1,
        "same_mix_in_bits[test]": 1,
    },
    "voc.dcl": {
        "objects.name.domain": 1,
        "corners_in_order": 1,
        "inside_picture": 1,
        "cut_at_the_edge": 1,
        "one_box_per_animal": 1,
        "head_with_its_animal": 1,
    },
    "yolo.dcl": {
        "boxes.class.domain": 1,
        "boxes.cy.range": 1,
        "boxes.h.range": 1,
        "inside_picture": 2,
        "one_box_per_fruit": 1,
        "every_fruit_is_seen[other]": 1,
        "not_too_many": 1,
    },
    "segments.dcl": {
        "segments.speaker.domain": 1,
        "usual_length": 2,
        "one_voice_at_a_time": 1,
        "pause_parts_segments": 2,
        "known_sounds": 1,
        "um_and_a_comma": 1,
    },
    "intents.dcl": {
        "messages.intents.type": 1,
        "messages.intents.unique": 1,
        "leaf_only": 1,
        "under_its_group": 1,
        "main_is_among_them": 1,
        "unsure_stands_alone": 1,
        "not_tracked_and_cancelled": 1,
        "same_text_same_intent": 2,
    },
    "essays.dcl": {
        "ratings.essay+grader.unique": 2,
        "majority_is_final": 1,
        "adjudicated_if_apart": 1,
        "each_grade_is_clear[fair]": 1,
        "each_grade_is_clear[good]": 1,
    },
    "codes.dcl": {
        "stays.codes.unique": 1,
        "stays.codes.matches": 1,
        "one_kind_of_diabetes": 1,
        "as_exact_as_can_be": 1,
        "cause_comes_first": 1,
        "insulin_with_diabetes": 1,
    },
    "preferences.dcl": {
        "pairs.chosen.length": 1,
        "a_choice_was_made": 1,
        "no_contradiction": 1,
        "was_read": 1,
    },
    "chats.dcl": {
        "messages.role.domain": 1,
        "messages.content.length": 1,
        "turns_alternate": 1,
        "ends_with_the_assistant": 1,
        "has_turns": 1,
        "not_an_excuse": 1,
    },
    "splits.dcl": {
        "test.label.domain": 1,
        "test.key": 2,
        "new_patients[valid]": 1,
        "new_pictures[test]": 1,
        "one_label_a_picture": 2,
        "like_the_training_images[test]": 1,
        "same_ages[test]": 1,
    },
    "vendor.dcl": {
        "parts.label.domain": 1,
        "parts.depth.unit": 1,
        "parts.price.type": 1,
        "parts.inspected.type": 1,
        "parts.lasted.range": 1,
        "defects_are_measured": 2,
    },
    "spans.dcl": {
        "annotations.lead_time.range": 1,
        "annotations.task+completed_by.unique": 2,
        "results.label.domain": 1,
        "inside_its_text": 1,
        "as_written": 1,
        "whole_words": 2,
        "no_overlap": 1,
        "twice_read": 2,
    },
    "shelves.dcl": {
        "images.name.unique": 2,
        "boxes.label.domain": 1,
        "boxes.occluded.range": 1,
        "boxes.reads.matches": 1,
        "large_enough": 1,
        "inside_photograph": 1,
        "prices_are_read": 1,
        "price_beside_product": 1,
        "prices_hide_nothing": 1,
    },
    "street_boxes.dcl": {
        "images.path.matches": 1,
        "boxes.key": 2,
        "boxes.image_id.references": 1,
        "boxes.label.domain": 2,
        "boxes.annotator.matches": 1,
        "boxes.w.range": 1,
        "boxes.occluded.domain": 1,
        "boxes.tags.unique": 1,
        "boxes.tags.domain": 1,
        "boxes.note.length": 1,
        "inside_image": 1,
        "hidden_is_noted": 1,
        "riders_are_taller": 1,
        "no_image_forgotten": 1,
        "every_class_is_seen[motorcyclist]": 1,
        "careful_annotators": 1,
    },
}
"""How many items fail in the sample of each contract; every rule not named here holds."""


def test_every_contract_has_a_sample_with_planted_errors() -> None:
    assert [path.name for path in CONTRACTS] == sorted(PLANTED)
    for path in CONTRACTS:
        assert (GALLERY / "samples" / path.stem).is_dir()


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_is_laid_out_canonically(path: Path) -> None:
    done = run_dcl("fmt", "--check", "--diff", path)
    assert done.status == 0, done.out + done.err


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_lints_silently(path: Path) -> None:
    done = run_dcl("lint", path)
    assert done.status == 0, done.out + done.err


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_passes_its_examples_and_has_some_for_every_rule(path: Path) -> None:
    done = run_dcl("test", path)
    assert done.status == 0, done.out + done.err


@pytest.mark.parametrize("engine", ["polars", "reference"])
@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_finds_what_is_planted_and_nothing_else(path: Path, engine: str) -> None:
    report = check(path.name, "--engine", engine)
    assert report.failed() == PLANTED[path.name]
    assert report.data["verdict"] == "fail"
