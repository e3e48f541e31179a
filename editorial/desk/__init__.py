"""What waits for the editors: one small function per module of the desk, each of which returns what it shows."""
