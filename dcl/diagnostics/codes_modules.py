"""Codes of `use`: one file that builds on another."""

from dcl.diagnostics.model import Code


class DCL401(Code):
    """A `use` names a file that cannot be read.

    The path is relative to the file that holds the `use`.

    ```dcl
    use "shared/labels.dcl"
    ```

    Check the spelling of the path, and that the file is part of the delivery.
    """

    slug = "use-not-readable"


class DCL402(Code):
    """A `use` leaves the folder of the contract.

    A contract may come from a stranger, so it reads only files in the folder of the contract that was called, or below
    it. A path that climbs out with `..`, an absolute path and a link that leads out are refused.

    ```dcl
    use "../../etc/secrets.dcl"      # refused
    use "shared/labels.dcl"          # mended: the file lies beside the contract
    ```
    """

    slug = "use-leaves-root"


class DCL403(Code):
    """Files use each other in a circle.

    `a.dcl` uses `b.dcl`, which uses `a.dcl` again. Move what both need into a third file that uses neither.
    """

    slug = "use-cycle"


class DCL404(Code):
    """A `use` asks for a name that the other file does not declare.

    A file passes on what it declares itself, not what it uses from others.

    ```dcl
    use road_users from "labels.dcl"     # the file declares `road_user`
    use road_user from "labels.dcl"      # mended
    ```
    """

    slug = "use-unknown-name"


class DCL405(Code):
    """The file declares no contract, so there is nothing to check.

    A file without `contract NAME VERSION { … }` can only be used by others.

    ```dcl
    contract street_boxes 1.0.0 { "One row per drawn box." }
    ```
    """

    slug = "no-contract"


class DCL406(Code):
    """A file declares more than one contract, or more than one edition.

    One file holds one contract, so that its name, its version and its findings are never mixed up.
    """

    slug = "second-contract"
