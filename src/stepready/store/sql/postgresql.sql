-- Written by `make sql` from store/statements.py: review it, do not edit it.
-- What SQLAlchemy's statements look like here, so that a call need not import SQLAlchemy.

-- name: take_change
UPDATE book SET last_change=(book.last_change + 1) WHERE book.owner = %(whose)s::VARCHAR

-- name: set_book
UPDATE book SET last_change=%(number)s::INTEGER, stamp=%(latest)s::VARCHAR WHERE book.owner = %(whose)s::VARCHAR

-- name: keep_stamp
UPDATE book SET stamp=%(latest)s::VARCHAR WHERE book.owner = %(whose)s::VARCHAR

-- name: move_stamp
UPDATE stamp SET stamp=%(latest)s::VARCHAR WHERE stamp.owner = %(whose)s::VARCHAR AND stamp.kind = %(of_kind)s::VARCHAR AND stamp.name = %(named)s::VARCHAR

-- name: scores
SELECT score.owner, score.id, score.uid, score.day, score.source, score.form, score.value, score.unit, score.exam, score.questions, score.conditions, score.note, score.topic, score.p_pass
FROM score
WHERE score.owner = %(owner)s::VARCHAR ORDER BY score.day DESC, score.id DESC
LIMIT %(most)s OFFSET 0

-- name: scores_of_exam
SELECT score.owner, score.id, score.uid, score.day, score.source, score.form, score.value, score.unit, score.exam, score.questions, score.conditions, score.note, score.topic, score.p_pass
FROM score
WHERE score.owner = %(owner)s::VARCHAR AND score.exam = %(exam)s::VARCHAR ORDER BY score.day DESC, score.id DESC
LIMIT %(most)s OFFSET 0

-- name: practice_exams
SELECT score.owner, score.id, score.uid, score.day, score.source, score.form, score.value, score.unit, score.exam, score.questions, score.conditions, score.note, score.topic, score.p_pass
FROM score
WHERE score.owner = %(owner)s::VARCHAR AND score.exam = %(exam)s::VARCHAR AND score.source != 'qbank' ORDER BY score.day DESC, score.id DESC

-- name: scores_on
SELECT score.owner, score.id, score.uid, score.day, score.source, score.form, score.value, score.unit, score.exam, score.questions, score.conditions, score.note, score.topic, score.p_pass
FROM score
WHERE score.owner = %(owner)s::VARCHAR AND score.exam = %(exam)s::VARCHAR AND score.day = %(day)s::VARCHAR AND score.source = %(source)s::VARCHAR ORDER BY score.day DESC, score.id DESC

-- name: count_scores
SELECT count(*) AS scores
FROM score
WHERE score.owner = %(owner)s::VARCHAR

-- name: count_scores_of_exam
SELECT count(*) AS scores
FROM score
WHERE score.owner = %(owner)s::VARCHAR AND score.exam = %(exam)s::VARCHAR

-- name: qbank_sessions
SELECT score.day, score.value, score.questions, score.form, score.conditions
FROM score
WHERE score.owner = %(owner)s::VARCHAR AND score.source = 'qbank' AND score.exam = %(exam)s::VARCHAR AND score.day >= %(since)s::VARCHAR

-- name: topic_sessions
SELECT score.topic, score.day, score.value, score.questions
FROM score
WHERE score.owner = %(owner)s::VARCHAR AND score.source = 'qbank' AND score.exam = %(exam)s::VARCHAR AND score.topic != ''

-- name: schedule_days
SELECT schedule_day.owner, schedule_day.exam, schedule_day.day, schedule_day.phase, schedule_day.rest, schedule_day.questions, schedule_day.review_hours, schedule_day.content_hours, schedule_day.focus, schedule_day.practice_exam, schedule_day.note
FROM schedule_day
WHERE schedule_day.owner = %(owner)s::VARCHAR AND schedule_day.exam = %(exam)s::VARCHAR ORDER BY schedule_day.day

-- name: changes
SELECT change.owner, change.id, change.at, change.what, change.said, change.undone_at, change.day
FROM change
WHERE change.owner = %(owner)s::VARCHAR ORDER BY change.id DESC
LIMIT %(most)s OFFSET 0

