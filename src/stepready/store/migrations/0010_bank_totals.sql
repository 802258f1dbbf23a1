CREATE TABLE bank_total (
  owner TEXT NOT NULL,
  id INTEGER NOT NULL,
  uid TEXT NOT NULL,
  exam TEXT NOT NULL,
  day TEXT NOT NULL,
  bank TEXT NOT NULL,
  done INTEGER NOT NULL,
  size INTEGER NOT NULL,
  percent DOUBLE PRECISION,
  pass_number INTEGER NOT NULL,
  told TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (owner, id),
  UNIQUE (owner, uid)
);

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
  set_by TEXT NOT NULL,
  applied BOOLEAN,
  applied_on TEXT,
  resent_on TEXT,
  PRIMARY KEY (owner, exam)
);

INSERT INTO plan (owner, exam, exam_date, target, applicant, specialty, season, guide, step1, low_pass, can_skip_cycle,
  eligibility_end, core_rotations_done, set_by, applied, applied_on, resent_on)
SELECT owner, exam, exam_date, target, applicant, specialty, season, guide, step1, low_pass, can_skip_cycle,
  eligibility_end, core_rotations_done, set_by, applied, applied_on, resent_on FROM old_plan;

ALTER TABLE study_settings RENAME TO old_study_settings;

CREATE TABLE study_settings (
  owner TEXT NOT NULL,
  exam TEXT NOT NULL,
  hours TEXT,
  rest_weekdays TEXT NOT NULL,
  away TEXT NOT NULL,
  bank_done_by TEXT,
  PRIMARY KEY (owner, exam)
);

INSERT INTO study_settings (owner, exam, hours, rest_weekdays, away, bank_done_by)
SELECT owner, exam, hours, rest_weekdays, away, bank_done_by FROM old_study_settings;
