"""purview, by either of its methods."""

import json

from solvers import Told

PROGRAM = "target/release/purview"
# purview's log counts in cents, the MPS file in thousands.
CENTS = 100_000


def command_by(method):
    def command(task):
        limits = ["--time-limit", str(task.limit), "--gap", str(task.gap), "--threads", str(task.threads)]
        solve = [PROGRAM, "solve", str(task.scenario), "--method", method, "--log", "json"]
        return [*solve, *limits, "-o", str(task.plan)]

    return command


def read(line):
    if not line.startswith('{"seconds"'):
        return None
    told = json.loads(line)
    incumbent = told["objective"] if "status" in told else told["incumbent"]
    return Told(*(None if cents is None else cents / CENTS for cents in (incumbent, told["bound"])))
