"""Every command: the module it lives in, its place in the overview, and one line about it."""

from typing import NamedTuple


class CommandEntry(NamedTuple):
    """A command's module below `stepready.cli`, its section and its one line; `app` is what the module calls it."""

    module: str
    section: str
    says: str
    app: str = "app"


DAILY = "Every day"
DECIDE = "Decide"
STUDY = "Study"
APPLY = "Apply"
BOOK = "The score book"
SCHOOL = "At a school"
ABOUT = "About"

COMMANDS: dict[str, CommandEntry] = {
    "init": CommandEntry("init", DAILY, "Answer a few questions and set up a plan."),
    "log": CommandEntry("log", DAILY, "Log a practice exam or a question-bank session."),
    "today": CommandEntry("today", DAILY, "What is planned, done and next."),
    "prompt": CommandEntry("prompt", DAILY, "One line for a shell prompt, from a cache."),
    "done": CommandEntry("marks", DAILY, "Say that a day's work is done.", "done_app"),
    "skip": CommandEntry("marks", DAILY, "Say that a day was skipped.", "skip_app"),
    "sick": CommandEntry("marks", DAILY, "Say that you were sick.", "sick_app"),
    "away": CommandEntry("marks", DAILY, "Say that you are away.", "away_app"),
    "check": CommandEntry("check", DECIDE, "Sit on the booked date, or delay? Apply on time?"),
    "why": CommandEntry("why", DECIDE, "Where a rule comes from and what it saw."),
    "forecast": CommandEntry("forecast", DECIDE, "Where the score is heading, and how sure that is."),
    "dates": CommandEntry("dates", DECIDE, "Every feasible test date against every deadline."),
    "calendar": CommandEntry("calendar", DECIDE, "The season's milestones, and days to act on."),
    "day": CommandEntry("day", DECIDE, "Your own deadlines beside the official ones."),
    "chart": CommandEntry("chart", DECIDE, "Charts in the terminal."),
    "report": CommandEntry("report", DECIDE, "One self-contained page to hand to an advisor."),
    "attempt": CommandEntry("attempt", DECIDE, "Your sittings of the real exams, one row each."),
    "plan": CommandEntry("plan", STUDY, "Set or show the plan a verdict is about."),
    "schedule": CommandEntry("schedule", STUDY, "Make, show and repair the day-by-day study schedule."),
    "review": CommandEntry("review", STUDY, "Look back on the week, and ahead to the next."),
    "topics": CommandEntry("topics", STUDY, "Rank topics by how weak they are."),
    "anki": CommandEntry("anki", STUDY, "Count the reviews and minutes you spend in Anki."),
    "guide": CommandEntry("guide", STUDY, "Read the guides' rules and where each comes from."),
    "profile": CommandEntry("profile", APPLY, "What programmes ask of you and no exam tells."),
    "strategy": CommandEntry("strategy", APPLY, "What each guide says of applying, for your score."),
    "programs": CommandEntry("programs", APPLY, "Your own table of programmes: open to you or not."),
    "shortlist": CommandEntry("shortlist", APPLY, "Where to apply, its cost, and what a delay does to it."),
    "scores": CommandEntry("scores", BOOK, "List what is logged."),
    "edit": CommandEntry("edit", BOOK, "Correct a logged score."),
    "rm": CommandEntry("edit", BOOK, "Remove a logged score.", "rm_app"),
    "undo": CommandEntry("edit", BOOK, "Take back the last change.", "undo_app"),
    "import": CommandEntry("import_", BOOK, "Add scores from a CSV or JSON file."),
    "merge": CommandEntry("merge", BOOK, "Bring in what another of your devices holds."),
    "sync": CommandEntry("merge", BOOK, "Meet your other devices in a shared folder.", "sync_app"),
    "inbox": CommandEntry("inbox", BOOK, "Take what your phone wrote into a file."),
    "export": CommandEntry("export", BOOK, "Write the log as CSV or JSON."),
    "backup": CommandEntry("backup", BOOK, "Copy the whole database to a file."),
    "restore": CommandEntry("backup", BOOK, "Bring a backup back.", "restore_app"),
    "consent": CommandEntry("consent", SCHOOL, "Let an advisor see how you stand, and end it."),
    "school": CommandEntry("school", SCHOOL, "Run a school's server: every student alone."),
    "cohort": CommandEntry("cohort", SCHOOL, "How the students stand who agreed that you see it."),
    "doctor": CommandEntry("doctor", ABOUT, "Check the installation and say what to do."),
    "path": CommandEntry("doctor", ABOUT, "Show where everything is kept.", "path_app"),
}
