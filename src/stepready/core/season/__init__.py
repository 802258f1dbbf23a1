"""An application season: its milestones, the patterns they follow, when results arrive, and the days to act by."""
