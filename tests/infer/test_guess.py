"""What follows from what was measured."""

from __future__ import annotations

import pytest

from tests.infer.facts_of import column, table

WORDS = ["car"] * 60 + ["truck"] * 30 + ["rider"] * 20


def test_whole_numbers_are_int():
    assert column("a", ["1", "2", "-7"]).type == "int"


def test_a_number_with_a_decimal_sign_makes_floats():
    assert column("a", ["1", "2.5", "3"]).type == "float"


def test_true_and_false_in_any_letters_are_bool():
    assert column("a", ["true", "False", "TRUE"]).type == "bool"


def test_numbers_filled_up_with_zeros_are_codes():
    guess = column("a", ["007", "010", "123"])
    assert (guess.type, guess.modifiers) == ("text", (r"matches /\d{3}/",))


def test_zip_codes_are_no_numbers_even_where_none_begins_with_zero():
    assert column("zip_code", ["35233", "36999", "12345"]).type == "text"


def test_numbers_beyond_64_bits_are_no_int():
    assert column("a", ["99999999999999999999", "1", "2"]).type != "int"


def test_an_empty_cell_makes_a_column_optional():
    guess = column("a", ["1", "", None, "2"])
    assert guess.optional
    assert guess.evidence[0] == "2 of 4 rows"


def test_a_full_column_is_required():
    assert not column("a", ["1", "2"]).optional


def test_a_column_without_values_may_be_anything():
    guess = column("a", ["", "", ""])
    assert (guess.type, guess.optional, guess.evidence) == ("any", True, ("no value",))


# ── What is missing ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("word", ["N/A", "NA", "-", "null", "?", "none"])
def test_a_word_among_numbers_means_missing(word):
    guess = column("a", ["1", "2", "3", word])
    assert (guess.type, guess.missing, guess.optional) == ("int", (word,), True)


def test_an_unknown_word_among_numbers_is_a_text_and_is_pointed_out():
    guess = column("a", [*map(str, range(20)), "twelve"])
    assert guess.type == "text"
    assert guess.hints == ('20 of 21 cells are whole numbers; not "twelve"',)


def test_what_is_missing_among_numbers_is_missing_in_the_whole_table():
    found = table({"a": ["1", "2", "NA"], "b": ["x y", "NA", "z"]})
    assert found.missing == ("NA",)
    assert [guess.optional for guess in found.columns] == [True, True]
    assert [guess.missing for guess in found.columns] == [(), ()]


def test_namibia_is_a_country():
    found = table({"a": ["1", "2", "NA"], "country": ["DE", "NA", "FR"]})
    assert found.missing == ()
    assert found.columns[0].missing == ("NA",)
    assert not found.columns[1].optional


def test_a_dash_among_words_is_a_word():
    assert not column("sign", ["-", "plus", "minus"]).optional


def test_null_is_a_word_in_a_text():
    assert not column("token", ["the", "null", "pointer"]).optional


def test_na_with_a_slash_is_missing_among_words():
    assert column("colour", ["red", "N/A", "blue"]).missing == ("N/A",)


# ── Closed sets ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_few_words_are_a_closed_set_the_most_common_first():
    guess = column("vehicle", WORDS)
    assert guess.closed is not None
    assert guess.closed.values == (("car", 60), ("truck", 30), ("rider", 20))
    assert guess.evidence == ("110 of 110 rows", "3 values; the rarest 20 times")


def test_a_set_is_not_read_off_a_handful_of_rows():
    assert column("vehicle", ["car", "truck", "car", "rider"]).closed is None


def test_a_name_that_speaks_of_labels_needs_fewer_rows():
    assert column("label", ["car"] * 5 + ["truck"] * 4).closed is not None


def test_values_that_are_still_new_keep_a_set_open():
    assert column("label", ["car"] * 5 + [f"x{chr(97 + n)}" for n in range(4)]).closed is None


def test_towns_are_no_vocabulary():
    assert column("town", [f"town {chr(65 + n)}" for n in range(25)] * 30).closed is None


def test_ids_are_no_labels():
    guess = column("annotator", [f"ann_{n:03}" for n in range(8)] * 30)
    assert guess.closed is None
    assert guess.modifiers == (r"matches /ann_\d{3}/",)


def test_sentences_are_no_labels():
    assert (
        column("what", ["a sentence that is far too long to be the name of anything at all, ever"] * 200).closed is None
    )


