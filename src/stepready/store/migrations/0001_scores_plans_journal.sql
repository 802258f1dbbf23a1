CREATE TABLE stepready_migration (
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (number)
);

CREATE TABLE book (
  owner TEXT NOT NULL,
  last_change INTEGER NOT NULL,
  last_score INTEGER NOT NULL,
  PRIMARY KEY (owner)
);

INSERT INTO book (owner, last_change, last_score) VALUES ('me', 0, 0);

CREATE TABLE score (
  owner TEXT NOT NULL,
  id INTEGER NOT NULL,
  uid TEXT NOT NULL,
  day TEXT NOT NULL,
  source TEXT NOT NULL,
  form TEXT NOT NULL,
  value DOUBLE PRECISION NOT NULL,
  unit TEXT NOT NULL,
  exam TEXT NOT NULL,
  questions INTEGER,
  conditions TEXT NOT NULL,
  note TEXT NOT NULL,
  topic TEXT NOT NULL,
  p_pass DOUBLE PRECISION,
  PRIMARY KEY (owner, id),
  UNIQUE (owner, uid)
);

CREATE INDEX score_by_day ON score (owner, day, id);

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
  failed_attempts INTEGER NOT NULL,
  failed_on TEXT,
  result TEXT,
  low_pass_low INTEGER,
  low_pass_high INTEGER,
  can_skip_cycle BOOLEAN,
  eligibility_end TEXT,
  core_rotations_done BOOLEAN,
  qbank_used DOUBLE PRECISION,
  set_by INTEGER NOT NULL,
  PRIMARY KEY (owner, exam)
);

CREATE TABLE change (
  owner TEXT NOT NULL,
  id INTEGER NOT NULL,
  at TEXT NOT NULL,
  what TEXT NOT NULL,
  said TEXT NOT NULL,
  undone_at TEXT,
  PRIMARY KEY (owner, id)
);

CREATE TABLE changed_row (
  owner TEXT NOT NULL,
  change INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (owner, change, seq)
);

CREATE VIEW trend AS
SELECT
  owner,
  exam,
  day,
  source,
  form,
  value,
  unit,
  CASE WHEN count(*) OVER last_two = 2 THEN avg(value) OVER last_two END AS mean_of_last_two,
  conditions,
  id
FROM score
WHERE source IN ('nbme', 'uwsa', 'amboss')
WINDOW last_two AS (
  PARTITION BY owner, exam, unit ORDER BY day, value DESC, id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW
)
