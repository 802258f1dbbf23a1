CREATE TABLE inbox_line (
  owner TEXT NOT NULL,
  line TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (owner, line)
);
