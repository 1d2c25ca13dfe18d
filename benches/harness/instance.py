"""An instance as every solver needs it: a scenario, its formulation as MPS, a published file."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from solvers.purview import PROGRAM

FOLDER = Path("target/bench")


class Skipped(Exception):
    """Why an instance cannot be had here."""


@dataclass(frozen=True)
class Instance:
    name: str
    scenario: Path
    mps: Path
    published: Path | None


def prepare(entry):
    """Of an entry of instances.json."""
    name = entry["name"]
    scenario, published = FOLDER / f"{name}.json", None
    if "scenario" in entry:
        scenario = Path(entry["scenario"])
    elif "generate" in entry:
        purview("generate", *entry["generate"], "-o", scenario)
    else:
        published = find(entry["file"])
        purview("import", entry["import"], published, "-o", scenario)
    mps = FOLDER / f"{name}.mps"
    purview("lp", scenario, "-o", mps)
    return Instance(name, scenario, mps, published)


def find(file):
    folder = os.environ.get("PUBLISHED")
    if not folder:
        raise Skipped(f"{file} is not part of the project: name the folder that holds it, PUBLISHED=FOLDER")
    path = Path(folder) / file
    if not path.exists():
        raise Skipped(f"there is no {path}")
    return path


def purview(command, *arguments):
    done = subprocess.run([PROGRAM, command, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode == 2:
        raise Skipped(f"this purview has no `{command}`, or not as it is called here")
    if done.returncode != 0:
        raise Skipped(f"purview {command}: {done.stderr.strip()}")
