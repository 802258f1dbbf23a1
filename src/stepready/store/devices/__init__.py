"""One book on several devices: who gives stamps, what two books hold when they meet, and how they become one."""
