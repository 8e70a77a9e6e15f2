"""`dcl sample`: what people must review, as a sheet to fill in; and the plan of a review from its risks."""

from __future__ import annotations

import click

from dcl.cli.common import color_option, json_or_text, verb
from dcl.run.result import SEVERITIES

EXAMPLE = """dcl sample street.dcl boxes=boxes.csv --rule tight --output tight.csv
dcl sample street.dcl boxes=boxes.csv --rule tight --verdicts tight.csv
dcl sample --accept 1% --refuse 5%"""


@verb(EXAMPLE)
@click.argument("contract", required=False, metavar="[CONTRACT]")
@click.argument("data", nargs=-1, metavar="[[TABLE=]PATH …]")
@click.option("--rule", "names", multiple=True, metavar="NAME", help="Only this rule; may be repeated.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed draws other rows.")
@click.option("--by", metavar="COLUMN", help="Draw from each value of a column its share of the rows.")
@click.option("--output", metavar="FILE", help="Write the sheet, or the report, to a file; {rule} stands for the rule.")
@click.option(
    "--verdicts", multiple=True, metavar="FILE", help="Read a filled-in sheet back and decide; may be repeated."
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES[:0:-1]),
    default="error",
    show_default=True,
    help="With --verdicts, the mildest severity of a broken rule that makes the exit status 1.",
)
@click.option("--accept", metavar="SHARE", help="Share of bad rows that is good enough, such as 1%.")
@click.option("--refuse", metavar="SHARE", help="Share of bad rows that is too bad, such as 5%.")
@click.option(
    "--producer-risk",
    metavar="SHARE",
    default="5%",
    show_default=True,
    help="How often data that are good enough may be refused all the same.",
)
@click.option(
    "--consumer-risk",
    metavar="SHARE",
    default="10%",
    show_default=True,
    help="How often data that are too bad may be accepted all the same.",
)
@click.option("--lot", type=click.IntRange(min=1), metavar="ROWS", help="How many rows the data have, where known.")
@json_or_text
@color_option
def command(
    contract: str | None,
    data: tuple[str, ...],
    accept: str | None,
    refuse: str | None,
    producer_risk: str,
    consumer_risk: str,
    lot: int | None,
    form: str,
    color: str,
    **settings: object,
) -> int:
    """Draw the rows that people must review, and read their verdicts back.

    The sheet is a CSV file with a line for each row: people write `pass`, `fail` or `unsure` into its column
    `verdict`. With the same contract, data, seed and column --by the same rows are drawn, so name them again with
    --verdicts; the report and the exit status are then those of `dcl check`.

    Without a contract, --accept and --refuse compute how many rows people must review, and how many of them may fail:
    the smallest random sample that keeps both risks, as two lines to write into a rule.
    """
    if contract is not None:
        if accept is not None or refuse is not None or lot is not None:
            raise click.UsageError("--accept, --refuse and --lot compute a plan, for which no contract is read")
        from dcl.cli.sample_rows import Options, sample_rows

        return sample_rows(contract, data, Options(form=form, color=color, **settings))  # type: ignore[arg-type]
    if accept is None or refuse is None:
        raise click.UsageError(
            "name a contract whose rules to review; or, for a plan, say both how bad is good enough and how bad is too "
            "bad: --accept 1% --refuse 5%"
        )
    from dcl.cli.sample_plan import print_plan

    shares = {"accept": accept, "refuse": refuse, "producer_risk": producer_risk, "consumer_risk": consumer_risk}
    return print_plan(shares, lot, form, color)
