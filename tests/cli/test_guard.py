from __future__ import annotations

import pytest

from dcl.cli import main, plan


class PanicException(BaseException):
    """As native libraries raise it."""


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RuntimeError("what\x1bnow"), "dcl: this is a bug in dcl, please report it: RuntimeError: what\\u{1b}now\n"),
        (PanicException("oh"), "dcl: this is a bug in dcl, please report it: PanicException: oh\n"),
        (RecursionError(), "dcl: this is a bug in dcl, please report it: RecursionError: \n"),
        (MemoryError(), "dcl: there is not enough memory for this; give fewer files at a time\n"),
        (
            PermissionError(13, "Permission denied", "x.csv"),
            "dcl: the system refused to go on: Permission denied: x.csv\n",
        ),
        (SystemExit(1), ""),
        (SystemExit("text"), ""),
        (KeyboardInterrupt(), "stopped\n"),
    ],
)
def test_whatever_happens_the_status_is_2_and_one_sentence_says_why(shop, monkeypatch, capfd, error, said):
    def fail(*_arguments):
        raise error

    monkeypatch.setattr(plan, "load", fail)
    monkeypatch.setattr("dcl.cli.guard._let_go_of_stdout", lambda: None)
    assert main(["plan", "shop.dcl"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.strip("\n").endswith(said.strip("\n"))
    assert "Traceback" not in err


def test_a_traceback_is_shown_where_it_is_asked_for(shop, monkeypatch, capfd):
    def fail(*_arguments):
        raise RuntimeError("what now")

    monkeypatch.setattr(plan, "load", fail)
    monkeypatch.setenv("DCL_DEBUG", "1")
    assert main(["plan", "shop.dcl"]) == 2
    assert "Traceback" in capfd.readouterr().err
