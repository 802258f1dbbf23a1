CREATE INDEX score_practice_exams ON score (owner, exam, day DESC, id DESC) WHERE source <> 'qbank';

CREATE INDEX score_question_bank ON score (owner, exam, day) INCLUDE (topic, value, questions) WHERE source = 'qbank';
