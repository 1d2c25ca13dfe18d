"""Gap over time, one panel for each instance, of each solver's run of median time."""

import json
import sys
from pathlib import Path

from harness.process import gap

# Gaps below this are drawn here, since a logarithm has no place for zero.
SMALLEST_PERCENT = 0.001


def draw(results, target):
    import matplotlib

    # So that the same results give the same file.
    matplotlib.rcParams["svg.hashsalt"] = "purview"
    from matplotlib import pyplot

    instances = list(dict.fromkeys(run["instance"] for run in results["runs"]))
    solvers = list(dict.fromkeys(run["solver"] for run in results["runs"]))
    figure, axes = pyplot.subplots(
        len(instances), 1, figsize=(8, 3.2 * len(instances)), squeeze=False, layout="constrained"
    )
    for axis, instance in zip(axes[:, 0], instances):
        for number, solver in enumerate(solvers):
            own = [run for run in results["runs"] if (run["instance"], run["solver"]) == (instance, solver)]
            if not own:
                continue
            run = sorted(own, key=lambda run: run["seconds"])[len(own) // 2]
            points = gaps(run)
            if points:
                axis.step(*zip(*points), where="post", label=solver, color=f"C{number}")
        axis.axhline(100 * results["gap"], color="grey", linewidth=0.8, linestyle=":")
        axis.set(title=instance, xscale="log", yscale="log", xlabel="seconds", ylabel="gap, %")
        if axis.has_data():
            axis.legend(fontsize="small")
    figure.savefig(target, metadata={"Date": None})


def gaps(run):
    """Seconds and percent, held up to the end of the run."""
    known = [(seconds, gap(incumbent, bound)) for seconds, incumbent, bound in run["trace"]]
    points = [(max(seconds, 0.001), max(100 * g, SMALLEST_PERCENT)) for seconds, g in known if g is not None]
    if points:
        points.append((max(run["seconds"], points[-1][0]), points[-1][1]))
    return points


if __name__ == "__main__":
    source, target = sys.argv[1:]
    draw(json.loads(Path(source).read_text()), target)
