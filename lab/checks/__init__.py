"""Black-box checks: what every program of a task must do, and what is noted of a framework's default behaviour."""
