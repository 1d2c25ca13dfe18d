"""From the runs of one solver on one instance to one row: medians, and a ratio to purview."""

import statistics
from dataclasses import dataclass

from harness.process import gap

REFERENCE = "purview auto"


@dataclass(frozen=True)
class Row:
    instance: str
    solver: str
    seconds: float
    closed: int
    runs: int
    incumbent: float | None
    bound: float | None
    memory_mb: float
    # How many times the reference's time; at least so many where the solver did not close.
    ratio: float | None

    @property
    def gap(self):
        return gap(self.incumbent, self.bound)

    @property
    def is_closed(self):
        return 2 * self.closed > self.runs


def rows(instance, runs):
    by_solver = {}
    for run in runs:
        by_solver.setdefault(run["solver"], []).append(run)
    reference = by_solver.get(REFERENCE, [])
    reference_closed = 2 * sum(run["closed"] for run in reference) > len(reference)
    base = median(reference, "seconds") if reference_closed else None
    return [row(instance, solver, own, base) for solver, own in by_solver.items()]


def row(instance, solver, runs, base):
    seconds = median(runs, "seconds")
    return Row(
        instance,
        solver,
        seconds,
        sum(run["closed"] for run in runs),
        len(runs),
        median(runs, "incumbent"),
        median(runs, "bound"),
        median(runs, "memory_mb"),
        seconds / base if base else None,
    )


def median(runs, key):
    """None where most runs have none; a run without counts as worst."""
    values = [run[key] for run in runs if run[key] is not None]
    if 2 * len(values) <= len(runs):
        return None
    return statistics.median(values)


def contradictions(instance, runs, tolerance):
    """A bound above another solver's plan: one of them is wrong, and no figure counts."""
    found = []
    for below in runs:
        for above in runs:
            bound, incumbent = below["bound"], above["incumbent"]
            if bound is not None and incumbent is not None:
                if bound - incumbent > tolerance * max(1.0, abs(incumbent)):
                    found.append(
                        f"{instance}: {below['solver']} rules out less than {bound:.6f}, "
                        f"{above['solver']} has {incumbent:.6f}"
                    )
    return found
