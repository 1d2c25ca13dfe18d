"""purview after small changes: solved from the search tree that was kept, beside from nothing.

The changes are drawn with a fixed seed, a third of each kind: another budget, a site forced to another tier, a
pair of the plan forbidden. Each is solved twice, one after the other, so that whatever slows the machine slows
both. Results are kept after every change, in target/bench/changes.json.
"""

import argparse
import json
import random
import statistics
from dataclasses import asdict
from pathlib import Path
from shutil import copyfile
from types import SimpleNamespace

from compare import in_words, note
from harness import machine, table
from harness.instance import FOLDER
from harness.process import run
from solvers import Task
from solvers.purview import PROGRAM, read

PAGE = Path("benches/README.md")
RESULTS = FOLDER / "changes.json"
SCENARIO = Path("scenarios/two-tier-2023.json")
TREE, USED = FOLDER / "changes.tree", FOLDER / "changes-used.tree"
# As the other benches have it.
GAP = 0.0001
# A record is of so many.
CHANGES = 50
# How a run ends that proves that there is no plan.
INFEASIBLE = "status 4"
# Part of the budget by which it may change.
BUDGET = 0.01


def main():
    options = arguments()
    machine.confine(options.threads)
    FOLDER.mkdir(parents=True, exist_ok=True)
    TREE.unlink(missing_ok=True)
    task = Task(
        scenario=SCENARIO,
        mps=None,
        published=None,
        plan=FOLDER / "changes.plan.json",
        limit=options.limit,
        gap=GAP,
        threads=options.threads,
    )
    first = run("first", solver([], TREE), task)
    note(f"the scenario as it stands: {in_words(first)}")
    plan = json.loads(task.plan.read_text())
    done, infeasible = [], []
    for kind, name, change in drawn(plan, options.changes):
        copyfile(TREE, USED)
        warm = run("warm", solver(change, USED), task)
        cold = run("cold", solver(change, None), task)
        note(f"{name}: from the tree {in_words(warm)}; from nothing {in_words(cold)}")
        # There is no plan whose proof could be timed.
        if INFEASIBLE in (fault.split(":")[0] for fault in (warm.fault or "", cold.fault or "")):
            infeasible.append(name)
            continue
        done.append({"kind": kind, "name": name, "warm": asdict(warm), "cold": asdict(cold)})
        RESULTS.write_text(json.dumps(done, indent=1) + "\n")
    state(done, infeasible, options)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--changes", type=int, default=CHANGES)
    parser.add_argument("--limit", type=int, default=60)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def solver(change, tree):
    def command(task):
        limits = ["--time-limit", str(task.limit), "--gap", str(task.gap), "--threads", str(task.threads)]
        kept = [] if tree is None else ["--tree", str(tree)]
        return [PROGRAM, "solve", str(task.scenario), "--log", "json", *limits, *kept, *change, "-o", str(task.plan)]

    return SimpleNamespace(command=command, read=read)


def drawn(plan, count):
    """Kind, name and `--set` arguments of so many changes."""
    rules = json.loads(SCENARIO.read_text())["rules"]
    draw = random.Random(1)
    required = {(pair["country"], pair["office"]) for pair in rules["accreditation"]["required"]}
    pairs = [(one["country"], one["office"]) for one in plan["assignments"]]
    pairs = [pair for pair in pairs if pair[0] != pair[1] and pair not in required]
    lower = [office["host"] for office in plan["offices"] if office["reports_to"]]
    for number in range(count):
        kind = ("budget", "site", "pair")[number % 3]
        if kind == "budget":
            most = int(rules["budget"]["total"]["max"] * draw.uniform(1 - BUDGET, 1 + BUDGET))
            name, key, value = f"budget {most:,}", "budget.total.max", most
        elif kind == "site":
            host = draw.choice(lower)
            kept = {"office": host, "tier": "sub_regional_office", "reason": "drawn"}
            name, key, value = f"site {host}", "retention.keep", [*rules["retention"]["keep"], kept]
        else:
            country, office = draw.choice(pairs)
            ruled_out = {"country": country, "office": office, "reason": "drawn"}
            forbidden = [*rules["accreditation"]["forbidden"], ruled_out]
            name, key, value = f"pair {country}-{office}", "accreditation.forbidden", forbidden
        yield kind, name, ["--set", f"{key}={json.dumps(value)}"]


def state(done, infeasible, options):
    lines = [
        "| change | closed from the tree | closed from nothing | seconds from the tree | from nothing | ratio |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for kind in ("budget", "site", "pair", "all"):
        own = [one for one in done if kind in (one["kind"], "all")]
        if own:
            lines.append(row(kind, own))
    stated = (
        f"{len(done)} changes; medians; limit {options.limit} s, which is the time of what did not close; "
        f"{options.threads} threads; gap {100 * GAP:g} %; {machine.describe()['processor']}."
    )
    if infeasible:
        stated += f" Proved infeasible, and left out: {', '.join(infeasible)}."
    text = f"{stated}\n\n" + "\n".join(lines) + "\n"
    print(text)
    if options.changes == CHANGES:
        table.place(PAGE, "changes", text)


def row(kind, own):
    closed = [f"{sum(one[how]['closed'] for one in own)} of {len(own)}" for how in ("warm", "cold")]
    warm, cold = (statistics.median(one[how]["seconds"] for one in own) for how in ("warm", "cold"))
    ratio = statistics.median(one["cold"]["seconds"] / one["warm"]["seconds"] for one in own)
    return f"| {kind} | {closed[0]} | {closed[1]} | {warm:.2f} | {cold:.2f} | {ratio:.1f} |"


if __name__ == "__main__":
    main()
