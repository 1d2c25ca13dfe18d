"""purview on networks that grow: time, gap and memory against size.

The networks are drawn by `purview generate`, regions of the same size and more of them, each with the time
that scaling.json gives it. Results are kept after every run, in target/bench/scaling.json.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from shutil import copyfile

from compare import SOLVERS, in_words, note
from harness import machine, summary, table
from harness.growth import GROWING, exponents
from harness.instance import FOLDER, purview
from harness.process import run, script
from solvers import Task

PAGE = Path("benches/README.md")
RESULTS = FOLDER / "scaling.json"
# What is asked of a network too large for a proof to 0.01 %.
GAP = 0.01


def main():
    options = arguments()
    sizes = json.loads(Path("benches/scaling.json").read_text())
    chosen = [size for size in sizes if not options.places or size["places"] in options.places]
    machine.confine(options.threads)
    results = {
        "machine": machine.describe(),
        "versions": machine.versions(),
        "gap": GAP,
        "threads": options.threads,
        "runs": [],
    }
    for size in chosen:
        task = draw(size, options.threads)
        for number in range(1, options.runs + 1):
            done = run(summary.REFERENCE, SOLVERS[summary.REFERENCE], task)
            note(f"{size['places']:,} places, run {number}: {in_words(done)}")
            results["runs"].append(size | {"run": number, "first_plan": first_plan(done)} | asdict(done))
            RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    state(results, is_whole=not options.places)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--places", type=int, nargs="*", default=[], help="default: all of scaling.json")
    return parser.parse_args()


def draw(size, threads):
    name = f"drawn-{size['places']}"
    scenario = FOLDER / f"{name}.json"
    places, regions = str(size["places"]), str(size["regions"])
    purview("generate", "--countries", places, "--regions", regions, "--seed", "1", "-o", scenario)
    return Task(
        scenario=scenario,
        mps=None,
        published=None,
        plan=FOLDER / f"{name}.plan.json",
        limit=size["limit"],
        gap=GAP,
        threads=threads,
    )


def first_plan(done):
    """Seconds to the first plan; None without one."""
    return next((seconds for seconds, incumbent, _ in done.trace if incumbent is not None), None)


def state(results, is_whole):
    rows = medians(results["runs"])
    text = f"{settings(results)}\n\n{in_table(rows)}\n{in_exponents(rows)}\n"
    print(text)
    source, figure = FOLDER / "scaling-medians.json", FOLDER / "scaling.svg"
    source.write_text(json.dumps(rows, indent=1) + "\n")
    script("harness.growth_figure", source, figure)
    if is_whole:
        table.place(PAGE, "scaling", f"{text}\n![Time, gap and memory against size](scaling.svg)\n")
        copyfile(figure, PAGE.parent / "scaling.svg")


def medians(runs):
    """One row for each size."""
    rows = []
    for places in dict.fromkeys(one["places"] for one in runs):
        own = [one for one in runs if one["places"] == places]
        row = summary.row("", "", own, None)
        first = summary.median(own, "first_plan")
        seconds = row.seconds if row.is_closed else None
        rows.append(
            {"places": places, "limit": own[0]["limit"], "first_plan": first, "seconds": seconds}
            | {"gap": row.gap, "memory_mb": row.memory_mb}
        )
    return rows


def in_table(rows):
    lines = [
        "| places | limit, s | first plan, s | to 1 %, s | gap | memory, MB |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        first = "–" if row["first_plan"] is None else f"{row['first_plan']:,.1f}"
        closed = "–" if row["seconds"] is None else f"{row['seconds']:,.1f}"
        gap = "–" if row["gap"] is None else f"{100 * row['gap']:.2f} %"
        memory = f"{row['memory_mb']:,.0f}"
        lines.append(f"| {row['places']:,} | {row['limit']} | {first} | {closed} | {gap} | {memory} |")
    return "\n".join(lines) + "\n"


def in_exponents(rows):
    found = exponents(rows)
    if not found:
        return "Too few sizes for an exponent."
    stated = ", ".join(f"{GROWING[key]} {exponent:.2f}" for key, exponent in found.items())
    return f"Exponents fitted over the sizes, 1 being linear: {stated}."


def settings(results):
    runs = max((one["run"] for one in results["runs"]), default=0)
    version, processor = results["versions"]["purview"], results["machine"]["processor"]
    return f"Medians of {runs}; {results['threads']} threads; {processor}; purview {version}."


if __name__ == "__main__":
    main()
