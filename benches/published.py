"""Published single-tier instances, family by family: purview's answer beside the published optimum.

Reads the set that PUBLISHED names, imports each instance, solves it with purview (and, with --peer, the very
same model with HiGHS), one process at a time, and keeps every result in target/bench/published.json, so that
a run that was stopped goes on where it was. Files are used from where they lie.
"""

import argparse
import csv
import json
import lzma
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

PURVIEW = Path(os.environ.get("PURVIEW", "target/release/purview"))
FOLDER = Path("target/bench/published")
RESULTS = FOLDER.parent / "published.json"


def main():
    options = arguments()
    FOLDER.mkdir(parents=True, exist_ok=True)
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() and not options.fresh else {}
    for instance in instances(options.published):
        wanted = not options.families or instance["family"] in options.families
        if not wanted or (options.names and instance["name"] not in options.names):
            continue
        for solver in ["auto", "highs"] if options.peer else ["auto"]:
            key = f"{instance['family']} {instance['name']} {solver}"
            if key in results and not options.again:
                continue
            scenario = prepared(instance)
            solve = auto if solver == "auto" else highs
            results[key] = {**instance, "solver": solver, **solve(scenario, instance, options)}
            note(in_words(results[key]))
            RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    print(table(results))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--published", type=Path, required=True, help="folder of the published set")
    parser.add_argument("--families", nargs="*", default=[])
    parser.add_argument("--names", nargs="*", default=[])
    parser.add_argument("--limit", type=float, default=300, help="seconds for each solve")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--gap", type=float, default=1e-6, help="1e-6 is the least that purview takes")
    parser.add_argument("--peer", action="store_true", help="HiGHS on the same model, too")
    parser.add_argument("--again", action="store_true", help="measure what was measured before")
    parser.add_argument("--fresh", action="store_true", help="forget what was measured before")
    return parser.parse_args()


def instances(root):
    """Every instance whose file is there, with the published value in the scenario's money."""
    yield from location(root)
    yield from capacitated_medians(root)
    yield from districts(root)
    yield from medians(root)
    yield from service_areas(root)


def rows(path):
    with path.open(newline="") as file:
        for row in csv.reader(file):
            if len(row) >= 5 and row[0] != "instance":
                yield row[0], row[2], row[3], row[4].startswith("yes")


def instance(family, name, file, command, best, proven, factor=1):
    value = best if best == "infeasible" else float(best) * factor if best != "NA" else None
    return {
        "family": family, "name": name, "file": str(file), "import": command, "best": value, "proven": proven,
        "factor": factor,
    }


def location(root):
    folder = root / "sscflp"
    places = {"df": "diaz_fernandez", "holmberg_": "holmberg", "cap": "orlib", "yang_": "yang", "tb4_": "tb4"}
    for name, _, best, proven in rows(folder / "best.csv"):
        for prefix, place in places.items():
            stem = name.removeprefix(prefix) if prefix.endswith("_") else name
            layout = "diaz-fernandez" if place == "diaz_fernandez" else "orlib"
            for file in [folder / place / stem, folder / place / f"{stem}.xz"]:
                if name.startswith(prefix) and file.exists():
                    command = ["sscflp", "--layout", layout]
                    yield instance(f"sscflp {place}", name, file, command, best, proven)


def capacitated_medians(root):
    for name, _, best, proven in rows(root / "cpmp" / "best.csv"):
        for place, ending in [("osman", "txt"), ("sjc", "dat"), ("stefanello", "txt"), ("p3038", "dat")]:
            file = root / "cpmp" / place / f"{name}.{ending}"
            if file.exists():
                metric = "floor" if place == "osman" else "real"
                yield instance("cpmp", name, file, ["cpmp", "--distance", metric], best, proven)


def districts(root):
    folder = root / "districting" / "hess"
    for name, _, best, proven in rows(folder / "best.csv"):
        place, kind = name.split()
        file = folder / f"{place}.txt"
        if file.exists():
            command = ["hess", "--contiguity", "on" if kind == "contig" else "off"]
            family = f"hess {place.split('/')[0]}"
            yield instance(family, f"{place.split('/')[1]} {kind}", file, command, best, proven, 1e6)


def medians(root):
    for name, count, best, proven in rows(root / "pmedian" / "best.csv"):
        orlib, tsp = root / "pmedian" / "orlib" / f"{name}.txt", root / "pmedian" / "tsp"
        if orlib.exists():
            yield instance("pmedian orlib", name, orlib, ["pmed"], best, proven)
        elif (file := tsp / f"{name.split('_p')[0]}.tsp").exists():
            family = f"pmedian {file.stem}"
            yield instance(family, name, file, ["pmed", "--p", count], best, proven)


def service_areas(root):
    folder = root / "districting" / "kong_cflsap"
    for name, count, best, proven in rows(folder / "best.csv"):
        stem, kind = name.split("_")[0], name.split("_")[-1]
        file = folder / f"{stem}.txt"
        if not file.exists():
            continue
        borders = folder / ("zy_connectivity.txt" if stem.startswith("zy") else "gy2_connectivity.txt")
        command = ["cflsap"] if kind.endswith("SAP") else ["cflsap", "--contiguity", "off"]
        if kind.endswith("SAP"):
            command += ["--borders", str(borders)]
        if count:
            command += ["--sites", count]
        yield instance(f"kong {kind}", name, file, command, best, proven)


