"""Codes of baselines: files that hold the violations which are known already."""

from dcl.diagnostics.model import Code


class DCL811(Code):
    """The file of the baseline cannot be read.

    A baseline is written once, and then kept beside the contract.

    ```console
    dcl check street.dcl --write-baseline street.baseline.json
    dcl check street.dcl --baseline street.baseline.json
    ```
    """

    slug = "baseline-not-readable"


class DCL812(Code):
    """The file is no baseline.

    A baseline is a small JSON file that dcl writes. Each violation that was there on that day is one line, a hash of
    the rule and the key of the row.

    ```json
    {
      "dcl_baseline": 1,
      "contract": "street_boxes",
      "rules": {
        "boxes.label.domain": [
          "0b9a5d7c1e2f40418a6d0b9a5d7c1e2f40418a6d0b9a5d7c1e2f40418a6d0b9a"
        ]
      }
    }
    ```

    Two branches that both changed it can be merged line by line: keep the lines of both sides. A line too many does no
    harm; `--prune-baseline` takes it out.
    """

    slug = "not-a-baseline"


class DCL813(Code):
    """The baseline was written by a newer version of dcl.

    This version does not know how to read it. Use the version that wrote it, or write the baseline anew.
    """

    slug = "baseline-too-new"


class DCL814(Code):
    """The baseline belongs to another contract.

    A baseline says which contract it is of, and each line in it holds for that contract alone. A contract that got
    another name needs a new baseline.

    ```console
    dcl check street.dcl --baseline penguins.baseline.json
    dcl check street.dcl --baseline street.baseline.json
    ```
    """

    slug = "baseline-of-another-contract"
