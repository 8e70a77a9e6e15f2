"""JSON Schema (2020-12 and older) to a contract: the schema of one record is a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dcl.diagnostics.codes_import import DCL833
from dcl.interop.draft import Draft, DraftTable, Names
from dcl.interop.given import Given, said
from dcl.interop.json_schema_follow import SILENT
from dcl.interop.json_schema_values import Schemas, is_closed
from dcl.interop.keys import with_key
from dcl.interop.parsed import Refused, json_or_yaml
from dcl.interop.spell import as_name, is_version
from dcl.interop.values import LabelSets


def read(text: str, name: str) -> Draft:
    """The draft of a contract; raises Refused."""
    root = json_or_yaml(text)
    if not isinstance(root, dict):
        raise Refused(DCL833, "holds no JSON Schema, which is a record with `properties`")
    names = Names.of_contract()
    labels = LabelSets(names)
    schemas = Schemas(root, labels)
    schema = _of_one_record(schemas, root)
    if not isinstance(schema.value("properties"), dict) or not schema.value("properties"):
        help = "the schema of a table has `properties`"
        raise Refused(DCL833, "describes no record with properties, so that there is no table to make", help)
    table = names.pick(schema.text("title") or name, "records")
    columns, lost = schemas.fields(schema, ("#",))
    spelled = {each.spelling or each.name: each.name for each in columns}
    columns, lost_key = with_key(columns, [spelled.get(key, key) for key in schema.texts("x-dcl-key")])
    made_from = schema.given("x-dcl-contract")
    is_open = not is_closed(schema)
    lost = (*lost, *lost_key, *_rules(schema), *schema.lost(SILENT))
    made = DraftTable(
        table,
        columns,
        schema.text("description"),
        open=is_open,
        lost=lost,
    )
    version = made_from.text("version") or ""
    return Draft(
        as_name(made_from.text("name") or name, "imported"),
        version if is_version(version) else "0.1.0",
        labels=labels.drafts(),
        tables=(made,),
    )


def _rules(schema: Given) -> Iterator[str]:
    """What `allOf` says of several fields at once, by its own words where it has some."""
    options = schema.record.get("allOf")
    if isinstance(options, list) and all(isinstance(option, dict) for option in options):
        schema.value("allOf")
        for option in options:
            told = option.get("description") or option.get("title")
            yield f'the rule "{told}"' if isinstance(told, str) else said("allOf", option)


def _of_one_record(schemas: Schemas, root: dict[str, Any]) -> Given:
    """The schema of one record: the whole, or what a list of them holds."""
    followed = schemas.followed(root)
    items = followed.record.get("items")
    if followed.record.get("type") == "array" and isinstance(items, dict):
        followed = schemas.followed(items)
    given = Given(followed.record)
    given.value("type")
    return given
