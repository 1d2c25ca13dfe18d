"""Time, gap and memory against the number of places."""

import json
import sys
from pathlib import Path

PANELS = [
    ("first_plan", "first plan, seconds"),
    ("seconds", "gap of 1 %, seconds"),
    ("memory_mb", "memory, MB"),
]


def draw(rows, target):
    import matplotlib

    # So that the same results give the same file.
    matplotlib.rcParams["svg.hashsalt"] = "purview"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, len(PANELS) + 1, figsize=(13, 3.4), layout="constrained")
    for axis, (key, label) in zip(axes, PANELS):
        known = [(row["places"], row[key]) for row in rows if row[key]]
        axis.set(xlabel="places", ylabel=label, xscale="log", yscale="log")
        if known:
            axis.plot(*zip(*known), marker="o")
        else:
            axis.text(0.5, 0.5, "not reached", transform=axis.transAxes, ha="center")
    gaps = [(row["places"], 100 * row["gap"]) for row in rows if row["gap"] is not None]
    axes[-1].set(xlabel="places", ylabel="gap at the end, %", xscale="log")
    if gaps:
        axes[-1].plot(*zip(*gaps), marker="o")
    axes[-1].set_ylim(bottom=0)
    figure.savefig(target, metadata={"Date": None})


if __name__ == "__main__":
    source, target = sys.argv[1:]
    draw(json.loads(Path(source).read_text()), target)
