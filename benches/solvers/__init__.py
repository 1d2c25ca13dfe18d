"""One solver per file, each with the same two functions:

    command(task)  the process that solves the task
    read(line)     what a line of its output tells, or nothing

A solver whose package is called from Python is a script as well: the file, run as a module, solves the
model that it is given (see `script`). It imports the package before it calls `ready`, so that no peer's
clock counts what Python takes to start, and ends with `tell`, which has more digits than a log.
"""

import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Task:
    """What every solver is given alike."""

    scenario: Path
    # The whole formulation, as purview writes it.
    mps: Path
    # The published file that the scenario was imported from.
    published: Path | None
    # Where a plan may be left.
    plan: Path
    limit: float
    gap: float
    threads: int


@dataclass(frozen=True)
class Told:
    """Objective and bound in thousands, as in the MPS file; None where unknown."""

    incumbent: float | None = None
    bound: float | None = None
    # Only now does the clock start.
    is_ready: bool = False


def known(value):
    """None for the infinities that solvers write before they know."""
    value = float(value)
    return value if math.isfinite(value) and abs(value) < 1e19 else None


def script(module, task, model):
    """The module as a process of its own."""
    return [sys.executable, "-m", module, str(model), str(task.limit), str(task.gap), str(task.threads)]


def asked(arguments):
    """The arguments of a `script`."""
    model, limit, gap, threads = arguments
    return model, float(limit), float(gap), int(threads)


def ready():
    print(json.dumps({"ready": True}), flush=True)


def tell(incumbent, bound):
    print(json.dumps({"incumbent": known(incumbent), "bound": known(bound)}), flush=True)


def read_told(line):
    """The counterpart of `ready` and `tell`."""
    if not line.startswith("{"):
        return None
    told = json.loads(line)
    return Told(told.get("incumbent"), told.get("bound"), told.get("ready", False))
