-- Written by `make sql` from store/statements.py: review it, do not edit it.
-- What SQLAlchemy's statements look like here, so that a call need not import SQLAlchemy.

-- name: take_change
UPDATE book SET last_change=(book.last_change + 1) WHERE book.owner = :whose

-- name: set_book
UPDATE book SET last_change=:number, stamp=:latest WHERE book.owner = :whose

-- name: keep_stamp
UPDATE book SET stamp=:latest WHERE book.owner = :whose

-- name: move_stamp
UPDATE stamp SET stamp=:latest WHERE stamp.owner = :whose AND stamp.kind = :of_kind AND stamp.name = :named

-- name: scores
SELECT score.owner, score.id, score.uid, score.day, score.source, score.form, score.value, score.unit, score.exam, score.questions, score.conditions, score.note, score.topic, score.p_pass
FROM score
WHERE score.owner = :owner ORDER BY score.day DESC, score.id DESC
LIMIT :most OFFSET 0

-- name: scores_of_exam
SELECT score.owner, score.id, score.uid, score.day, score.source, score.form, score.value, score.unit, score.exam, score.questions, score.conditions, score.note, score.topic, score.p_pass
FROM score
WHERE score.owner = :owner AND score.exam = :exam ORDER BY score.day DESC, score.id DESC
LIMIT :most OFFSET 0

-- name: practice_exams
SELECT score.owner, score.id, score.uid, score.day, score.source, score.form, score.value, score.unit, score.exam, score.questions, score.conditions, score.note, score.topic, score.p_pass
FROM score
WHERE score.owner = :owner AND score.exam = :exam AND score.source != 'qbank' ORDER BY score.day DESC, score.id DESC

-- name: scores_on
SELECT score.owner, score.id, score.uid, score.day, score.source, score.form, score.value, score.unit, score.exam, score.questions, score.conditions, score.note, score.topic, score.p_pass
FROM score
WHERE score.owner = :owner AND score.exam = :exam AND score.day = :day AND score.source = :source ORDER BY score.day DESC, score.id DESC

-- name: count_scores
SELECT count(*) AS scores
FROM score
WHERE score.owner = :owner

-- name: count_scores_of_exam
SELECT count(*) AS scores
FROM score
WHERE score.owner = :owner AND score.exam = :exam

-- name: qbank_sessions
SELECT score.day, score.value, score.questions, score.form, score.conditions
FROM score
WHERE score.owner = :owner AND score.source = 'qbank' AND score.exam = :exam AND score.day >= :since

-- name: topic_sessions
SELECT score.topic, score.day, score.value, score.questions
FROM score
WHERE score.owner = :owner AND score.source = 'qbank' AND score.exam = :exam AND score.topic != ''

-- name: schedule_days
SELECT schedule_day.owner, schedule_day.exam, schedule_day.day, schedule_day.phase, schedule_day.rest, schedule_day.questions, schedule_day.review_hours, schedule_day.content_hours, schedule_day.focus, schedule_day.practice_exam, schedule_day.note
FROM schedule_day
WHERE schedule_day.owner = :owner AND schedule_day.exam = :exam ORDER BY schedule_day.day

-- name: changes
SELECT change.owner, change.id, change.at, change.what, change.said, change.undone_at, change.day
FROM change
WHERE change.owner = :owner ORDER BY change.id DESC
LIMIT :most OFFSET 0

-- name: last_change
SELECT change.owner, change.id, change.at, change.what, change.said, change.undone_at, change.day
FROM change
WHERE change.owner = :owner AND change.id = (SELECT max(change.id) AS max_1
FROM change
WHERE change.owner = :owner AND change.undone_at IS NULL)

-- name: changed_rows
SELECT changed_row.owner, changed_row.change, changed_row.seq, changed_row.kind, changed_row."before", changed_row."after"
FROM changed_row
WHERE changed_row.owner = :owner AND changed_row.change = :change ORDER BY changed_row.seq

-- name: rows_of_kind
SELECT changed_row.owner, changed_row.change, changed_row.seq, changed_row.kind, changed_row."before", changed_row."after"
FROM changed_row
WHERE changed_row.owner = :owner AND changed_row.kind = :kind ORDER BY changed_row.change, changed_row.seq

-- name: mark_undone
UPDATE change SET undone_at=:undone WHERE change.owner = :whose AND change.id = :number

