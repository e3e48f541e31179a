"""Adding a framework, a guide or a learning resource step by step: one draft from its name to a review."""
