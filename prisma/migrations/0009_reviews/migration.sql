-- AlterTable
ALTER TABLE "finding" ADD COLUMN     "closing_check_id" UUID,
ADD COLUMN     "condition_id" UUID,
ALTER COLUMN "check_id" DROP NOT NULL,
ALTER COLUMN "window_from" DROP NOT NULL,
ALTER COLUMN "opened_result_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "review" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "overlap_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "outcome" TEXT NOT NULL,
    "rationale" TEXT NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 0,
    "facts_hash" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "requested_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_at" TIMESTAMPTZ(6),
    "decided_at" TIMESTAMPTZ(6),
    "decided_by" TEXT,
    "recertify_on" DATE,
    "stale_at" TIMESTAMPTZ(6),
    "stale_because" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_decision" (
    "id" UUID NOT NULL,
    "review_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT,
    "facts_hash" TEXT NOT NULL,
    "delegation_id" UUID,
    "decided_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "review_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_interest" (
    "id" UUID NOT NULL,
    "review_id" UUID NOT NULL,
    "has_interest" BOOLEAN NOT NULL,
    "statement" TEXT,
    "declared_by" TEXT NOT NULL,
    "declared_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "review_interest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_delegation" (
    "id" UUID NOT NULL,
    "from_person_id" UUID NOT NULL,
    "to_person_id" UUID NOT NULL,
    "until" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "review_delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "overlap_assignment" (
    "overlap_id" UUID NOT NULL,
    "seat" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "assigned_by" TEXT NOT NULL,
    "assigned_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "overlap_assignment_pkey" PRIMARY KEY ("overlap_id","seat")
);