-- name: all_plan
SELECT "plan".owner, "plan".exam, "plan".exam_date, "plan".target, "plan".applicant, "plan".specialty, "plan".season, "plan".guide, "plan".step1, "plan".low_pass, "plan".can_skip_cycle, "plan".eligibility_end, "plan".core_rotations_done, "plan".set_by, "plan".applied, "plan".applied_on, "plan".resent_on
FROM "plan"
WHERE "plan".owner = :owner ORDER BY "plan".set_by

-- name: one_plan
SELECT "plan".owner, "plan".exam, "plan".exam_date, "plan".target, "plan".applicant, "plan".specialty, "plan".season, "plan".guide, "plan".step1, "plan".low_pass, "plan".can_skip_cycle, "plan".eligibility_end, "plan".core_rotations_done, "plan".set_by, "plan".applied, "plan".applied_on, "plan".resent_on
FROM "plan"
WHERE "plan".owner = :owner AND "plan".exam = :exam

-- name: add_plan
INSERT INTO "plan" (owner, exam, exam_date, target, applicant, specialty, season, guide, step1, low_pass, can_skip_cycle, eligibility_end, core_rotations_done, set_by, applied, applied_on, resent_on) VALUES (:owner, :exam, :exam_date, :target, :applicant, :specialty, :season, :guide, :step1, :low_pass, CAST(:can_skip_cycle AS BOOLEAN), :eligibility_end, CAST(:core_rotations_done AS BOOLEAN), :set_by, CAST(:applied AS BOOLEAN), :applied_on, :resent_on)

-- name: remove_plan
DELETE FROM "plan" WHERE "plan".owner = :owner AND "plan".exam = :exam

-- name: clear_plan
DELETE FROM "plan" WHERE "plan".owner = :owner

-- name: all_attempt
SELECT attempt.owner, attempt.id, attempt.uid, attempt.exam, attempt."on", attempt.score, attempt.reported
FROM attempt
WHERE attempt.owner = :owner ORDER BY attempt.id

-- name: one_attempt
SELECT attempt.owner, attempt.id, attempt.uid, attempt.exam, attempt."on", attempt.score, attempt.reported
FROM attempt
WHERE attempt.owner = :owner AND attempt.id = :id

-- name: add_attempt
INSERT INTO attempt (owner, id, uid, exam, "on", score, reported) VALUES (:owner, :id, :uid, :exam, :on, :score, :reported)

-- name: remove_attempt
DELETE FROM attempt WHERE attempt.owner = :owner AND attempt.id = :id

-- name: clear_attempt
DELETE FROM attempt WHERE attempt.owner = :owner

-- name: all_study_settings
SELECT study_settings.owner, study_settings.exam, study_settings.hours, study_settings.rest_weekdays, study_settings.away, study_settings.bank_done_by, study_settings.rotations
FROM study_settings
WHERE study_settings.owner = :owner ORDER BY study_settings.exam

-- name: one_study_settings
SELECT study_settings.owner, study_settings.exam, study_settings.hours, study_settings.rest_weekdays, study_settings.away, study_settings.bank_done_by, study_settings.rotations
FROM study_settings
WHERE study_settings.owner = :owner AND study_settings.exam = :exam

-- name: add_study_settings
INSERT INTO study_settings (owner, exam, hours, rest_weekdays, away, bank_done_by, rotations) VALUES (:owner, :exam, :hours, :rest_weekdays, :away, :bank_done_by, :rotations)

-- name: remove_study_settings
DELETE FROM study_settings WHERE study_settings.owner = :owner AND study_settings.exam = :exam

-- name: clear_study_settings
DELETE FROM study_settings WHERE study_settings.owner = :owner

-- name: all_schedule
SELECT schedule.owner, schedule.exam, schedule.made_on, schedule.exam_date
FROM schedule
WHERE schedule.owner = :owner ORDER BY schedule.exam

-- name: one_schedule
SELECT schedule.owner, schedule.exam, schedule.made_on, schedule.exam_date
FROM schedule
WHERE schedule.owner = :owner AND schedule.exam = :exam

-- name: add_schedule
INSERT INTO schedule (owner, exam, made_on, exam_date) VALUES (:owner, :exam, :made_on, :exam_date)

-- name: remove_schedule
DELETE FROM schedule WHERE schedule.owner = :owner AND schedule.exam = :exam