-- name: last_change
SELECT change.owner, change.id, change.at, change.what, change.said, change.undone_at, change.day
FROM change
WHERE change.owner = %(owner)s::VARCHAR AND change.id = (SELECT max(change.id) AS max_1
FROM change
WHERE change.owner = %(owner)s::VARCHAR AND change.undone_at IS NULL)

-- name: changed_rows
SELECT changed_row.owner, changed_row.change, changed_row.seq, changed_row.kind, changed_row.before, changed_row.after
FROM changed_row
WHERE changed_row.owner = %(owner)s::VARCHAR AND changed_row.change = %(change)s::INTEGER ORDER BY changed_row.seq

-- name: rows_of_kind
SELECT changed_row.owner, changed_row.change, changed_row.seq, changed_row.kind, changed_row.before, changed_row.after
FROM changed_row
WHERE changed_row.owner = %(owner)s::VARCHAR AND changed_row.kind = %(kind)s::VARCHAR ORDER BY changed_row.change, changed_row.seq

-- name: mark_undone
UPDATE change SET undone_at=%(undone)s::VARCHAR WHERE change.owner = %(whose)s::VARCHAR AND change.id = %(number)s::INTEGER

-- name: all_plan
SELECT plan.owner, plan.exam, plan.exam_date, plan.target, plan.applicant, plan.specialty, plan.season, plan.guide, plan.step1, plan.low_pass, plan.can_skip_cycle, plan.eligibility_end, plan.core_rotations_done, plan.set_by, plan.applied, plan.applied_on, plan.resent_on
FROM plan
WHERE plan.owner = %(owner)s::VARCHAR ORDER BY plan.set_by

-- name: one_plan
SELECT plan.owner, plan.exam, plan.exam_date, plan.target, plan.applicant, plan.specialty, plan.season, plan.guide, plan.step1, plan.low_pass, plan.can_skip_cycle, plan.eligibility_end, plan.core_rotations_done, plan.set_by, plan.applied, plan.applied_on, plan.resent_on
FROM plan
WHERE plan.owner = %(owner)s::VARCHAR AND plan.exam = %(exam)s::VARCHAR

-- name: add_plan
INSERT INTO plan (owner, exam, exam_date, target, applicant, specialty, season, guide, step1, low_pass, can_skip_cycle, eligibility_end, core_rotations_done, set_by, applied, applied_on, resent_on) VALUES (%(owner)s::VARCHAR, %(exam)s::VARCHAR, %(exam_date)s::VARCHAR, %(target)s::INTEGER, %(applicant)s::VARCHAR, %(specialty)s::VARCHAR, %(season)s::INTEGER, %(guide)s::VARCHAR, %(step1)s::VARCHAR, %(low_pass)s::VARCHAR, CAST(%(can_skip_cycle)s::INTEGER AS BOOLEAN), %(eligibility_end)s::VARCHAR, CAST(%(core_rotations_done)s::INTEGER AS BOOLEAN), %(set_by)s::VARCHAR, CAST(%(applied)s::INTEGER AS BOOLEAN), %(applied_on)s::VARCHAR, %(resent_on)s::VARCHAR)

-- name: remove_plan
DELETE FROM plan WHERE plan.owner = %(owner)s::VARCHAR AND plan.exam = %(exam)s::VARCHAR

-- name: clear_plan
DELETE FROM plan WHERE plan.owner = %(owner)s::VARCHAR

-- name: all_attempt
SELECT attempt.owner, attempt.id, attempt.uid, attempt.exam, attempt."on", attempt.score, attempt.reported
FROM attempt
WHERE attempt.owner = %(owner)s::VARCHAR ORDER BY attempt.id

-- name: one_attempt
SELECT attempt.owner, attempt.id, attempt.uid, attempt.exam, attempt."on", attempt.score, attempt.reported
FROM attempt
WHERE attempt.owner = %(owner)s::VARCHAR AND attempt.id = %(id)s::INTEGER

-- name: add_attempt
INSERT INTO attempt (owner, id, uid, exam, "on", score, reported) VALUES (%(owner)s::VARCHAR, %(id)s::INTEGER, %(uid)s::VARCHAR, %(exam)s::VARCHAR, %(on)s::VARCHAR, %(score)s::VARCHAR, %(reported)s::VARCHAR)

-- name: remove_attempt
DELETE FROM attempt WHERE attempt.owner = %(owner)s::VARCHAR AND attempt.id = %(id)s::INTEGER

