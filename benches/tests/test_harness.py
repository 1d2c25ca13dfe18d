"""How runs become figures, with a solver that only pretends."""

import sys
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

from harness import summary, table
from harness.growth import exponents
from harness.process import gap, run
from solvers import read_told


def pretended(script, limit=5.0):
    solver = SimpleNamespace(command=lambda _: [sys.executable, "-c", script], read=read_told)
    return run("pretended", solver, SimpleNamespace(limit=limit, gap=0.01))


def a_run(solver, seconds, closed, incumbent=10.0, bound=10.0):
    figures = {"incumbent": incumbent, "bound": bound, "memory_mb": 1.0}
    return {"solver": solver, "seconds": seconds, "closed": closed} | figures


class Process(unittest.TestCase):
    def test_a_solver_that_closes(self):
        done = pretended("""print('{"incumbent": 12, "bound": 9}\\n{"incumbent": 10, "bound": 10}')""")
        self.assertTrue(done.closed)
        self.assertLess(done.seconds, 5.0)
        self.assertEqual([point[1:] for point in done.trace], [[12, 9], [10, 10]])
        self.assertGreater(done.memory_mb, 1.0)
        self.assertIsNone(done.fault)

    def test_the_clock_starts_when_the_solver_is_ready(self):
        wait = "import time; time.sleep(0.4)"
        told = """print('{"ready": true}\\n{"incumbent": 10, "bound": 10}')"""
        self.assertLess(pretended(f"{wait}; {told}").seconds, 0.4)

    def test_what_is_proved_stays_proved(self):
        done = pretended("""print('{"incumbent": 10, "bound": 9}\\n{"incumbent": 11, "bound": 8}')""")
        self.assertEqual((done.incumbent, done.bound), (10, 9))

    def test_a_solver_that_does_not_close_counts_as_the_limit(self):
        done = pretended("""print('{"incumbent": 10, "bound": 9}')""")
        self.assertEqual((done.closed, done.seconds, done.gap), (False, 5.0, 0.1))

    def test_a_solver_that_fails_says_why(self):
        done = pretended("print('no licence'); raise SystemExit(3)")
        self.assertEqual(done.fault, "status 3: no licence")


class Summary(unittest.TestCase):
    def test_ratio_of_medians(self):
        auto = [a_run(summary.REFERENCE, seconds, True) for seconds in (1.0, 2.0, 9.0)]
        peer = [a_run("peer", seconds, seconds < 300) for seconds in (20.0, 300.0, 300.0)]
        reference, row = summary.rows("network", auto + peer)
        self.assertEqual((reference.ratio, reference.is_closed), (1.0, True))
        self.assertEqual((row.ratio, row.is_closed, row.closed), (150.0, False, 1))
        self.assertIn("≥ 150.0", table.table([row]))

    def test_no_ratio_to_what_did_not_close(self):
        rows = summary.rows("network", [a_run(summary.REFERENCE, 300.0, False), a_run("peer", 5.0, True)])
        self.assertEqual([row.ratio for row in rows], [None, None])

    def test_gap(self):
        self.assertEqual(gap(10.0, 9.0), 0.1)
        self.assertEqual(gap(0.0, 0.0), 0.0)
        self.assertIsNone(gap(None, 1.0))

    def test_a_bound_above_another_plan_is_a_contradiction(self):
        runs = [a_run("one", 1.0, True, bound=10.0), a_run("other", 1.0, True, incumbent=9.0, bound=8.0)]
        self.assertEqual(len(summary.contradictions("network", runs, 1e-4)), 1)
        self.assertEqual(summary.contradictions("network", runs[:1], 1e-4), [])


class Growth(unittest.TestCase):
    def test_an_exponent_needs_two_sizes(self):
        rows = [{"places": 10**n, "first_plan": 10**n, "seconds": None, "memory_mb": 100**n} for n in (3, 4)]
        found = exponents(rows)
        self.assertEqual(sorted(found), ["first_plan", "memory_mb"])
        self.assertAlmostEqual(found["first_plan"], 1.0)
        self.assertAlmostEqual(found["memory_mb"], 2.0)
        self.assertEqual(exponents(rows[:1]), {})


class Page(unittest.TestCase):
    def test_only_what_stands_between_the_markers_changes(self):
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.md"
            page.write_text("before\n<!-- x -->\nold\n<!-- end of x -->\nafter\n")
            for _ in range(2):
                table.place(page, "x", "new\n")
                self.assertEqual(page.read_text(), "before\n<!-- x -->\n\nnew\n\n<!-- end of x -->\nafter\n")


if __name__ == "__main__":
    unittest.main()