-- CreateTable
CREATE TABLE "overlap_comment" (
    "id" UUID NOT NULL,
    "overlap_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "overlap_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "condition" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "review_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "due_on" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'proposed',
    "ended_reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "condition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "condition_proof" (
    "id" UUID NOT NULL,
    "condition_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "period_from" DATE NOT NULL,
    "period_to" DATE NOT NULL,
    "note" TEXT,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "condition_proof_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "condition_check" (
    "id" UUID NOT NULL,
    "condition_id" UUID NOT NULL,
    "proof_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "checked_by" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "condition_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "overlap_id" UUID,
    "review_id" UUID,
    "condition_id" UUID,
    "finding_id" UUID,
    "actor" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "once" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(6),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_choice" (
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "in_app" BOOLEAN NOT NULL,
    "in_digest" BOOLEAN NOT NULL,

    CONSTRAINT "notification_choice_pkey" PRIMARY KEY ("person_id","kind")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "party_distinction" (
    "first_id" UUID NOT NULL,
    "second_id" UUID NOT NULL,
    "reason" TEXT,
    "said_by" TEXT NOT NULL,
    "said_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "party_distinction_pkey" PRIMARY KEY ("first_id","second_id")
);

-- CreateTable
CREATE TABLE "overlap_wall" (
    "overlap_id" UUID NOT NULL,
    "party_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "overlap_wall_pkey" PRIMARY KEY ("overlap_id","party_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "review_number_key" ON "review"("number");

-- CreateIndex
CREATE INDEX "review_overlap_id_idx" ON "review"("overlap_id");

-- CreateIndex
CREATE INDEX "review_status_idx" ON "review"("status");

-- CreateIndex
CREATE UNIQUE INDEX "review_decision_review_id_round_key" ON "review_decision"("review_id", "round");

-- CreateIndex
CREATE INDEX "review_interest_review_id_idx" ON "review_interest"("review_id");

-- CreateIndex
CREATE INDEX "review_delegation_to_person_id_idx" ON "review_delegation"("to_person_id");

-- CreateIndex
CREATE INDEX "review_delegation_from_person_id_idx" ON "review_delegation"("from_person_id");

-- CreateIndex
CREATE INDEX "overlap_assignment_person_id_idx" ON "overlap_assignment"("person_id");

-- CreateIndex
CREATE INDEX "overlap_comment_overlap_id_at_idx" ON "overlap_comment"("overlap_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "condition_number_key" ON "condition"("number");

-- CreateIndex
CREATE INDEX "condition_review_id_idx" ON "condition"("review_id");

-- CreateIndex
CREATE INDEX "condition_owner_id_idx" ON "condition"("owner_id");

-- CreateIndex
CREATE INDEX "condition_status_due_on_idx" ON "condition"("status", "due_on");

-- CreateIndex
CREATE INDEX "condition_proof_condition_id_idx" ON "condition_proof"("condition_id");

-- CreateIndex
CREATE INDEX "condition_check_condition_id_idx" ON "condition_check"("condition_id");

-- CreateIndex
CREATE UNIQUE INDEX "notification_once_key" ON "notification"("once");

-- CreateIndex
CREATE INDEX "notification_person_id_created_at_idx" ON "notification"("person_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_person_id_list_name_key" ON "saved_view"("person_id", "list", "name");

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_condition_id_fkey" FOREIGN KEY ("condition_id") REFERENCES "condition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_overlap_id_fkey" FOREIGN KEY ("overlap_id") REFERENCES "overlap"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_decision" ADD CONSTRAINT "review_decision_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_decision" ADD CONSTRAINT "review_decision_delegation_id_fkey" FOREIGN KEY ("delegation_id") REFERENCES "review_delegation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_interest" ADD CONSTRAINT "review_interest_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overlap_assignment" ADD CONSTRAINT "overlap_assignment_overlap_id_fkey" FOREIGN KEY ("overlap_id") REFERENCES "overlap"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overlap_comment" ADD CONSTRAINT "overlap_comment_overlap_id_fkey" FOREIGN KEY ("overlap_id") REFERENCES "overlap"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "condition" ADD CONSTRAINT "condition_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "condition_proof" ADD CONSTRAINT "condition_proof_condition_id_fkey" FOREIGN KEY ("condition_id") REFERENCES "condition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "condition_check" ADD CONSTRAINT "condition_check_condition_id_fkey" FOREIGN KEY ("condition_id") REFERENCES "condition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "condition_check" ADD CONSTRAINT "condition_check_proof_id_fkey" FOREIGN KEY ("proof_id") REFERENCES "condition_proof"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overlap_wall" ADD CONSTRAINT "overlap_wall_overlap_id_fkey" FOREIGN KEY ("overlap_id") REFERENCES "overlap"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_choice" ADD CONSTRAINT "notification_choice_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "overlap_fact_edit" (
    "id" BIGSERIAL NOT NULL,
    "overlap_id" UUID NOT NULL,
    "facts_hash" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "overlap_fact_edit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "overlap_fact_edit_overlap_id_id_idx" ON "overlap_fact_edit"("overlap_id", "id");

-- AddForeignKey
ALTER TABLE "overlap_fact_edit" ADD CONSTRAINT "overlap_fact_edit_overlap_id_fkey" FOREIGN KEY ("overlap_id") REFERENCES "overlap"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- from here on written by hand
-- Judged by one person, decided by another, on facts that still hold: what no service can be argued out of.

ALTER TABLE review
  ADD CONSTRAINT review_status CHECK (status IN ('draft', 'submitted', 'approved', 'changes_requested', 'rejected', 'withdrawn', 'stale')),
  ADD CONSTRAINT review_outcome CHECK (outcome IN ('confirmed', 'cleared', 'cleared_with_conditions', 'prohibited')),
  ADD CONSTRAINT review_hash CHECK (facts_hash ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT review_submitted CHECK ((round = 0) = (submitted_at IS NULL)),
  ADD CONSTRAINT review_approved CHECK (status NOT IN ('approved', 'stale') OR (decided_by IS NOT NULL AND recertify_on IS NOT NULL)),
  ADD CONSTRAINT review_stale CHECK ((status = 'stale') = (stale_at IS NOT NULL));
-- Reminders are looked for at each tick.
CREATE INDEX notification_recertification ON notification (review_id) WHERE kind = 'recertification_near';
-- One judgement at a time: a second request waits for the first, or takes it over by its withdrawal.
CREATE UNIQUE INDEX review_one_open ON review (overlap_id) WHERE status IN ('draft', 'submitted', 'changes_requested');

ALTER TABLE review_decision
  ADD CONSTRAINT review_decision_outcome CHECK (outcome IN ('approved', 'changes_requested', 'rejected')),
  ADD CONSTRAINT review_decision_person CHECK (decided_by LIKE 'person:%'),
  ADD CONSTRAINT review_decision_note CHECK (outcome = 'approved' OR length(coalesce(note, '')) > 0);

ALTER TABLE review_interest
  ADD CONSTRAINT review_interest_person CHECK (declared_by LIKE 'person:%'),
  ADD CONSTRAINT review_interest_statement CHECK (NOT has_interest OR length(coalesce(statement, '')) > 0);

ALTER TABLE review_delegation
  ADD CONSTRAINT review_delegation_two CHECK (from_person_id <> to_person_id),
  ADD CONSTRAINT review_delegation_reason CHECK (length(reason) > 0);

ALTER TABLE overlap_assignment ADD CONSTRAINT overlap_assignment_seat CHECK (seat IN ('preparer', 'reviewer'));

ALTER TABLE condition
  ADD CONSTRAINT condition_kind CHECK (kind IN ('information_barrier', 'routing_rule', 'disclosure', 'recusal', 'pricing_rule', 'launch_delay', 'monitoring')),
  ADD CONSTRAINT condition_status CHECK (status IN ('proposed', 'open', 'proven', 'effective', 'ended')),
  ADD CONSTRAINT condition_ended CHECK ((status = 'ended') = (ended_reason IS NOT NULL));

ALTER TABLE condition_proof
  ADD CONSTRAINT condition_proof_size CHECK (size_bytes = octet_length(content) AND size_bytes BETWEEN 1 AND 10485760),
  ADD CONSTRAINT condition_proof_hash CHECK (sha256 = encode(sha256(content), 'hex')),
  ADD CONSTRAINT condition_proof_period CHECK (period_from <= period_to);

ALTER TABLE condition_check
  ADD CONSTRAINT condition_check_outcome CHECK (outcome IN ('effective', 'not_effective')),
  ADD CONSTRAINT condition_check_person CHECK (checked_by LIKE 'person:%');

ALTER TABLE party_distinction ADD CONSTRAINT party_distinction_order CHECK (first_id < second_id);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['review_decision', 'review_interest', 'overlap_comment', 'condition_proof', 'condition_check', 'overlap_fact_edit'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION evenhand_refuse_change()',
      name || '_never_changed', name);
  END LOOP;
END $$;
CREATE TRIGGER review_never_deleted BEFORE DELETE OR TRUNCATE ON review FOR EACH STATEMENT EXECUTE FUNCTION evenhand_refuse_change();

-- ---------------------------------------------------------------- who may not decide

CREATE FUNCTION evenhand_today() RETURNS date LANGUAGE sql STABLE RETURN (now() AT TIME ZONE 'UTC')::date;

-- The records that an overlap rests on: those on its path, and the parties that these are facts of; not ourselves. As the
-- detection role: facts that an asker does not see have editors too.
CREATE FUNCTION evenhand_fact_records(overlap uuid) RETURNS TABLE (key text, label text, updated_by text, updated_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ WITH fact AS (SELECT f.* FROM overlap o CROSS JOIN LATERAL jsonb_to_recordset(o.path) AS f(relation text, entity text, id uuid, label text)
      WHERE o.id = evenhand_fact_records.overlap)
    SELECT f.relation || ':' || f.entity || ':' || f.id, f.label, e.updated_by, e.updated_at FROM fact f CROSS JOIN LATERAL (
      SELECT r.updated_by, r.updated_at FROM product r WHERE f.entity = 'product' AND r.id = f.id
      UNION ALL SELECT r.updated_by, r.updated_at FROM policy r WHERE f.entity = 'policy' AND r.id = f.id
      UNION ALL SELECT r.updated_by, r.updated_at FROM partnership r WHERE f.entity = 'partnership' AND r.id = f.id
      UNION ALL SELECT r.updated_by, r.updated_at FROM contract_right r WHERE f.entity = 'contract_right' AND r.id = f.id
      UNION ALL SELECT r.updated_by, r.updated_at FROM investment_round r WHERE f.entity = 'investment_round' AND r.id = f.id
      UNION ALL SELECT r.updated_by, r.updated_at FROM co_holding r WHERE f.entity = 'co_holding' AND r.id = f.id) e
    -- A party says who owns it and who manages it: both decide who may judge.
    UNION ALL SELECT 'party:' || p.id, p.name, p.updated_by, p.updated_at FROM party p WHERE NOT 'platform' = ANY (p.kinds)
      AND p.id IN (SELECT op.party_id FROM overlap_party op WHERE op.overlap_id = evenhand_fact_records.overlap
        UNION SELECT r.owner_id FROM fact f JOIN product r ON f.entity = 'product' AND r.id = f.id) $$;

-- A fact that was taken away has no record on the path whose editor could be asked, and an edit that changes no fact makes
-- nobody its author: who changed the hash of an overlap last is kept beside the records.
CREATE FUNCTION evenhand_keep_fact_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF evenhand_current_actor() NOT LIKE 'system:%' AND evenhand_actor() THEN
    INSERT INTO overlap_fact_edit (overlap_id, facts_hash, actor) VALUES (NEW.id, NEW.facts_hash, evenhand_current_actor());
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER overlap_found AFTER INSERT ON overlap FOR EACH ROW EXECUTE FUNCTION evenhand_keep_fact_edit();
CREATE TRIGGER overlap_facts_changed AFTER UPDATE OF facts_hash ON overlap FOR EACH ROW WHEN (NEW.facts_hash <> OLD.facts_hash)
  EXECUTE FUNCTION evenhand_keep_fact_edit();

-- Whoever last edited one of the records, and whoever last changed the facts, with the person behind a key.
CREATE FUNCTION evenhand_fact_editors(overlap uuid) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT evenhand_person_behind(f.updated_by) FROM evenhand_fact_records(overlap) f
    UNION SELECT evenhand_person_behind((SELECT e.actor FROM overlap_fact_edit e WHERE e.overlap_id = evenhand_fact_editors.overlap ORDER BY e.id DESC LIMIT 1)) $$;

-- Who last edited a record is whoever did, and not whom they name.
CREATE FUNCTION evenhand_stamp_editor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF evenhand_actor() THEN
    NEW.updated_by := evenhand_current_actor();
  END IF;
  RETURN NEW;
END $$;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['party', 'product', 'policy', 'partnership', 'contract_right', 'investment_round', 'co_holding'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION evenhand_stamp_editor()', name || '_editor', name);
  END LOOP;
END $$;

-- Neither is who made a key, whose acts count as theirs.
CREATE FUNCTION evenhand_stamp_maker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.id, NEW.created_by) IS DISTINCT FROM (OLD.id, OLD.created_by) THEN
      RAISE EXCEPTION 'who made a key is not changed' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF evenhand_actor() THEN
    NEW.created_by := evenhand_current_actor();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER api_key_maker BEFORE INSERT OR UPDATE ON api_key FOR EACH ROW EXECUTE FUNCTION evenhand_stamp_maker();

CREATE FUNCTION evenhand_has_role(person text, wanted text) RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT EXISTS (SELECT FROM person_role r JOIN person p ON p.id = r.person_id WHERE person = 'person:' || r.person_id AND p.active
    AND r.role = wanted AND r.state IN ('active', 'bootstrap') AND r.revoked_at IS NULL AND (r.expires_at IS NULL OR r.expires_at > now())) $$;

-- Whether whoever asked for a review can no longer go on with it: then compliance may withdraw it for them. A partner
-- manager goes on with overlaps of the partners that they still manage.
CREATE FUNCTION evenhand_left_behind(requested_by text, overlap uuid) RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT NOT (evenhand_has_role(evenhand_person_behind(requested_by), 'compliance')
    OR evenhand_has_role(evenhand_person_behind(requested_by), 'partner_manager') AND EXISTS (
      SELECT FROM overlap_party op JOIN party_manager m ON m.party_id = op.party_id JOIN person p ON lower(p.email) = lower(m.email)
      WHERE op.overlap_id = evenhand_left_behind.overlap AND evenhand_person_behind(requested_by) = 'person:' || p.id)) $$;

-- Why this person may not decide this review: requester, fact_editor, inside (manages a partner that it concerns),
-- interest; null when nothing stands against it. The service asks the same function.
CREATE FUNCTION evenhand_barred(review uuid, person text) RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT CASE
    WHEN evenhand_person_behind(r.requested_by) = person THEN 'requester'
    WHEN EXISTS (SELECT FROM evenhand_fact_editors(r.overlap_id) e WHERE e = person) THEN 'fact_editor'
    WHEN EXISTS (SELECT FROM overlap_party op JOIN party_manager m ON m.party_id = op.party_id JOIN person p ON lower(p.email) = lower(m.email)
      WHERE op.overlap_id = r.overlap_id AND person = 'person:' || p.id) THEN 'inside'
    -- In the conflict, not in one request: for a year asking anew does not shake it off.
    WHEN EXISTS (SELECT FROM review_interest i JOIN review other ON other.id = i.review_id WHERE other.overlap_id = r.overlap_id
      AND i.declared_by = person AND i.has_interest AND (other.id = r.id OR i.declared_at > now() - interval '1 year')) THEN 'interest'
    END FROM review r WHERE r.id = evenhand_barred.review $$;

CREATE FUNCTION evenhand_guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  judged review;
  handed review_delegation;
BEGIN
  NEW.decided_by := evenhand_current_actor();
  NEW.decided_at := now();
  -- Of two people at once the second waits here, and finds that it is decided.
  SELECT * INTO judged FROM review WHERE id = NEW.review_id FOR UPDATE;
  IF judged.status IS DISTINCT FROM 'submitted' OR judged.round <> NEW.round THEN
    RAISE EXCEPTION 'there is nothing to decide' USING ERRCODE = 'check_violation';
  END IF;
  NEW.facts_hash := judged.facts_hash;
  IF NEW.outcome = 'approved' AND NOT EXISTS (SELECT FROM overlap o WHERE o.id = judged.overlap_id AND o.facts_hash = judged.facts_hash AND o.status <> 'superseded') THEN
    RAISE EXCEPTION 'its facts have changed' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT evenhand_has_role(NEW.decided_by, 'compliance') THEN
    RAISE EXCEPTION 'a person of compliance decides' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF evenhand_barred(judged.id, NEW.decided_by) IS NOT NULL THEN
    RAISE EXCEPTION 'somebody else decides: %', evenhand_barred(judged.id, NEW.decided_by) USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT EXISTS (SELECT FROM review_interest i WHERE i.review_id = judged.id AND i.declared_by = NEW.decided_by AND NOT i.has_interest) THEN
    RAISE EXCEPTION 'whoever decides says first that they have no interest in it' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.delegation_id IS NOT NULL THEN
    SELECT * INTO handed FROM review_delegation WHERE id = NEW.delegation_id;
    IF NEW.decided_by IS DISTINCT FROM 'person:' || handed.to_person_id OR handed.revoked_at IS NOT NULL OR handed.until < evenhand_today()
      OR NOT evenhand_has_role('person:' || handed.from_person_id, 'compliance') OR evenhand_barred(judged.id, 'person:' || handed.from_person_id) IS NOT NULL THEN
      RAISE EXCEPTION 'nobody hands on what they may not decide' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER review_decision_guard BEFORE INSERT ON review_decision FOR EACH ROW EXECUTE FUNCTION evenhand_guard_decision();

CREATE FUNCTION evenhand_stamp_interest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.declared_by := evenhand_current_actor();
  -- Of the moment, not of the transaction: the last word of several stands.
  NEW.declared_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER review_interest_stamp BEFORE INSERT ON review_interest FOR EACH ROW EXECUTE FUNCTION evenhand_stamp_interest();

CREATE FUNCTION evenhand_stamp_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.author := evenhand_current_actor();
  NEW.at := now();
  RETURN NEW;
END $$;
CREATE TRIGGER overlap_comment_stamp BEFORE INSERT ON overlap_comment FOR EACH ROW EXECUTE FUNCTION evenhand_stamp_comment();

CREATE FUNCTION evenhand_stamp_assignment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.assigned_by := evenhand_current_actor();
  NEW.assigned_at := now();
  RETURN NEW;
END $$;
CREATE TRIGGER overlap_assignment_stamp BEFORE INSERT OR UPDATE ON overlap_assignment FOR EACH ROW EXECUTE FUNCTION evenhand_stamp_assignment();

CREATE FUNCTION evenhand_guard_delegation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 'person:' || NEW.from_person_id <> evenhand_current_actor() THEN
    RAISE EXCEPTION 'everybody hands on their own work' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'INSERT' THEN
    NEW.created_at := now();
    NEW.revoked_at := NULL;
    IF NEW.until < evenhand_today() OR NEW.until > evenhand_today() + 184 THEN
      RAISE EXCEPTION 'a delegation ends within half a year' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT evenhand_has_role('person:' || NEW.to_person_id, 'compliance') OR NOT evenhand_has_role('person:' || NEW.from_person_id, 'compliance') THEN
      RAISE EXCEPTION 'people of compliance decide' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.revoked_at IS NOT NULL OR (to_jsonb(NEW) - 'revoked_at') <> (to_jsonb(OLD) - 'revoked_at') THEN
    RAISE EXCEPTION 'a delegation is only taken back' USING ERRCODE = 'check_violation';
  END IF;
  NEW.revoked_at := now();
  RETURN NEW;
END $$;
CREATE TRIGGER review_delegation_guard BEFORE INSERT OR UPDATE ON review_delegation FOR EACH ROW EXECUTE FUNCTION evenhand_guard_delegation();

-- ---------------------------------------------------------------- the lifecycle of a review and of its overlap

-- Days until a judgement is made anew, by severity.
CREATE FUNCTION evenhand_recertification_days(severity integer) RETURNS integer LANGUAGE sql IMMUTABLE
  RETURN CASE WHEN severity >= 4 THEN 90 WHEN severity = 3 THEN 180 ELSE 365 END;

-- The day of an approved judgement at the severity of today: traffic that makes an overlap graver brings it nearer, and
-- never puts it off. Null for what was not approved.
CREATE FUNCTION evenhand_judge_again_on(recertify_on date, decided_at timestamptz, severity integer) RETURNS date LANGUAGE sql IMMUTABLE
  RETURN CASE WHEN recertify_on IS NOT NULL
    THEN least(recertify_on, (decided_at AT TIME ZONE 'UTC')::date + evenhand_recertification_days(severity)) END;

CREATE FUNCTION evenhand_guard_review() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  judged overlap;
  last review_decision;
  mine boolean;
BEGIN
  SELECT * INTO judged FROM overlap WHERE id = NEW.overlap_id;
  IF TG_OP = 'INSERT' THEN
    NEW.requested_by := evenhand_current_actor();
    NEW.updated_by := NEW.requested_by;
    NEW.created_at := now();
    IF NEW.status <> 'draft' OR NEW.round <> 0 OR NEW.decided_by IS NOT NULL OR NEW.facts_hash IS DISTINCT FROM judged.facts_hash OR judged.status = 'superseded' THEN
      RAISE EXCEPTION 'a review begins as a draft, on the facts as they are' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.number, NEW.overlap_id, NEW.requested_by, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.number, OLD.overlap_id, OLD.requested_by, OLD.created_at) THEN
    RAISE EXCEPTION 'what a review is of is not changed' USING ERRCODE = 'check_violation';
  END IF;
  NEW.updated_at := now();
  NEW.updated_by := evenhand_current_actor();
  IF current_user = 'evenhand_detection' THEN
    IF OLD.status <> 'approved' OR NEW.status <> 'stale' OR NOT (judged.facts_hash <> OLD.facts_hash OR judged.status = 'superseded')
      OR (NEW.outcome, NEW.rationale, NEW.round, NEW.facts_hash, NEW.facts, NEW.submitted_at, NEW.decided_at, NEW.decided_by, NEW.recertify_on)
        IS DISTINCT FROM (OLD.outcome, OLD.rationale, OLD.round, OLD.facts_hash, OLD.facts, OLD.submitted_at, OLD.decided_at, OLD.decided_by, OLD.recertify_on) THEN
      RAISE EXCEPTION 'a review goes stale when its facts change, and in no other way' USING ERRCODE = 'check_violation';
    END IF;
    NEW.stale_at := now();
    NEW.updated_by := 'system:detection';
    RETURN NEW;
  END IF;
  IF NEW.stale_at IS NOT NULL OR OLD.status IN ('approved', 'rejected', 'withdrawn', 'stale') THEN
    RAISE EXCEPTION 'a review that is over is not changed' USING ERRCODE = 'check_violation';
  END IF;
  mine := evenhand_person_behind(OLD.requested_by) = evenhand_person_behind(NEW.updated_by);
  IF OLD.status IN ('draft', 'changes_requested') AND NEW.status IN (OLD.status, 'submitted', 'withdrawn') OR OLD.status = 'submitted' AND NEW.status = 'withdrawn' THEN
    IF NOT mine AND NOT (NEW.status = 'withdrawn' AND evenhand_left_behind(OLD.requested_by, OLD.overlap_id)
      AND evenhand_has_role(evenhand_person_behind(NEW.updated_by), 'compliance')) THEN
      RAISE EXCEPTION 'whoever asked for a review changes it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.decided_at, NEW.decided_by, NEW.recertify_on) IS DISTINCT FROM (OLD.decided_at, OLD.decided_by, OLD.recertify_on)
      OR NEW.round <> OLD.round + (NEW.status = 'submitted')::int
      OR NEW.facts_hash <> OLD.facts_hash AND NEW.facts_hash IS DISTINCT FROM judged.facts_hash THEN
      RAISE EXCEPTION 'only a decision decides' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = 'withdrawn' AND (NEW.outcome, NEW.rationale, NEW.facts_hash, NEW.submitted_at) IS DISTINCT FROM (OLD.outcome, OLD.rationale, OLD.facts_hash, OLD.submitted_at) THEN
      RAISE EXCEPTION 'what is withdrawn stays as it was' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = 'submitted' THEN
      NEW.submitted_at := now();
      IF NEW.facts_hash IS DISTINCT FROM judged.facts_hash OR judged.status = 'superseded' THEN
        RAISE EXCEPTION 'a review is submitted on the facts as they are' USING ERRCODE = 'check_violation';
      END IF;
      IF NEW.outcome = 'cleared_with_conditions' AND NOT EXISTS (SELECT FROM condition c WHERE c.review_id = NEW.id AND c.status = 'proposed') THEN
        RAISE EXCEPTION 'clearing with conditions names one' USING ERRCODE = 'check_violation';
      END IF;
    ELSIF NEW.submitted_at IS DISTINCT FROM OLD.submitted_at THEN
      RAISE EXCEPTION 'submitting alone is submitting' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO last FROM review_decision d WHERE d.review_id = OLD.id AND d.round = OLD.round;
  IF OLD.status <> 'submitted' OR last.outcome IS DISTINCT FROM NEW.status
    OR (NEW.outcome, NEW.rationale, NEW.round, NEW.facts_hash, NEW.facts, NEW.submitted_at) IS DISTINCT FROM (OLD.outcome, OLD.rationale, OLD.round, OLD.facts_hash, OLD.facts, OLD.submitted_at) THEN
    RAISE EXCEPTION 'a submitted review changes by a second person''s decision alone' USING ERRCODE = 'check_violation';
  END IF;
  -- A decision that was left lying does not land on other facts, nor by another hand.
  IF last.decided_by <> NEW.updated_by OR NEW.status = 'approved' AND judged.facts_hash <> OLD.facts_hash THEN
    RAISE EXCEPTION 'its facts have changed' USING ERRCODE = 'check_violation';
  END IF;
  NEW.decided_by := last.decided_by;
  NEW.decided_at := last.decided_at;
  NEW.recertify_on := CASE WHEN NEW.status = 'approved' THEN evenhand_today() + evenhand_recertification_days(judged.severity) END;
  RETURN NEW;
END $$;
CREATE TRIGGER review_guard BEFORE INSERT OR UPDATE ON review FOR EACH ROW EXECUTE FUNCTION evenhand_guard_review();

-- Where the reviews of an overlap let it stand: what the last approved one gave it while its facts hold and its day has not
-- come, under review while one is asked for or has to be made anew. As the detection role: reviews behind a wall count too.
CREATE FUNCTION evenhand_standing(overlap uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT CASE
    WHEN EXISTS (SELECT FROM review r WHERE r.overlap_id = o.id AND r.status IN ('submitted', 'changes_requested')) THEN 'under_review'
    WHEN last.id IS NULL THEN 'detected'
    WHEN last.status = 'approved' AND last.facts_hash = o.facts_hash AND evenhand_judge_again_on(last.recertify_on, last.decided_at, o.severity) > evenhand_today()
      THEN last.outcome
    ELSE 'under_review' END
    FROM overlap o LEFT JOIN LATERAL (SELECT * FROM review r WHERE r.overlap_id = o.id AND r.status IN ('approved', 'stale')
      ORDER BY r.decided_at DESC, r.number DESC LIMIT 1) last ON true
    WHERE o.id = evenhand_standing.overlap $$;

-- Whoever writes an overlap: an outcome is what an approved review gave it, of these very facts.
CREATE FUNCTION evenhand_guard_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status NOT IN ('detected', 'superseded') THEN
      RAISE EXCEPTION 'an overlap begins as detected' USING ERRCODE = 'check_violation';
    END IF;
    IF current_user = 'evenhand_app' THEN
      RAISE EXCEPTION 'rules find overlaps, people do not' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.status IN ('confirmed', 'cleared', 'cleared_with_conditions', 'prohibited') AND (NEW.status, NEW.facts_hash) IS DISTINCT FROM (OLD.status, OLD.facts_hash)
    AND NOT coalesce((SELECT r.status = 'approved' AND r.outcome = NEW.status AND r.facts_hash = NEW.facts_hash FROM review r
      WHERE r.overlap_id = NEW.id AND r.status IN ('approved', 'stale') ORDER BY r.decided_at DESC, r.number DESC LIMIT 1), false) THEN
    RAISE EXCEPTION 'an overlap has the outcome that an approved review of its facts gave it' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF current_user <> 'evenhand_app' THEN
    RETURN NEW;
  END IF;
  IF (to_jsonb(NEW) - 'status' - 'version' - 'updated_at') <> (to_jsonb(OLD) - 'status' - 'version' - 'updated_at') THEN
    RAISE EXCEPTION 'rules write what they found' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status = 'superseded' OR NEW.status <> evenhand_standing(NEW.id)) THEN
    RAISE EXCEPTION 'the reviews of an overlap say where it stands' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER overlap_guard BEFORE INSERT OR UPDATE ON overlap FOR EACH ROW EXECUTE FUNCTION evenhand_guard_overlap();

-- ---------------------------------------------------------------- what was said behind a wall stays there

-- Until when an overlap was confidential for a party. What people wrote of it by then may tell of facts that have left its
-- path since, and is seen by nobody from outside when the overlap opens.
CREATE FUNCTION evenhand_note_wall() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO overlap_wall (overlap_id, party_id, until) VALUES (OLD.overlap_id, OLD.party_id, now())
    ON CONFLICT (overlap_id, party_id) DO UPDATE SET until = excluded.until;
  RETURN NULL;
END $$;
CREATE TRIGGER overlap_party_wall AFTER UPDATE OR DELETE ON overlap_party FOR EACH ROW WHEN (OLD.confidential) EXECUTE FUNCTION evenhand_note_wall();

CREATE FUNCTION evenhand_told(overlap uuid, at timestamptz) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT NOT EXISTS (SELECT FROM overlap_wall w WHERE w.overlap_id = evenhand_told.overlap AND w.until >= evenhand_told.at AND NOT evenhand_assigned(w.party_id)) $$;

-- ---------------------------------------------------------------- conditions

CREATE FUNCTION evenhand_guard_condition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  own review;
  last condition_check;
  latest condition_proof;
BEGIN
  SELECT * INTO own FROM review WHERE id = coalesce(NEW.review_id, OLD.review_id);
  IF TG_OP = 'DELETE' OR TG_OP = 'INSERT' OR (OLD.status = 'proposed' AND NEW.status = 'proposed') THEN
    IF own.status NOT IN ('draft', 'changes_requested') OR evenhand_person_behind(own.requested_by) <> evenhand_person_behind(evenhand_current_actor())
      OR coalesce(NEW.status, 'proposed') <> 'proposed' OR coalesce(OLD.status, 'proposed') <> 'proposed' THEN
      RAISE EXCEPTION 'conditions are written with their review, by whoever asks for it' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
      RETURN OLD;
    END IF;
  END IF;
  NEW.updated_at := now();
  NEW.updated_by := evenhand_current_actor();
  IF TG_OP = 'INSERT' THEN
    NEW.created_at := now();
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.number, NEW.review_id, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.number, OLD.review_id, OLD.created_at)
    OR OLD.status <> 'proposed' AND (NEW.kind, NEW.text, NEW.due_on) IS DISTINCT FROM (OLD.kind, OLD.text, OLD.due_on) OR OLD.status = 'ended' THEN
    RAISE EXCEPTION 'what was decided is not changed: ask for another review' USING ERRCODE = 'check_violation';
  END IF;
  -- Whoever owned it when the proof was given does not hand it on to judge it.
  IF OLD.status = 'proven' AND NEW.owner_id <> OLD.owner_id THEN
    RAISE EXCEPTION 'a proof waits for its judgement' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status = OLD.status THEN
    RETURN NEW;
  END IF;
  SELECT * INTO latest FROM condition_proof p WHERE p.condition_id = NEW.id ORDER BY p.uploaded_at DESC, p.id DESC LIMIT 1;
  SELECT * INTO last FROM condition_check k WHERE k.condition_id = NEW.id ORDER BY k.checked_at DESC, k.id DESC LIMIT 1;
  IF NOT coalesce(CASE NEW.status
      WHEN 'open' THEN OLD.status = 'proposed' AND own.status = 'approved'
        OR OLD.status = 'proven' AND last.outcome = 'not_effective' AND last.proof_id = latest.id
      WHEN 'proven' THEN OLD.status IN ('open', 'effective') AND latest.id IS NOT NULL AND last.proof_id IS DISTINCT FROM latest.id
      WHEN 'effective' THEN OLD.status = 'proven' AND last.outcome = 'effective' AND last.proof_id = latest.id
      -- A later review took its place, its facts are gone, or it never came into force.
      WHEN 'ended' THEN (OLD.status = 'proposed' AND own.status IN ('rejected', 'withdrawn'))
        OR EXISTS (SELECT FROM review r WHERE r.overlap_id = own.overlap_id AND r.status IN ('approved', 'stale') AND r.decided_at > own.decided_at)
        OR EXISTS (SELECT FROM overlap o WHERE o.id = own.overlap_id AND o.status = 'superseded')
      END, false) THEN
    RAISE EXCEPTION 'a condition does not go from % to % here', OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER condition_guard BEFORE INSERT OR UPDATE OR DELETE ON condition FOR EACH ROW EXECUTE FUNCTION evenhand_guard_condition();

-- Whoever owns the condition, holds compliance or manages a party of its overlap; who made a key acts by it, and a key of
-- compliance may be made by the operator.
CREATE FUNCTION evenhand_guard_proof() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  giver text;
BEGIN
  NEW.uploaded_by := evenhand_current_actor();
  NEW.uploaded_at := clock_timestamp();
  IF NOT EXISTS (SELECT FROM condition c WHERE c.id = NEW.condition_id AND c.status IN ('open', 'proven', 'effective')) THEN
    RAISE EXCEPTION 'there is nothing to prove' USING ERRCODE = 'check_violation';
  END IF;
  giver := evenhand_person_behind(NEW.uploaded_by);
  IF NOT evenhand_has_role(giver, 'compliance') AND NOT EXISTS (SELECT FROM api_key k WHERE NEW.uploaded_by = 'key:' || k.id AND k.role = 'compliance')
    AND NOT EXISTS (SELECT FROM condition c WHERE c.id = NEW.condition_id AND giver = 'person:' || c.owner_id)
    AND NOT (evenhand_has_role(giver, 'partner_manager') AND EXISTS (SELECT FROM condition c JOIN review r ON r.id = c.review_id
      JOIN overlap_party op ON op.overlap_id = r.overlap_id JOIN party_manager m ON m.party_id = op.party_id JOIN person p ON lower(p.email) = lower(m.email)
      WHERE c.id = NEW.condition_id AND giver = 'person:' || p.id)) THEN
    RAISE EXCEPTION 'its owner gives proof, compliance, or who manages a party of its overlap' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER condition_proof_guard BEFORE INSERT ON condition_proof FOR EACH ROW EXECUTE FUNCTION evenhand_guard_proof();

CREATE FUNCTION evenhand_guard_condition_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  own condition;
  shown condition_proof;
BEGIN
  NEW.checked_by := evenhand_current_actor();
  NEW.checked_at := clock_timestamp();
  SELECT * INTO own FROM condition WHERE id = NEW.condition_id FOR UPDATE;
  SELECT * INTO shown FROM condition_proof WHERE id = NEW.proof_id;
  IF own.status IS DISTINCT FROM 'proven' OR shown.condition_id IS DISTINCT FROM own.id THEN
    RAISE EXCEPTION 'there is no proof to judge' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT evenhand_has_role(NEW.checked_by, 'compliance') OR NEW.checked_by = 'person:' || own.owner_id OR NEW.checked_by = evenhand_person_behind(shown.uploaded_by) THEN
    RAISE EXCEPTION 'somebody of compliance judges who neither owns the condition nor gave the proof' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER condition_check_guard BEFORE INSERT ON condition_check FOR EACH ROW EXECUTE FUNCTION evenhand_guard_condition_check();

-- ---------------------------------------------------------------- findings of overdue conditions

ALTER TABLE finding
  DROP CONSTRAINT finding_kind, DROP CONSTRAINT finding_verdict, DROP CONSTRAINT finding_closed,
  ADD CONSTRAINT finding_kind CHECK (kind IN ('tilt', 'failure', 'condition')),
  ADD CONSTRAINT finding_verdict CHECK (CASE kind WHEN 'tilt' THEN verdict IN ('watch', 'breach') WHEN 'failure' THEN verdict = 'failed' ELSE verdict = 'overdue' END),
  ADD CONSTRAINT finding_subject CHECK (CASE kind WHEN 'condition'
    THEN condition_id IS NOT NULL AND check_id IS NULL AND window_from IS NULL AND opened_result_id IS NULL AND closing_result_id IS NULL
    ELSE condition_id IS NULL AND check_id IS NOT NULL AND window_from IS NOT NULL AND opened_result_id IS NOT NULL AND closing_check_id IS NULL END),
  ADD CONSTRAINT finding_closed CHECK ((status = 'closed') = (closed_at IS NOT NULL) AND CASE kind WHEN 'condition'
    THEN closing_check_id IS NULL OR status = 'closed' ELSE (status = 'closed') = (closing_result_id IS NOT NULL) END);
CREATE UNIQUE INDEX finding_condition ON finding (condition_id) WHERE kind = 'condition' AND status <> 'closed';

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

-- ---------------------------------------------------------------- who may

-- Rules write who is concerned; people do not, and a role that was given is not turned into another one.
REVOKE INSERT, UPDATE, DELETE ON overlap_party FROM evenhand_app;
CREATE FUNCTION evenhand_guard_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.person_id, NEW.role, NEW.party_id, NEW.requested_by) IS DISTINCT FROM (OLD.id, OLD.person_id, OLD.role, OLD.party_id, OLD.requested_by) THEN
    RAISE EXCEPTION 'a role that was asked for stays the same' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF evenhand_current_actor() LIKE 'person:%' AND NEW.state IN ('active', 'bootstrap') AND NOT evenhand_has_role(evenhand_current_actor(), 'admin') THEN
    RAISE EXCEPTION 'administrators give roles' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.state = 'active' AND OLD.state <> 'active'
    AND evenhand_current_actor() IN (OLD.requested_by, 'person:' || OLD.person_id) THEN
    RAISE EXCEPTION 'a second administrator confirms a role' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER person_role_guard BEFORE INSERT OR UPDATE ON person_role FOR EACH ROW EXECUTE FUNCTION evenhand_guard_role();

GRANT CREATE ON SCHEMA public TO evenhand_detection;
ALTER FUNCTION evenhand_fact_records(uuid) OWNER TO evenhand_detection;
ALTER FUNCTION evenhand_fact_editors(uuid) OWNER TO evenhand_detection;
ALTER FUNCTION evenhand_standing(uuid) OWNER TO evenhand_detection;
ALTER FUNCTION evenhand_note_wall() OWNER TO evenhand_detection;
ALTER FUNCTION evenhand_told(uuid, timestamptz) OWNER TO evenhand_detection;
REVOKE CREATE ON SCHEMA public FROM evenhand_detection;

GRANT SELECT, INSERT ON review_decision, review_interest, overlap_comment, condition_proof, condition_check, party_distinction TO evenhand_app;
GRANT SELECT, INSERT, UPDATE ON review, review_delegation, notification_choice TO evenhand_app;
GRANT SELECT, INSERT, UPDATE (read_at) ON notification TO evenhand_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON overlap_assignment, saved_view, condition TO evenhand_app;
GRANT DELETE ON party_distinction TO evenhand_app;
GRANT USAGE ON SEQUENCE review_number_seq, condition_number_seq TO evenhand_app;

GRANT SELECT, UPDATE ON review, condition TO evenhand_detection;
GRANT SELECT ON person, person_role, review_decision, review_interest, overlap_assignment, condition_proof, condition_check TO evenhand_detection;
GRANT SELECT (id, created_by) ON api_key TO evenhand_detection;
GRANT SELECT, INSERT ON overlap_fact_edit TO evenhand_detection;
GRANT USAGE ON SEQUENCE overlap_fact_edit_id_seq TO evenhand_detection;
GRANT INSERT ON notification TO evenhand_detection;
GRANT SELECT, INSERT, UPDATE ON overlap_wall TO evenhand_detection;
GRANT SELECT ON review, review_decision, condition, condition_proof, condition_check, overlap_assignment, person_role TO evenhand_checks;
GRANT INSERT ON notification TO evenhand_checks;

CREATE FUNCTION evenhand_is_self(person uuid) RETURNS boolean LANGUAGE sql STABLE
  RETURN evenhand_current_actor() = 'person:' || person OR evenhand_current_actor() LIKE 'system:%';

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['overlap_fact_edit', 'review', 'review_decision', 'review_interest', 'review_delegation', 'overlap_assignment', 'overlap_comment', 'condition',
    'condition_proof', 'condition_check', 'notification', 'notification_choice', 'saved_view', 'party_distinction', 'overlap_wall'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY somebody ON %I AS RESTRICTIVE USING ((SELECT evenhand_actor())) WITH CHECK ((SELECT evenhand_actor()))', name);
    EXECUTE format('CREATE POLICY detection ON %I TO evenhand_detection USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY checks ON %I TO evenhand_checks USING (true) WITH CHECK (true)', name);
  END LOOP;
  -- What belongs to an overlap is seen by whoever sees the overlap.
  CREATE POLICY wall ON overlap_assignment USING (EXISTS (SELECT FROM overlap o WHERE o.id = overlap_id));
  CREATE POLICY wall ON review USING (EXISTS (SELECT FROM overlap o WHERE o.id = overlap_id)
    AND ((SELECT evenhand_above()) OR evenhand_told(overlap_id, created_at)));
  CREATE POLICY wall ON overlap_comment USING (EXISTS (SELECT FROM overlap o WHERE o.id = overlap_id)
    AND ((SELECT evenhand_above()) OR evenhand_told(overlap_id, at)));
  FOREACH name IN ARRAY ARRAY['review_decision', 'review_interest', 'condition'] LOOP
    EXECUTE format('CREATE POLICY wall ON %I USING (EXISTS (SELECT FROM review r WHERE r.id = review_id))', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['condition_proof', 'condition_check'] LOOP
    EXECUTE format('CREATE POLICY wall ON %I USING (EXISTS (SELECT FROM condition c WHERE c.id = condition_id))', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['notification_choice', 'saved_view'] LOOP
    EXECUTE format('CREATE POLICY own ON %I USING (evenhand_is_self(person_id))', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['review_delegation', 'party_distinction'] LOOP
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
-- Anybody may tell somebody; only they read it.
CREATE POLICY told ON notification FOR INSERT WITH CHECK (true);
CREATE POLICY read_own ON notification FOR SELECT USING (evenhand_is_self(person_id));
CREATE POLICY mark_own ON notification FOR UPDATE USING (evenhand_is_self(person_id));

DROP POLICY everybody ON finding;
CREATE POLICY wall ON finding USING (condition_id IS NULL OR EXISTS (SELECT FROM condition c WHERE c.id = condition_id));
CREATE POLICY checks ON finding TO evenhand_checks USING (true) WITH CHECK (true);
DROP POLICY everybody ON finding_event;
CREATE POLICY wall ON finding_event USING (EXISTS (SELECT FROM finding f WHERE f.id = finding_id));
CREATE POLICY checks ON finding_event TO evenhand_checks USING (true) WITH CHECK (true);
