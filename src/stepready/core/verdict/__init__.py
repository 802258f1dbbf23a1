"""Put one guide's answer together: sit or delay, apply on time or not, and what would change it."""
