"""The day-by-day plan from today to the exam."""
