"""Where the score is heading: trend, interval, probabilities."""
