"""HiGHS from PyPI, on the MPS file."""

import sys

from solvers import asked, read_told, ready, script, tell

read = read_told


def command(task):
    return script(__spec__.name, task, task.mps)


def solve(model, limit, gap, threads):
    import highspy

    ready()
    highs = highspy.Highs()
    highs.silent()
    highs.readModel(model)
    highs.setOptionValue("time_limit", limit)
    highs.setOptionValue("mip_rel_gap", gap)
    highs.setOptionValue("threads", threads)
    highs.setOptionValue("parallel", "on")
    for news in (highs.cbMipLogging, highs.cbMipImprovingSolution):
        news.subscribe(lambda event: tell(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound))
    highs.run()
    info = highs.getInfo()
    tell(info.objective_function_value, info.mip_dual_bound)


if __name__ == "__main__":
    solve(*asked(sys.argv[1:]))
