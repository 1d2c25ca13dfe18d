"""purview and its peers side by side: same machine, same run, same model, same limits.

Every solver in a process of its own, on the same cores; the runs interleaved, so that whatever else slows
the machine slows all alike. Results are kept after every run, in target/bench/compare.json.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from shutil import copyfile, which
from types import SimpleNamespace

from harness import machine, summary, table
from harness.instance import FOLDER, Skipped, prepare
from harness.process import run, script
from solvers import Task, cbc, cp_sat, highs, purview, scip, spopt

SOLVERS = {
    summary.REFERENCE: SimpleNamespace(command=purview.command_by("auto"), read=purview.read),
    "purview mip": SimpleNamespace(command=purview.command_by("mip"), read=purview.read),
    "HiGHS": highs,
    "CP-SAT": cp_sat,
    "SCIP": scip,
    "CBC": cbc,
    "spopt": spopt,
}
PAGE = Path("benches/README.md")
RESULTS = FOLDER / "compare.json"


def main():
    options = arguments()
    entries = json.loads(Path("benches/instances.json").read_text())
    chosen = [entry for entry in entries if not options.instances or entry["name"] in options.instances]
    machine.confine(options.threads)
    results = {
        "machine": machine.describe(),
        "versions": machine.versions(),
        "limit": options.limit,
        "gap": options.gap,
        "threads": options.threads,
        "runs": [],
        "skipped": [],
    }
    for entry in chosen:
        try:
            measure(prepare(entry), options, results)
        except Skipped as reason:
            skip(results, entry["name"], reason)
    return state(results, is_whole=not options.instances)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=float, default=300, help="seconds for each run")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--gap", type=float, default=1e-4, help="at which a solve is closed")
    parser.add_argument("--instances", nargs="*", default=[], help="names; default: all of instances.json")
    return parser.parse_args()


def measure(instance, options, results):
    task = Task(
        scenario=instance.scenario,
        mps=instance.mps,
        published=instance.published,
        plan=FOLDER / f"{instance.name}.plan.json",
        limit=options.limit,
        gap=options.gap,
        threads=options.threads,
    )
    solvers = dict(SOLVERS)
    if instance.published is None:
        del solvers["spopt"]
    if which("cbc") is None:
        skip(results, "CBC", "there is no cbc on the path")
        del solvers["CBC"]
    for number in range(1, options.runs + 1):
        for name, solver in solvers.items():
            done = run(name, solver, task)
            note(f"{instance.name}, {name}, run {number}: {in_words(done)}")
            results["runs"].append({"instance": instance.name, "run": number, **asdict(done)})
            RESULTS.write_text(json.dumps(results, indent=1) + "\n")


def in_words(done):
    if done.fault:
        return done.fault
    gap = "no gap" if done.gap is None else f"gap {100 * done.gap:.2f} %"
    return (
        f"{'closed' if done.closed else 'not closed'} in {done.seconds:.2f} s, {gap}, {done.memory_mb:.0f} MB"
    )


def skip(results, what, reason):
    note(f"{what} is skipped: {reason}")
    entry = {"what": what, "reason": str(reason)}
    if entry not in results["skipped"]:
        results["skipped"].append(entry)


def state(results, is_whole):
    """Table and figure, into the page only when every instance was asked for."""
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    instances = list(dict.fromkeys(run["instance"] for run in results["runs"]))
    rows, wrong = [], []
    for instance in instances:
        own = [run for run in results["runs"] if run["instance"] == instance]
        rows += summary.rows(instance, own)
        wrong += summary.contradictions(instance, own, results["gap"])
    text = f"{settings(results)}\n\n{table.table(rows)}"
    print(text)
    figure = FOLDER / "gap.svg"
    script("harness.gap_figure", RESULTS, figure)
    for line in wrong:
        note(f"contradiction: {line}")
    if wrong:
        return "not every solver can be right: the page is left as it was"
    if is_whole:
        table.place(PAGE, "comparison", f"{text}\n![Gap over time](gap.svg)\n")
        copyfile(figure, PAGE.parent / "gap.svg")
    return 0


def settings(results):
    versions = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    runs = max((run["run"] for run in results["runs"]), default=0)
    skipped = "".join(f" {entry['what']} was skipped: {entry['reason']}." for entry in results["skipped"])
    failed = "".join(
        f" {run['solver']} on {run['instance']}, run {run['run']}, failed: {run['fault']}."
        for run in results["runs"]
        if run["fault"]
    )
    return (
        f"Medians of {runs}; limit {results['limit']:g} s, {results['threads']} threads, closed at a gap of "
        f"{100 * results['gap']:g} %; {results['machine']['processor']}; {versions}.{skipped}{failed}"
    )


def note(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
