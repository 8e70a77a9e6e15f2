"""Diagnostics: what they are (`model`) and every code with its page (`codes_*`)."""

from dcl.diagnostics.model import (
    Code,
    Diagnostic,
    Edit,
    Label,
    Level,
    did_you_mean,
    has_errors,
)

__all__ = ["Code", "Diagnostic", "Edit", "Label", "Level", "did_you_mean", "has_errors"]
