"""spopt's own p-median model of a published instance, solved by the CBC that PuLP carries."""

import sys
from dataclasses import replace
from pathlib import Path

from solvers import asked, cbc, read_told, ready, script

# purview counts a unit of distance as one of currency, the MPS file in thousands.
THOUSAND = 1000


def command(task):
    return script(__spec__.name, task, task.published)


def read(line):
    told = cbc.read(line)
    if told is None:
        return read_told(line)
    scaled = [None if value is None else value / THOUSAND for value in (told.incumbent, told.bound)]
    return replace(told, incumbent=scaled[0], bound=scaled[1])


def distances(path):
    """Shortest paths in OR-Library's graph; where an edge stands twice, the last line counts."""
    import numpy
    from scipy.sparse.csgraph import shortest_path

    numbers = numpy.array(Path(path).read_text().split(), dtype=int)
    vertices, edges, medians = numbers[:3]
    graph = numpy.full((vertices, vertices), numpy.inf)
    for tail, head, length in numbers[3:].reshape(edges, 3):
        graph[tail - 1, head - 1] = graph[head - 1, tail - 1] = length
    return shortest_path(graph, directed=False), int(medians)


def solve(path, limit, gap, threads):
    import numpy
    import pulp
    from spopt.locate import PMedian

    ready()
    costs, medians = distances(path)
    problem = PMedian.from_cost_matrix(costs, numpy.ones(len(costs)), medians)
    solver = pulp.PULP_CBC_CMD(msg=True, timeLimit=limit, gapRel=gap, threads=threads)
    problem.solve(solver, results=False)


if __name__ == "__main__":
    solve(*asked(sys.argv[1:]))
