"""Values to text, charts, JSON and pages. Composes no reasons: every form shows the same sentences."""
