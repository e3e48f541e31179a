"""Telling editors in time: what became of their changes, and what waits for them."""
