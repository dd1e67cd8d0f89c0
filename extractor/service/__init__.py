"""The extractor over HTTP: a plan is posted, its records come back as JSON."""
