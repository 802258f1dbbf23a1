"""Every feasible test date: which to look at, what to expect by then, which no other beats."""