-- name: clear_attempt
DELETE FROM attempt WHERE attempt.owner = %(owner)s::VARCHAR

-- name: all_study_settings
SELECT study_settings.owner, study_settings.exam, study_settings.hours, study_settings.rest_weekdays, study_settings.away, study_settings.bank_done_by, study_settings.rotations
FROM study_settings
WHERE study_settings.owner = %(owner)s::VARCHAR ORDER BY study_settings.exam

-- name: one_study_settings
SELECT study_settings.owner, study_settings.exam, study_settings.hours, study_settings.rest_weekdays, study_settings.away, study_settings.bank_done_by, study_settings.rotations
FROM study_settings
WHERE study_settings.owner = %(owner)s::VARCHAR AND study_settings.exam = %(exam)s::VARCHAR

-- name: add_study_settings
INSERT INTO study_settings (owner, exam, hours, rest_weekdays, away, bank_done_by, rotations) VALUES (%(owner)s::VARCHAR, %(exam)s::VARCHAR, %(hours)s::VARCHAR, %(rest_weekdays)s::VARCHAR, %(away)s::VARCHAR, %(bank_done_by)s::VARCHAR, %(rotations)s::VARCHAR)

-- name: remove_study_settings
DELETE FROM study_settings WHERE study_settings.owner = %(owner)s::VARCHAR AND study_settings.exam = %(exam)s::VARCHAR

-- name: clear_study_settings
DELETE FROM study_settings WHERE study_settings.owner = %(owner)s::VARCHAR

-- name: all_schedule
SELECT schedule.owner, schedule.exam, schedule.made_on, schedule.exam_date
FROM schedule
WHERE schedule.owner = %(owner)s::VARCHAR ORDER BY schedule.exam

-- name: one_schedule
SELECT schedule.owner, schedule.exam, schedule.made_on, schedule.exam_date
FROM schedule
WHERE schedule.owner = %(owner)s::VARCHAR AND schedule.exam = %(exam)s::VARCHAR

-- name: add_schedule
INSERT INTO schedule (owner, exam, made_on, exam_date) VALUES (%(owner)s::VARCHAR, %(exam)s::VARCHAR, %(made_on)s::VARCHAR, %(exam_date)s::VARCHAR)

-- name: remove_schedule
DELETE FROM schedule WHERE schedule.owner = %(owner)s::VARCHAR AND schedule.exam = %(exam)s::VARCHAR

-- name: clear_schedule
DELETE FROM schedule WHERE schedule.owner = %(owner)s::VARCHAR

-- name: all_schedule_day
SELECT schedule_day.owner, schedule_day.exam, schedule_day.day, schedule_day.phase, schedule_day.rest, schedule_day.questions, schedule_day.review_hours, schedule_day.content_hours, schedule_day.focus, schedule_day.practice_exam, schedule_day.note
FROM schedule_day
WHERE schedule_day.owner = %(owner)s::VARCHAR ORDER BY schedule_day.exam, schedule_day.day

-- name: one_schedule_day
SELECT schedule_day.owner, schedule_day.exam, schedule_day.day, schedule_day.phase, schedule_day.rest, schedule_day.questions, schedule_day.review_hours, schedule_day.content_hours, schedule_day.focus, schedule_day.practice_exam, schedule_day.note
FROM schedule_day
WHERE schedule_day.owner = %(owner)s::VARCHAR AND schedule_day.exam = %(exam)s::VARCHAR AND schedule_day.day = %(day)s::VARCHAR

-- name: add_schedule_day
INSERT INTO schedule_day (owner, exam, day, phase, rest, questions, review_hours, content_hours, focus, practice_exam, note) VALUES (%(owner)s::VARCHAR, %(exam)s::VARCHAR, %(day)s::VARCHAR, %(phase)s::VARCHAR, CAST(%(rest)s::INTEGER AS BOOLEAN), %(questions)s::INTEGER, %(review_hours)s, %(content_hours)s, %(focus)s::VARCHAR, %(practice_exam)s::VARCHAR, %(note)s::VARCHAR)

-- name: remove_schedule_day
DELETE FROM schedule_day WHERE schedule_day.owner = %(owner)s::VARCHAR AND schedule_day.exam = %(exam)s::VARCHAR AND schedule_day.day = %(day)s::VARCHAR

