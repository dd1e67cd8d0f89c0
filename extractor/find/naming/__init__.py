"""What each number counts: its name's words, found from the clause around it."""
