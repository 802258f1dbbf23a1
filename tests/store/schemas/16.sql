CREATE TABLE stepready_migration (
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (number)
);
INSERT INTO stepready_migration VALUES (1, '0001_scores_plans_journal', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (2, '0002_study_schedule', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (3, '0003_attempts_counters', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (4, '0004_study_days', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (5, '0005_stamps_anki', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (6, '0006_applying', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (7, '0007_applied', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (8, '0008_inbox', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (9, '0009_server_indexes', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (10, '0010_bank_totals', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (11, '0011_own_days', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (12, '0012_rotations', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (13, '0013_gave_way', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (14, '0014_expected', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (15, '0015_set_aside', '2027-01-02T03:04:05+00:00');
INSERT INTO stepready_migration VALUES (16, '0016_change_day', '2027-01-02T03:04:05+00:00');
CREATE TABLE book (
  owner TEXT NOT NULL,
  last_change INTEGER NOT NULL, stamp TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (owner)
);
INSERT INTO book VALUES ('me', 4, '1812020400000-0003-before');
CREATE TABLE counter (
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (owner, kind)
);
INSERT INTO counter VALUES ('me', 'score', 4);
INSERT INTO counter VALUES ('me', 'attempt', 1);
INSERT INTO counter VALUES ('me', 'programme', 1);
INSERT INTO counter VALUES ('me', 'own_day', 1);
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
INSERT INTO attempt VALUES ('me', 1, 'step2ckfailed1', 'step2ck', '2026-07-01', 'fail', NULL);
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
INSERT INTO score VALUES ('me', 1, 'b6f0a51c7d1e4f0f9d8a1c2b3d4e5f60', '2027-06-01', 'nbme', '11', 226.0, 'score', 'step2ck', NULL, 'full-length;timed', 'at the library', '', 84.0);
INSERT INTO score VALUES ('me', 2, '0a1b2c3d4e5f60718293a4b5c6d7e8f9', '2027-06-03', 'qbank', '', 72.5, 'percent', 'step2ck', 40, '', '', 'renal', NULL);
CREATE TABLE change (
  owner TEXT NOT NULL,
  id INTEGER NOT NULL,
  at TEXT NOT NULL,
  what TEXT NOT NULL,
  said TEXT NOT NULL,
  undone_at TEXT, day TEXT,
  PRIMARY KEY (owner, id)
);
INSERT INTO change VALUES ('me', 1, '2027-06-01T10:00:00+00:00', 'log', 'log NBME 11 226 on 2027-06-01 (id 1)', NULL, '2027-06-01');
INSERT INTO change VALUES ('me', 2, '2027-06-03T10:00:00+00:00', 'log', 'log Question bank 72.5 % on 2027-06-03 (id 2)', NULL, NULL);
INSERT INTO change VALUES ('me', 3, '2027-06-03T11:00:00+00:00', 'plan', 'plan set for Step 2 CK: target 240', NULL, '2027-06-03');
CREATE TABLE changed_row (
  owner TEXT NOT NULL,
  change INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (owner, change, seq)
);
INSERT INTO changed_row VALUES ('me', 1, 0, 'score', NULL, '{"id": 1, "uid": "b6f0a51c7d1e4f0f9d8a1c2b3d4e5f60", "day": "2027-06-01", "source": "nbme", "form": "11", "value": 226.0, "unit": "score", "exam": "step2ck", "questions": null, "conditions": "full-length;timed", "note": "at the library", "topic": "", "p_pass": 84.0}');
INSERT INTO changed_row VALUES ('me', 2, 0, 'score', NULL, '{"id": 2, "uid": "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "day": "2027-06-03", "source": "qbank", "form": "", "value": 72.5, "unit": "percent", "exam": "step2ck", "questions": 40, "conditions": "", "note": "", "topic": "renal", "p_pass": null}');
INSERT INTO changed_row VALUES ('me', 3, 0, 'plan', NULL, '{"exam": "step2ck"}');
CREATE TABLE study_settings (
  owner TEXT NOT NULL,
  exam TEXT NOT NULL,
  hours TEXT,
  rest_weekdays TEXT NOT NULL,
  away TEXT NOT NULL,
  bank_done_by TEXT,
  rotations TEXT,
  PRIMARY KEY (owner, exam)
);
INSERT INTO study_settings VALUES ('me', 'step2ck', '[8.0, 8.0, 8.0, 8.0, 8.0, 4.0, 0.0]', '[6]', '[["2027-07-20", "2027-07-22"]]', NULL, '[{"first": "2027-06-07", "last": "2027-06-25", "hours": 3.0}]');
CREATE TABLE schedule (
  owner TEXT NOT NULL,
  exam TEXT NOT NULL,
  made_on TEXT NOT NULL,
  exam_date TEXT NOT NULL,
  PRIMARY KEY (owner, exam)
);
INSERT INTO schedule VALUES ('me', 'step2ck', '2027-06-03', '2027-07-28');
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
INSERT INTO schedule_day VALUES ('me', 'step2ck', '2027-06-03', 'early', FALSE, 80, 3.5, 1.0, '["renal"]', NULL, '');
CREATE TABLE study_hours (
  owner TEXT NOT NULL,
  id INTEGER NOT NULL,
  uid TEXT NOT NULL,
  exam TEXT NOT NULL,
  day TEXT NOT NULL,
  hours DOUBLE PRECISION NOT NULL,
  topic TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (owner, id),
  UNIQUE (owner, uid)
);
INSERT INTO study_hours VALUES ('me', 3, 'c0ffee00000000000000000000000009', 'step2ck', '2027-06-03', 6.5, 'cardiology', '');
CREATE TABLE day_mark (
  owner TEXT NOT NULL,
  exam TEXT NOT NULL,
  day TEXT NOT NULL,
  state TEXT NOT NULL,
  questions INTEGER,
  PRIMARY KEY (owner, exam, day)
);
INSERT INTO day_mark VALUES ('me', 'step2ck', '2027-06-04', 'sick', NULL);
CREATE TABLE stamp (
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  stamp TEXT NOT NULL,
  PRIMARY KEY (owner, kind, name)
);
INSERT INTO stamp VALUES ('me', 'score', '0a1b2c3d4e5f60718293a4b5c6d7e8f9', '1812016800000-0002-before');
INSERT INTO stamp VALUES ('me', 'score', 'b6f0a51c7d1e4f0f9d8a1c2b3d4e5f60', '1811844000000-0001-before');
INSERT INTO stamp VALUES ('me', 'attempt', 'step2ckfailed1', '1000000000000-0000-before');
INSERT INTO stamp VALUES ('me', 'plan', 'step2ck', '1812020400000-0003-before');
INSERT INTO stamp VALUES ('me', 'study_settings', 'step2ck', '1000000000000-0000-before');
INSERT INTO stamp VALUES ('me', 'own_day', 'abcdef0123456789abcdef0123456789', '1000000000000-0000-before');
INSERT INTO stamp VALUES ('me', 'bank_total', 'bank-left-step2ck', '1000000000000-0000-before');
INSERT INTO stamp VALUES ('me', 'schedule', 'step2ck', '1000000000000-0000-before');
INSERT INTO stamp VALUES ('me', 'study_hours', 'c0ffee00000000000000000000000009', '1000000000000-0000-before');
INSERT INTO stamp VALUES ('me', 'day_mark', 'step2ck/2027-06-04', '1000000000000-0000-before');
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
INSERT INTO plan VALUES ('me', 'step2ck', '2027-07-28', 240, 'us-img', 'psychiatry', 2028, NULL, 'passed', NULL, TRUE, NULL, NULL, '1812020400000-0003-before', NULL, NULL, NULL);
CREATE INDEX score_by_day ON score (owner, day, id);
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
);

CREATE TABLE profile (
  owner TEXT NOT NULL,
  visa TEXT,
  graduated INTEGER,
  us_months INTEGER,
  us_kind TEXT,
  letters TEXT,
  states TEXT,
  step3 TEXT,
  prior_training BOOLEAN,
  budget INTEGER,
  PRIMARY KEY (owner)
);

CREATE TABLE programme (
  owner TEXT NOT NULL,
  id INTEGER NOT NULL,
  uid TEXT NOT NULL,
  name TEXT NOT NULL,
  specialty TEXT NOT NULL,
  track TEXT,
  institution TEXT NOT NULL,
  city TEXT NOT NULL,
  state TEXT NOT NULL,
  nrmp_code TEXT NOT NULL,
  acgme_id TEXT NOT NULL,
  note TEXT NOT NULL,
  facts TEXT NOT NULL,
  PRIMARY KEY (owner, id),
  UNIQUE (owner, uid)
);

CREATE TABLE shortlist (
  owner TEXT NOT NULL,
  season INTEGER NOT NULL,
  specialties TEXT NOT NULL,
  budget INTEGER,
  most INTEGER,
  built_on TEXT,
  entries TEXT NOT NULL,
  expected TEXT,
  PRIMARY KEY (owner, season)
);

INSERT INTO profile VALUES ('me', 'j1', 2025, 3, 'hands-on', NULL, '["OH"]', 'no', FALSE, 2500);
INSERT INTO programme VALUES ('me', 1, '0123456789abcdef0123456789abcdef', 'Example General', 'internal-medicine', 'C', '', 'Springfield', 'OH', '1234140C0', '', '', '{"min_step2": {"value": "220", "source": "its site", "as_of": "2027-05-01"}}');
INSERT INTO shortlist VALUES ('me', 2028, '["internal-medicine"]', 2500, NULL, '2027-07-01', '[{"programme": "0123456789abcdef0123456789abcdef", "place": "pinned", "signal": "gold", "invited": null, "declined": null, "interviewed": null, "ranked": null}]', '{"programmes": 1, "low": 0, "high": 2, "why_not": ""}');
CREATE TABLE inbox_line (
  owner TEXT NOT NULL,
  line TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (owner, line)
);
INSERT INTO inbox_line VALUES ('me', '2027-06-03 qbank 29/40', 1);
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
INSERT INTO bank_total VALUES ('me', 4, 'bank-left-step2ck', 'step2ck', '2027-06-03', '', 0, 800, NULL, 1, 'left', '');
CREATE TABLE own_day (
  owner TEXT NOT NULL,
  id INTEGER NOT NULL,
  uid TEXT NOT NULL,
  label TEXT NOT NULL,
  "on" TEXT,
  after TEXT NOT NULL,
  days INTEGER NOT NULL,
  before BOOLEAN NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (owner, id),
  UNIQUE (owner, uid)
);
INSERT INTO own_day VALUES ('me', 1, 'abcdef0123456789abcdef0123456789', 'OET', '2027-08-14', '', 0, FALSE, '');
CREATE TABLE gave_way (
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  stamp TEXT NOT NULL,
  held TEXT NOT NULL,
  PRIMARY KEY (owner, kind, name)
);
INSERT INTO stamp VALUES ('me', 'attempt', 'f0e1d2c3b4a5968778695a4b3c2d1e0f', '1812016800000-0000-0123456789abcdef~');
INSERT INTO gave_way VALUES ('me', 'attempt', 'f0e1d2c3b4a5968778695a4b3c2d1e0f', '1812016800000-0000-0123456789abcdef~', '{"id": 0, "uid": "f0e1d2c3b4a5968778695a4b3c2d1e0f", "exam": "step2ck", "on": "2026-05-05", "score": "fail", "reported": null}');
CREATE TABLE set_aside (
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  stamp TEXT NOT NULL,
  held TEXT NOT NULL,
  PRIMARY KEY (owner, kind, name)
);
INSERT INTO set_aside VALUES ('me', 'attempt', '0fe1d2c3b4a5968778695a4b3c2d1e0f', '1812016800000-0001-0123456789abcdef', '{"attempt": [{"id": 0, "uid": "0fe1d2c3b4a5968778695a4b3c2d1e0f", "exam": "step2ck", "on": "2026-05-06", "score": "fail", "reported": null}]}');
