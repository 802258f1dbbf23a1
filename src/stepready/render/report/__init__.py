"""The report: one HTML file that holds everything, fetches nothing, and is complete without its script."""
