"""What was sat and what of it counts: scores, how they are read, and the evidence they make."""
