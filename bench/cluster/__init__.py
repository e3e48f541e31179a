"""The whole site on one machine, as `deploy/` sets it up: `make cluster`."""
