"""Whether the addresses in the catalogue still lead somewhere: read politely, one after the other, never inwards."""
