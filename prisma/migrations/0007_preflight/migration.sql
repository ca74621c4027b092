-- CreateTable
CREATE TABLE "policy_preflight" (
    "id" UUID NOT NULL,
    "policy_id" UUID,
    "router" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "weeks" INTEGER NOT NULL,
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "to_at" TIMESTAMPTZ(6) NOT NULL,
    "method_version" TEXT NOT NULL,
    "catalogue_version" TEXT NOT NULL,
    "dataset_digest" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_preflight_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "policy_preflight_policy_id_created_at_idx" ON "policy_preflight"("policy_id", "created_at");

-- CreateIndex
CREATE INDEX "policy_preflight_router_content_hash_idx" ON "policy_preflight"("router", "content_hash");

-- AddForeignKey
ALTER TABLE "policy_preflight" ADD CONSTRAINT "policy_preflight_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- from here on written by hand

ALTER TABLE policy_preflight
  ADD CONSTRAINT policy_preflight_bounds CHECK (weeks BETWEEN 1 AND 52 AND from_at < to_at),
  ADD CONSTRAINT policy_preflight_hash CHECK (content_hash ~ '^[0-9a-f]{64}$');

-- A review may be pinned to a run: it is written once.
GRANT SELECT, INSERT ON policy_preflight TO evenhand_app;

ALTER TABLE policy_preflight ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_preflight FORCE ROW LEVEL SECURITY;
CREATE POLICY somebody ON policy_preflight AS RESTRICTIVE USING ((SELECT evenhand_actor())) WITH CHECK ((SELECT evenhand_actor()));
CREATE POLICY everybody ON policy_preflight USING (true) WITH CHECK (true);
