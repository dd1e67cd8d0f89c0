"""Plain text in any of the ways it reaches users: decode, find debris, cut into blocks."""
