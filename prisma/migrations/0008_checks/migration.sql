-- CreateTable
CREATE TABLE "promise_check" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "check_version" INTEGER NOT NULL,
    "commitment_id" UUID NOT NULL,
    "clause_key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "definition_hash" TEXT NOT NULL,
    "first_day" DATE NOT NULL,
    "window_days" INTEGER NOT NULL,
    "schedule" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "supersedes_id" UUID,
    "reason" TEXT,

    CONSTRAINT "promise_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "check_decision" (
    "id" UUID NOT NULL,
    "check_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "check_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "check_fit" (
    "id" UUID NOT NULL,
    "check_id" UUID NOT NULL,
    "window_from" DATE NOT NULL,
    "b_version" INTEGER NOT NULL,
    "from_day" DATE NOT NULL,
    "upto_day" DATE NOT NULL,
    "router" TEXT NOT NULL,
    "policy_version" TEXT,
    "content" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "catalogue_version" TEXT NOT NULL,
    "dataset_digest" TEXT NOT NULL,
    "computed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "check_fit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "check_day" (
    "id" UUID NOT NULL,
    "check_id" UUID NOT NULL,
    "window_from" DATE NOT NULL,
    "day" DATE NOT NULL,
    "revision" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "dataset_digest" TEXT NOT NULL,
    "catalogue_version" TEXT NOT NULL,
    "method_version" TEXT NOT NULL,
    "computed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "check_day_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "check_result" (
    "id" UUID NOT NULL,
    "check_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "window_from" DATE NOT NULL,
    "day" DATE NOT NULL,
    "trigger" TEXT NOT NULL,
    "why" TEXT,
    "verdict" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "inputs" JSONB NOT NULL,
    "inputs_hash" TEXT NOT NULL,
    "dataset_digest" TEXT NOT NULL,
    "method_version" TEXT NOT NULL,
    "catalogue_version" TEXT NOT NULL,
    "b_version" INTEGER,
    "replaces_id" UUID,
    "computed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computed_by" TEXT NOT NULL,

    CONSTRAINT "check_result_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "check_id" UUID NOT NULL,
    "window_from" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "opened_result_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "owner" TEXT,
    "cause" TEXT,
    "remedy" TEXT,
    "remedied_on" DATE,
    "due_on" DATE,
    "risk_until" DATE,
    "closing_result_id" UUID,
    "closed_at" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding_event" (
    "id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "finding_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_notice" (
    "id" UUID NOT NULL,
    "router" TEXT NOT NULL,
    "policy_version" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "effective_from" TIMESTAMPTZ(6) NOT NULL,
    "note" TEXT,
    "announced_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "announced_by" TEXT NOT NULL,

    CONSTRAINT "policy_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_notice_opening" (
    "id" UUID NOT NULL,
    "notice_id" UUID NOT NULL,
    "content" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "opened_by" TEXT NOT NULL,

    CONSTRAINT "policy_notice_opening_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attestation_answer" (
    "id" UUID NOT NULL,
    "check_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "email" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "evidence_url" TEXT,
    "evidence_sha256" TEXT,
    "expires_on" DATE,
    "answered_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_by" TEXT NOT NULL,

    CONSTRAINT "attestation_answer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "promise_check_supersedes_id_key" ON "promise_check"("supersedes_id");

-- CreateIndex
CREATE INDEX "promise_check_commitment_id_clause_key_idx" ON "promise_check"("commitment_id", "clause_key");

-- CreateIndex
CREATE UNIQUE INDEX "promise_check_key_check_version_key" ON "promise_check"("key", "check_version");

-- CreateIndex
CREATE UNIQUE INDEX "check_decision_check_id_key" ON "check_decision"("check_id");

-- CreateIndex
CREATE UNIQUE INDEX "check_fit_check_id_window_from_b_version_router_policy_vers_key" ON "check_fit"("check_id", "window_from", "b_version", "router", "policy_version");

-- CreateIndex
CREATE UNIQUE INDEX "check_day_check_id_window_from_day_revision_key" ON "check_day"("check_id", "window_from", "day", "revision");

-- CreateIndex
CREATE INDEX "check_result_check_id_day_idx" ON "check_result"("check_id", "day");

-- CreateIndex
CREATE UNIQUE INDEX "check_result_check_id_number_key" ON "check_result"("check_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "finding_number_key" ON "finding"("number");

-- CreateIndex
CREATE INDEX "finding_status_due_on_idx" ON "finding"("status", "due_on");

-- CreateIndex
CREATE INDEX "finding_check_id_window_from_kind_idx" ON "finding"("check_id", "window_from", "kind");

-- CreateIndex
CREATE INDEX "finding_event_finding_id_at_idx" ON "finding_event"("finding_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "policy_notice_content_hash_key" ON "policy_notice"("content_hash");

-- CreateIndex
CREATE INDEX "policy_notice_router_policy_version_idx" ON "policy_notice"("router", "policy_version");

-- CreateIndex
CREATE UNIQUE INDEX "policy_notice_opening_notice_id_key" ON "policy_notice_opening"("notice_id");

-- CreateIndex
CREATE INDEX "attestation_answer_check_id_day_idx" ON "attestation_answer"("check_id", "day");

-- AddForeignKey
ALTER TABLE "promise_check" ADD CONSTRAINT "promise_check_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promise_check" ADD CONSTRAINT "promise_check_supersedes_id_fkey" FOREIGN KEY ("supersedes_id") REFERENCES "promise_check"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_decision" ADD CONSTRAINT "check_decision_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "promise_check"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_fit" ADD CONSTRAINT "check_fit_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "promise_check"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_day" ADD CONSTRAINT "check_day_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "promise_check"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_result" ADD CONSTRAINT "check_result_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "promise_check"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_result" ADD CONSTRAINT "check_result_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "check_result"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "promise_check"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_opened_result_id_fkey" FOREIGN KEY ("opened_result_id") REFERENCES "check_result"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_closing_result_id_fkey" FOREIGN KEY ("closing_result_id") REFERENCES "check_result"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_event" ADD CONSTRAINT "finding_event_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_notice_opening" ADD CONSTRAINT "policy_notice_opening_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "policy_notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attestation_answer" ADD CONSTRAINT "attestation_answer_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "promise_check"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- from here on written by hand
-- Fixed before the data it judges, kept as it was judged, closed only by a result: what no service can be argued out of.

-- A clause is rewritten with its commitment, in one transaction: whether one that a check tests is still there is asked
-- at its end.
CREATE FUNCTION evenhand_tested_clause() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM promise_check k WHERE NOT EXISTS (
    SELECT FROM clause c WHERE c.commitment_id = k.commitment_id AND c.key = k.clause_key)) THEN
    RAISE EXCEPTION 'a check tests a clause that is there' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER promise_check_clause AFTER INSERT ON promise_check DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION evenhand_tested_clause();
CREATE CONSTRAINT TRIGGER clause_tested AFTER UPDATE OR DELETE ON clause DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION evenhand_tested_clause();

ALTER TABLE promise_check
  ADD CONSTRAINT promise_check_metric CHECK (metric IN ('routing_tilt', 'share_ceiling', 'score_honesty', 'exclusion_parity', 'eligibility_parity',
    'listing_time', 'latency_parity', 'error_parity', 'fallback_flow', 'coverage', 'notice_period', 'attestation')),
  ADD CONSTRAINT promise_check_schedule CHECK (schedule IN ('day', 'week', 'month')),
  ADD CONSTRAINT promise_check_window CHECK (window_days BETWEEN 1 AND 3660),
  ADD CONSTRAINT promise_check_hash CHECK (definition_hash ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT promise_check_before_data CHECK (first_day > (recorded_at AT TIME ZONE 'UTC')::date),
  ADD CONSTRAINT promise_check_version CHECK (check_version >= 1 AND (check_version = 1) = (supersedes_id IS NULL)),
  ADD CONSTRAINT promise_check_reason CHECK (length(coalesce(reason, '')) > 0
    OR check_version = 1 AND definition #>> '{test,baseline}' IS DISTINCT FROM 'reference_share');

ALTER TABLE check_decision
  ADD CONSTRAINT check_decision_outcome CHECK (outcome IN ('approved', 'refused')),
  ADD CONSTRAINT check_decision_person CHECK (decided_by LIKE 'person:%');

ALTER TABLE check_fit ADD CONSTRAINT check_fit_days CHECK (b_version >= 1 AND window_from <= upto_day);
ALTER TABLE check_day ADD CONSTRAINT check_day_days CHECK (revision >= 1 AND window_from <= day);

ALTER TABLE check_result
  ADD CONSTRAINT check_result_trigger CHECK (trigger IN ('scheduled', 'late_data', 'purge', 'catalogue_change', 'on_demand')),
  ADD CONSTRAINT check_result_why CHECK (trigger = 'scheduled' OR length(coalesce(why, '')) > 0),
  ADD CONSTRAINT check_result_verdict CHECK (verdict IN ('kept', 'watch', 'breach', 'inconclusive', 'no_data', 'failed')),
  ADD CONSTRAINT check_result_days CHECK (window_from <= day);
-- Every due run once, whoever competes for it.
CREATE UNIQUE INDEX check_result_scheduled ON check_result (check_id, day) WHERE trigger = 'scheduled';
-- One finding of a window's tilt, whose evidence only adds up; a failure can come again when it was over.
CREATE UNIQUE INDEX finding_tilt ON finding (check_id, window_from) WHERE kind = 'tilt';
CREATE UNIQUE INDEX finding_failure ON finding (check_id, window_from) WHERE kind = 'failure' AND status <> 'closed';

ALTER TABLE finding
  ADD CONSTRAINT finding_kind CHECK (kind IN ('tilt', 'failure')),
  ADD CONSTRAINT finding_verdict CHECK (verdict IN ('watch', 'breach', 'failed') AND (kind = 'failure') = (verdict = 'failed')),
  ADD CONSTRAINT finding_status CHECK (status IN ('open', 'remedied', 'risk_accepted', 'closed')),
  ADD CONSTRAINT finding_closed CHECK ((status = 'closed') = (closing_result_id IS NOT NULL) AND (status = 'closed') = (closed_at IS NOT NULL)),
  ADD CONSTRAINT finding_remedied CHECK (status <> 'remedied' OR (remedy IS NOT NULL AND remedied_on IS NOT NULL)),
  ADD CONSTRAINT finding_risk CHECK (status <> 'risk_accepted' OR risk_until IS NOT NULL);

ALTER TABLE finding_event ADD CONSTRAINT finding_event_kind CHECK (kind IN ('opened', 'worsened', 'assigned', 'explained', 'remedied', 'due_set',
  'retest', 'risk_requested', 'risk_accepted', 'risk_refused', 'risk_ended', 'closed', 'commented'));

ALTER TABLE policy_notice ADD CONSTRAINT policy_notice_hash CHECK (content_hash ~ '^[0-9a-f]{64}$');

ALTER TABLE attestation_answer
  ADD CONSTRAINT attestation_answer_answer CHECK (answer IN ('kept', 'not_kept', 'cannot_say')),
  ADD CONSTRAINT attestation_answer_evidence CHECK (evidence_sha256 ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT attestation_answer_person CHECK (answered_by LIKE 'person:%');

-- ---------------------------------------------------------------- the clock

-- The clock of checks. A workspace whose traffic is all generated may run its history on a simulated clock; it says so
-- on every page, and no check that exists before can be judged by it. Traffic that is real ends the simulation: nothing
-- could be recorded before it by a clock that stands in the past.
CREATE FUNCTION evenhand_now() RETURNS timestamptz LANGUAGE sql STABLE
  AS $$ SELECT coalesce((SELECT (value ->> 'now')::timestamptz FROM setting WHERE key = 'simulated_clock'
    AND NOT EXISTS (SELECT FROM traffic_source WHERE NOT generated)), now()) $$;

CREATE FUNCTION evenhand_guard_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.value ->> 'now')::timestamptz > now() THEN
    RAISE EXCEPTION 'a simulated clock stays in the past' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.key = NEW.key THEN
    IF coalesce((NEW.value ->> 'now')::timestamptz < (OLD.value ->> 'now')::timestamptz, true) THEN
      RAISE EXCEPTION 'a simulated clock goes forward only' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF EXISTS (SELECT FROM promise_check) OR EXISTS (SELECT FROM traffic_source WHERE NOT generated) THEN
    RAISE EXCEPTION 'a simulated clock is for generated traffic alone, and begins before the first check' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER setting_clock BEFORE INSERT OR UPDATE ON setting FOR EACH ROW WHEN (NEW.key = 'simulated_clock')
  EXECUTE FUNCTION evenhand_guard_clock();

CREATE FUNCTION evenhand_guard_generated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'traffic that was real is not declared generated' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER traffic_source_generated BEFORE UPDATE ON traffic_source FOR EACH ROW WHEN (NEW.generated AND NOT OLD.generated)
  EXECUTE FUNCTION evenhand_guard_generated();

-- ---------------------------------------------------------------- never changed

CREATE FUNCTION evenhand_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is written once and never changed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['promise_check', 'check_decision', 'check_fit', 'check_day', 'check_result', 'finding_event',
    'policy_notice', 'policy_notice_opening', 'attestation_answer'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION evenhand_refuse_change()',
      name || '_never_changed', name);
  END LOOP;
END $$;
CREATE TRIGGER finding_never_deleted BEFORE DELETE OR TRUNCATE ON finding
  FOR EACH STATEMENT EXECUTE FUNCTION evenhand_refuse_change();

-- ---------------------------------------------------------------- fixed before the data

CREATE FUNCTION evenhand_current_actor() RETURNS text LANGUAGE sql STABLE RETURN coalesce(current_setting('evenhand.actor', true), '');

-- Who stands behind an actor: of a key whoever made it. A second person is not the maker of the key.
CREATE FUNCTION evenhand_person_behind(actor text) RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT coalesce((SELECT k.created_by FROM api_key k WHERE actor = 'key:' || k.id), actor) $$;

CREATE FUNCTION evenhand_guard_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last promise_check;
BEGIN
  NEW.recorded_at := evenhand_now();
  NEW.created_by := evenhand_current_actor();
  IF NEW.first_day <= (NEW.recorded_at AT TIME ZONE 'UTC')::date THEN
    RAISE EXCEPTION 'a check is recorded before the first day that it judges' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.definition ->> 'first_day', NEW.definition ->> 'window_days', NEW.definition #>> '{test,metric}', NEW.definition #>> '{schedule,every}')
    IS DISTINCT FROM (to_char(NEW.first_day, 'YYYY-MM-DD'), NEW.window_days::text, NEW.metric, NEW.schedule) THEN
    RAISE EXCEPTION 'a check is what its definition says' USING ERRCODE = 'check_violation';
  END IF;
  -- Whoever rewrites the clause at this moment waits, and then finds that it is tested.
  PERFORM FROM clause c WHERE c.commitment_id = NEW.commitment_id AND c.key = NEW.clause_key FOR KEY SHARE;
  SELECT * INTO last FROM promise_check WHERE key = NEW.key ORDER BY check_version DESC LIMIT 1;
  IF NEW.check_version <> coalesce(last.check_version, 0) + 1 OR NEW.supersedes_id IS DISTINCT FROM last.id THEN
    RAISE EXCEPTION 'a version supersedes the one before it' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER promise_check_guard BEFORE INSERT ON promise_check FOR EACH ROW EXECUTE FUNCTION evenhand_guard_check();

-- What supersedes another version needs a second person, and so does a share that people set themselves.
CREATE FUNCTION evenhand_needs_second(version promise_check) RETURNS boolean LANGUAGE sql IMMUTABLE
  AS $$ SELECT version.check_version > 1 OR coalesce(version.definition #>> '{test,baseline}' = 'reference_share', false) $$;

CREATE FUNCTION evenhand_guard_check_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  version promise_check;
BEGIN
  NEW.decided_at := evenhand_now();
  NEW.decided_by := evenhand_current_actor();
  SELECT * INTO version FROM promise_check WHERE id = NEW.check_id;
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
CREATE TRIGGER check_decision_guard BEFORE INSERT ON check_decision FOR EACH ROW EXECUTE FUNCTION evenhand_guard_check_decision();

-- A day belongs to one of the windows that this version judges, and is over.
CREATE FUNCTION evenhand_refuse_day(version promise_check, window_from date, day date, seen_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF window_from < version.first_day OR (window_from - version.first_day) % version.window_days <> 0
    OR day < window_from OR day >= window_from + version.window_days THEN
    RAISE EXCEPTION 'a check judges the days of its own windows' USING ERRCODE = 'check_violation';
  END IF;
  IF day >= (seen_at AT TIME ZONE 'UTC')::date THEN
    RAISE EXCEPTION 'a day is judged when it is over' USING ERRCODE = 'check_violation';
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

CREATE FUNCTION evenhand_guard_day() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  version promise_check;
BEGIN
  NEW.computed_at := evenhand_now();
  SELECT * INTO version FROM promise_check WHERE id = NEW.check_id;
  PERFORM evenhand_refuse_day(version, NEW.window_from, NEW.day, NEW.computed_at);
  RETURN NEW;
END $$;
CREATE TRIGGER check_day_guard BEFORE INSERT ON check_day FOR EACH ROW EXECUTE FUNCTION evenhand_guard_day();

CREATE FUNCTION evenhand_guard_fit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.computed_at := evenhand_now();
  RETURN NEW;
END $$;
CREATE TRIGGER check_fit_guard BEFORE INSERT ON check_fit FOR EACH ROW EXECUTE FUNCTION evenhand_guard_fit();

CREATE FUNCTION evenhand_guard_result() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  version promise_check;
BEGIN
  -- One result of a check after the other, whoever runs it.
  PERFORM pg_advisory_xact_lock(hashtextextended('check_result ' || NEW.check_id, 0));
  NEW.computed_at := evenhand_now();
  NEW.computed_by := evenhand_current_actor();
  SELECT * INTO version FROM promise_check WHERE id = NEW.check_id;
  PERFORM evenhand_refuse_day(version, NEW.window_from, NEW.day, NEW.computed_at);
  IF NEW.number <> coalesce((SELECT max(number) FROM check_result WHERE check_id = NEW.check_id), 0) + 1 THEN
    RAISE EXCEPTION 'results are numbered in order' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.trigger = 'scheduled' AND EXISTS (SELECT FROM check_result r WHERE r.check_id = NEW.check_id AND r.trigger = 'scheduled' AND r.day >= NEW.day) THEN
    RAISE EXCEPTION 'a later day is judged already' USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_result_guard BEFORE INSERT ON check_result FOR EACH ROW EXECUTE FUNCTION evenhand_guard_result();

-- ---------------------------------------------------------------- findings

CREATE FUNCTION evenhand_guard_finding() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  result check_result;
  tested promise_check;
  own promise_check;
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.opened_at := evenhand_now();
    SELECT * INTO result FROM check_result WHERE id = NEW.opened_result_id;
    IF result.check_id <> NEW.check_id OR result.window_from <> NEW.window_from OR result.verdict <> NEW.verdict OR NEW.status <> 'open' THEN
      RAISE EXCEPTION 'a finding is opened by a result of its check' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.number, NEW.check_id, NEW.window_from, NEW.kind, NEW.opened_result_id, NEW.opened_at)
    IS DISTINCT FROM (OLD.id, OLD.number, OLD.check_id, OLD.window_from, OLD.kind, OLD.opened_result_id, OLD.opened_at) THEN
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
    SELECT * INTO result FROM check_result WHERE id = NEW.closing_result_id;
    SELECT * INTO tested FROM promise_check WHERE id = result.check_id;
    SELECT * INTO own FROM promise_check WHERE id = NEW.check_id;
    -- A failure is over when the check runs again; a tilt when a window that began after the remedy shows that it is, of
    -- the same question: another router's innocence says nothing.
    IF NEW.kind = 'failure' AND NOT (result.check_id = NEW.check_id AND result.verdict <> 'failed' AND result.computed_at > OLD.opened_at)
      OR NEW.kind = 'tilt' AND NOT coalesce(result.verdict = 'kept' AND tested.commitment_id = own.commitment_id AND tested.clause_key = own.clause_key
        AND tested.metric = own.metric AND tested.definition #> '{test,scope}' IS NOT DISTINCT FROM own.definition #> '{test,scope}'
        AND tested.definition #> '{test,focus}' IS NOT DISTINCT FROM own.definition #> '{test,focus}'
        AND tested.definition #> '{test,router}' IS NOT DISTINCT FROM own.definition #> '{test,router}'
        -- A lenient check beside it needs nobody's agreement; another version of the same check had a second person.
        AND (tested.key = own.key OR tested.definition -> 'test' = own.definition -> 'test') AND result.window_from > OLD.remedied_on AND result.computed_at > OLD.opened_at, false) THEN
      RAISE EXCEPTION 'only a later result that shows it closes a finding' USING ERRCODE = 'check_violation';
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
  RETURN NEW;
END $$;
CREATE TRIGGER finding_guard BEFORE INSERT OR UPDATE ON finding FOR EACH ROW EXECUTE FUNCTION evenhand_guard_finding();

CREATE FUNCTION evenhand_stamp_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.at := evenhand_now();
  NEW.actor := evenhand_current_actor();
  RETURN NEW;
END $$;
CREATE TRIGGER finding_event_stamp BEFORE INSERT ON finding_event FOR EACH ROW EXECUTE FUNCTION evenhand_stamp_event();

-- ---------------------------------------------------------------- notices and answers

CREATE FUNCTION evenhand_guard_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.announced_at := evenhand_now();
  NEW.announced_by := evenhand_current_actor();
  IF NEW.effective_from <= NEW.announced_at THEN
    RAISE EXCEPTION 'a notice comes before the change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_notice_guard BEFORE INSERT ON policy_notice FOR EACH ROW EXECUTE FUNCTION evenhand_guard_notice();

CREATE FUNCTION evenhand_guard_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.opened_at := evenhand_now();
  NEW.opened_by := evenhand_current_actor();
  IF NOT EXISTS (SELECT FROM policy_notice n WHERE n.id = NEW.notice_id
    AND n.content_hash = encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex')) THEN
    RAISE EXCEPTION 'this is not what was announced' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_notice_opening_guard BEFORE INSERT ON policy_notice_opening FOR EACH ROW EXECUTE FUNCTION evenhand_guard_opening();

CREATE FUNCTION evenhand_guard_answer() RETURNS trigger LANGUAGE plpgsql AS $$
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
  -- What was judged already is not answered afterwards.
  IF NEW.day < version.first_day OR NEW.answered_at >= (NEW.day + 1)::timestamp AT TIME ZONE 'UTC'
    + make_interval(hours => (version.definition #>> '{schedule,grace_hours}')::int) THEN
    RAISE EXCEPTION 'the period is over' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER attestation_answer_guard BEFORE INSERT ON attestation_answer FOR EACH ROW EXECUTE FUNCTION evenhand_guard_answer();

-- ---------------------------------------------------------------- who may

DO $$ BEGIN
  CREATE ROLE evenhand_checks NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
GRANT evenhand_checks TO evenhand_app WITH INHERIT FALSE, SET TRUE;
GRANT evenhand_checks TO CURRENT_USER WITH INHERIT FALSE, SET TRUE;
GRANT USAGE ON SCHEMA public TO evenhand_checks;

GRANT SELECT, INSERT ON promise_check, check_decision, finding_event, policy_notice, policy_notice_opening, attestation_answer TO evenhand_app;
GRANT SELECT, UPDATE ON finding TO evenhand_app;
GRANT SELECT ON check_fit, check_day, check_result TO evenhand_app;

GRANT SELECT ON source, fact_source, party, party_manager, partnership, contract_right, investment_round, participation,
  participation_report, co_holding, co_holding_party, co_holding_investor, segment, product, product_segment, product_model,
  model_pattern, availability, policy, commitment, clause, overlap, overlap_party, traffic_source, ingest_batch, setting, person,
  audit_entry, promise_check, check_decision, check_fit, check_day, check_result, finding, finding_event, policy_notice,
  policy_notice_opening, attestation_answer TO evenhand_checks;
GRANT INSERT ON check_fit, check_day, check_result, finding_event, audit_entry TO evenhand_checks;
GRANT INSERT, UPDATE ON finding, setting TO evenhand_checks;
GRANT DELETE ON setting TO evenhand_checks;
GRANT SELECT (id, created_by) ON api_key TO evenhand_checks;
GRANT USAGE ON SEQUENCE finding_number_seq TO evenhand_checks;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['promise_check', 'check_decision', 'check_fit', 'check_day', 'check_result', 'finding', 'finding_event',
    'policy_notice', 'policy_notice_opening', 'attestation_answer'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY somebody ON %I AS RESTRICTIVE USING ((SELECT evenhand_actor())) WITH CHECK ((SELECT evenhand_actor()))', name);
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['partnership', 'contract_right', 'investment_round', 'participation', 'participation_report', 'co_holding',
    'co_holding_party', 'co_holding_investor', 'overlap', 'overlap_party', 'fact_source'] LOOP
    EXECUTE format('CREATE POLICY checks ON %I TO evenhand_checks USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
