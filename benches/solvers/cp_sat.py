"""CP-SAT from OR-Tools, which reads the MPS file and scales it to integers itself."""

import re
import sys

from solvers import Told, asked, known, read_told, ready, script, tell

# `#12  3.45s best:242  next:[190,241]  default_lp`
PROGRESS = re.compile(r"^#\w+\s.*best:(\S+)\s+next:\[([^,\]]+),")


def command(task):
    return script(__spec__.name, task, task.mps)


def read(line):
    progress = PROGRESS.match(line)
    return Told(*map(known, progress.groups())) if progress else read_told(line)


def solve(path, limit, gap, threads):
    from ortools.linear_solver.python import model_builder

    ready()
    model = model_builder.Model()
    if not model.import_from_mps_file(path):
        sys.exit(f"{path} cannot be read")
    solver = model_builder.Solver("sat")
    solver.set_time_limit_in_seconds(limit)
    solver.set_solver_specific_parameters(f"num_workers:{threads},relative_gap_limit:{gap}")
    # The package's own callback for the log cannot be set from Python.
    solver.enable_output(True)
    status = solver.solve(model)
    # Without a plan the package gives no bound either; the log did.
    if status in (model_builder.SolveStatus.OPTIMAL, model_builder.SolveStatus.FEASIBLE):
        tell(solver.objective_value, solver.best_objective_bound)


if __name__ == "__main__":
    solve(*asked(sys.argv[1:]))
