"""Words as data, and their loader."""