-- name: clear_schedule_day
DELETE FROM schedule_day WHERE schedule_day.owner = %(owner)s::VARCHAR

-- name: all_score
SELECT score.owner, score.id, score.uid, score.day, score.source, score.form, score.value, score.unit, score.exam, score.questions, score.conditions, score.note, score.topic, score.p_pass
FROM score
WHERE score.owner = %(owner)s::VARCHAR ORDER BY score.day, score.id

-- name: one_score
SELECT score.owner, score.id, score.uid, score.day, score.source, score.form, score.value, score.unit, score.exam, score.questions, score.conditions, score.note, score.topic, score.p_pass
FROM score
WHERE score.owner = %(owner)s::VARCHAR AND score.id = %(id)s::INTEGER

-- name: add_score
INSERT INTO score (owner, id, uid, day, source, form, value, unit, exam, questions, conditions, note, topic, p_pass) VALUES (%(owner)s::VARCHAR, %(id)s::INTEGER, %(uid)s::VARCHAR, %(day)s::VARCHAR, %(source)s::VARCHAR, %(form)s::VARCHAR, %(value)s, %(unit)s::VARCHAR, %(exam)s::VARCHAR, %(questions)s::INTEGER, %(conditions)s::VARCHAR, %(note)s::VARCHAR, %(topic)s::VARCHAR, %(p_pass)s)

-- name: remove_score
DELETE FROM score WHERE score.owner = %(owner)s::VARCHAR AND score.id = %(id)s::INTEGER

-- name: clear_score
DELETE FROM score WHERE score.owner = %(owner)s::VARCHAR

-- name: all_study_hours
SELECT study_hours.owner, study_hours.id, study_hours.uid, study_hours.exam, study_hours.day, study_hours.hours, study_hours.topic, study_hours.note
FROM study_hours
WHERE study_hours.owner = %(owner)s::VARCHAR ORDER BY study_hours.id

-- name: one_study_hours
SELECT study_hours.owner, study_hours.id, study_hours.uid, study_hours.exam, study_hours.day, study_hours.hours, study_hours.topic, study_hours.note
FROM study_hours
WHERE study_hours.owner = %(owner)s::VARCHAR AND study_hours.id = %(id)s::INTEGER

-- name: add_study_hours
INSERT INTO study_hours (owner, id, uid, exam, day, hours, topic, note) VALUES (%(owner)s::VARCHAR, %(id)s::INTEGER, %(uid)s::VARCHAR, %(exam)s::VARCHAR, %(day)s::VARCHAR, %(hours)s, %(topic)s::VARCHAR, %(note)s::VARCHAR)

-- name: remove_study_hours
DELETE FROM study_hours WHERE study_hours.owner = %(owner)s::VARCHAR AND study_hours.id = %(id)s::INTEGER

-- name: clear_study_hours
DELETE FROM study_hours WHERE study_hours.owner = %(owner)s::VARCHAR

-- name: all_bank_total
SELECT bank_total.owner, bank_total.id, bank_total.uid, bank_total.exam, bank_total.day, bank_total.bank, bank_total.done, bank_total.size, bank_total.percent, bank_total.pass_number, bank_total.told, bank_total.note
FROM bank_total
WHERE bank_total.owner = %(owner)s::VARCHAR ORDER BY bank_total.id

-- name: one_bank_total
SELECT bank_total.owner, bank_total.id, bank_total.uid, bank_total.exam, bank_total.day, bank_total.bank, bank_total.done, bank_total.size, bank_total.percent, bank_total.pass_number, bank_total.told, bank_total.note
FROM bank_total
WHERE bank_total.owner = %(owner)s::VARCHAR AND bank_total.id = %(id)s::INTEGER

-- name: add_bank_total
INSERT INTO bank_total (owner, id, uid, exam, day, bank, done, size, percent, pass_number, told, note) VALUES (%(owner)s::VARCHAR, %(id)s::INTEGER, %(uid)s::VARCHAR, %(exam)s::VARCHAR, %(day)s::VARCHAR, %(bank)s::VARCHAR, %(done)s::INTEGER, %(size)s::INTEGER, %(percent)s, %(pass_number)s::INTEGER, %(told)s::VARCHAR, %(note)s::VARCHAR)

-- name: remove_bank_total
DELETE FROM bank_total WHERE bank_total.owner = %(owner)s::VARCHAR AND bank_total.id = %(id)s::INTEGER

