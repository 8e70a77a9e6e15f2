"""The examples of rules: `pass` rows that must pass and `fail` rows that must fail."""

from dcl.examples.run import ExampleResult, ExamplesResult, run_examples

__all__ = ["ExampleResult", "ExamplesResult", "run_examples"]
