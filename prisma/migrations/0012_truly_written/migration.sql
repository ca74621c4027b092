-- AlterTable
ALTER TABLE "promise_check" ADD COLUMN     "clause_text" TEXT,
ADD COLUMN     "written_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "policy_notice" ADD COLUMN     "written_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- ---------------------------------------------------------------- from here on written by hand
-- When a check or a notice was truly written, and for which words: a rule of a simulated clock does not judge what was known
-- by then, nor is a notice of that clock one that came before the change.

-- The time of an id of version 7 (RFC 9562); null of another.
CREATE FUNCTION evenhand_made_at(id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE
  AS $$ SELECT CASE WHEN substr(id::text, 15, 1) = '7'
    THEN to_timestamp(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0) END $$;

-- Whether a simulated clock may have recorded what is there: it is for generated traffic.
CREATE FUNCTION evenhand_was_simulated() RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT EXISTS (SELECT FROM setting WHERE key = 'simulated_clock') OR EXISTS (SELECT FROM traffic_source WHERE generated) $$;

-- Of those that are there: the time of the audit log, else of the id, both of the application's real clock. Some minutes
-- lie between a transaction's beginning and its entry, or between two machines' clocks. Where nothing was simulated a
-- clock that was set wrong makes no difference.
SELECT set_config('evenhand.actor', 'system:operator', true), set_config('evenhand.above', 'on', true);
ALTER TABLE promise_check DISABLE TRIGGER promise_check_never_changed;
UPDATE promise_check k SET written_at = CASE WHEN evenhand_was_simulated() AND made.at > k.recorded_at + interval '5 minutes' THEN made.at ELSE k.recorded_at END,
    clause_text = made.words
  FROM (SELECT c.id, e.words, coalesce(e.at, evenhand_made_at(c.id)) AS at
    FROM promise_check c LEFT JOIN LATERAL (SELECT a.at, convert_from(a.bytes, 'UTF8')::jsonb #>> '{after,clause_text}' AS words FROM audit_entry a
      WHERE a.entity = 'promise_check' AND a.entity_id = c.id::text AND a.action IN ('check:define', 'check:supersede') ORDER BY a.seq LIMIT 1) e ON true) made
  WHERE made.id = k.id;
ALTER TABLE promise_check ENABLE TRIGGER promise_check_never_changed;
ALTER TABLE policy_notice DISABLE TRIGGER policy_notice_never_changed;
UPDATE policy_notice n SET written_at = CASE WHEN evenhand_was_simulated() AND made.at > n.announced_at + interval '5 minutes' THEN made.at ELSE n.announced_at END
  FROM (SELECT o.id, coalesce((SELECT min(a.at) FROM audit_entry a
      WHERE a.entity = 'policy_notice' AND a.entity_id = o.id::text AND a.action = 'notice:announce'), evenhand_made_at(o.id)) AS at
    FROM policy_notice o) made
  WHERE made.id = n.id;
ALTER TABLE policy_notice ENABLE TRIGGER policy_notice_never_changed;
SELECT set_config('evenhand.actor', '', true), set_config('evenhand.above', '', true);
DROP FUNCTION evenhand_was_simulated();

-- Whether a version was recorded by a simulated clock: then its own time is not the one at which it was written.
CREATE FUNCTION evenhand_only_generated(version promise_check) RETURNS boolean LANGUAGE sql IMMUTABLE
  AS $$ SELECT version.written_at <> version.recorded_at $$;

-- ---------------------------------------------------------------- a check is what its hash says

-- A number as JSON of RFC 8785 writes it.
CREATE FUNCTION evenhand_canonical_number(value numeric) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  plain text := trim_scale(abs(value))::text;
  digits text := trim(BOTH '0' FROM replace(plain, '.', ''));
  place integer;
BEGIN
  IF value = 0 OR abs(value) >= 0.000001 AND abs(value) < 1e21 THEN
    RETURN trim_scale(value)::text;
  END IF;
  place := CASE WHEN abs(value) < 1 THEN length(ltrim(substr(plain, 3), '0')) - length(plain) + 1 ELSE length(split_part(plain, '.', 1)) - 1 END;
  RETURN CASE WHEN value < 0 THEN '-' ELSE '' END || left(digits, 1) || CASE WHEN length(digits) > 1 THEN '.' || substr(digits, 2) ELSE '' END
    || 'e' || CASE WHEN place > 0 THEN '+' ELSE '' END || place;
END $$;

-- JSON in the one form of RFC 8785: members in order, no blanks.
CREATE FUNCTION evenhand_canonical(value jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE jsonb_typeof(value)
    WHEN 'object' THEN (SELECT '{' || coalesce(string_agg(to_jsonb(m.name)::text || ':' || evenhand_canonical(m.item), ',' ORDER BY m.name COLLATE "C"), '') || '}'
      FROM jsonb_each(value) AS m (name, item))
    WHEN 'array' THEN (SELECT '[' || coalesce(string_agg(evenhand_canonical(i.item), ',' ORDER BY i.place), '') || ']'
      FROM jsonb_array_elements(value) WITH ORDINALITY AS i (item, place))
    WHEN 'number' THEN evenhand_canonical_number((value #>> '{}')::numeric)
    ELSE value::text END;
END $$;

CREATE OR REPLACE FUNCTION evenhand_guard_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last promise_check;
BEGIN
  NEW.recorded_at := evenhand_now();
  NEW.written_at := now();
  NEW.created_by := evenhand_current_actor();
  IF NEW.first_day <= (NEW.recorded_at AT TIME ZONE 'UTC')::date THEN
    RAISE EXCEPTION 'a check is recorded before the first day that it judges' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.definition ->> 'first_day', NEW.definition ->> 'window_days', NEW.definition #>> '{test,metric}', NEW.definition #>> '{schedule,every}')
    IS DISTINCT FROM (to_char(NEW.first_day, 'YYYY-MM-DD'), NEW.window_days::text, NEW.metric, NEW.schedule) THEN
    RAISE EXCEPTION 'a check is what its definition says' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.definition_hash ~ '^[0-9a-f]{64}$' AND NEW.definition_hash <> encode(sha256(convert_to(evenhand_canonical(NEW.definition), 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'the hash of a check is that of its definition' USING ERRCODE = 'check_violation';
  END IF;
  -- Its words as they are. Whoever rewrites the clause at this moment waits, and then finds that it is tested.
  NEW.clause_text := (SELECT c.text FROM clause c WHERE c.commitment_id = NEW.commitment_id AND c.key = NEW.clause_key FOR KEY SHARE);
  SELECT * INTO last FROM promise_check WHERE key = NEW.key ORDER BY check_version DESC LIMIT 1;
  IF NEW.check_version <> coalesce(last.check_version, 0) + 1 OR NEW.supersedes_id IS DISTINCT FROM last.id THEN
    RAISE EXCEPTION 'a version supersedes the one before it' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.commitment_id, NEW.clause_key) IS DISTINCT FROM (coalesce(last.commitment_id, NEW.commitment_id), coalesce(last.clause_key, NEW.clause_key)) THEN
    RAISE EXCEPTION 'another version tests the same clause' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- ---------------------------------------------------------------- what may be judged

CREATE OR REPLACE FUNCTION evenhand_refuse_day(version promise_check, window_from date, day date, seen_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF evenhand_only_generated(version) AND EXISTS (SELECT FROM traffic_source WHERE NOT generated) THEN
    RAISE EXCEPTION 'what was recorded by a simulated clock judges generated traffic alone' USING ERRCODE = 'check_violation';
  END IF;
  IF window_from < version.first_day OR (window_from - version.first_day) % version.window_days <> 0
    OR day < window_from OR day >= window_from + version.window_days THEN
    RAISE EXCEPTION 'a check judges the days of its own windows' USING ERRCODE = 'check_violation';
  END IF;
  IF day >= (seen_at AT TIME ZONE 'UTC')::date THEN
    RAISE EXCEPTION 'a day is judged when it is over' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT FROM check_decision d WHERE d.check_id = version.id AND d.outcome = 'withdrawn') THEN
    RAISE EXCEPTION 'this version was withdrawn' USING ERRCODE = 'check_violation';
  END IF;
  IF evenhand_needs_second(version) AND NOT EXISTS (SELECT FROM check_decision d WHERE d.check_id = version.id AND d.outcome = 'approved') THEN
    RAISE EXCEPTION 'a second person has not approved this version' USING ERRCODE = 'check_violation';
  END IF;
  -- It runs on beside the version that takes its place, to the end of the window in course.
  IF EXISTS (SELECT FROM promise_check k JOIN check_decision d ON d.check_id = k.id AND d.outcome = 'approved'
    WHERE k.key = version.key AND k.check_version > version.check_version AND k.first_day <= window_from) THEN
    RAISE EXCEPTION 'another version has taken its place' USING ERRCODE = 'check_violation';
  END IF;
END $$;

-- A standard is learnt from days of the window that it is of.
CREATE OR REPLACE FUNCTION evenhand_guard_fit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  version promise_check;
BEGIN
  NEW.computed_at := evenhand_now();
  SELECT * INTO version FROM promise_check WHERE id = NEW.check_id;
  PERFORM evenhand_refuse_day(version, NEW.window_from, NEW.from_day, NEW.computed_at);
  PERFORM evenhand_refuse_day(version, NEW.window_from, NEW.upto_day, NEW.computed_at);
  RETURN NEW;
END $$;

-- ---------------------------------------------------------------- notices

CREATE OR REPLACE FUNCTION evenhand_guard_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.announced_at := evenhand_now();
  NEW.written_at := now();
  NEW.announced_by := evenhand_current_actor();
  IF NEW.effective_from <= NEW.announced_at THEN
    RAISE EXCEPTION 'a notice comes before the change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- ---------------------------------------------------------------- findings

CREATE OR REPLACE FUNCTION evenhand_guard_finding() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  result check_result;
  tested promise_check;
  own promise_check;
  demanded condition;
  asked finding_event;
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.opened_at := evenhand_now();
    IF NEW.kind = 'condition' THEN
      SELECT * INTO demanded FROM condition WHERE id = NEW.condition_id;
      IF demanded.status IS DISTINCT FROM 'open' OR demanded.due_on >= evenhand_today() OR NEW.status <> 'open' THEN
        RAISE EXCEPTION 'an overdue condition opens a finding' USING ERRCODE = 'check_violation';
      END IF;
      RETURN NEW;
    END IF;
    SELECT * INTO result FROM check_result WHERE id = NEW.opened_result_id;
    IF result.check_id <> NEW.check_id OR result.window_from <> NEW.window_from OR result.verdict <> NEW.verdict OR NEW.status <> 'open' THEN
      RAISE EXCEPTION 'a finding is opened by a result of its check' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.number, NEW.check_id, NEW.window_from, NEW.kind, NEW.opened_result_id, NEW.opened_at, NEW.condition_id)
    IS DISTINCT FROM (OLD.id, OLD.number, OLD.check_id, OLD.window_from, OLD.kind, OLD.opened_result_id, OLD.opened_at, OLD.condition_id) THEN
    RAISE EXCEPTION 'what opened a finding is not changed' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status = 'closed' THEN
    RAISE EXCEPTION 'a closed finding is not changed' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.verdict <> OLD.verdict AND NOT (OLD.verdict = 'watch' AND NEW.verdict = 'breach' AND current_user = 'evenhand_checks') THEN
    RAISE EXCEPTION 'a finding grows worse by a result alone, and never better' USING ERRCODE = 'check_violation';
  END IF;
  NEW.updated_at := evenhand_now();
  NEW.updated_by := evenhand_current_actor();
  IF NEW.status = 'closed' THEN
    NEW.closed_at := evenhand_now();
    -- A condition that works by a later judgement, its latest, or that a later review or the end of its facts took away.
    IF NEW.kind = 'condition' AND NOT EXISTS (SELECT FROM condition c WHERE c.id = NEW.condition_id AND c.status = 'ended')
      AND NOT EXISTS (SELECT FROM condition_check k JOIN condition c ON c.id = k.condition_id
        WHERE k.id = NEW.closing_check_id AND k.condition_id = NEW.condition_id AND k.outcome = 'effective' AND k.checked_at > OLD.opened_at AND c.status = 'effective'
        AND NOT EXISTS (SELECT FROM condition_check l WHERE l.condition_id = k.condition_id AND (l.checked_at, l.id) > (k.checked_at, k.id))) THEN
      RAISE EXCEPTION 'only a later judgement that it works closes the finding of a condition' USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO result FROM check_result WHERE id = NEW.closing_result_id;
    SELECT * INTO tested FROM promise_check WHERE id = result.check_id;
    SELECT * INTO own FROM promise_check WHERE id = NEW.check_id;
    -- A failure is over when the check runs again, and has not failed since; a tilt when a window that began after the
    -- remedy shows that it is, of the same question: another router's innocence says nothing.
    IF NEW.kind = 'failure' AND NOT (result.check_id = NEW.check_id AND result.verdict <> 'failed' AND result.computed_at > OLD.opened_at
        AND result.window_from >= NEW.window_from AND NOT EXISTS (SELECT FROM check_result l WHERE l.check_id = result.check_id AND l.number > result.number
          AND l.verdict = 'failed' AND l.window_from >= NEW.window_from))
      OR NEW.kind = 'tilt' AND NOT coalesce(result.verdict = 'kept' AND tested.commitment_id = own.commitment_id AND tested.clause_key = own.clause_key
        AND tested.metric = own.metric AND tested.definition #> '{test,scope}' IS NOT DISTINCT FROM own.definition #> '{test,scope}'
        AND tested.definition #> '{test,focus}' IS NOT DISTINCT FROM own.definition #> '{test,focus}'
        AND tested.definition #> '{test,router}' IS NOT DISTINCT FROM own.definition #> '{test,router}'
        -- A lenient check beside it needs nobody's agreement; another version of the same check had a second person.
        AND (tested.key = own.key OR tested.definition -> 'test' = own.definition -> 'test') AND result.window_from > OLD.remedied_on AND result.computed_at > OLD.opened_at, false) THEN
      RAISE EXCEPTION 'only a later result that shows it closes a finding' USING ERRCODE = 'check_violation';
    END IF;
    -- Of a window its latest result counts: what was judged again meanwhile shows nothing any more.
    IF NEW.kind <> 'condition' AND EXISTS (SELECT FROM check_result l WHERE l.check_id = result.check_id AND l.window_from = result.window_from AND l.number > result.number) THEN
      RAISE EXCEPTION 'a later result of the same window took its place' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  -- A remedy that did not hold gives way to a later one: one that was set back would be followed by windows that it did not mend.
  IF NEW.remedied_on IS DISTINCT FROM OLD.remedied_on
    AND (NEW.remedied_on IS NULL OR NEW.remedied_on < NEW.window_from OR NEW.remedied_on < OLD.remedied_on OR NEW.remedied_on > (evenhand_now() AT TIME ZONE 'UTC')::date) THEN
    RAISE EXCEPTION 'a remedy is of a day of the finding, up to today, and not before the one recorded' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status = 'risk_accepted' AND (OLD.status <> 'risk_accepted' OR NEW.risk_until IS DISTINCT FROM OLD.risk_until) THEN
    -- What was refused, or accepted once, asks for nothing any more.
    SELECT * INTO asked FROM finding_event e WHERE e.finding_id = NEW.id AND e.kind IN ('risk_requested', 'risk_accepted', 'risk_refused')
      ORDER BY e.at DESC, e.id DESC LIMIT 1;
    IF NEW.updated_by NOT LIKE 'person:%' OR NEW.risk_until <= (evenhand_now() AT TIME ZONE 'UTC')::date OR asked.kind IS DISTINCT FROM 'risk_requested'
      OR evenhand_person_behind(asked.actor) = NEW.updated_by OR asked.detail ->> 'until' IS DISTINCT FROM NEW.risk_until::text THEN
      RAISE EXCEPTION 'a second person accepts a risk, with an end date' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  IF NEW.status = 'risk_accepted' AND NEW.risk_until IS DISTINCT FROM OLD.risk_until AND NEW.risk_until > (evenhand_now() AT TIME ZONE 'UTC')::date + 366 THEN
    RAISE EXCEPTION 'a risk is accepted for a year at most' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- A remedy from before the day that opened the finding: what the result shows came after it. Whoever records it says why.
CREATE FUNCTION evenhand_early_remedy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.remedied_on < (SELECT r.day FROM check_result r WHERE r.id = NEW.opened_result_id) AND NOT EXISTS (
    SELECT FROM finding_event e WHERE e.finding_id = NEW.id AND e.kind = 'remedied' AND e.detail ->> 'remedied_on' = NEW.remedied_on::text
      AND length(coalesce(e.detail ->> 'why_earlier', '')) > 0) THEN
    RAISE EXCEPTION 'a remedy from before what opened the finding says why' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER finding_early_remedy AFTER UPDATE ON finding DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind = 'tilt' AND NEW.remedied_on IS DISTINCT FROM OLD.remedied_on) EXECUTE FUNCTION evenhand_early_remedy();

-- ---------------------------------------------------------------- people answer for what is over

-- Every day, the last of each seven of a window, or of each month; and always a window's last.
CREATE FUNCTION evenhand_is_due(version promise_check, day date) RETURNS boolean LANGUAGE sql IMMUTABLE
  AS $$ SELECT day >= version.first_day AND (version.schedule = 'day'
    OR (day - version.first_day) % version.window_days = version.window_days - 1
    OR version.schedule = 'week' AND (day - version.first_day) % version.window_days % 7 = 6
    OR version.schedule = 'month' AND extract(day FROM day + 1) = 1) $$;

CREATE OR REPLACE FUNCTION evenhand_guard_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  version promise_check;
BEGIN
  NEW.answered_at := evenhand_now();
  NEW.answered_by := evenhand_current_actor();
  SELECT * INTO version FROM promise_check WHERE id = NEW.check_id;
  IF version.metric IS DISTINCT FROM 'attestation' THEN
    RAISE EXCEPTION 'only an attestation asks people' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT coalesce(version.definition #> '{test,people}' ? lower(NEW.email), false)
    OR NOT EXISTS (SELECT FROM person p WHERE lower(p.email) = lower(NEW.email) AND NEW.answered_by = 'person:' || p.id) THEN
    RAISE EXCEPTION 'only people who are asked answer, each for themselves' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- Nobody can say of days to come that a promise was kept on them.
  IF NEW.answered_at < (NEW.day + 1)::timestamp AT TIME ZONE 'UTC' THEN
    RAISE EXCEPTION 'a period is answered when it is over' USING ERRCODE = 'check_violation';
  END IF;
  -- What was judged already is not answered afterwards. A day to answer in is had also where less was recorded.
  IF NEW.day < version.first_day OR NEW.answered_at >= (NEW.day + 1)::timestamp AT TIME ZONE 'UTC'
    + make_interval(hours => greatest((version.definition #>> '{schedule,grace_hours}')::int, 24)) THEN
    RAISE EXCEPTION 'the period is over' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT evenhand_is_due(version, NEW.day) THEN
    RAISE EXCEPTION 'a period ends with a due day' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- ---------------------------------------------------------------- what the scheduler asks every ten seconds

CREATE INDEX check_result_failed ON check_result (check_id, day) WHERE verdict = 'failed';
CREATE INDEX notification_finding_overdue ON notification (finding_id) WHERE kind = 'finding_overdue';
