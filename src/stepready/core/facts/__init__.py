"""Facts of exams and instruments: scales, marks, days, how well each is known, and the user's own in their place."""