-- name: clear_schedule
DELETE FROM schedule WHERE schedule.owner = :owner

-- name: all_schedule_day
SELECT schedule_day.owner, schedule_day.exam, schedule_day.day, schedule_day.phase, schedule_day.rest, schedule_day.questions, schedule_day.review_hours, schedule_day.content_hours, schedule_day.focus, schedule_day.practice_exam, schedule_day.note
FROM schedule_day
WHERE schedule_day.owner = :owner ORDER BY schedule_day.exam, schedule_day.day

-- name: one_schedule_day
SELECT schedule_day.owner, schedule_day.exam, schedule_day.day, schedule_day.phase, schedule_day.rest, schedule_day.questions, schedule_day.review_hours, schedule_day.content_hours, schedule_day.focus, schedule_day.practice_exam, schedule_day.note
FROM schedule_day
WHERE schedule_day.owner = :owner AND schedule_day.exam = :exam AND schedule_day.day = :day

-- name: add_schedule_day
INSERT INTO schedule_day (owner, exam, day, phase, rest, questions, review_hours, content_hours, focus, practice_exam, note) VALUES (:owner, :exam, :day, :phase, CAST(:rest AS BOOLEAN), :questions, :review_hours, :content_hours, :focus, :practice_exam, :note)

-- name: remove_schedule_day
DELETE FROM schedule_day WHERE schedule_day.owner = :owner AND schedule_day.exam = :exam AND schedule_day.day = :day

-- name: clear_schedule_day
DELETE FROM schedule_day WHERE schedule_day.owner = :owner

-- name: all_score
SELECT score.owner, score.id, score.uid, score.day, score.source, score.form, score.value, score.unit, score.exam, score.questions, score.conditions, score.note, score.topic, score.p_pass
FROM score
WHERE score.owner = :owner ORDER BY score.day, score.id

-- name: one_score
SELECT score.owner, score.id, score.uid, score.day, score.source, score.form, score.value, score.unit, score.exam, score.questions, score.conditions, score.note, score.topic, score.p_pass
FROM score
WHERE score.owner = :owner AND score.id = :id

-- name: add_score
INSERT INTO score (owner, id, uid, day, source, form, value, unit, exam, questions, conditions, note, topic, p_pass) VALUES (:owner, :id, :uid, :day, :source, :form, :value, :unit, :exam, :questions, :conditions, :note, :topic, :p_pass)

-- name: remove_score
DELETE FROM score WHERE score.owner = :owner AND score.id = :id

-- name: clear_score
DELETE FROM score WHERE score.owner = :owner

-- name: all_study_hours
SELECT study_hours.owner, study_hours.id, study_hours.uid, study_hours.exam, study_hours.day, study_hours.hours, study_hours.topic, study_hours.note
FROM study_hours
WHERE study_hours.owner = :owner ORDER BY study_hours.id

-- name: one_study_hours
SELECT study_hours.owner, study_hours.id, study_hours.uid, study_hours.exam, study_hours.day, study_hours.hours, study_hours.topic, study_hours.note
FROM study_hours
WHERE study_hours.owner = :owner AND study_hours.id = :id

-- name: add_study_hours
INSERT INTO study_hours (owner, id, uid, exam, day, hours, topic, note) VALUES (:owner, :id, :uid, :exam, :day, :hours, :topic, :note)

-- name: remove_study_hours
DELETE FROM study_hours WHERE study_hours.owner = :owner AND study_hours.id = :id

-- name: clear_study_hours
DELETE FROM study_hours WHERE study_hours.owner = :owner

-- name: all_bank_total
SELECT bank_total.owner, bank_total.id, bank_total.uid, bank_total.exam, bank_total.day, bank_total.bank, bank_total.done, bank_total.size, bank_total.percent, bank_total.pass_number, bank_total.told, bank_total.note
FROM bank_total
WHERE bank_total.owner = :owner ORDER BY bank_total.id

-- name: one_bank_total
SELECT bank_total.owner, bank_total.id, bank_total.uid, bank_total.exam, bank_total.day, bank_total.bank, bank_total.done, bank_total.size, bank_total.percent, bank_total.pass_number, bank_total.told, bank_total.note
FROM bank_total
WHERE bank_total.owner = :owner AND bank_total.id = :id

