-- What the tables alone cannot promise: enumerations, one platform, an append-only audit log, and walls.
-- Written by hand. The application signs in as evenhand_app, which owns nothing and bypasses nothing.

-- Roles are shared by all databases of a server, so they may exist already.
DO $$ BEGIN
  CREATE ROLE evenhand_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN
  CREATE ROLE evenhand_detection NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
-- Not inherited: the application has these rights only between SET LOCAL ROLE and RESET ROLE.
GRANT evenhand_detection TO evenhand_app WITH INHERIT FALSE, SET TRUE;
GRANT evenhand_detection TO CURRENT_USER WITH INHERIT FALSE, SET TRUE;

-- ---------------------------------------------------------------- enumerations and bounds

ALTER TABLE party
  ADD CONSTRAINT party_kinds CHECK (cardinality(kinds) > 0 AND kinds <@ ARRAY['platform', 'partner', 'rival_platform', 'investor', 'customer', 'regulator', 'assurer']),
  ADD CONSTRAINT party_not_own_parent CHECK (parent_id <> id);

CREATE UNIQUE INDEX party_one_platform ON party ((true)) WHERE 'platform' = ANY (kinds) AND retired_at IS NULL;

ALTER TABLE partnership
  ADD CONSTRAINT partnership_kinds CHECK (cardinality(kinds) > 0 AND kinds <@ ARRAY['investee', 'model_supplier', 'cloud_customer', 'marketplace_seller', 'co_developer', 'reseller', 'competitor']),
  ADD CONSTRAINT partnership_influence CHECK (influence IN ('none', 'minority_passive', 'material_influence', 'de_facto_control', 'control')),
  ADD CONSTRAINT partnership_visibility CHECK (visibility IN ('public', 'internal', 'confidential'));

ALTER TABLE contract_right
  ADD CONSTRAINT contract_right_type CHECK (type IN ('board_seat', 'board_observer', 'consultation', 'veto', 'information', 'exclusivity', 'first_refusal', 'revenue_share', 'spend_commitment', 'compute_allocation', 'ip_licence', 'data_access', 'embedded_staff')),
  ADD CONSTRAINT contract_right_state CHECK (state IN ('agreed', 'not_agreed', 'unknown')),
  ADD CONSTRAINT contract_right_visibility CHECK (visibility IN ('public', 'internal', 'confidential'));

ALTER TABLE investment_round
  ADD CONSTRAINT investment_round_bound CHECK (bound IN ('equal', 'about', 'up_to', 'at_least', 'unknown')),
  ADD CONSTRAINT investment_round_instrument CHECK (instrument IN ('equity', 'convertible', 'compute_credit', 'debt')),
  ADD CONSTRAINT investment_round_amount CHECK (amount >= 0 AND post_money >= 0),
  ADD CONSTRAINT investment_round_visibility CHECK (visibility IN ('public', 'internal', 'confidential'));

ALTER TABLE participation
  ADD CONSTRAINT participation_bound CHECK (bound IN ('equal', 'about', 'up_to', 'at_least', 'unknown')),
  ADD CONSTRAINT participation_state CHECK (state IN ('committed', 'funded')),
  ADD CONSTRAINT participation_instrument CHECK (instrument IN ('equity', 'convertible', 'compute_credit', 'debt')),
  ADD CONSTRAINT participation_amount CHECK (amount >= 0),
  ADD CONSTRAINT participation_share_after CHECK (share_after BETWEEN 0 AND 1);

ALTER TABLE participation_report
  ADD CONSTRAINT participation_report_bound CHECK (bound IN ('equal', 'about', 'up_to', 'at_least', 'unknown')),
  ADD CONSTRAINT participation_report_amount CHECK (amount >= 0);

ALTER TABLE co_holding
  ADD CONSTRAINT co_holding_at_least CHECK (at_least >= 0),
  ADD CONSTRAINT co_holding_visibility CHECK (visibility IN ('public', 'internal', 'confidential'));

ALTER TABLE segment ADD CONSTRAINT segment_not_own_parent CHECK (parent_id <> id);

ALTER TABLE product ADD CONSTRAINT product_lifecycle CHECK (lifecycle IN ('preview', 'ga', 'retired'));

ALTER TABLE product_model
  ADD CONSTRAINT product_model_price CHECK (input_price_usd_per_mtok >= 0 AND output_price_usd_per_mtok >= 0);

ALTER TABLE policy
  ADD CONSTRAINT policy_rule CHECK (rule ->> 'kind' IN ('max_quality', 'cheapest_within', 'weighted', 'min_cost_above'));

ALTER TABLE clause
  ADD CONSTRAINT clause_kind CHECK (kind IN ('routing', 'data_use', 'placement', 'pricing', 'launch', 'capacity', 'support'));

