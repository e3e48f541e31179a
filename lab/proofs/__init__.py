"""Proofs of feature cells: one folder a framework, one function a cell, run in an environment that holds what it says."""
