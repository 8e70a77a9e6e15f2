"""Layout never changes what a contract means, and a compiled contract survives being written as JSON."""

from __future__ import annotations

import dcl
from hypothesis import assume, given

from dcl.compile import compile_contract
from dcl.ir.json import fingerprint, from_json, to_json
from dcl.ir.program import Program
from dcl.lint import lint
from dcl.source import SourceFile
from dcl.syntax.format import format_source
from tests.properties.agreement import folder, load
from tests.properties.contracts import Contract, contracts
from tests.properties.effort import examples


def program_of(text: str) -> Program:
    with folder() as place:
        return load(text, place).program


def test_nearly_every_generated_contract_compiles() -> None:
    seen: list[bool] = []

    @examples(60)
    @given(contract=contracts())
    def compiles(contract: Contract) -> None:
        try:
            program_of(contract.text)
        except dcl.ContractError as error:
            print(error)
            seen.append(False)
        else:
            seen.append(True)

    compiles()
    share = sum(seen) / len(seen)
    print(f"{share:.1%} of {len(seen)} generated contracts compile")
    assert share >= 0.95


@examples(40)
@given(contract=contracts())
def test_layout_keeps_the_meaning(contract: Contract) -> None:
    text, found = format_source(SourceFile("made.dcl", contract.text))
    assume(text is not None)
    assert text is not None
    assert not found
    assert format_source(SourceFile("made.dcl", text)) == (text, ())
    try:
        written = program_of(contract.text)
    except dcl.ContractError:
        assume(False)
    assert fingerprint(program_of(text)) == fingerprint(written) == written.fingerprint


@examples(40)
@given(contract=contracts())
def test_a_compiled_contract_survives_as_json(contract: Contract) -> None:
    try:
        program = program_of(contract.text)
    except dcl.ContractError:
        assume(False)
    again = from_json(to_json(program))
    assert again == program
    assert hash(again) == hash(program)
    assert to_json(again) == to_json(program)


@examples(40)
@given(contract=contracts())
def test_lints_speak_of_places_in_the_contract(contract: Contract) -> None:
    with folder() as place:
        path = place / "made.dcl"
        path.write_bytes(contract.text.encode())
        compiled, _ = compile_contract(path)
        assume(compiled is not None)
        assert compiled is not None
        for found in lint(compiled.checked):
            assert found.span is not None
            assert 0 <= found.span.start <= found.span.end <= len(contract.text)
