"""What readers see of the editing, and write about it: `/changes/`, corrections and their addresses."""
