-- What students and advisors may call, applied anew by every `school init` and `school migrate`. All are the owner's
-- (SECURITY DEFINER), read names from the school's own schema alone, and take who is asking from the login itself:
-- session_user cannot be set by whoever is connected. @schema@ is that schema.

-- Whose log the connected login keeps; null for all but a student of today.
CREATE OR REPLACE FUNCTION me() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = @schema@, pg_temp AS $$
  SELECT owner FROM member
  WHERE owner = session_user::text COLLATE "default" AND part = 'student' AND left_at IS NULL
$$;

-- Every consent that holds at this moment; a day ends when it ends in the US East, whatever zone a session sets. It was
-- given to a person: an advisor of another name is another one, who begins when the name does.
-- Who is asking is looked up once: by row, thousands would take three times as long.
CREATE OR REPLACE VIEW consent_in_force WITH (security_invoker = true) AS
SELECT consent.owner, consent.advisor, consent.scope, consent.until, member.shown, member.cohort
FROM consent
JOIN member ON member.owner = consent.owner AND member.part = 'student' AND member.left_at IS NULL
WHERE consent.revoked_at IS NULL
  AND (consent.until IS NULL OR consent.until >= (clock_timestamp() AT TIME ZONE 'America/New_York')::date)
  AND consent.given_at >= CASE
    WHEN consent.advisor = session_user::text COLLATE "default" THEN (
      SELECT asking.since FROM member AS asking
      WHERE asking.owner = session_user::text COLLATE "default" AND asking.part = 'advisor' AND asking.left_at IS NULL)
    ELSE (
      SELECT other.since FROM member AS other
      WHERE other.owner = consent.advisor AND other.part = 'advisor' AND other.left_at IS NULL)
    END;

