"""The editors' desk: a room for each of their tasks, and what the pages of all of them share."""
