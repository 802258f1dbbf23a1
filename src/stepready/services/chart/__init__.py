"""What each chart shows, as values: the numbers, and the sentences under the picture."""