-- The school's own guides.
CREATE OR REPLACE FUNCTION school_guides() RETURNS TABLE (name text, content text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = @schema@, pg_temp AS $$
  SELECT g.name, g.content FROM school_guide AS g ORDER BY g.name
$$;

-- Whom a student may give consent to.
CREATE OR REPLACE FUNCTION advisors() RETURNS TABLE (login text, shown text, cohort text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = @schema@, pg_temp AS $$
  SELECT m.owner, m.shown, m.cohort FROM member AS m
  WHERE m.part = 'advisor' AND m.left_at IS NULL AND me() IS NOT NULL ORDER BY m.owner
$$;

-- The consents of the student who asks that hold at this moment.
CREATE OR REPLACE FUNCTION my_consents() RETURNS TABLE (owner text, advisor text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = @schema@, pg_temp AS $$
  SELECT c.owner, c.advisor FROM consent_in_force AS c WHERE c.owner = me()
$$;

-- Agree that an advisor sees; it stands in the place of what was agreed with that advisor before.
CREATE OR REPLACE FUNCTION give_consent(whom text, how_far text, last_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = @schema@, pg_temp AS $$
BEGIN
  IF me() IS NULL THEN
    RAISE EXCEPTION 'only a student can give consent' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT EXISTS (SELECT FROM advisors() AS a WHERE a.login = whom) THEN
    RAISE EXCEPTION 'there is no such advisor' USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM revoke_consent(whom);
  INSERT INTO consent (owner, advisor, scope, until) VALUES (me(), whom, how_far, last_day);
END
$$;

-- Take back what was agreed with an advisor; the number of consents that ended.
CREATE OR REPLACE FUNCTION revoke_consent(whom text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = @schema@, pg_temp AS $$
DECLARE
  ended integer;
BEGIN
  UPDATE consent SET revoked_at = clock_timestamp()
  WHERE owner = me() AND advisor = whom AND revoked_at IS NULL;
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END
$$;

-- The first half of a look: the record of it, which the students read, with every student who agreed. Commit it.
CREATE OR REPLACE FUNCTION take_look(how_far text, whose text[] DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = @schema@, pg_temp AS $$
DECLARE
  made uuid := gen_random_uuid();
BEGIN
  IF how_far IS NULL OR how_far NOT IN ('verdict', 'scores') THEN
    RAISE EXCEPTION 'a look is at a verdict or at scores' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  INSERT INTO look (owner, id, at, advisor, what, made_in)
  SELECT c.owner, made, clock_timestamp(), c.advisor,
    CASE WHEN c.scope = 'scores' AND how_far = 'scores' THEN 'scores' ELSE 'verdict' END,
    pg_current_xact_id()
  FROM consent_in_force AS c
  WHERE c.advisor = session_user::text COLLATE "default" AND (whose IS NULL OR c.owner = ANY (whose));
  RETURN made;
END
$$;

-- The second half: whom a look was at. Nobody, unless another transaction made the record and committed it less than
-- a minute ago, and the consent still holds: a record that is rolled back gives nothing, and so does an old one.
-- A look of a moment ago is in no statistics: joined row by row, or compiled first, thousands would take seconds.
CREATE OR REPLACE FUNCTION looked_at(which uuid) RETURNS TABLE (owner text, shown text, cohort text, scope text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = @schema@, pg_temp SET enable_nestloop = off SET jit = off AS $$
DECLARE
  since timestamptz := clock_timestamp() - interval '1 minute';
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'a look is read at READ COMMITTED: consent may end at any moment'
      USING ERRCODE = 'active_sql_transaction';
  END IF;
  RETURN QUERY
  SELECT l.owner, c.shown, c.cohort, CASE WHEN c.scope = 'scores' THEN l.what ELSE 'verdict' END
  FROM look AS l JOIN consent_in_force AS c ON c.owner = l.owner AND c.advisor = l.advisor
  WHERE l.id = which AND l.advisor = session_user::text COLLATE "default"
    AND l.made_in IS DISTINCT FROM pg_current_xact_id_if_assigned()
    AND l.at > since;
END
$$;

-- What verdicts are made from, of those who agreed to show their scores: never a word of a note.
CREATE OR REPLACE FUNCTION looked_rows(which uuid, kind text) RETURNS SETOF jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = @schema@, pg_temp AS $$
BEGIN
  IF kind IS NULL OR kind <> ALL (ARRAY[@kinds@]) THEN
    RAISE EXCEPTION 'no such kind of row is shown to advisors' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  RETURN QUERY EXECUTE format(
    'SELECT CASE WHEN to_jsonb(r) ? ''note'' THEN to_jsonb(r) || ''{"note": ""}'' ELSE to_jsonb(r) END '
    'FROM %I AS r JOIN looked_at($1) AS l ON l.owner = r.owner AND l.scope = ''scores''', kind
  ) USING which;
END
$$;

-- What the students a look was at say of themselves: without levels and chances where consent ends at the verdict.
-- One who has said nothing yet has no statement; one made before the book's latest change is outdated.
CREATE OR REPLACE FUNCTION looked_standing(which uuid)
RETURNS TABLE (
  owner text, shown text, cohort text, scope text, exam text, exam_date text, verdict text, level double precision,
  mean double precision, p_target double precision, p_pass double precision, trend double precision, last_entry text,
  day text, version text, change integer, supported boolean, outdated boolean
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = @schema@, pg_temp SET enable_nestloop = off SET jit = off
AS $$
BEGIN
  RETURN QUERY
  SELECT l.owner, l.shown, l.cohort, l.scope, s.exam, s.exam_date, s.verdict,
    CASE WHEN l.scope = 'scores' THEN s.level END, CASE WHEN l.scope = 'scores' THEN s.mean END,
    CASE WHEN l.scope = 'scores' THEN s.p_target END, CASE WHEN l.scope = 'scores' THEN s.p_pass END,
    CASE WHEN l.scope = 'scores' THEN s.trend END,
    s.last_entry, s.day, s.version, s.change, CASE WHEN l.scope = 'scores' THEN s.supported END,
    s.change IS DISTINCT FROM b.last_change
  FROM looked_at(which) AS l
  LEFT JOIN standing AS s ON s.owner = l.owner
  LEFT JOIN book AS b ON b.owner = l.owner;
END
$$;

-- The scores a verdict looks at, of those who agreed to show them: every practice exam, and the bank's sessions since
-- a day. Never a word of a note.
CREATE OR REPLACE FUNCTION looked_scores(which uuid, since text) RETURNS SETOF jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = @schema@, pg_temp SET jit = off AS $$
BEGIN
  RETURN QUERY
  SELECT to_jsonb(r) || '{"note": ""}'
  FROM score AS r JOIN looked_at(which) AS l ON l.owner = r.owner AND l.scope = 'scores'
  WHERE r.source <> 'qbank' OR r.day >= since;
END
$$;

-- How many students of today did not agree that this advisor sees anything: a number, without names.
CREATE OR REPLACE FUNCTION not_agreed() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = @schema@, pg_temp AS $$
  SELECT count(*) FROM member AS m
  WHERE m.part = 'student' AND m.left_at IS NULL
    AND EXISTS (SELECT FROM member AS a WHERE a.owner = session_user::text COLLATE "default" AND a.part = 'advisor'
      AND a.left_at IS NULL)
    AND NOT EXISTS (SELECT FROM consent_in_force AS c WHERE c.owner = m.owner
      AND c.advisor = session_user::text COLLATE "default")
$$;
