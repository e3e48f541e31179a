"""Put on the path of proof environments: `from proof import cell`."""
