CREATE TABLE school_step (
  number INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  at TEXT NOT NULL
);

CREATE TABLE school (
  students TEXT NOT NULL,
  advisors TEXT NOT NULL
);

CREATE TABLE member (
  owner TEXT NOT NULL PRIMARY KEY,
  shown TEXT NOT NULL,
  cohort TEXT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('student', 'advisor')),
  since TIMESTAMPTZ NOT NULL DEFAULT now(),
  left_at TIMESTAMPTZ
);

CREATE TABLE consent (
  owner TEXT NOT NULL,
  advisor TEXT NOT NULL,
  given_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  scope TEXT NOT NULL CHECK (scope IN ('verdict', 'scores')),
  until DATE,
  revoked_at TIMESTAMPTZ,
  PRIMARY KEY (owner, advisor, given_at)
);

CREATE UNIQUE INDEX consent_once ON consent (owner, advisor) WHERE revoked_at IS NULL;
CREATE INDEX consent_by_advisor ON consent (advisor, owner) WHERE revoked_at IS NULL;

CREATE TABLE look (
  owner TEXT NOT NULL,
  id UUID NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  advisor TEXT NOT NULL,
  what TEXT NOT NULL,
  made_in XID8 NOT NULL,
  PRIMARY KEY (owner, id)
);

CREATE INDEX look_by_id ON look (id, owner);

CREATE TABLE school_guide (
  name TEXT NOT NULL PRIMARY KEY,
  content TEXT NOT NULL,
  added_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
