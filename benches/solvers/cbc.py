"""CBC as Debian packs it, on the MPS file."""

import re

from solvers import Told, known

# Messages Cbc0012I and its like, Cbc0010I and Cbc0005I, the end of a search, and the summary.
INCUMBENT = re.compile(
    r"Integer solution of (\S+)|best objective (\S+)|(\S+) best solution|^Objective value: +(\S+)"
)
BOUND = re.compile(r"best possible (\S+?)[\s)]|^Lower bound: +(\S+)")
PROVED = re.compile(r"Search completed - best objective (\S+),")


def command(task):
    limits = ["-sec", str(task.limit), "-timeMode", "elapsed", "-ratio", str(task.gap)]
    return ["cbc", str(task.mps), "-threads", str(task.threads), *limits, "-solve", "-quit"]


def read(line):
    proved = PROVED.search(line)
    if proved:
        objective = known_number(proved.group(1))
        # Without a word on the bound: as good as it was asked for.
        return Told(objective, objective)
    incumbent, bound = INCUMBENT.search(line), BOUND.search(line)
    if not incumbent and not bound:
        return None
    return Told(first(incumbent), first(bound))


def first(found):
    return found and known_number(next(text for text in found.groups() if text))


def known_number(text):
    return known(text.rstrip(","))
