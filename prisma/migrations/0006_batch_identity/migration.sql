-- The same bytes delivered to the routes of two formats are two deliveries: the first may have been sent to the wrong one.
DROP INDEX ingest_batch_live_body;
CREATE UNIQUE INDEX ingest_batch_live_body ON ingest_batch (source_id, format, body_hash)
  WHERE idempotency_key IS NULL AND body_hash <> '' AND (state IN ('receiving', 'storing') OR (state = 'stored' AND answer IS NOT NULL));
