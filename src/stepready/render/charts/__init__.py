"""Charts for a terminal, as strings: every line within the width, nothing but text unless colour is wanted."""
