"""Proofs of feature cells: a folder for a framework, a function for a cell, an environment with what the cell says."""