def test_spellings_of_one_word_are_both_taken_and_pointed_out():
    guess = column("label", ["car"] * 50 + ["Car"] * 5 + ["van"] * 30)
    assert guess.closed is not None
    assert {text for text, _ in guess.closed.values} == {"car", "Car", "van"}
    assert guess.closed.hints == ('is "Car" (5) the same as "car" (50)?',)


def test_a_rare_slip_of_a_common_value_is_pointed_out():
    guess = column("label", ["bicycle"] * 90 + ["bicylce"] * 3 + ["truck"] * 50)
    assert guess.closed is not None
    assert guess.closed.hints == ('is "bicylce" (3) the same as "bicycle" (90)?',)


def test_two_common_values_that_look_alike_are_two():
    guess = column("label", ["bicycle"] * 90 + ["bicycles"] * 60)
    assert guess.closed is not None
    assert guess.closed.hints == ()


def test_one_value_in_all_rows_is_a_closed_set():
    assert column("region", ["Anvers"] * 40).evidence[1] == 'always "Anvers"'


def test_one_value_in_three_rows_says_nothing():
    assert column("region", ["Anvers"] * 3).closed is None


# ── Ends of numbers ──────────────────────────────────────────────────────────────────────────────────────────────


def test_many_numbers_that_never_cross_zero_are_not_negative():
    assert column("a", [str(n) for n in range(150)]).modifiers == (">= 0",)


def test_few_numbers_say_nothing_of_zero():
    assert column("a", [str(n) for n in range(20)]).modifiers == ()


def test_numbers_far_from_zero_say_nothing_of_it():
    assert column("delta", [f"{100 + n / 100}" for n in range(150)]).modifiers == ()


def test_sizes_are_not_negative_by_their_name():
    assert column("width", [str(640 + n) for n in range(20)]).modifiers == (">= 0",)


def test_the_largest_value_seen_is_evidence_and_no_rule():
    guess = column("a", [str(n) for n in range(150)])
    assert guess.evidence == ("150 of 150 rows", "0 to 149")


def test_shares_lie_between_0_and_1():
    assert column("confidence", [f"0.{n:03}" for n in range(1, 60)]).modifiers == ("in 0..1",)


def test_degrees_of_latitude_have_their_ends():
    assert column("lat", ["47.1", "-33.9", "51.5"]).modifiers == ("in -90..90",)


def test_a_latitude_beyond_the_poles_has_none():
    assert column("lat", ["147.1", "-33.9", "51.5"]).modifiers == ()


def test_a_scale_that_is_used_from_end_to_end_is_closed():
    assert column("grade", [str(n % 5 + 1) for n in range(100)]).modifiers == ("in 1..5",)


def test_counts_that_grow_rare_stay_open():
    values = ["0"] * 600 + ["1"] * 300 + ["2"] * 100 + ["3"] * 10
    assert column("found", values).modifiers == (">= 0",)


def test_a_scale_with_a_rare_step_stays_open():
    values = [str(n % 4 + 1) for n in range(200)] + ["5"]
    assert column("grade", values).modifiers == (">= 0",)


# ── How texts spell ──────────────────────────────────────────────────────────────────────────────────────────────


def test_decimal_commas_are_the_tables():
    found = table({"a": ["0,25", "1,5"], "b": ["1.234,50", "2,0"]})
    assert (found.numbers.decimal, found.numbers.thousands) == (",", ".")
    assert [guess.type for guess in found.columns] == ["float", "float"]


def test_a_comma_that_may_be_either_is_left_alone():
    found = table({"a": ["1,234", "2,345"]})
    assert found.columns[0].type == "text"


def test_signs_between_thousands_are_proven_by_two_of_them():
    found = table({"a": ["1,234,567", "2,345", "12"]})
    assert (found.numbers.thousands, found.columns[0].type) == (",", "int")


def test_one_column_with_commas_does_not_outvote_two_with_points():
    found = table({"a": ["0.25", "1.5"], "b": ["2.5", "0.1"], "c": ["0,5", "1,25"]})
    assert found.numbers.decimal == "."


def test_a_unit_that_all_cells_end_in_is_cut():
    guess = column("sample", ["31 patients", "12 patients", "7 patients"])
    assert (guess.type, guess.modifiers) == ("int", ('unit "patients"',))


