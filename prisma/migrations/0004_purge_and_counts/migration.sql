-- AlterTable
ALTER TABLE "ingest_batch" ADD COLUMN     "purged" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "counts_batch" (
    "id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "idempotency_key" TEXT,
    "body_hash" TEXT NOT NULL,
    "file_name" TEXT,
    "received" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "duplicate" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "unknown_fields" INTEGER NOT NULL,
    "errors" JSONB NOT NULL DEFAULT '[]',
    "answer" BYTEA NOT NULL,
    "digest" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "counts_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "served_count" (
    "source_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "model_key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "model" TEXT NOT NULL,
    "decisions" BIGINT NOT NULL,
    "batch_id" UUID NOT NULL,

    CONSTRAINT "served_count_pkey" PRIMARY KEY ("source_id","day","model_key","version")
);

-- CreateTable
CREATE TABLE "traffic_purge" (
    "id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "batch_id" UUID,
    "from_at" TIMESTAMPTZ(6),
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "decisions" BIGINT NOT NULL,
    "batch_count" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(6),
    "last_at" TIMESTAMPTZ(6),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "purged_at" TIMESTAMPTZ(6),

    CONSTRAINT "traffic_purge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "traffic_purge_batch" (
    "purge_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "decisions" BIGINT NOT NULL,
    "digest" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(6),
    "last_at" TIMESTAMPTZ(6),

    CONSTRAINT "traffic_purge_batch_pkey" PRIMARY KEY ("purge_id","batch_id")
);

-- CreateIndex
CREATE INDEX "counts_batch_source_id_created_at_idx" ON "counts_batch"("source_id", "created_at");

-- CreateIndex
CREATE INDEX "served_count_batch_id_idx" ON "served_count"("batch_id");

-- CreateIndex
CREATE INDEX "traffic_purge_source_id_created_at_idx" ON "traffic_purge"("source_id", "created_at");

-- CreateIndex
CREATE INDEX "traffic_purge_batch_batch_id_idx" ON "traffic_purge_batch"("batch_id");

-- AddForeignKey
ALTER TABLE "counts_batch" ADD CONSTRAINT "counts_batch_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "traffic_source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "served_count" ADD CONSTRAINT "served_count_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "counts_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "traffic_purge" ADD CONSTRAINT "traffic_purge_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "traffic_source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "traffic_purge_batch" ADD CONSTRAINT "traffic_purge_batch_purge_id_fkey" FOREIGN KEY ("purge_id") REFERENCES "traffic_purge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "traffic_purge_batch" ADD CONSTRAINT "traffic_purge_batch_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "ingest_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- from here on written by hand

ALTER TABLE ingest_batch
  DROP CONSTRAINT ingest_batch_state,
  ADD CONSTRAINT ingest_batch_state CHECK (state IN ('receiving', 'storing', 'stored', 'failed', 'purging', 'purged')),
  ADD CONSTRAINT ingest_batch_purged CHECK (purged BETWEEN 0 AND accepted);

ALTER TABLE traffic_purge
  ADD CONSTRAINT traffic_purge_state CHECK (state IN ('purging', 'purged') AND (state = 'purged') = (purged_at IS NOT NULL)),
  ADD CONSTRAINT traffic_purge_scope CHECK ((batch_id IS NULL) <> (from_at IS NULL)),
  ADD CONSTRAINT traffic_purge_reason CHECK (reason <> ''),
  ADD CONSTRAINT traffic_purge_counts CHECK (decisions >= 0 AND batch_count >= 0);

ALTER TABLE traffic_purge_batch ADD CONSTRAINT traffic_purge_batch_counts CHECK (decisions >= 0);

ALTER TABLE counts_batch
  ADD CONSTRAINT counts_batch_counts CHECK (accepted >= 0 AND duplicate >= 0 AND rejected >= 0 AND unknown_fields >= 0 AND received = accepted + duplicate + rejected);

ALTER TABLE served_count
  ADD CONSTRAINT served_count_bounds CHECK (version > 0 AND decisions >= 0 AND model_key <> '');

-- What a partner said is added to, never changed; of a purge only that it has ended.
GRANT SELECT, INSERT ON traffic_purge, traffic_purge_batch, counts_batch, served_count TO evenhand_app;
GRANT UPDATE (state, purged_at) ON traffic_purge TO evenhand_app;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['traffic_purge', 'traffic_purge_batch', 'counts_batch', 'served_count'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY somebody ON %I AS RESTRICTIVE USING ((SELECT evenhand_actor())) WITH CHECK ((SELECT evenhand_actor()))', name);
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