ALTER TABLE overlap
  ADD CONSTRAINT overlap_kind CHECK (kind IN ('product_overlap', 'rival_investees', 'shared_investor', 'router_overlap', 'wall_missing', 'channel_conflict')),
  ADD CONSTRAINT overlap_status CHECK (status IN ('detected', 'under_review', 'confirmed', 'cleared', 'cleared_with_conditions', 'prohibited', 'superseded')),
  ADD CONSTRAINT overlap_severity CHECK (severity BETWEEN 1 AND 5),
  ADD CONSTRAINT overlap_coverage CHECK (known BETWEEN 0 AND factor_count),
  ADD CONSTRAINT overlap_visibility CHECK (visibility IN ('public', 'internal', 'confidential'));

ALTER TABLE person_role
  ADD CONSTRAINT person_role_role CHECK (role IN ('partner_manager', 'compliance', 'executive', 'auditor', 'partner', 'admin')),
  ADD CONSTRAINT person_role_state CHECK (state IN ('requested', 'bootstrap', 'active', 'revoked')),
  ADD CONSTRAINT person_role_party CHECK (party_id IS NULL OR role = 'partner');

ALTER TABLE api_key
  ADD CONSTRAINT api_key_scope CHECK (scope IN ('ingest', 'read', 'write')),
  ADD CONSTRAINT api_key_role CHECK (role IN ('partner_manager', 'compliance', 'executive', 'auditor', 'partner', 'admin')),
  ADD CONSTRAINT api_key_shape CHECK ((scope = 'ingest') = (traffic_source_id IS NOT NULL) AND (scope = 'ingest') = (role IS NULL));

ALTER TABLE traffic_source
  ADD CONSTRAINT traffic_source_quality_basis CHECK (quality_basis IN ('ex_ante', 'unknown', 'outcome'));

ALTER TABLE ingest_batch
  ADD CONSTRAINT ingest_batch_state CHECK (state IN ('receiving', 'storing', 'stored', 'failed', 'purged')),
  ADD CONSTRAINT ingest_batch_counts CHECK (received >= 0 AND accepted >= 0 AND duplicate >= 0 AND rejected >= 0 AND unknown_fields >= 0);

-- One delivery a key while it is being stored or its answer is kept; clearing `answer` after 30 days frees the key.
-- A client that gives no key is known by the hash of its body.
CREATE UNIQUE INDEX ingest_batch_live_key ON ingest_batch (source_id, idempotency_key)
  WHERE idempotency_key IS NOT NULL AND (state IN ('receiving', 'storing') OR (state = 'stored' AND answer IS NOT NULL));
CREATE UNIQUE INDEX ingest_batch_live_body ON ingest_batch (source_id, body_hash)
  WHERE idempotency_key IS NULL AND body_hash <> '' AND (state IN ('receiving', 'storing') OR (state = 'stored' AND answer IS NOT NULL));

ALTER TABLE audit_entry
  ADD CONSTRAINT audit_entry_seq CHECK (seq > 0),
  ADD CONSTRAINT audit_entry_actor_kind CHECK (actor_kind IN ('person', 'key', 'system')),
  ADD CONSTRAINT audit_entry_leaf_hash CHECK (octet_length(leaf_hash) = 32);

-- ---------------------------------------------------------------- the audit log is append-only, for its owner too

CREATE FUNCTION evenhand_refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION evenhand_refuse_audit_change();

-- ---------------------------------------------------------------- who asks: set by withActor, per transaction

