"""A school's server: every student alone behind row-level security, advisors by consent. PostgreSQL alone has it."""

from stepready.store.server.address import driver

driver()