-- name: clear_bank_total
DELETE FROM bank_total WHERE bank_total.owner = %(owner)s::VARCHAR

-- name: all_day_mark
SELECT day_mark.owner, day_mark.exam, day_mark.day, day_mark.state, day_mark.questions
FROM day_mark
WHERE day_mark.owner = %(owner)s::VARCHAR ORDER BY day_mark.exam, day_mark.day

-- name: one_day_mark
SELECT day_mark.owner, day_mark.exam, day_mark.day, day_mark.state, day_mark.questions
FROM day_mark
WHERE day_mark.owner = %(owner)s::VARCHAR AND day_mark.exam = %(exam)s::VARCHAR AND day_mark.day = %(day)s::VARCHAR

-- name: add_day_mark
INSERT INTO day_mark (owner, exam, day, state, questions) VALUES (%(owner)s::VARCHAR, %(exam)s::VARCHAR, %(day)s::VARCHAR, %(state)s::VARCHAR, %(questions)s::INTEGER)

-- name: remove_day_mark
DELETE FROM day_mark WHERE day_mark.owner = %(owner)s::VARCHAR AND day_mark.exam = %(exam)s::VARCHAR AND day_mark.day = %(day)s::VARCHAR

-- name: clear_day_mark
DELETE FROM day_mark WHERE day_mark.owner = %(owner)s::VARCHAR

-- name: all_anki_day
SELECT anki_day.owner, anki_day.day, anki_day.total, anki_day.topics, anki_day.unmapped
FROM anki_day
WHERE anki_day.owner = %(owner)s::VARCHAR ORDER BY anki_day.day

-- name: one_anki_day
SELECT anki_day.owner, anki_day.day, anki_day.total, anki_day.topics, anki_day.unmapped
FROM anki_day
WHERE anki_day.owner = %(owner)s::VARCHAR AND anki_day.day = %(day)s::VARCHAR

-- name: add_anki_day
INSERT INTO anki_day (owner, day, total, topics, unmapped) VALUES (%(owner)s::VARCHAR, %(day)s::VARCHAR, %(total)s::VARCHAR, %(topics)s::VARCHAR, %(unmapped)s::VARCHAR)

-- name: remove_anki_day
DELETE FROM anki_day WHERE anki_day.owner = %(owner)s::VARCHAR AND anki_day.day = %(day)s::VARCHAR

-- name: clear_anki_day
DELETE FROM anki_day WHERE anki_day.owner = %(owner)s::VARCHAR

-- name: all_own_day
SELECT own_day.owner, own_day.id, own_day.uid, own_day.label, own_day."on", own_day.after, own_day.days, own_day.before, own_day.note
FROM own_day
WHERE own_day.owner = %(owner)s::VARCHAR ORDER BY own_day.id

-- name: one_own_day
SELECT own_day.owner, own_day.id, own_day.uid, own_day.label, own_day."on", own_day.after, own_day.days, own_day.before, own_day.note
FROM own_day
WHERE own_day.owner = %(owner)s::VARCHAR AND own_day.id = %(id)s::INTEGER

-- name: add_own_day
INSERT INTO own_day (owner, id, uid, label, "on", after, days, before, note) VALUES (%(owner)s::VARCHAR, %(id)s::INTEGER, %(uid)s::VARCHAR, %(label)s::VARCHAR, %(on)s::VARCHAR, %(after)s::VARCHAR, %(days)s::INTEGER, CAST(%(before)s::INTEGER AS BOOLEAN), %(note)s::VARCHAR)

-- name: remove_own_day
DELETE FROM own_day WHERE own_day.owner = %(owner)s::VARCHAR AND own_day.id = %(id)s::INTEGER

-- name: clear_own_day
DELETE FROM own_day WHERE own_day.owner = %(owner)s::VARCHAR

-- name: all_profile
SELECT profile.owner, profile.visa, profile.graduated, profile.us_months, profile.us_kind, profile.letters, profile.states, profile.step3, profile.prior_training, profile.budget
FROM profile
WHERE profile.owner = %(owner)s::VARCHAR

-- name: one_profile
SELECT profile.owner, profile.visa, profile.graduated, profile.us_months, profile.us_kind, profile.letters, profile.states, profile.step3, profile.prior_training, profile.budget
FROM profile
WHERE profile.owner = %(owner)s::VARCHAR

