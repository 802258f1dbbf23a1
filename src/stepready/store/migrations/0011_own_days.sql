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
