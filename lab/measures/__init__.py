"""What a framework costs: processor time, memory, waiting, size. The estimator and the bands need no framework."""
