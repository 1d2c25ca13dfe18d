"""Runs solvers side by side and states what came out."""
