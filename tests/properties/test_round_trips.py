"""Layout never changes what a contract means, and a compiled contract survives being written as JSON."""

from __future__ import annotations

from hypothesis import given

import dcl
from dcl.compile import compile_contract
from dcl.ir.json import fingerprint, from_json, to_json
from dcl.ir.program import Program
from dcl.lint import lint
from dcl.source import SourceFile
from dcl.syntax.format import format_source
from tests.properties.agreement import folder, load
from tests.properties.contracts import Contract, contracts
from tests.properties.effort import examples


def program_of(text: str) -> Program | None:
    """The compiled contract, or None where it is one of the few that do not compile."""
    with folder() as place:
        try:
            return load(text, place).program
        except dcl.ContractError:
            return None


def test_nearly_every_generated_contract_compiles() -> None:
    seen: list[bool] = []

    @examples(20)
    @given(contract=contracts())
    def compiles(contract: Contract) -> None:
        seen.append(program_of(contract.text) is not None)

    compiles()
    share = sum(seen) / len(seen)
    print(f"{share:.1%} of {len(seen)} generated contracts compile")
    assert share >= 0.95


@examples(15)
@given(contract=contracts())
def test_layout_keeps_the_meaning(contract: Contract) -> None:
    text, found = format_source(SourceFile("made.dcl", contract.text))
    assert text is not None, found
    assert not found
    assert format_source(SourceFile("made.dcl", text)) == (text, ())
    written = program_of(contract.text)
    if written is None:
        return
    again = program_of(text)
    assert again is not None
    assert fingerprint(again) == fingerprint(written) == written.fingerprint


@examples(15)
@given(contract=contracts())
def test_a_compiled_contract_survives_as_json(contract: Contract) -> None:
    program = program_of(contract.text)
    if program is None:
        return
    again = from_json(to_json(program))
    assert again == program
    assert hash(again) == hash(program)
    assert to_json(again) == to_json(program)


@examples(15)
@given(contract=contracts())
def test_lints_speak_of_places_in_the_contract(contract: Contract) -> None:
    with folder() as place:
        path = place / "made.dcl"
        path.write_bytes(contract.text.encode())
        compiled, _ = compile_contract(path)
        if compiled is None:
            return
        for found in lint(compiled.checked):
            assert found.span is not None
            assert 0 <= found.span.start <= found.span.end <= len(contract.text)
