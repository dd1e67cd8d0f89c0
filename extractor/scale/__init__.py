"""Many plans: shards on any executor, a manifest to go on from, limits on each file."""