-- name: add_bank_total
INSERT INTO bank_total (owner, id, uid, exam, day, bank, done, size, percent, pass_number, told, note) VALUES (:owner, :id, :uid, :exam, :day, :bank, :done, :size, :percent, :pass_number, :told, :note)

-- name: remove_bank_total
DELETE FROM bank_total WHERE bank_total.owner = :owner AND bank_total.id = :id

-- name: clear_bank_total
DELETE FROM bank_total WHERE bank_total.owner = :owner

-- name: all_day_mark
SELECT day_mark.owner, day_mark.exam, day_mark.day, day_mark.state, day_mark.questions
FROM day_mark
WHERE day_mark.owner = :owner ORDER BY day_mark.exam, day_mark.day

-- name: one_day_mark
SELECT day_mark.owner, day_mark.exam, day_mark.day, day_mark.state, day_mark.questions
FROM day_mark
WHERE day_mark.owner = :owner AND day_mark.exam = :exam AND day_mark.day = :day

-- name: add_day_mark
INSERT INTO day_mark (owner, exam, day, state, questions) VALUES (:owner, :exam, :day, :state, :questions)

-- name: remove_day_mark
DELETE FROM day_mark WHERE day_mark.owner = :owner AND day_mark.exam = :exam AND day_mark.day = :day

-- name: clear_day_mark
DELETE FROM day_mark WHERE day_mark.owner = :owner

-- name: all_anki_day
SELECT anki_day.owner, anki_day.day, anki_day.total, anki_day.topics, anki_day.unmapped
FROM anki_day
WHERE anki_day.owner = :owner ORDER BY anki_day.day

-- name: one_anki_day
SELECT anki_day.owner, anki_day.day, anki_day.total, anki_day.topics, anki_day.unmapped
FROM anki_day
WHERE anki_day.owner = :owner AND anki_day.day = :day

-- name: add_anki_day
INSERT INTO anki_day (owner, day, total, topics, unmapped) VALUES (:owner, :day, :total, :topics, :unmapped)

-- name: remove_anki_day
DELETE FROM anki_day WHERE anki_day.owner = :owner AND anki_day.day = :day

-- name: clear_anki_day
DELETE FROM anki_day WHERE anki_day.owner = :owner

-- name: all_own_day
SELECT own_day.owner, own_day.id, own_day.uid, own_day.label, own_day."on", own_day."after", own_day.days, own_day."before", own_day.note
FROM own_day
WHERE own_day.owner = :owner ORDER BY own_day.id

-- name: one_own_day
SELECT own_day.owner, own_day.id, own_day.uid, own_day.label, own_day."on", own_day."after", own_day.days, own_day."before", own_day.note
FROM own_day
WHERE own_day.owner = :owner AND own_day.id = :id

-- name: add_own_day
INSERT INTO own_day (owner, id, uid, label, "on", "after", days, "before", note) VALUES (:owner, :id, :uid, :label, :on, :after, :days, CAST(:before AS BOOLEAN), :note)

-- name: remove_own_day
DELETE FROM own_day WHERE own_day.owner = :owner AND own_day.id = :id

-- name: clear_own_day
DELETE FROM own_day WHERE own_day.owner = :owner

-- name: all_profile
SELECT profile.owner, profile.visa, profile.graduated, profile.us_months, profile.us_kind, profile.letters, profile.states, profile.step3, profile.prior_training, profile.budget
FROM profile
WHERE profile.owner = :owner

-- name: one_profile
SELECT profile.owner, profile.visa, profile.graduated, profile.us_months, profile.us_kind, profile.letters, profile.states, profile.step3, profile.prior_training, profile.budget
FROM profile
WHERE profile.owner = :owner

-- name: add_profile
INSERT INTO profile (owner, visa, graduated, us_months, us_kind, letters, states, step3, prior_training, budget) VALUES (:owner, :visa, :graduated, :us_months, :us_kind, :letters, :states, :step3, CAST(:prior_training AS BOOLEAN), :budget)

-- name: remove_profile
DELETE FROM profile WHERE profile.owner = :owner

-- name: clear_profile
DELETE FROM profile WHERE profile.owner = :owner

-- name: all_programme
SELECT programme.owner, programme.id, programme.uid, programme.name, programme.specialty, programme.track, programme.institution, programme.city, programme.state, programme.nrmp_code, programme.acgme_id, programme.note, programme.facts
FROM programme
WHERE programme.owner = :owner ORDER BY programme.id