CREATE FUNCTION evenhand_actor() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('evenhand.actor', true), '') <> '';
CREATE FUNCTION evenhand_above() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('evenhand.above', true), '') = 'on';
CREATE FUNCTION evenhand_assigned(party uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN party::text = ANY (string_to_array(coalesce(current_setting('evenhand.assigned', true), ''), ','));

-- A co-holding or an overlap may lie behind several walls: only who is inside all of them is inside. These two run as
-- the detection role, since the member tables' own policies ask for the parent's row.
CREATE FUNCTION evenhand_inside_co_holding(co_holding uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT coalesce(current_setting('evenhand.assigned', true), '') <> ''
    AND NOT EXISTS (SELECT FROM co_holding_party p WHERE p.co_holding_id = co_holding AND NOT evenhand_assigned(p.party_id)) $$;
CREATE FUNCTION evenhand_inside_overlap(overlap uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT coalesce(current_setting('evenhand.assigned', true), '') <> ''
    AND NOT EXISTS (SELECT FROM overlap_party p WHERE p.overlap_id = overlap AND p.confidential AND NOT evenhand_assigned(p.party_id)) $$;

GRANT CREATE ON SCHEMA public TO evenhand_detection;
ALTER FUNCTION evenhand_inside_co_holding(uuid) OWNER TO evenhand_detection;
ALTER FUNCTION evenhand_inside_overlap(uuid) OWNER TO evenhand_detection;
REVOKE CREATE ON SCHEMA public FROM evenhand_detection;

-- ---------------------------------------------------------------- grants

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO evenhand_app, evenhand_detection;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO evenhand_app;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO evenhand_app;
REVOKE UPDATE ON audit_entry FROM evenhand_app;
REVOKE INSERT, UPDATE ON _prisma_migrations FROM evenhand_app;
-- Records are retired, never deleted; only what belongs to a record and is rewritten with it goes.
GRANT DELETE ON fact_source, party_manager, product_segment, product_model, model_pattern, availability, participation,
  participation_report, co_holding_party, co_holding_investor, overlap_party, clause, sign_in_attempt, setting TO evenhand_app;

GRANT SELECT ON source, fact_source, party, party_manager, partnership, contract_right, investment_round, participation,
  participation_report, co_holding, co_holding_party, co_holding_investor, segment, product, product_segment, product_model,
  model_pattern, availability, policy, commitment, clause, overlap, overlap_party, traffic_source, ingest_batch, setting,
  audit_entry TO evenhand_detection;
GRANT INSERT, UPDATE ON overlap, overlap_party, setting TO evenhand_detection;
GRANT DELETE ON overlap_party TO evenhand_detection;
GRANT INSERT ON audit_entry TO evenhand_detection;
GRANT USAGE ON SEQUENCE overlap_number_seq TO evenhand_detection;

-- ---------------------------------------------------------------- row-level security: no actor, no rows

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'source', 'fact_source', 'party', 'party_manager', 'partnership', 'contract_right', 'investment_round', 'participation',
    'participation_report', 'co_holding', 'co_holding_party', 'co_holding_investor', 'segment', 'product', 'product_segment',
    'product_model', 'model_pattern', 'availability', 'policy', 'commitment', 'clause', 'overlap', 'overlap_party',
    'traffic_source', 'ingest_batch', 'person', 'person_role', 'api_key', 'sign_in_attempt', 'setting', 'audit_entry'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY somebody ON %I AS RESTRICTIVE USING ((SELECT evenhand_actor())) WITH CHECK ((SELECT evenhand_actor()))', name);
    EXECUTE format('CREATE POLICY detection ON %I TO evenhand_detection USING (true) WITH CHECK (true)', name);
  END LOOP;
  -- Tables without confidential rows.
  FOREACH name IN ARRAY ARRAY[
    'source', 'party', 'party_manager', 'segment', 'product', 'product_segment', 'product_model', 'model_pattern',
    'availability', 'policy', 'commitment', 'clause', 'traffic_source', 'ingest_batch', 'person', 'person_role', 'api_key',
    'sign_in_attempt', 'setting', 'audit_entry'
  ] LOOP
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;

CREATE POLICY wall ON partnership
  USING (visibility <> 'confidential' OR (SELECT evenhand_above()) OR evenhand_assigned(partner_id));
CREATE POLICY wall ON contract_right
  USING (EXISTS (SELECT FROM partnership p WHERE p.id = partnership_id
    AND (contract_right.visibility <> 'confidential' OR (SELECT evenhand_above()) OR evenhand_assigned(p.partner_id))));
CREATE POLICY wall ON investment_round
  USING (visibility <> 'confidential' OR (SELECT evenhand_above()) OR evenhand_assigned(investee_id));
CREATE POLICY wall ON participation
  USING (EXISTS (SELECT FROM investment_round r WHERE r.id = round_id));
CREATE POLICY wall ON participation_report
  USING (EXISTS (SELECT FROM participation p WHERE p.id = participation_id));
CREATE POLICY wall ON co_holding
  USING (visibility <> 'confidential' OR (SELECT evenhand_above()) OR evenhand_inside_co_holding(id));
CREATE POLICY wall ON co_holding_party
  USING (EXISTS (SELECT FROM co_holding c WHERE c.id = co_holding_id));
CREATE POLICY wall ON co_holding_investor
  USING (EXISTS (SELECT FROM co_holding c WHERE c.id = co_holding_id));
CREATE POLICY wall ON overlap
  USING (visibility <> 'confidential' OR (SELECT evenhand_above()) OR evenhand_inside_overlap(id));
CREATE POLICY wall ON overlap_party
  USING (EXISTS (SELECT FROM overlap o WHERE o.id = overlap_id));
-- A source of a fact behind a wall would tell of the fact.
CREATE POLICY wall ON fact_source
  USING (CASE entity
    WHEN 'partnership' THEN EXISTS (SELECT FROM partnership f WHERE f.id = entity_id)
    WHEN 'contract_right' THEN EXISTS (SELECT FROM contract_right f WHERE f.id = entity_id)
    WHEN 'investment_round' THEN EXISTS (SELECT FROM investment_round f WHERE f.id = entity_id)
    WHEN 'participation' THEN EXISTS (SELECT FROM participation f WHERE f.id = entity_id)
    WHEN 'co_holding' THEN EXISTS (SELECT FROM co_holding f WHERE f.id = entity_id)
    ELSE true END);
