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

CREATE TABLE day_mark (
  owner TEXT NOT NULL,
  exam TEXT NOT NULL,
  day TEXT NOT NULL,
  state TEXT NOT NULL,
  questions INTEGER,
  PRIMARY KEY (owner, exam, day)
);