def prepared(entry):
    """The imported scenario; compressed files are unpacked first."""
    name = f"{entry['family']}-{entry['name']}".replace(" ", "-").replace("/", "-")
    scenario = FOLDER / f"{name}.json"
    if not scenario.exists():
        file = Path(entry["file"])
        if file.suffix == ".xz":
            file = FOLDER / file.stem
            file.write_bytes(lzma.open(entry["file"]).read())
        command = [PURVIEW, "import", *entry["import"][:1], file, *entry["import"][1:], "-o", scenario]
        subprocess.run(command, check=True)
    return scenario


def auto(scenario, entry, options):
    plan = scenario.with_suffix(".plan")
    plan.unlink(missing_ok=True)
    limits = ["--gap", options.gap, "--time-limit", options.limit, "--threads", options.threads]
    command = [PURVIEW, "solve", scenario, "--method", "auto", *limits, "--json", "-o", plan]
    started = time.monotonic()
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    seconds = time.monotonic() - started
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    if done.returncode == 4:
        return {"status": "infeasible", "seconds": seconds, "value": None, "bound": None, "memory": memory}
    if done.returncode != 0:
        return {"status": f"exit {done.returncode}", "seconds": seconds, "value": None, "bound": None,
                "memory": memory, "error": done.stderr[-400:]}
    written = json.loads(plan.read_text())
    value, bound = written["objective"] / 100, written["bound"] / 100
    status = "proved" if value - bound <= options.gap * abs(value) else "stopped"
    return {"status": status, "seconds": seconds, "value": value, "bound": bound, "memory": memory}


def highs(scenario, entry, options):
    model = scenario.with_suffix(".mps")
    with model.open("w") as file:
        subprocess.run([PURVIEW, "lp", scenario, "--format", "mps"], check=True, stdout=file)
    script = (
        "import highspy, json, sys\n"
        "h = highspy.Highs(); h.silent(); h.readModel(sys.argv[1])\n"
        "h.setOptionValue('time_limit', float(sys.argv[2])); h.setOptionValue('threads', int(sys.argv[3]))\n"
        "h.setOptionValue('mip_rel_gap', float(sys.argv[4])); h.run()\n"
        "i = h.getInfo()\n"
        "print(json.dumps([h.modelStatusToString(h.getModelStatus()), i.objective_function_value, i.mip_dual_bound]))\n"
    )
    python = Path("target/bench/venv/bin/python")
    command = [python, "-c", script, model, options.limit, options.threads, options.gap]
    started = time.monotonic()
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    seconds = time.monotonic() - started
    model.unlink()
    if done.returncode != 0:
        return {"status": "failed", "seconds": seconds, "value": None, "bound": None, "error": done.stderr[-400:]}
    status, value, bound = json.loads(done.stdout.splitlines()[-1])
    names = {"Optimal": "proved", "Infeasible": "infeasible"}
    scale = 1000  # The model counts in thousands.
    return {"status": names.get(status, "stopped"), "seconds": seconds, "value": value * scale, "bound": bound * scale}


def verdict(result):
    """Whether the answer is the published one."""
    best, value = result["best"], result["value"]
    if best == "infeasible" or value is None:
        return "as published" if best == result["status"] == "infeasible" else "none"
    if best is None:
        return "unpublished"
    # Published values are rounded, and every price of a scenario is rounded to a cent.
    rounding = 0.006 * result["factor"]
    if abs(value - best) <= max(rounding, 1e-5 * abs(best)):
        return "as published"
    return f"{100 * (value - best) / best:+.3f} %"


def in_words(result):
    gap = ""
    if result["value"] is not None and result["status"] == "stopped":
        gap = f", gap {100 * (result['value'] - result['bound']) / abs(result['value']):.3f} %"
    return (f"{result['family']} {result['name']} {result['solver']}: {result['status']}{gap} in "
            f"{result['seconds']:.1f} s, value {verdict(result)} {result.get('error', '')}")


def table(results):
    lines = ["| family | instances | proven | value as published | total, s | slowest, s | HiGHS: proven | total, s | ratio |",
             "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for family in dict.fromkeys(result["family"] for result in results.values()):
        own = [r for r in results.values() if r["family"] == family and r["solver"] == "auto"]
        peer = [r for r in results.values() if r["family"] == family and r["solver"] == "highs"]
        closed = lambda runs: sum(r["status"] in ("proved", "infeasible") for r in runs)
        total = sum(r["seconds"] for r in own)
        found = sum(verdict(r) == "as published" for r in own)
        beside = [f"{closed(peer)} of {len(peer)}", f"{sum(r['seconds'] for r in peer):.1f}",
                  f"{sum(r['seconds'] for r in peer) / total:.1f}"] if peer else ["", "", ""]
        cells = [family, len(own), closed(own), found, f"{total:.1f}", f"{max((r['seconds'] for r in own), default=0):.1f}", *beside]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def note(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