-- name: add_profile
INSERT INTO profile (owner, visa, graduated, us_months, us_kind, letters, states, step3, prior_training, budget) VALUES (%(owner)s::VARCHAR, %(visa)s::VARCHAR, %(graduated)s::INTEGER, %(us_months)s::INTEGER, %(us_kind)s::VARCHAR, %(letters)s::VARCHAR, %(states)s::VARCHAR, %(step3)s::VARCHAR, CAST(%(prior_training)s::INTEGER AS BOOLEAN), %(budget)s::INTEGER)

-- name: remove_profile
DELETE FROM profile WHERE profile.owner = %(owner)s::VARCHAR

-- name: clear_profile
DELETE FROM profile WHERE profile.owner = %(owner)s::VARCHAR

-- name: all_programme
SELECT programme.owner, programme.id, programme.uid, programme.name, programme.specialty, programme.track, programme.institution, programme.city, programme.state, programme.nrmp_code, programme.acgme_id, programme.note, programme.facts
FROM programme
WHERE programme.owner = %(owner)s::VARCHAR ORDER BY programme.id

-- name: one_programme
SELECT programme.owner, programme.id, programme.uid, programme.name, programme.specialty, programme.track, programme.institution, programme.city, programme.state, programme.nrmp_code, programme.acgme_id, programme.note, programme.facts
FROM programme
WHERE programme.owner = %(owner)s::VARCHAR AND programme.id = %(id)s::INTEGER

-- name: add_programme
INSERT INTO programme (owner, id, uid, name, specialty, track, institution, city, state, nrmp_code, acgme_id, note, facts) VALUES (%(owner)s::VARCHAR, %(id)s::INTEGER, %(uid)s::VARCHAR, %(name)s::VARCHAR, %(specialty)s::VARCHAR, %(track)s::VARCHAR, %(institution)s::VARCHAR, %(city)s::VARCHAR, %(state)s::VARCHAR, %(nrmp_code)s::VARCHAR, %(acgme_id)s::VARCHAR, %(note)s::VARCHAR, %(facts)s::VARCHAR)

-- name: remove_programme
DELETE FROM programme WHERE programme.owner = %(owner)s::VARCHAR AND programme.id = %(id)s::INTEGER

-- name: clear_programme
DELETE FROM programme WHERE programme.owner = %(owner)s::VARCHAR

-- name: all_shortlist
SELECT shortlist.owner, shortlist.season, shortlist.specialties, shortlist.budget, shortlist.most, shortlist.built_on, shortlist.entries, shortlist.expected
FROM shortlist
WHERE shortlist.owner = %(owner)s::VARCHAR ORDER BY shortlist.season

-- name: one_shortlist
SELECT shortlist.owner, shortlist.season, shortlist.specialties, shortlist.budget, shortlist.most, shortlist.built_on, shortlist.entries, shortlist.expected
FROM shortlist
WHERE shortlist.owner = %(owner)s::VARCHAR AND shortlist.season = %(season)s::INTEGER

-- name: add_shortlist
INSERT INTO shortlist (owner, season, specialties, budget, most, built_on, entries, expected) VALUES (%(owner)s::VARCHAR, %(season)s::INTEGER, %(specialties)s::VARCHAR, %(budget)s::INTEGER, %(most)s::INTEGER, %(built_on)s::VARCHAR, %(entries)s::VARCHAR, %(expected)s::VARCHAR)

-- name: remove_shortlist
DELETE FROM shortlist WHERE shortlist.owner = %(owner)s::VARCHAR AND shortlist.season = %(season)s::INTEGER

-- name: clear_shortlist
DELETE FROM shortlist WHERE shortlist.owner = %(owner)s::VARCHAR

-- name: all_inbox_line
SELECT inbox_line.owner, inbox_line.line, inbox_line.count
FROM inbox_line
WHERE inbox_line.owner = %(owner)s::VARCHAR ORDER BY inbox_line.line

-- name: one_inbox_line
SELECT inbox_line.owner, inbox_line.line, inbox_line.count
FROM inbox_line
WHERE inbox_line.owner = %(owner)s::VARCHAR AND inbox_line.line = %(line)s::VARCHAR

-- name: add_inbox_line
INSERT INTO inbox_line (owner, line, count) VALUES (%(owner)s::VARCHAR, %(line)s::VARCHAR, %(count)s::INTEGER)

