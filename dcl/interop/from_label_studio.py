"""A labelling configuration of Label Studio to a contract over the tables of `labelstudio:`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dcl.diagnostics.codes_import import DCL833
from dcl.interop import spell
from dcl.interop.draft import Draft, DraftColumn, DraftRule, DraftTable, Names
from dcl.interop.facets import Facets
from dcl.interop.label_studio_controls import Control, Controls, joined, read_controls
from dcl.interop.parsed import Refused, from_xml
from dcl.interop.values import LabelSets, Value, anything, column
from dcl.interop.write import record


def read(text: str, name: str) -> Draft:
    """The draft of a contract; raises Refused."""
    controls = read_controls(from_xml(text))
    if not controls.found:
        help = "a control asks for something, as `<Choices name=… toName=…>` does"
        raise Refused(DCL833, "asks annotators for nothing that a contract could speak of", help)
    names = Names.of_contract()
    tasks, annotations, results = (names.pick(each) for each in ("tasks", "annotations", "results"))
    sets = LabelSets(names)
    answers = _Answers(controls, sets, results)
    columns = tuple(answers.columns(tasks, annotations))
    rules = [*answers.rules(names), *answers.ranges(names), *_required(controls, names, annotations, results)]
    return Draft(
        spell.as_name(name, "imported"),
        labels=sets.drafts(),
        tables=(
            _tasks(controls, tasks),
            _annotations(tasks, annotations),
            DraftTable(results, columns, "One row per answer or shape.", _FORMAT, open=True),
        ),
        rules=tuple(rules),
        lost=tuple(controls.lost),
    )


_FORMAT = ("format labelstudio",)


def _tasks(controls: Controls, name: str) -> DraftTable:
    fields = [DraftColumn(each, "text") for each in controls.shown if spell.as_name(each) == each]
    columns = [DraftColumn("id", "int", modifiers=("key",), description="The task.")]
    if fields:
        columns.append(DraftColumn("data", record(fields, is_open=True), description="What is shown to the annotator."))
    return DraftTable(name, tuple(columns), "One row per task.", _FORMAT, open=True)


def _annotations(tasks: str, name: str) -> DraftTable:
    columns = (
        DraftColumn("id", "int", modifiers=("key",), description="The annotation."),
        DraftColumn("task", "int", modifiers=(f"references {spell.name(tasks)}",), description="What is annotated."),
    )
    return DraftTable(name, columns, "One row per annotator's work on a task.", _FORMAT, open=True)


class _Answers:
    """The columns of the results, which hold the answers of all controls, and the rules that part them again."""

    def __init__(self, controls: Controls, sets: LabelSets, results: str) -> None:
        self.controls = controls
        self.sets = sets
        self.results = results
        self.alone = len(controls.found) == 1
        self.parted: list[tuple[Control, tuple[str, ...], str]] = []
        self.ranged: tuple[Control, ...] = ()

    def columns(self, tasks: str, annotations: str) -> Iterator[DraftColumn]:
        yield DraftColumn("task", "int", modifiers=(f"references {spell.name(tasks)}",), description="The task.")
        word = f"references {spell.name(annotations)}"
        yield DraftColumn("annotation", "int", modifiers=(word,), description="The annotation it is part of.")
        asked = [control.name for control in self.controls.found]
        yield DraftColumn("from_name", spell.one_of(asked), description="What was asked.")
        yield from self._ways([each for each in self.controls.found if each.kind == "taxonomy"])
        yield from self._chosen([each for each in self.controls.found if each.options and each.kind != "taxonomy"])
        yield from self._drawn()
        yield from self._written()

    def _ways(self, trees: list[Control]) -> Iterator[DraftColumn]:
        """The column of what was chosen in a tree: for each choice, the way down to it."""
        if trees:
            inner = Value("list", element=self.sets.add(trees[0].name, trees[0].labels()))
            value = Value("list", element=inner, optional=not self.alone)
            yield column("taxonomy", value, "The way down to each choice.")
        for each in trees[1:]:
            if each.options != trees[0].options:
                self.controls.lost.append(f"the choices of `{each.name}`: a column has one label set")

    def _chosen(self, controls: list[Control]) -> Iterator[DraftColumn]:
        """The columns of what was chosen, of one label set with what all controls offer.

        A single choice is in `label`, whatever the control; several are in the list of their kind.
        """
        if not controls:
            return
        labels = joined(controls)
        named = {label.spelling or label.name: label.name for label in labels}
        for each in controls:
            own = tuple(named[option.spelling] for option in each.options)
            if len(own) < len(named):
                self.parted.append((each, own, next(label for label in named.values() if label not in own)))
        value = self.sets.add(controls[0].name if len(controls) == 1 else "label", labels)
        single = self.alone and not controls[0].several
        yield column("label", replace(value, optional=not single), "What was chosen, where it is one.")
        for name in dict.fromkeys(each.listed for each in controls if each.several):
            several = Value("list", element=value, facets=Facets(least=1), optional=not self.alone)
            yield column(name, several, "All that was chosen.")

    def _drawn(self) -> Iterator[DraftColumn]:
        kinds = {each.kind for each in self.controls.found}
        if any(kind.startswith(("rectangle", "ellipse", "keypoint")) for kind in kinds):
            share = Value("float", facets=Facets(0, 100), optional=not self.alone)
            edges = ("x", "y", "width", "height") if any(kind.startswith("rectangle") for kind in kinds) else ("x", "y")
            for edge in edges:
                yield column(edge, share, "In hundredths of the picture.")
        spans = [each for each in self.controls.found if each.kind == "labels"]
        if spans:
            whole = {each.medium for each in spans} == {"text"}
            value = Value("int" if whole else "float", facets=Facets(0), optional=not self.alone)
            unit = "In signs from the start of the text." if whole else "From the start."
            yield column("start", value, unit)
            yield column("end", value, unit)

    def _written(self) -> Iterator[DraftColumn]:
        kinds = {each.kind for each in self.controls.found}
        numbers = [each for each in self.controls.found if each.kind == "number" and each.value]
        if numbers:
            shared = all(each.value == numbers[0].value for each in numbers)
            value = numbers[0].value if shared and numbers[0].value else Value("float")
            self.ranged = () if shared else tuple(numbers)
            yield column("number", replace(value, optional=not self.alone), "The number that was given.")
        ratings = [each.value for each in self.controls.found if each.kind == "rating" and each.value]
        if ratings:
            most = max(each.facets.high for each in ratings if isinstance(each.facets.high, int))
            yield column("rating", Value("int", facets=Facets(1, most), optional=not self.alone), "The rating.")
        if "datetime" in kinds:
            yield column("datetime", Value("text", optional=not self.alone), "The time that was given.")
        if "textarea" in kinds:
            if "labels" in kinds:
                yield column("text", anything(), "What was written, or the text that is marked.")
            else:
                value = Value("list", element=Value("text"), optional=not self.alone)
                yield column("text", value, "What was written.")
        elif any(each.kind == "labels" and each.medium == "text" for each in self.controls.found):
            yield column("text", Value("text", optional=True), "The text that is marked.", None, ["may be absent"])

    def rules(self, names: Names) -> Iterator[DraftRule]:
        """Where several controls share a column, a rule for each says what may be chosen there."""
        for each, own, other in self.parted:
            listed = f"{{ {spell.texts(own)} }}"
            check = f"all({each.listed}, it in {listed})" if each.several else f"label in {listed}"
            asked = f"from_name: {spell.text(each.name)}"
            good, bad = (
                f"{each.listed}: [{spell.text(label)}]" if each.several else f"label: {spell.text(label)}"
                for label in (own[0], other)
            )
            yield DraftRule(
                names.pick(f"{each.name}_is_known"),
                (self.results,),
                f"What is chosen for {each.name} is one of its choices.",
                (
                    f"when from_name = {spell.text(each.name)}",
                    f"check {check}",
                    f"pass {{ {asked}, {good} }}",
                    f"fail {{ {asked}, {bad} }}",
                ),
            )

    def ranges(self, names: Names) -> Iterator[DraftRule]:
        """Where several controls share the column of numbers, a rule for the range of each."""
        for each in self.ranged:
            facets = each.value.facets if each.value else Facets()
            ends = [("at_least", facets.low, -1, ">="), ("at_most", facets.high, 1, "<=")]
            for called, end, beyond, sign in ends:
                if not isinstance(end, int | float):
                    continue
                asked = f"from_name: {spell.text(each.name)}, number:"
                yield DraftRule(
                    names.pick(f"{each.name}_{called}"),
                    (self.results,),
                    f"The number that is given for {each.name} keeps to its range.",
                    (
                        f"when from_name = {spell.text(each.name)}",
                        f"check number {sign} {spell.value(end)}",
                        f"pass {{ {asked} {spell.value(end)} }}",
                        f"fail {{ {asked} {spell.value(end + beyond)} }}",
                    ),
                )


def _required(controls: Controls, names: Names, annotations: str, results: str) -> Iterator[DraftRule]:
    """Each annotation has an answer of a control that has to be filled in."""
    rows = spell.name(results)
    for each in controls.found:
        if not each.required:
            continue
        called = spell.text(each.name)
        made = f"{spell.name(annotations)}: [{{ id: 1 }}]"
        yield DraftRule(
            names.pick(f"{each.name}_is_answered"),
            (annotations,),
            f"Every annotation answers {each.name}.",
            (
                f"check any({rows} where from_name = {called})",
                f"pass {{ {made}, {rows}: [{{ annotation: 1, from_name: {called} }}] }}",
                f"fail {{ {made}, {rows}: [] }}",
            ),
        )
