"""A published guide as data, its study lines, and which guide applies."""