-- name: remove_inbox_line
DELETE FROM inbox_line WHERE inbox_line.owner = %(owner)s::VARCHAR AND inbox_line.line = %(line)s::VARCHAR

-- name: clear_inbox_line
DELETE FROM inbox_line WHERE inbox_line.owner = %(owner)s::VARCHAR

-- name: all_book
SELECT book.owner, book.last_change, book.stamp
FROM book
WHERE book.owner = %(owner)s::VARCHAR

-- name: one_book
SELECT book.owner, book.last_change, book.stamp
FROM book
WHERE book.owner = %(owner)s::VARCHAR

-- name: add_book
INSERT INTO book (owner, last_change, stamp) VALUES (%(owner)s::VARCHAR, %(last_change)s::INTEGER, %(stamp)s::VARCHAR)

-- name: remove_book
DELETE FROM book WHERE book.owner = %(owner)s::VARCHAR

-- name: clear_book
DELETE FROM book WHERE book.owner = %(owner)s::VARCHAR

-- name: all_counter
SELECT counter.owner, counter.kind, counter.last
FROM counter
WHERE counter.owner = %(owner)s::VARCHAR ORDER BY counter.kind

-- name: one_counter
SELECT counter.owner, counter.kind, counter.last
FROM counter
WHERE counter.owner = %(owner)s::VARCHAR AND counter.kind = %(kind)s::VARCHAR

-- name: add_counter
INSERT INTO counter (owner, kind, last) VALUES (%(owner)s::VARCHAR, %(kind)s::VARCHAR, %(last)s::INTEGER)

-- name: remove_counter
DELETE FROM counter WHERE counter.owner = %(owner)s::VARCHAR AND counter.kind = %(kind)s::VARCHAR

-- name: clear_counter
DELETE FROM counter WHERE counter.owner = %(owner)s::VARCHAR

-- name: all_stamp
SELECT stamp.owner, stamp.kind, stamp.name, stamp.stamp
FROM stamp
WHERE stamp.owner = %(owner)s::VARCHAR ORDER BY stamp.kind, stamp.name

-- name: one_stamp
SELECT stamp.owner, stamp.kind, stamp.name, stamp.stamp
FROM stamp
WHERE stamp.owner = %(owner)s::VARCHAR AND stamp.kind = %(kind)s::VARCHAR AND stamp.name = %(name)s::VARCHAR

-- name: add_stamp
INSERT INTO stamp (owner, kind, name, stamp) VALUES (%(owner)s::VARCHAR, %(kind)s::VARCHAR, %(name)s::VARCHAR, %(stamp)s::VARCHAR)

-- name: remove_stamp
DELETE FROM stamp WHERE stamp.owner = %(owner)s::VARCHAR AND stamp.kind = %(kind)s::VARCHAR AND stamp.name = %(name)s::VARCHAR

-- name: clear_stamp
DELETE FROM stamp WHERE stamp.owner = %(owner)s::VARCHAR

-- name: all_seen
SELECT seen.owner, seen.device, seen.stamp
FROM seen
WHERE seen.owner = %(owner)s::VARCHAR ORDER BY seen.device

-- name: one_seen
SELECT seen.owner, seen.device, seen.stamp
FROM seen
WHERE seen.owner = %(owner)s::VARCHAR AND seen.device = %(device)s::VARCHAR

-- name: add_seen
INSERT INTO seen (owner, device, stamp) VALUES (%(owner)s::VARCHAR, %(device)s::VARCHAR, %(stamp)s::VARCHAR)

-- name: remove_seen
DELETE FROM seen WHERE seen.owner = %(owner)s::VARCHAR AND seen.device = %(device)s::VARCHAR

-- name: clear_seen
DELETE FROM seen WHERE seen.owner = %(owner)s::VARCHAR

-- name: all_gave_way
SELECT gave_way.owner, gave_way.kind, gave_way.name, gave_way.stamp, gave_way.held
FROM gave_way
WHERE gave_way.owner = %(owner)s::VARCHAR ORDER BY gave_way.kind, gave_way.name

-- name: one_gave_way
SELECT gave_way.owner, gave_way.kind, gave_way.name, gave_way.stamp, gave_way.held
FROM gave_way
WHERE gave_way.owner = %(owner)s::VARCHAR AND gave_way.kind = %(kind)s::VARCHAR AND gave_way.name = %(name)s::VARCHAR

