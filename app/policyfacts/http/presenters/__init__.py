"""Results of searches as the shapes of answers."""
