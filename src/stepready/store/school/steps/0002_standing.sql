CREATE TABLE standing (
  owner TEXT NOT NULL PRIMARY KEY,
  exam TEXT,
  exam_date TEXT,
  verdict TEXT NOT NULL,
  level DOUBLE PRECISION,
  mean DOUBLE PRECISION,
  p_target DOUBLE PRECISION,
  p_pass DOUBLE PRECISION,
  trend DOUBLE PRECISION,
  last_entry TEXT,
  day TEXT NOT NULL,
  version TEXT NOT NULL,
  change INTEGER NOT NULL
);
