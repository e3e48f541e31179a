"""The first page of the desk: what waits for the editors, one small function for each module of it, and the plan."""
