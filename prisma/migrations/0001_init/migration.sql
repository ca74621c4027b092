-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "reason" TEXT,
    "bytes" BYTEA NOT NULL,
    "leaf_hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_role" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "party_id" UUID,
    "state" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "person_role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scope" TEXT NOT NULL,
    "role" TEXT,
    "traffic_source_id" UUID,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "subject" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(6) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("subject","window_start")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "source" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT,
    "published" TEXT,
    "archived_hash" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(6),
    "retired_reason" TEXT,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fact_source" (
    "entity" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,

    CONSTRAINT "fact_source_pkey" PRIMARY KEY ("entity","entity_id","source_id")
);

-- CreateTable
CREATE TABLE "party" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "ordinal" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "aliases" TEXT[],
    "kinds" TEXT[],
    "lei" TEXT,
    "parent_id" UUID,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(6),
    "retired_reason" TEXT,

    CONSTRAINT "party_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "party_manager" (
    "party_id" UUID NOT NULL,
    "email" TEXT NOT NULL,

    CONSTRAINT "party_manager_pkey" PRIMARY KEY ("party_id","email")
);

-- CreateTable
CREATE TABLE "partnership" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "partner_id" UUID NOT NULL,
    "kinds" TEXT[],
    "status" TEXT,
    "influence" TEXT,
    "start" TEXT,
    "end" TEXT,
    "notes" TEXT,
    "visibility" TEXT NOT NULL DEFAULT 'internal',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(6),
    "retired_reason" TEXT,

    CONSTRAINT "partnership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract_right" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "partnership_id" UUID NOT NULL,
    "holder_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "scope" TEXT,
    "visibility" TEXT NOT NULL DEFAULT 'internal',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(6),
    "retired_reason" TEXT,

    CONSTRAINT "contract_right_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "investment_round" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "investee_id" UUID NOT NULL,
    "series" TEXT,
    "announced" TEXT,
    "amount" DECIMAL(24,4),
    "bound" TEXT NOT NULL DEFAULT 'unknown',
    "post_money" DECIMAL(24,4),
    "currency" TEXT,
    "instrument" TEXT,
    "note" TEXT,
    "visibility" TEXT NOT NULL DEFAULT 'internal',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(6),
    "retired_reason" TEXT,

    CONSTRAINT "investment_round_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participation" (
    "id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "investor_id" UUID NOT NULL,
    "amount" DECIMAL(24,4),
    "bound" TEXT NOT NULL DEFAULT 'unknown',
    "state" TEXT,
    "instrument" TEXT,
    "share_after" DECIMAL(12,10),

    CONSTRAINT "participation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participation_report" (
    "id" UUID NOT NULL,
    "participation_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "amount" DECIMAL(24,4),
    "bound" TEXT NOT NULL DEFAULT 'unknown',

    CONSTRAINT "participation_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "co_holding" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "at_least" INTEGER,
    "visibility" TEXT NOT NULL DEFAULT 'internal',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(6),
    "retired_reason" TEXT,

    CONSTRAINT "co_holding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "co_holding_party" (
    "co_holding_id" UUID NOT NULL,
    "party_id" UUID NOT NULL,

    CONSTRAINT "co_holding_party_pkey" PRIMARY KEY ("co_holding_id","party_id")
);

-- CreateTable
CREATE TABLE "co_holding_investor" (
    "co_holding_id" UUID NOT NULL,
    "party_id" UUID NOT NULL,

    CONSTRAINT "co_holding_investor_pkey" PRIMARY KEY ("co_holding_id","party_id")
);

-- CreateTable
CREATE TABLE "segment" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(6),
    "retired_reason" TEXT,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "lifecycle" TEXT,
    "preview" TEXT,
    "ga" TEXT,
    "retired_on" TEXT,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(6),
    "retired_reason" TEXT,

    CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_segment" (
    "product_id" UUID NOT NULL,
    "segment_id" UUID NOT NULL,

    CONSTRAINT "product_segment_pkey" PRIMARY KEY ("product_id","segment_id")
);

