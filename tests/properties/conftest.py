"""The thorough profile: `HYPOTHESIS_PROFILE=thorough pytest tests/properties` looks much longer."""

from __future__ import annotations

import os

from hypothesis import settings

if os.environ.get("HYPOTHESIS_PROFILE") == "thorough":
    parent = settings.get_profile(settings.get_current_profile_name())
    settings.register_profile("thorough", parent, max_examples=2000, derandomize=False, print_blob=True)
    settings.load_profile("thorough")
