"""How the whole suite runs: the same cases each time in continuous integration, new ones on a developer's machine."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# The machines are shared and slow at times, so time alone fails no test.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
