"""Lines as the solvers write them."""

import unittest

from solvers import Told, cbc, cp_sat, purview, read_told, scip, spopt


class Read(unittest.TestCase):
    def test_purview_counts_in_cents(self):
        line = '{"seconds":0.017,"phase":"proof","incumbent":23800000,"bound":null,"gap":null}'
        self.assertEqual(purview.read(line), Told(238.0, None))
        last = '{"seconds":0.018,"status":"optimal","objective":23800000,"bound":23700000,"gap":0.1}'
        self.assertEqual(purview.read(last), Told(238.0, 237.0))
        self.assertIsNone(purview.read("Six countries on the equator (tutorial)"))

    def test_cp_sat(self):
        line = "#Bound   0.01s best:242   next:[190,241]  default_lp"
        self.assertEqual(cp_sat.read(line), Told(242.0, 190.0))
        line = "#Bound   0.01s best:inf   next:[92,482]   initial_domain"
        self.assertEqual(cp_sat.read(line), Told(None, 92.0))
        self.assertIsNone(cp_sat.read("#Model   0.01s var:14/14 constraints:27/27"))
        self.assertIsNone(cp_sat.read("#Done    0.01s default_lp"))

    def test_scip(self):
        line = "  9.2s| 335M| 1.202707e+04 |      --      |    Inf "
        self.assertEqual(scip.read(line), Told(None, 12027.07))
        line = "$ 0.0s|2798k| 2.380000e+02 | 2.390000e+02 |   0.42%"
        self.assertEqual(scip.read(line), Told(239.0, 238.0))
        self.assertIsNone(scip.read(" time | mem |  dualbound   | primalbound  |  gap   "))

    def test_cbc(self):
        line = "Cbc0012I Integer solution of 13191.683 found by feasibility pump after 0 iterations"
        self.assertEqual(cbc.read(line), Told(13191.683, None))
        line = "Cbc0010I After 0 nodes, 1 on tree, 1e+50 best solution, best possible 217.7 (0.46 seconds)"
        self.assertEqual(cbc.read(line), Told(None, 217.7))
        line = (
            "Cbc0005I Partial search - best objective 13191.683 (best possible 12074.047), took 1 iterations"
        )
        self.assertEqual(cbc.read(line), Told(13191.683, 12074.047))
        line = "Cbc0001I Search completed - best objective 238, took 0 iterations and 0 nodes (0.01 seconds)"
        self.assertEqual(cbc.read(line), Told(238.0, 238.0))
        self.assertEqual(cbc.read("Lower bound:                    12074.047"), Told(None, 12074.047))
        self.assertIsNone(cbc.read("Cbc0038I Solution found of 12298.6"))

    def test_spopt_counts_in_units(self):
        line = "Cbc0001I Search completed - best objective 5819, took 0 iterations and 0 nodes (0.01 seconds)"
        self.assertEqual(spopt.read(line), Told(5.819, 5.819))

    def test_a_script_of_its_own(self):
        self.assertTrue(read_told('{"ready": true}').is_ready)
        self.assertEqual(read_told('{"incumbent": 1.5, "bound": null}'), Told(1.5, None))
        self.assertIsNone(read_told("Running HiGHS"))


if __name__ == "__main__":
    unittest.main()
