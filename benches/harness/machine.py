"""What the figures were measured on and with, for the record; ratios are meant to outlive it."""

import os
import platform
import subprocess
from importlib import metadata
from pathlib import Path

from solvers.purview import PROGRAM

PACKAGES = ["ortools", "pyscipopt", "highspy", "spopt"]


def describe():
    return {"processor": processor(), "cores": len(os.sched_getaffinity(0)), "system": platform.system()}


def versions():
    first = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True).stdout.split()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout
    known = {"purview": f"{first[-1]} ({commit.strip()})"}
    known |= {package: metadata.version(package) for package in PACKAGES}
    return known


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(": ", 1)[1]
    return platform.machine()


def confine(threads):
    """This process and all that it starts to so many cores, so that no solver takes more than its share."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
