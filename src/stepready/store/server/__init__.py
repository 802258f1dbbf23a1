"""A PostgreSQL server: its address, connections and schema, and what a cut connection leaves open."""
