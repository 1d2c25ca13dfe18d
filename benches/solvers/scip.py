"""SCIP from PyPI, on the MPS file; with several threads as a race of its settings."""

import re
import sys

from solvers import Told, asked, known, read_told, ready, script, tell

# `... |  dualbound   | primalbound  |  gap   | compl.`, the last column only without a race.
NUMBER = r"\s*([-+.\de]+|--)\s*"
PROGRESS = re.compile(rf"\|{NUMBER}\|{NUMBER}\|\s*(?:[.\d]+%|Inf|--)\s*(?:\||$)")


def command(task):
    return script(__spec__.name, task, task.mps)


def read(line):
    progress = PROGRESS.search(line)
    if not progress:
        return read_told(line)
    bound, incumbent = (None if text == "--" else known(text) for text in progress.groups())
    return Told(incumbent, bound)


def solve(path, limit, gap, threads):
    from pyscipopt import Model

    ready()
    model = Model()
    model.readProblem(path)
    model.setParam("limits/time", limit)
    model.setParam("limits/gap", gap)
    model.setParam("parallel/maxnthreads", threads)
    if threads > 1:
        model.solveConcurrent()
    else:
        model.optimize()
    tell(model.getObjVal() if model.getNSols() else "inf", model.getDualbound())


if __name__ == "__main__":
    solve(*asked(sys.argv[1:]))