def test_percentages_are_shares():
    guess = column("score", [f"{n}%" for n in range(101)])
    assert (guess.type, guess.modifiers) == ("float", ('unit "%"', "in 0..1"))
    assert guess.evidence[1] == "0% to 100%"


def test_several_units_are_pointed_out():
    guess = column("ounces", ["12 oz", "16 oz", "12 ml"])
    assert guess.type == "text"
    assert guess.hints == ('numbers, with these behind some of them: "oz", "ml"',)


def test_a_word_behind_a_number_without_a_blank_is_no_unit():
    assert column("seat", ["12a", "13a", "14a"]).type == "text"


@pytest.mark.parametrize(
    ("values", "modifier"),
    [
        (["2026-11-24", "2026-01-02"], ()),
        (["24.11.2026", "01.02.2026"], ('format "%d.%m.%Y"',)),
        (["24/11/2026", "01/02/2026"], ('format "%d/%m/%Y"',)),
        (["11/24/2026", "01/02/2026"], ('format "%m/%d/%Y"',)),
        (["4.11.2026", "24.2.2026"], ('format "%-d.%-m.%Y"',)),
        (["24 Nov 2026", "01 Feb 2026"], ('format "%d %b %Y"',)),
    ],
)
def test_dates_say_their_format(values, modifier):
    guess = column("d", values)
    assert (guess.type, guess.modifiers) == ("date", modifier)


def test_dates_that_may_be_american_stay_texts():
    guess = column("d", ["01/02/2026", "03/04/2026"])
    assert guess.type == "text"
    assert guess.hints == ("dates, but none tells whether the day or the month comes first",)


def test_no_thirtieth_of_february():
    assert column("d", ["2026-02-30", "2026-02-01"]).type == "text"


def test_eight_digits_are_a_date_only_by_name():
    assert column("date", ["20261124", "20260102"]).type == "date"
    assert column("amount", ["20261124", "20260102"]).type == "int"


def test_instants():
    guess = column("at", ["2026-11-24T10:00:00Z", "2026-11-24 11:30:00"])
    assert (guess.type, guess.modifiers) == ("datetime", ())


def test_durations():
    assert column("lasted", ["12s", "1min", "2h30min"]).type == "duration"


def test_several_labels_in_a_cell_are_a_list():
    guess = column("tags", ["night;rain", "night", "rain", "", "mirror;night"] * 20)
    assert guess.type == "list"
    assert guess.modifiers[:2] == ('separated by ";"', "unique")
    assert guess.listed is not None
    assert guess.listed.closed is not None
    assert not guess.optional


def test_commas_in_sentences_part_nothing():
    assert column("note", ["yes, it is", "no, it is not", "well, perhaps"] * 20).type == "text"


# ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_free_texts_are_there():
    guess = column("note", ["hello there", "good bye", "well, well"])
    assert guess.modifiers == ("length 1..",)
    assert guess.evidence == ("3 of 3 rows", "no two alike; 8 to 11 characters")


@pytest.mark.parametrize(
    ("format", "values"),
    [
        ("uuid", ["123e4567-e89b-12d3-a456-426614174000", "223e4567-e89b-12d3-a456-426614174000"]),
        ("url", ["https://a.example/1", "https://a.example/2?x"]),
        ("ipv4", ["192.168.0.1", "10.0.0.7"]),
    ],
)
def test_named_formats(format, values):
    assert column("a", values).modifiers == (f"format {format}",)


def test_two_letters_are_a_country_only_by_name():
    values = ["DE", "FR", "GB", "US"] * 3
    assert column("country", values).modifiers == ("format country",)
    assert column("kindred", values).modifiers != ("format country",)


def test_addresses_of_people_are_sensitive_and_not_shown():
    guess = column("contact", ["ann@acme.example", "bob@acme.example"])
    assert guess.sensitive
    assert guess.evidence == ("2 of 2 rows",)


@pytest.mark.parametrize("name", ["phone", "first_name", "lastName", "date of birth", "E-Mail", "patient_name"])
def test_names_that_speak_of_people_are_sensitive(name):
    assert column(name, ["x y", "y z", "z x"]).sensitive


@pytest.mark.parametrize("name", ["name", "brewery_name", "telephoto", "file_name"])
def test_other_names_are_not(name):
    assert not column(name, ["x y", "y z", "z x"]).sensitive
