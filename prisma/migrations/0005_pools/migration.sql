-- CreateTable
CREATE TABLE "model_price" (
    "id" UUID NOT NULL,
    "model_id" UUID NOT NULL,
    "from" TEXT NOT NULL,
    "input_price_usd_per_mtok" DECIMAL(18,8),
    "output_price_usd_per_mtok" DECIMAL(18,8),

    CONSTRAINT "model_price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_quality" (
    "id" UUID NOT NULL,
    "model_id" UUID NOT NULL,
    "task" TEXT,
    "from" TEXT NOT NULL,
    "quality" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "model_quality_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "model_price_model_id_from_key" ON "model_price"("model_id", "from");

-- CreateIndex
CREATE INDEX "model_quality_model_id_idx" ON "model_quality"("model_id");

-- AddForeignKey
ALTER TABLE "model_price" ADD CONSTRAINT "model_price_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "product_model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_quality" ADD CONSTRAINT "model_quality_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "product_model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- rules, grants and rows; from here on written by hand

ALTER TABLE model_price
  ADD CONSTRAINT model_price_amount CHECK (input_price_usd_per_mtok >= 0 AND output_price_usd_per_mtok >= 0);
ALTER TABLE model_quality ADD CONSTRAINT model_quality_range CHECK (quality BETWEEN 0 AND 1);
-- Null is a task of its own here: the estimate for every task without one.
CREATE UNIQUE INDEX model_quality_once ON model_quality (model_id, coalesce(task, ''), "from");

GRANT SELECT, INSERT, UPDATE, DELETE ON model_price, model_quality TO evenhand_app;
GRANT SELECT ON model_price, model_quality TO evenhand_detection;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['model_price', 'model_quality'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY somebody ON %I AS RESTRICTIVE USING ((SELECT evenhand_actor())) WITH CHECK ((SELECT evenhand_actor()))', name);
    EXECUTE format('CREATE POLICY detection ON %I TO evenhand_detection USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
