CREATE TABLE stamp (
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  stamp TEXT NOT NULL,
  PRIMARY KEY (owner, kind, name)
);

CREATE TABLE seen (
  owner TEXT NOT NULL,
  device TEXT NOT NULL,
  stamp TEXT NOT NULL,
  PRIMARY KEY (owner, device)
);

CREATE TABLE anki_day (
  owner TEXT NOT NULL,
  day TEXT NOT NULL,
  total TEXT NOT NULL,
  topics TEXT NOT NULL,
  unmapped TEXT NOT NULL,
  PRIMARY KEY (owner, day)
);

ALTER TABLE book ADD COLUMN stamp TEXT NOT NULL DEFAULT '';

ALTER TABLE plan RENAME TO old_plan;

CREATE TABLE plan (
  owner TEXT NOT NULL,
  exam TEXT NOT NULL,
  exam_date TEXT,
  target INTEGER,
  applicant TEXT,
  specialty TEXT,
  season INTEGER,
  guide TEXT,
  step1 TEXT,
  low_pass TEXT,
  can_skip_cycle BOOLEAN,
  eligibility_end TEXT,
  core_rotations_done BOOLEAN,
  qbank_used DOUBLE PRECISION,
  set_by TEXT NOT NULL,
  PRIMARY KEY (owner, exam)
);
