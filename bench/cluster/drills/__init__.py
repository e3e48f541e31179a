"""What is tried on a cluster while readers ask and changes are published."""