-- name: one_programme
SELECT programme.owner, programme.id, programme.uid, programme.name, programme.specialty, programme.track, programme.institution, programme.city, programme.state, programme.nrmp_code, programme.acgme_id, programme.note, programme.facts
FROM programme
WHERE programme.owner = :owner AND programme.id = :id

-- name: add_programme
INSERT INTO programme (owner, id, uid, name, specialty, track, institution, city, state, nrmp_code, acgme_id, note, facts) VALUES (:owner, :id, :uid, :name, :specialty, :track, :institution, :city, :state, :nrmp_code, :acgme_id, :note, :facts)

-- name: remove_programme
DELETE FROM programme WHERE programme.owner = :owner AND programme.id = :id

-- name: clear_programme
DELETE FROM programme WHERE programme.owner = :owner

-- name: all_shortlist
SELECT shortlist.owner, shortlist.season, shortlist.specialties, shortlist.budget, shortlist.most, shortlist.built_on, shortlist.entries, shortlist.expected
FROM shortlist
WHERE shortlist.owner = :owner ORDER BY shortlist.season

-- name: one_shortlist
SELECT shortlist.owner, shortlist.season, shortlist.specialties, shortlist.budget, shortlist.most, shortlist.built_on, shortlist.entries, shortlist.expected
FROM shortlist
WHERE shortlist.owner = :owner AND shortlist.season = :season

-- name: add_shortlist
INSERT INTO shortlist (owner, season, specialties, budget, most, built_on, entries, expected) VALUES (:owner, :season, :specialties, :budget, :most, :built_on, :entries, :expected)

-- name: remove_shortlist
DELETE FROM shortlist WHERE shortlist.owner = :owner AND shortlist.season = :season

-- name: clear_shortlist
DELETE FROM shortlist WHERE shortlist.owner = :owner

-- name: all_inbox_line
SELECT inbox_line.owner, inbox_line.line, inbox_line.count
FROM inbox_line
WHERE inbox_line.owner = :owner ORDER BY inbox_line.line

-- name: one_inbox_line
SELECT inbox_line.owner, inbox_line.line, inbox_line.count
FROM inbox_line
WHERE inbox_line.owner = :owner AND inbox_line.line = :line

-- name: add_inbox_line
INSERT INTO inbox_line (owner, line, count) VALUES (:owner, :line, :count)

-- name: remove_inbox_line
DELETE FROM inbox_line WHERE inbox_line.owner = :owner AND inbox_line.line = :line

-- name: clear_inbox_line
DELETE FROM inbox_line WHERE inbox_line.owner = :owner

-- name: all_book
SELECT book.owner, book.last_change, book.stamp
FROM book
WHERE book.owner = :owner

-- name: one_book
SELECT book.owner, book.last_change, book.stamp
FROM book
WHERE book.owner = :owner

-- name: add_book
INSERT INTO book (owner, last_change, stamp) VALUES (:owner, :last_change, :stamp)

-- name: remove_book
DELETE FROM book WHERE book.owner = :owner

-- name: clear_book
DELETE FROM book WHERE book.owner = :owner

-- name: all_counter
SELECT counter.owner, counter.kind, counter.last
FROM counter
WHERE counter.owner = :owner ORDER BY counter.kind

-- name: one_counter
SELECT counter.owner, counter.kind, counter.last
FROM counter
WHERE counter.owner = :owner AND counter.kind = :kind

-- name: add_counter
INSERT INTO counter (owner, kind, last) VALUES (:owner, :kind, :last)

-- name: remove_counter
DELETE FROM counter WHERE counter.owner = :owner AND counter.kind = :kind

-- name: clear_counter
DELETE FROM counter WHERE counter.owner = :owner

-- name: all_stamp
SELECT stamp.owner, stamp.kind, stamp.name, stamp.stamp
FROM stamp
WHERE stamp.owner = :owner ORDER BY stamp.kind, stamp.name

-- name: one_stamp
SELECT stamp.owner, stamp.kind, stamp.name, stamp.stamp
FROM stamp
WHERE stamp.owner = :owner AND stamp.kind = :kind AND stamp.name = :name

-- name: add_stamp
INSERT INTO stamp (owner, kind, name, stamp) VALUES (:owner, :kind, :name, :stamp)

