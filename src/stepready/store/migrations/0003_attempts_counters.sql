CREATE TABLE counter (
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (owner, kind)
);

INSERT INTO counter (owner, kind, last) SELECT owner, 'score', last_score FROM book WHERE last_score > 0;

CREATE TABLE attempt (
  owner TEXT NOT NULL,
  id INTEGER NOT NULL,
  uid TEXT NOT NULL,
  exam TEXT NOT NULL,
  "on" TEXT,
  score TEXT,
  reported TEXT,
  PRIMARY KEY (owner, id),
  UNIQUE (owner, uid)
);

ALTER TABLE book RENAME TO old_book;

CREATE TABLE book (
  owner TEXT NOT NULL,
  last_change INTEGER NOT NULL,
  PRIMARY KEY (owner)
);

INSERT INTO book (owner, last_change) SELECT owner, last_change FROM old_book;

DROP TABLE old_book;

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
  set_by INTEGER NOT NULL,
  PRIMARY KEY (owner, exam)
);

ALTER TABLE schedule_day RENAME TO old_schedule_day;

CREATE TABLE schedule_day (
  owner TEXT NOT NULL,
  exam TEXT NOT NULL,
  day TEXT NOT NULL,
  phase TEXT NOT NULL,
  rest BOOLEAN NOT NULL,
  questions INTEGER NOT NULL,
  review_hours DOUBLE PRECISION NOT NULL,
  content_hours DOUBLE PRECISION NOT NULL,
  focus TEXT NOT NULL,
  practice_exam TEXT,
  note TEXT NOT NULL,
  PRIMARY KEY (owner, exam, day)
);
