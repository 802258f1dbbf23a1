CREATE TABLE study_settings (
  owner TEXT NOT NULL,
  exam TEXT NOT NULL,
  hours TEXT,
  rest_weekdays TEXT NOT NULL,
  away TEXT NOT NULL,
  questions_left INTEGER,
  bank_done_by TEXT,
  PRIMARY KEY (owner, exam)
);

CREATE TABLE schedule (
  owner TEXT NOT NULL,
  exam TEXT NOT NULL,
  made_on TEXT NOT NULL,
  exam_date TEXT NOT NULL,
  PRIMARY KEY (owner, exam)
);

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
  practice_source TEXT,
  practice_form TEXT,
  note TEXT NOT NULL,
  PRIMARY KEY (owner, exam, day)
)
