"""Commands that measure; each prints its figures: ``python -m benchmarks.NAME``."""
