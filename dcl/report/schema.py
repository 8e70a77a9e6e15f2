"""Writes `report.schema.json` beside this file, from the model.

Run `python -m dcl.report.schema` after a change of the model.
"""

from __future__ import annotations

import json
from pathlib import Path

from dcl.report.model import Report

SCHEMA = Path(__file__).with_name("report.schema.json")


def schema_text() -> str:
    """The JSON schema of a report."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Report.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8")
