"""Where the data sets are that the tests know but the project does not ship."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("DCL_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")


def shared(name: str) -> Path:
    """The path of a file of the data sets; skips the test where they are not at hand."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the data set {name} is not here; set DCL_DATA to the folder that holds it")
    return path
