-- AlterTable
ALTER TABLE "review" ADD COLUMN     "preflight_hash" TEXT,
ADD COLUMN     "preflight_id" UUID;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_preflight_id_fkey" FOREIGN KEY ("preflight_id") REFERENCES "policy_preflight"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- from here on written by hand
-- A finding is closed by what its window says last, a risk has an end that somebody will live to see, and a check that was
-- recorded with a slip is withdrawn before its first day.

CREATE OR REPLACE FUNCTION evenhand_guard_finding() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  result check_result;
  tested promise_check;
  own promise_check;
  demanded condition;
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
  IF NEW.remedied_on IS DISTINCT FROM OLD.remedied_on
    AND (NEW.remedied_on IS NULL OR NEW.remedied_on < NEW.window_from OR NEW.remedied_on > (evenhand_now() AT TIME ZONE 'UTC')::date) THEN
    RAISE EXCEPTION 'a remedy is of a day of the finding, up to today' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status = 'risk_accepted' AND (OLD.status <> 'risk_accepted' OR NEW.risk_until IS DISTINCT FROM OLD.risk_until) AND (
    NEW.updated_by NOT LIKE 'person:%' OR NEW.risk_until <= (evenhand_now() AT TIME ZONE 'UTC')::date OR NOT EXISTS (
      SELECT FROM finding_event e WHERE e.finding_id = NEW.id AND e.kind = 'risk_requested' AND evenhand_person_behind(e.actor) <> NEW.updated_by
        AND e.detail ->> 'until' = NEW.risk_until::text)) THEN
    RAISE EXCEPTION 'a second person accepts a risk, with an end date' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.status = 'risk_accepted' AND NEW.risk_until IS DISTINCT FROM OLD.risk_until AND NEW.risk_until > (evenhand_now() AT TIME ZONE 'UTC')::date + 366 THEN
    RAISE EXCEPTION 'a risk is accepted for a year at most' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- ---------------------------------------------------------------- withdrawn before the first day

ALTER TABLE check_decision DROP CONSTRAINT check_decision_outcome,
  ADD CONSTRAINT check_decision_outcome CHECK (outcome IN ('approved', 'refused', 'withdrawn') AND (outcome <> 'withdrawn' OR length(coalesce(note, '')) > 0));

CREATE OR REPLACE FUNCTION evenhand_guard_check_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  version promise_check;
BEGIN
  NEW.decided_at := evenhand_now();
  NEW.decided_by := evenhand_current_actor();
  SELECT * INTO version FROM promise_check WHERE id = NEW.check_id;
  -- Taken back before it has judged anything, by whoever may record checks; the row stays.
  IF NEW.outcome = 'withdrawn' THEN
    IF version.first_day <= (NEW.decided_at AT TIME ZONE 'UTC')::date THEN
      RAISE EXCEPTION 'its first day has come' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NOT evenhand_needs_second(version) THEN
    RAISE EXCEPTION 'there is nothing to decide' USING ERRCODE = 'check_violation';
  END IF;
  IF evenhand_person_behind(version.created_by) = NEW.decided_by THEN
    RAISE EXCEPTION 'a second person decides' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.outcome = 'approved' AND version.first_day <= (NEW.decided_at AT TIME ZONE 'UTC')::date THEN
    RAISE EXCEPTION 'its first day has come' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION evenhand_refuse_day(version promise_check, window_from date, day date, seen_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
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

-- ---------------------------------------------------------------- a review may rest on a pre-flight

ALTER TABLE review ADD CONSTRAINT review_preflight CHECK ((preflight_id IS NULL) = (preflight_hash IS NULL)
  AND (preflight_hash IS NULL OR preflight_hash ~ '^[0-9a-f]{64}$'));

CREATE FUNCTION evenhand_guard_review_preflight() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.preflight_id, NEW.preflight_hash) IS DISTINCT FROM (OLD.preflight_id, OLD.preflight_hash)
    AND (OLD.status NOT IN ('draft', 'changes_requested') OR NEW.status <> OLD.status) THEN
    RAISE EXCEPTION 'what a submitted review rests on is not changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER review_preflight_guard BEFORE UPDATE ON review FOR EACH ROW EXECUTE FUNCTION evenhand_guard_review_preflight();

-- ---------------------------------------------------------------- days of checks

-- A day's columns are numbers that hardly compress: trying to took longer than all else that a run asks of the database.
ALTER TABLE check_day ALTER COLUMN content SET STORAGE EXTERNAL;
