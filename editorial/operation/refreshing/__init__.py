"""Keeping facts true: what the package index says goes into the catalogue, and what looks wrong waits for a person."""
