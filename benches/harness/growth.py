"""How fast a figure grows with size: the slope of a straight line through the logarithms."""

import math
import statistics

# Figures that grow with the number of places, and their names.
GROWING = {"first_plan": "time to the first plan", "seconds": "time to 1 %", "memory_mb": "memory"}


def exponents(rows):
    """Of each figure that is known for two sizes or more."""
    found = {}
    for key in GROWING:
        known = [(row["places"], row[key]) for row in rows if row[key]]
        if len(known) > 1:
            places, values = ([math.log(value) for value in column] for column in zip(*known))
            found[key] = statistics.linear_regression(places, values).slope
    return found
