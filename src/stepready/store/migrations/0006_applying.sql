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
  PRIMARY KEY (owner, season)
)
