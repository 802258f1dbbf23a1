"""Use cases, one a function: each takes an open book and explicit days, and returns values."""
