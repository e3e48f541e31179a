"""Reviewing: what a change does in readers' words, what speaks against it, and the queue of all that waits."""