-- CreateTable
CREATE TABLE "product_model" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "input_price_usd_per_mtok" DECIMAL(18,8),
    "output_price_usd_per_mtok" DECIMAL(18,8),

    CONSTRAINT "product_model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_pattern" (
    "id" UUID NOT NULL,
    "model_id" UUID NOT NULL,
    "pattern" TEXT NOT NULL,
    "normalised" TEXT NOT NULL,

    CONSTRAINT "model_pattern_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "availability" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "from" TEXT,
    "until" TEXT,
    "exclusive" BOOLEAN,

    CONSTRAINT "availability_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "router" TEXT NOT NULL,
    "policy_version" TEXT NOT NULL,
    "from" TIMESTAMPTZ(6) NOT NULL,
    "aliases" TEXT[],
    "rule" JSONB,
    "models" TEXT[],
    "notice" TEXT,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(6),
    "retired_reason" TEXT,

    CONSTRAINT "policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "commitment" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "speaker" TEXT,
    "made_on" TEXT,
    "audience" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(6),
    "retired_reason" TEXT,

    CONSTRAINT "commitment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clause" (
    "id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "text" TEXT,
    "kind" TEXT NOT NULL,

    CONSTRAINT "clause_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "overlap" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "segment_id" UUID,
    "severity" INTEGER NOT NULL,
    "points" INTEGER NOT NULL,
    "points_max" INTEGER NOT NULL,
    "known" INTEGER NOT NULL,
    "factor_count" INTEGER NOT NULL,
    "factors" JSONB NOT NULL,
    "points_table" INTEGER NOT NULL,
    "path" JSONB NOT NULL,
    "facts_hash" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "rule_version" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "detected_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "superseded_at" TIMESTAMPTZ(6),
    "visibility" TEXT NOT NULL DEFAULT 'internal',

    CONSTRAINT "overlap_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "overlap_party" (
    "overlap_id" UUID NOT NULL,
    "party_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "confidential" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "overlap_party_pkey" PRIMARY KEY ("overlap_id","party_id")
);

-- CreateTable
CREATE TABLE "traffic_source" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "no" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "quality_basis" TEXT,
    "generated" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "traffic_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ingest_batch" (
    "id" UUID NOT NULL,
    "no" SERIAL NOT NULL,
    "source_id" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "idempotency_key" TEXT,
    "body_hash" TEXT NOT NULL,
    "file_name" TEXT,
    "state" TEXT NOT NULL,
    "received" BIGINT NOT NULL DEFAULT 0,
    "accepted" BIGINT NOT NULL DEFAULT 0,
    "duplicate" BIGINT NOT NULL DEFAULT 0,
    "rejected" BIGINT NOT NULL DEFAULT 0,
    "unknown_fields" BIGINT NOT NULL DEFAULT 0,
    "errors" JSONB NOT NULL DEFAULT '[]',
    "answer" BYTEA,
    "digest" TEXT,
    "first_at" TIMESTAMPTZ(6),
    "last_at" TIMESTAMPTZ(6),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stored_at" TIMESTAMPTZ(6),

    CONSTRAINT "ingest_batch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_entry_entity_entity_id_seq_idx" ON "audit_entry"("entity", "entity_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE INDEX "person_role_person_id_idx" ON "person_role"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "source_key_key" ON "source"("key");

-- CreateIndex
CREATE INDEX "fact_source_source_id_idx" ON "fact_source"("source_id");

-- CreateIndex
CREATE UNIQUE INDEX "party_key_key" ON "party"("key");

-- CreateIndex
CREATE INDEX "party_manager_email_idx" ON "party_manager"("email");

-- CreateIndex
CREATE UNIQUE INDEX "partnership_key_key" ON "partnership"("key");

-- CreateIndex
CREATE INDEX "partnership_partner_id_idx" ON "partnership"("partner_id");

-- CreateIndex
CREATE UNIQUE INDEX "contract_right_key_key" ON "contract_right"("key");

-- CreateIndex
CREATE INDEX "contract_right_partnership_id_idx" ON "contract_right"("partnership_id");

-- CreateIndex
CREATE UNIQUE INDEX "investment_round_key_key" ON "investment_round"("key");

-- CreateIndex
CREATE INDEX "investment_round_investee_id_idx" ON "investment_round"("investee_id");

-- CreateIndex
CREATE INDEX "participation_investor_id_idx" ON "participation"("investor_id");

-- CreateIndex
CREATE UNIQUE INDEX "participation_round_id_investor_id_key" ON "participation"("round_id", "investor_id");

-- CreateIndex
CREATE UNIQUE INDEX "participation_report_participation_id_source_id_key" ON "participation_report"("participation_id", "source_id");

-- CreateIndex
CREATE UNIQUE INDEX "co_holding_key_key" ON "co_holding"("key");

-- CreateIndex
CREATE UNIQUE INDEX "segment_key_key" ON "segment"("key");

-- CreateIndex
CREATE UNIQUE INDEX "product_key_key" ON "product"("key");

-- CreateIndex
CREATE INDEX "product_owner_id_idx" ON "product"("owner_id");

-- CreateIndex
CREATE INDEX "product_segment_segment_id_idx" ON "product_segment"("segment_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_model_product_id_name_key" ON "product_model"("product_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "model_pattern_normalised_key" ON "model_pattern"("normalised");

-- CreateIndex
CREATE UNIQUE INDEX "availability_product_id_channel_id_key" ON "availability"("product_id", "channel_id");

-- CreateIndex
CREATE UNIQUE INDEX "policy_key_key" ON "policy"("key");

-- CreateIndex
CREATE UNIQUE INDEX "policy_router_policy_version_key" ON "policy"("router", "policy_version");

-- CreateIndex
CREATE UNIQUE INDEX "commitment_key_key" ON "commitment"("key");

-- CreateIndex
CREATE UNIQUE INDEX "clause_commitment_id_key_key" ON "clause"("commitment_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "overlap_number_key" ON "overlap"("number");

-- CreateIndex
CREATE UNIQUE INDEX "overlap_identity_key" ON "overlap"("identity");

-- CreateIndex
CREATE INDEX "overlap_status_idx" ON "overlap"("status");

-- CreateIndex
CREATE INDEX "overlap_party_party_id_idx" ON "overlap_party"("party_id");

-- CreateIndex
CREATE UNIQUE INDEX "traffic_source_key_key" ON "traffic_source"("key");

-- CreateIndex
CREATE UNIQUE INDEX "traffic_source_no_key" ON "traffic_source"("no");

-- CreateIndex
CREATE UNIQUE INDEX "ingest_batch_no_key" ON "ingest_batch"("no");

-- CreateIndex
CREATE INDEX "ingest_batch_source_id_created_at_idx" ON "ingest_batch"("source_id", "created_at");

-- AddForeignKey
ALTER TABLE "person_role" ADD CONSTRAINT "person_role_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_traffic_source_id_fkey" FOREIGN KEY ("traffic_source_id") REFERENCES "traffic_source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fact_source" ADD CONSTRAINT "fact_source_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "party" ADD CONSTRAINT "party_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "party"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "party_manager" ADD CONSTRAINT "party_manager_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partnership" ADD CONSTRAINT "partnership_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract_right" ADD CONSTRAINT "contract_right_partnership_id_fkey" FOREIGN KEY ("partnership_id") REFERENCES "partnership"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract_right" ADD CONSTRAINT "contract_right_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "investment_round" ADD CONSTRAINT "investment_round_investee_id_fkey" FOREIGN KEY ("investee_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participation" ADD CONSTRAINT "participation_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "investment_round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participation" ADD CONSTRAINT "participation_investor_id_fkey" FOREIGN KEY ("investor_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participation_report" ADD CONSTRAINT "participation_report_participation_id_fkey" FOREIGN KEY ("participation_id") REFERENCES "participation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participation_report" ADD CONSTRAINT "participation_report_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "co_holding_party" ADD CONSTRAINT "co_holding_party_co_holding_id_fkey" FOREIGN KEY ("co_holding_id") REFERENCES "co_holding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "co_holding_party" ADD CONSTRAINT "co_holding_party_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "co_holding_investor" ADD CONSTRAINT "co_holding_investor_co_holding_id_fkey" FOREIGN KEY ("co_holding_id") REFERENCES "co_holding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "co_holding_investor" ADD CONSTRAINT "co_holding_investor_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "segment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_segment" ADD CONSTRAINT "product_segment_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_segment" ADD CONSTRAINT "product_segment_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "segment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_model" ADD CONSTRAINT "product_model_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_pattern" ADD CONSTRAINT "model_pattern_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "product_model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "availability" ADD CONSTRAINT "availability_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "availability" ADD CONSTRAINT "availability_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "party"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clause" ADD CONSTRAINT "clause_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overlap_party" ADD CONSTRAINT "overlap_party_overlap_id_fkey" FOREIGN KEY ("overlap_id") REFERENCES "overlap"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ingest_batch" ADD CONSTRAINT "ingest_batch_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "traffic_source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

