"""What the nodes of one site must have in common."""
