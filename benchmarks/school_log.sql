-- A made-up log of one student, written over the student's own login: a plan, practice exams among sessions of a
-- question bank, and the journal behind them. me() is asked once a statement, not once a row.
INSERT INTO plan (owner, exam, exam_date, target, applicant, set_by)
VALUES (me(), 'step2ck', (date '2027-07-20' + mod(%(student)s, 90))::text, 230 + mod(%(student)s, 30), 'us-img',
  '1812020400000-0001-loaded');

INSERT INTO score (owner, id, uid, day, source, form, value, unit, exam, questions, conditions, note, topic)
SELECT (SELECT me()), n, md5((SELECT me()) || n), (date '2027-07-15' - (%(entries)s - n) * 500 / %(entries)s)::text,
  'qbank', '', 50 + mod(n * 7, 40), 'percent', 'step2ck', 40, '', '', 'topic ' || mod(n, 12)
FROM generate_series(1, %(entries)s) AS n WHERE mod(n, %(every)s) <> 0
UNION ALL
SELECT (SELECT me()), n, md5((SELECT me()) || n), (date '2027-07-15' - (%(entries)s - n) * 500 / %(entries)s)::text,
  'nbme', (9 + n / %(every)s)::text, 215 + mod(%(student)s, 30) + n * 15 / %(entries)s, 'score', 'step2ck', NULL, '', '', ''
FROM generate_series(1, %(entries)s) AS n WHERE mod(n, %(every)s) = 0;

INSERT INTO change (owner, id, at, what, said)
SELECT (SELECT me()), id, '2027-07-15T10:00:00.000+00:00', 'log', 'log ' || source || ' ' || value || ' on ' || day
FROM score;

INSERT INTO changed_row (owner, change, seq, kind, after)
SELECT (SELECT me()), id, 0, 'score', (to_jsonb(score) - 'owner')::text FROM score;

INSERT INTO stamp (owner, kind, name, stamp) SELECT (SELECT me()), 'score', uid, '1812020400000-0001-loaded' FROM score;

INSERT INTO counter (owner, kind, last) VALUES (me(), 'score', %(entries)s);

INSERT INTO book (owner, last_change, stamp) VALUES (me(), %(entries)s, '1812020400000-0001-loaded');