-- name: add_gave_way
INSERT INTO gave_way (owner, kind, name, stamp, held) VALUES (%(owner)s::VARCHAR, %(kind)s::VARCHAR, %(name)s::VARCHAR, %(stamp)s::VARCHAR, %(held)s::VARCHAR)

-- name: remove_gave_way
DELETE FROM gave_way WHERE gave_way.owner = %(owner)s::VARCHAR AND gave_way.kind = %(kind)s::VARCHAR AND gave_way.name = %(name)s::VARCHAR

-- name: clear_gave_way
DELETE FROM gave_way WHERE gave_way.owner = %(owner)s::VARCHAR

-- name: all_set_aside
SELECT set_aside.owner, set_aside.kind, set_aside.name, set_aside.stamp, set_aside.held
FROM set_aside
WHERE set_aside.owner = %(owner)s::VARCHAR ORDER BY set_aside.kind, set_aside.name

-- name: one_set_aside
SELECT set_aside.owner, set_aside.kind, set_aside.name, set_aside.stamp, set_aside.held
FROM set_aside
WHERE set_aside.owner = %(owner)s::VARCHAR AND set_aside.kind = %(kind)s::VARCHAR AND set_aside.name = %(name)s::VARCHAR

-- name: add_set_aside
INSERT INTO set_aside (owner, kind, name, stamp, held) VALUES (%(owner)s::VARCHAR, %(kind)s::VARCHAR, %(name)s::VARCHAR, %(stamp)s::VARCHAR, %(held)s::VARCHAR)

-- name: remove_set_aside
DELETE FROM set_aside WHERE set_aside.owner = %(owner)s::VARCHAR AND set_aside.kind = %(kind)s::VARCHAR AND set_aside.name = %(name)s::VARCHAR

-- name: clear_set_aside
DELETE FROM set_aside WHERE set_aside.owner = %(owner)s::VARCHAR

-- name: all_change
SELECT change.owner, change.id, change.at, change.what, change.said, change.undone_at, change.day
FROM change
WHERE change.owner = %(owner)s::VARCHAR ORDER BY change.id

-- name: one_change
SELECT change.owner, change.id, change.at, change.what, change.said, change.undone_at, change.day
FROM change
WHERE change.owner = %(owner)s::VARCHAR AND change.id = %(id)s::INTEGER

-- name: add_change
INSERT INTO change (owner, id, at, what, said, undone_at, day) VALUES (%(owner)s::VARCHAR, %(id)s::INTEGER, %(at)s::VARCHAR, %(what)s::VARCHAR, %(said)s::VARCHAR, %(undone_at)s::VARCHAR, %(day)s::VARCHAR)

-- name: remove_change
DELETE FROM change WHERE change.owner = %(owner)s::VARCHAR AND change.id = %(id)s::INTEGER

-- name: clear_change
DELETE FROM change WHERE change.owner = %(owner)s::VARCHAR

-- name: all_changed_row
SELECT changed_row.owner, changed_row.change, changed_row.seq, changed_row.kind, changed_row.before, changed_row.after
FROM changed_row
WHERE changed_row.owner = %(owner)s::VARCHAR ORDER BY changed_row.change, changed_row.seq

-- name: one_changed_row
SELECT changed_row.owner, changed_row.change, changed_row.seq, changed_row.kind, changed_row.before, changed_row.after
FROM changed_row
WHERE changed_row.owner = %(owner)s::VARCHAR AND changed_row.change = %(change)s::INTEGER AND changed_row.seq = %(seq)s::INTEGER

-- name: add_changed_row
INSERT INTO changed_row (owner, change, seq, kind, before, after) VALUES (%(owner)s::VARCHAR, %(change)s::INTEGER, %(seq)s::INTEGER, %(kind)s::VARCHAR, %(before)s::VARCHAR, %(after)s::VARCHAR)

-- name: remove_changed_row
DELETE FROM changed_row WHERE changed_row.owner = %(owner)s::VARCHAR AND changed_row.change = %(change)s::INTEGER AND changed_row.seq = %(seq)s::INTEGER

-- name: clear_changed_row
DELETE FROM changed_row WHERE changed_row.owner = %(owner)s::VARCHAR