-- name: remove_stamp
DELETE FROM stamp WHERE stamp.owner = :owner AND stamp.kind = :kind AND stamp.name = :name

-- name: clear_stamp
DELETE FROM stamp WHERE stamp.owner = :owner

-- name: all_seen
SELECT seen.owner, seen.device, seen.stamp
FROM seen
WHERE seen.owner = :owner ORDER BY seen.device

-- name: one_seen
SELECT seen.owner, seen.device, seen.stamp
FROM seen
WHERE seen.owner = :owner AND seen.device = :device

-- name: add_seen
INSERT INTO seen (owner, device, stamp) VALUES (:owner, :device, :stamp)

-- name: remove_seen
DELETE FROM seen WHERE seen.owner = :owner AND seen.device = :device

-- name: clear_seen
DELETE FROM seen WHERE seen.owner = :owner

-- name: all_gave_way
SELECT gave_way.owner, gave_way.kind, gave_way.name, gave_way.stamp, gave_way.held
FROM gave_way
WHERE gave_way.owner = :owner ORDER BY gave_way.kind, gave_way.name

-- name: one_gave_way
SELECT gave_way.owner, gave_way.kind, gave_way.name, gave_way.stamp, gave_way.held
FROM gave_way
WHERE gave_way.owner = :owner AND gave_way.kind = :kind AND gave_way.name = :name

-- name: add_gave_way
INSERT INTO gave_way (owner, kind, name, stamp, held) VALUES (:owner, :kind, :name, :stamp, :held)

-- name: remove_gave_way
DELETE FROM gave_way WHERE gave_way.owner = :owner AND gave_way.kind = :kind AND gave_way.name = :name

-- name: clear_gave_way
DELETE FROM gave_way WHERE gave_way.owner = :owner

-- name: all_set_aside
SELECT set_aside.owner, set_aside.kind, set_aside.name, set_aside.stamp, set_aside.held
FROM set_aside
WHERE set_aside.owner = :owner ORDER BY set_aside.kind, set_aside.name

-- name: one_set_aside
SELECT set_aside.owner, set_aside.kind, set_aside.name, set_aside.stamp, set_aside.held
FROM set_aside
WHERE set_aside.owner = :owner AND set_aside.kind = :kind AND set_aside.name = :name

-- name: add_set_aside
INSERT INTO set_aside (owner, kind, name, stamp, held) VALUES (:owner, :kind, :name, :stamp, :held)

-- name: remove_set_aside
DELETE FROM set_aside WHERE set_aside.owner = :owner AND set_aside.kind = :kind AND set_aside.name = :name

-- name: clear_set_aside
DELETE FROM set_aside WHERE set_aside.owner = :owner

-- name: all_change
SELECT change.owner, change.id, change.at, change.what, change.said, change.undone_at, change.day
FROM change
WHERE change.owner = :owner ORDER BY change.id

-- name: one_change
SELECT change.owner, change.id, change.at, change.what, change.said, change.undone_at, change.day
FROM change
WHERE change.owner = :owner AND change.id = :id

-- name: add_change
INSERT INTO change (owner, id, at, what, said, undone_at, day) VALUES (:owner, :id, :at, :what, :said, :undone_at, :day)

-- name: remove_change
DELETE FROM change WHERE change.owner = :owner AND change.id = :id

-- name: clear_change
DELETE FROM change WHERE change.owner = :owner

-- name: all_changed_row
SELECT changed_row.owner, changed_row.change, changed_row.seq, changed_row.kind, changed_row."before", changed_row."after"
FROM changed_row
WHERE changed_row.owner = :owner ORDER BY changed_row.change, changed_row.seq

-- name: one_changed_row
SELECT changed_row.owner, changed_row.change, changed_row.seq, changed_row.kind, changed_row."before", changed_row."after"
FROM changed_row
WHERE changed_row.owner = :owner AND changed_row.change = :change AND changed_row.seq = :seq

-- name: add_changed_row
INSERT INTO changed_row (owner, change, seq, kind, "before", "after") VALUES (:owner, :change, :seq, :kind, :before, :after)

-- name: remove_changed_row
DELETE FROM changed_row WHERE changed_row.owner = :owner AND changed_row.change = :change AND changed_row.seq = :seq

-- name: clear_changed_row
DELETE FROM changed_row WHERE changed_row.owner = :owner
