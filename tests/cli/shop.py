"""A contract with its data on disk, and ways to call dcl on it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CONTRACT = """\
dcl 1

contract shop 1.0.0 {
  "Orders of a small shop."
}

labels state {
  open "Not sent yet."  instead of "new"
  sent "On its way."
}

table orders {
  "One row per order."
  source "orders.csv"
  order : int    key
  state : state  "Where the order is."
  price : float  >= 0
  note  : text?  length 1..10
}

table archive {
  "Old orders."
  may be absent
  order : int key
}

rule sent_is_paid on orders {
  "Nothing leaves without a price."
  when state is sent
  check price > 0
  tags "money"
  pass { state: "sent", price: 1 }
  fail { state: "sent", price: 0 }
}

rule cheap_enough on orders {
  "On the whole an order stays small."
  check mean(price) <= 100
  pass [{ price: 1 }]
  fail [{ price: 1000 }]
}

rule orders.note.length {
  "Say it in a word."
  severity warn
  pass { note: "short" }
  fail { note: "much too long" }
}
"""

GOOD = "order,state,price,note\n1,open,0,\n2,sent,3.5,quick\n"
BAD = "order,state,price,note\n1,new,0,\n2,sent,0,\n2,open,x,\n"
WARNED = "order,state,price,note\n1,open,0,much too long\n"
UNMEASURED = "order,state,price,note\n1,open,,\n"


@dataclass(frozen=True)
class Call:
    status: int
    out: str
    err: str


def write(folder: Path, data: str = GOOD, contract: str = CONTRACT) -> Path:
    (folder / "shop.dcl").write_text(contract, encoding="utf-8", newline="")
    (folder / "orders.csv").write_text(data, encoding="utf-8", newline="")
    return folder


def run(folder: Path, *arguments: str, stdin: str | bytes = "", **environment: str) -> Call:
    """dcl in a process of its own, as a shell would start it."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "dcl", *arguments],
        cwd=folder,
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(root), **environment},
        timeout=120,
    )
    return Call(done.returncode, done.stdout.decode(), done.stderr.decode())
