"""The package index as a source of facts: asking it, reading what it answers, and what follows from that."""
