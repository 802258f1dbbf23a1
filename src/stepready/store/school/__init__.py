"""A school's server: every student alone behind row-level security, advisors by consent. PostgreSQL alone has it."""

from stepready.store.server.driver import take_other_types

take_other_types()
