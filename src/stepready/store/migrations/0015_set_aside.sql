CREATE TABLE set_aside (
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  stamp TEXT NOT NULL,
  held TEXT NOT NULL,
  PRIMARY KEY (owner, kind, name)
);
