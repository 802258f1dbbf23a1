DROP INDEX IF EXISTS score_question_bank;

CREATE INDEX score_question_bank ON score (owner, exam, day) INCLUDE (topic, value, questions, form, conditions)
WHERE source = 'qbank';
