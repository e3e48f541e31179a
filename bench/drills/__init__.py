"""Drills: the site killed, cut off from disk and database, started twice and fed nonsense, and what it kept."""
