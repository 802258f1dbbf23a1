"""Every command: the module it lives in, its place in the overview, and one line about it."""

from typing import NamedTuple


class Entry(NamedTuple):
    """A command's module below `stepready.cli`, its section and its one line; `app` is what the module calls it."""

    module: str
    section: str
    says: str
    app: str = "app"


DAILY = "Every day"
DECIDE = "Decide"
STUDY = "Study"
BOOK = "The score book"
ABOUT = "About"

COMMANDS: dict[str, Entry] = {
    "init": Entry("init", DAILY, "Answer a few questions and set up a plan."),
    "log": Entry("log", DAILY, "Log a practice exam or a question-bank session."),
    "today": Entry("today", DAILY, "What is planned, done and next."),
    "done": Entry("marks", DAILY, "Say that a day's work is done.", "done_app"),
    "skip": Entry("marks", DAILY, "Say that a day was skipped.", "skip_app"),
    "sick": Entry("marks", DAILY, "Say that you were sick.", "sick_app"),
    "away": Entry("marks", DAILY, "Say that you are away.", "away_app"),
    "check": Entry("check", DECIDE, "Sit on the booked date, or delay? Apply on time?"),
    "why": Entry("why", DECIDE, "Where a rule comes from and what it saw."),
    "forecast": Entry("forecast", DECIDE, "Where the score is heading, and how sure that is."),
    "dates": Entry("dates", DECIDE, "Every feasible test date against every deadline."),
    "calendar": Entry("calendar", DECIDE, "The season's milestones, and days to act on."),
    "chart": Entry("chart", DECIDE, "Charts in the terminal."),
    "report": Entry("report", DECIDE, "One self-contained page to hand to an advisor."),
    "attempt": Entry("attempt", DECIDE, "Your sittings of the real exams, one row each."),
    "plan": Entry("plan", STUDY, "Set or show the plan a verdict is about."),
    "schedule": Entry("schedule", STUDY, "Make, show and repair the day-by-day study schedule."),
    "topics": Entry("topics", STUDY, "Rank topics by how weak they are."),
    "anki": Entry("anki", STUDY, "Count the reviews and minutes you spend in Anki."),
    "guide": Entry("guide", STUDY, "Read the guides' rules and where each comes from."),
    "scores": Entry("scores", BOOK, "List what is logged."),
    "edit": Entry("edit", BOOK, "Correct a logged score."),
    "rm": Entry("rm", BOOK, "Remove a logged score."),
    "undo": Entry("undo", BOOK, "Take back the last change."),
    "import": Entry("import_", BOOK, "Add scores from a CSV or JSON file."),
    "merge": Entry("merge", BOOK, "Bring in what another of your devices holds."),
    "sync": Entry("sync", BOOK, "Meet your other devices in a shared folder."),
    "export": Entry("export", BOOK, "Write the log as CSV or JSON."),
    "backup": Entry("backup", BOOK, "Copy the whole database to a file."),
    "restore": Entry("restore", BOOK, "Bring a backup back."),
    "doctor": Entry("doctor", ABOUT, "Check the installation and say what to do."),
    "path": Entry("path", ABOUT, "Show where everything is kept."),
}
