"""What readers say is wrong: received without an account, read by editors alone, followed by a secret link."""
