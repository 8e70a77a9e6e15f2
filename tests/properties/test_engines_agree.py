"""Polars says what the reference engine says, on random contracts and random data in every form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import event, given, reject
from hypothesis import strategies as st

import dcl
from tests.properties import data
from tests.properties.agreement import both, counts, folder, load
from tests.properties.contracts import Contract, contracts
from tests.properties.effort import examples


def loaded(contract: Contract, place: Path) -> dcl.Contract:
    """The contract; the example is given up where it is one of the few that do not compile."""
    try:
        return load(contract.text, place)
    except dcl.ContractError:
        event("does not compile")
        reject()


@examples(15)
@given(contract=contracts(), drawn=st.data())
def test_text_files(contract: Contract, drawn: st.DataObject) -> None:
    with folder() as place:
        made = loaded(contract, place)
        both(made, data.write_texts(place, drawn.draw(data.wild_texts(contract.world))))


@examples(15)
@given(contract=contracts(), drawn=st.data())
def test_records(contract: Contract, drawn: st.DataObject) -> None:
    with folder() as place:
        both(loaded(contract, place), drawn.draw(data.wild_records(contract.world)))


@examples(15)
@given(contract=contracts(), drawn=st.data())
def test_frames(contract: Contract, drawn: st.DataObject) -> None:
    with folder() as place:
        both(loaded(contract, place), drawn.draw(data.wild_frames(contract.world)))


@examples(12)
@given(contract=contracts(2), drawn=st.data())
def test_every_form_of_the_same_data(contract: Contract, drawn: st.DataObject) -> None:
    with folder() as place:
        made = loaded(contract, place)
        rows = drawn.draw(data.values(contract.world))
        forms: dict[str, dict[str, Any]] = {
            "frames": data.frames(contract.world, rows),
            "records": data.records(contract.world, rows),
            "text": dict(data.write_texts(place, data.texts(contract.world, rows))),
            "lines of JSON": dict(data.write_records(place, data.records(contract.world, rows))),
        }
        found = {name: counts(both(made, tables, whole=False)) for name, tables in forms.items()}
        for name in contract.world.forms_agree:
            assert found[name] == found["frames"], name
