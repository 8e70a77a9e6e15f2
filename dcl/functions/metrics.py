"""Measures of how annotators agree, of answers against gold, of drift, and of labels that a model doubts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dcl.functions.entry import Example, Kind, MetricFunction, Parameter
from dcl.metrics import agreement, drift, gold, suspects
from dcl.types import DATE, DATETIME, DURATION, FLOAT, INT, LabelType, Type

LABEL = Parameter("label", Kind.VALUE)
ANSWER = (LABEL, Parameter("item", Kind.VALUE, keyword=True), Parameter("rater", Kind.VALUE, keyword=True))
NOTHING_COMPARED = "Unknown with no answers, with one rater only, and where no item was answered by two raters."
ONE_VALUE = "Unknown also where only one value occurs, because chance alone would agree."
ONE_ANSWER = (
    "A row without label, item or rater is no answer. The same answer twice by one rater to one item counts once; "
    "where a rater gave different answers to one item, none of them counts."
)
EMPTY_SIDE = "Unknown where either side has no values; missing ones do not count."


def levels(type_: Type) -> tuple[str, ...]:
    """The levels of measurement at which `alpha` can take values of the type; the first is the default."""
    if type_ in (INT, FLOAT):
        return "interval", "ordinal", "nominal"
    if isinstance(type_, LabelType) and type_.ordered:
        return "ordinal", "nominal", "interval"
    if type_ in (DATE, DATETIME, DURATION):
        return "nominal", "ordinal"
    return ("nominal",)


def of_answers(metric: Callable[..., float | None]) -> Callable[..., float | None]:
    def compute(columns: Mapping[str, Sequence[Any]], constants: Mapping[str, Any]) -> float | None:
        return metric(columns["label"], columns["item"], columns["rater"], **constants)

    return compute


def of_gold(metric: Callable[..., float | None]) -> Callable[..., float | None]:
    def compute(columns: Mapping[str, Sequence[Any]], _: Mapping[str, Any]) -> float | None:
        return metric(columns["label"], columns["truth"])

    return compute


def of_sides(metric: Callable[..., float | None]) -> Callable[..., float | None]:
    def compute(values: drift.Side, reference: drift.Side, _: Mapping[str, Any]) -> float | None:
        return metric(values, reference)

    return compute


AGREEMENT = (
    MetricFunction(
        name="agreement",
        family="agreement",
        parameters=ANSWER,
        constants=(),
        against=False,
        result=FLOAT,
        compute=of_answers(agreement.agreement),
        summary="Of all pairs of answers by two raters to one item, the share that are equal. Each pair weighs the "
        "same.",
        source="Artstein & Poesio, Inter-coder agreement for computational linguistics, 2008, section 2.2 (observed "
        "agreement), all pairs put together",
        examples=(
            Example('agreement(["a", "a", "b"], item: [1, 1, 1], rater: ["x", "y", "z"])', 1 / 3),
            Example('agreement(["a", "a"], item: [1, 2], rater: ["x", "y"])', None),
        ),
        degenerate=f"{NOTHING_COMPARED} Chance is not taken off: where only one value occurs it is 1. {ONE_ANSWER}",
    ),
    MetricFunction(
        name="kappa",
        family="agreement",
        parameters=ANSWER,
        constants=(),
        against=False,
        result=FLOAT,
        compute=of_answers(agreement.kappa),
        summary="Cohen's kappa of just two raters, over the items that both answered: 1 is full agreement, 0 what "
        "chance gives.",
        source="Cohen, A coefficient of agreement for nominal scales, 1960",
        examples=(
            Example('kappa(["a", "a", "b", "b"], item: [1, 1, 2, 2], rater: ["x", "y", "x", "y"])', 1.0),
            Example('kappa(["a", "b", "b", "b"], item: [1, 1, 2, 2], rater: ["x", "y", "x", "y"])', 0.0),
            Example('kappa(["a", "a", "a"], item: [1, 1, 1], rater: ["x", "y", "z"])', None),
        ),
        degenerate="Unknown unless there are just two raters, and where they have no item in common. "
        f"{ONE_VALUE} {ONE_ANSWER}",
    ),
    MetricFunction(
        name="fleiss_kappa",
        family="agreement",
        parameters=ANSWER,
        constants=(),
        against=False,
        result=FLOAT,
        compute=of_answers(agreement.fleiss_kappa),
        summary="Fleiss' kappa of any number of raters: 1 is full agreement, 0 what chance gives. Each item weighs the "
        "same.",
        source="Fleiss, Measuring nominal scale agreement among many raters, 1971; with unequal numbers of answers, "
        "Gwet, Handbook of Inter-Rater Reliability, 2014, chapter 2",
        examples=(
            Example('fleiss_kappa(["a", "a", "b", "b"], item: [1, 1, 2, 2], rater: ["x", "y", "x", "y"])', 1.0),
            Example('fleiss_kappa(["a", "a"], item: [1, 1], rater: ["x", "y"])', None),
        ),
        degenerate="Items may have unequal numbers of answers; those with one answer count only for how common each "
        f"label is. {NOTHING_COMPARED} {ONE_VALUE} {ONE_ANSWER}",
    ),
    MetricFunction(
        name="alpha",
        family="agreement",
        parameters=ANSWER,
        constants=(Parameter("level", Kind.TEXT, keyword=True, optional=True),),
        against=False,
        result=FLOAT,
        compute=of_answers(agreement.alpha),
        summary="Krippendorff's alpha of any number of raters who need not answer every item: 1 is full agreement, 0 "
        'what chance gives. `level` is "nominal", "ordinal" or "interval"; without it, interval for numbers, ordinal '
        "for ordered labels, nominal for all else.",
        source="Krippendorff, Computing Krippendorff's alpha-reliability, 2011",
        examples=(
            Example(
                'alpha(["a", "a", "b", "b"], item: [1, 1, 2, 2], rater: ["x", "y", "x", "y"], level: "nominal")', 1.0
            ),
            Example('alpha([1, 2, 3, 3], item: [1, 1, 2, 2], rater: ["x", "y", "x", "y"], level: "interval")', 8 / 11),
            Example('alpha(["a", "a"], item: [1, 1], rater: ["x", "y"], level: "nominal")', None),
        ),
        degenerate=f"Items with one answer count for nothing. {NOTHING_COMPARED} {ONE_VALUE} {ONE_ANSWER}",
        by_rank=True,
    ),
)

GOLD = (
    MetricFunction(
        name="accuracy",
        family="gold",
        parameters=(LABEL, Parameter("truth", Kind.VALUE)),
        constants=(),
        against=False,
        result=FLOAT,
        compute=of_gold(gold.accuracy),
        summary="The share of rows whose label is the true one.",
        source="Sokolova & Lapalme, A systematic analysis of performance measures for classification tasks, 2009",
        examples=(
            Example('accuracy(["a", "b", "a", missing], ["a", "b", "b", "a"])', 2 / 3),
            Example("accuracy([], [])", None),
        ),
        degenerate="Rows without label or truth do not count; unknown where none is left.",
    ),
    MetricFunction(
        name="f1",
        family="gold",
        parameters=(LABEL, Parameter("truth", Kind.VALUE)),
        constants=(),
        against=False,
        result=FLOAT,
        compute=of_gold(gold.f1),
        summary="The harmonic mean of precision and recall: of `true` for conditions, else the mean over the classes "
        "that occur among the labels or the truths, each with the same weight (macro).",
        source="van Rijsbergen, Information Retrieval, 1979, chapter 7",
        examples=(
            Example("f1([true, true, false], [true, false, false])", 2 / 3),
            Example('f1(["a", "a", "c"], ["a", "a", "b"])', 1 / 3),
            Example("f1([false], [false])", None),
        ),
        degenerate="Rows without label or truth do not count; unknown where none is left, and for conditions where "
        "nothing is true on either side. A class that is never found, or only ever claimed, counts as 0.",
    ),
    MetricFunction(
        name="surely",
        family="gold",
        parameters=(Parameter("condition", Kind.BOOL),),
        constants=(),
        against=False,
        result=FLOAT,
        compute=lambda columns, _: gold.surely(columns["condition"]),
        summary="The share of rows for which the condition is true, taken so low that one can be sure of it: the lower "
        "end of the two-sided 95 % Wilson interval. With few rows it is far below `share`.",
        source="Wilson, Probable inference, the law of succession, and statistical inference, 1927 (z = 1.959964)",
        examples=(
            Example("surely([true])", 1 / (1 + gold.Z**2)),
            Example("surely([false, false])", 0.0),
            Example("surely([missing])", None),
        ),
        degenerate="Rows where the condition is unknown do not count; unknown where none is left. 0 where it is "
        "nowhere true.",
    ),
)

DRIFT = (
    MetricFunction(
        name="psi",
        family="drift",
        parameters=(LABEL,),
        constants=(),
        against=True,
        result=FLOAT,
        compute=of_sides(drift.psi),
        summary="The population stability index, Σ(p − q)·ln(p / q), with p the shares of the values here and q those "
        "of the other column. Numbers, dates and durations are cut at the deciles of the other column. By custom, "
        "above 0.1 is a shift and above 0.25 a large one.",
        source="Siddiqi, Credit Risk Scorecards, 2006",
        examples=(
            Example('psi(["a", "b"], ["b", "a"])', 0.0),
            Example('psi(["a", "a", "a", "b"], ["a", "b", "b", "b"])', 0.5 * 2 * 1.0986122886681098),
            Example('psi([], ["a"])', None),
        ),
        degenerate=f"A share of 0 is read as 0.0001. {EMPTY_SIDE} Unknown also where the other column holds one number "
        "only, which has no deciles. A number so frequent that several deciles fall on it is a part by itself.",
    ),
    MetricFunction(
        name="js_divergence",
        family="drift",
        parameters=(LABEL,),
        constants=(),
        against=True,
        result=FLOAT,
        compute=of_sides(drift.js_divergence),
        summary="The Jensen–Shannon divergence in bits: 0 where the shares of the values are the same, 1 where no "
        "value is shared. Numbers, dates and durations are cut as for `psi`.",
        source="Lin, Divergence measures based on the Shannon entropy, 1991",
        examples=(
            Example('js_divergence(["a", "b"], ["b", "a"])', 0.0),
            Example('js_divergence(["a"], ["b"])', 1.0),
            Example('js_divergence(["a"], [])', None),
        ),
        degenerate=f"Nothing is smoothed and no root is taken. {EMPTY_SIDE} Unknown also where the other column holds "
        "one number only.",
    ),
    MetricFunction(
        name="ks",
        family="drift",
        parameters=(Parameter("value", Kind.ORDERED),),
        constants=(),
        against=True,
        result=FLOAT,
        compute=of_sides(drift.ks),
        summary="The Kolmogorov–Smirnov statistic: over all x, the greatest distance between the share of values up to "
        "x here and in the other column.",
        source="Smirnov, Table for estimating the goodness of fit of empirical distributions, 1948",
        examples=(
            Example("ks([1, 2, 3, 4], [3, 4, 5, 6])", 0.5),
            Example("ks([5, 5], [5])", 0.0),
            Example("ks([1], [])", None),
        ),
        degenerate=EMPTY_SIDE,
        by_rank=True,
    ),
    MetricFunction(
        name="ks_p",
        family="drift",
        parameters=(Parameter("value", Kind.ORDERED),),
        constants=(),
        against=True,
        result=FLOAT,
        compute=of_sides(drift.ks_p),
        summary="How likely a `ks` as great as this is if both columns come from one distribution (two-sided). It "
        'falls with the number of rows. Needs SciPy (pip install "dcl-lang[stats]").',
        source="Hodges, The significance probability of the Smirnov two-sample test, 1958, as in SciPy's ks_2samp",
        examples=(Example("ks_p([1, 2], [3, 4])", 1 / 3), Example("ks_p([], [1])", None)),
        degenerate=f"Exact up to 10,000 values on either side, a limit beyond. {EMPTY_SIDE}",
        by_rank=True,
    ),
    MetricFunction(
        name="chi2",
        family="drift",
        parameters=(LABEL,),
        constants=(),
        against=True,
        result=FLOAT,
        compute=of_sides(drift.chi2),
        summary="Pearson's chi-squared of the counts of the values here and in the other column, both taken as "
        "samples. It grows with the number of rows.",
        source="Pearson, On the criterion that a given system of deviations …, 1900 (test of homogeneity, uncorrected)",
        examples=(
            Example('chi2(["a", "a"], ["b", "b"])', 4.0),
            Example('chi2(["a", "b"], ["a", "b"])', 0.0),
            Example('chi2(["a"], ["a"])', None),
        ),
        degenerate=f"{EMPTY_SIDE} Unknown also where only one value occurs. A poor guide where values are rare "
        "(expected fewer than five times).",
    ),
    MetricFunction(
        name="chi2_p",
        family="drift",
        parameters=(LABEL,),
        constants=(),
        against=True,
        result=FLOAT,
        compute=of_sides(drift.chi2_p),
        summary="How likely a `chi2` as great as this is if both columns come from one distribution. It falls with the "
        'number of rows. Needs SciPy (pip install "dcl-lang[stats]").',
        source="Pearson 1900, with Fisher's degrees of freedom (1922): one less than there are values",
        examples=(Example('chi2_p(["a", "b"], ["a", "b"])', 1.0), Example('chi2_p(["a"], ["a"])', None)),
        degenerate=f"{EMPTY_SIDE} Unknown also where only one value occurs.",
    ),
    MetricFunction(
        name="new_values",
        family="drift",
        parameters=(LABEL,),
        constants=(),
        against=True,
        result=FLOAT,
        compute=of_sides(drift.new_values),
        summary="The share of rows here whose value does not occur in the other column.",
        source="a count",
        examples=(
            Example('new_values(["a", "a", "b", "c"], ["a", "b", "d"])', 0.25),
            Example('new_values(["a"], [])', None),
        ),
        degenerate=EMPTY_SIDE,
    ),
    MetricFunction(
        name="lost_values",
        family="drift",
        parameters=(LABEL,),
        constants=(),
        against=True,
        result=FLOAT,
        compute=of_sides(drift.lost_values),
        summary="The share of rows of the other column whose value does not occur here.",
        source="a count, the counterpart of `new_values`",
        examples=(
            Example('lost_values(["a", "b"], ["a", "a", "b", "d"])', 0.25),
            Example('lost_values([], ["a"])', None),
        ),
        degenerate=EMPTY_SIDE,
    ),
)

SUSPECTS = (
    MetricFunction(
        name="suspect_labels",
        family="suspects",
        parameters=(LABEL, Parameter("probabilities", Kind.VALUE)),
        constants=(),
        against=False,
        result=FLOAT,
        compute=lambda columns, _: suspects.suspect_labels(columns["label"], columns["probabilities"]),
        summary="The share of rows whose label is probably wrong, by confident learning from the probabilities that a "
        'model gave to each label without having seen the row. Needs cleanlab (pip install "dcl-lang[suspects]").',
        source="Northcutt, Jiang & Chuang, Confident learning: estimating uncertainty in dataset labels, 2021, as in "
        "cleanlab's find_label_issues",
        examples=(Example('suspect_labels(["cat"], [{ "cat": 0.9, "dog": 0.1 }])', None),),
        degenerate="Rows do not count whose label is missing or has no probability, or where a probability is missing "
        "or not from 0 to 1. A label that only one row carries is never suspect. Unknown where fewer than two labels "
        "are left.",
    ),
)

METRICS: dict[str, MetricFunction] = {entry.name: entry for entry in (*AGREEMENT, *GOLD, *DRIFT, *SUSPECTS)}
"""The measures over whole columns, by name."""
