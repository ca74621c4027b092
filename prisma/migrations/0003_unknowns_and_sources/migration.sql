-- AlterTable
ALTER TABLE "clause" ALTER COLUMN "kind" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "participation_report_source_id_idx" ON "participation_report"("source_id");

-- ---------------------------------------------------------------- walls; from here on written by hand

-- A co-holding may be recorded before anybody knows of which parties: nobody is inside a wall around no one.
GRANT CREATE ON SCHEMA public TO evenhand_detection;
SET LOCAL ROLE evenhand_detection;

CREATE OR REPLACE FUNCTION evenhand_inside_co_holding(co_holding uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT coalesce(current_setting('evenhand.assigned', true), '') <> ''
    AND EXISTS (SELECT FROM co_holding_party p WHERE p.co_holding_id = co_holding)
    AND NOT EXISTS (SELECT FROM co_holding_party p WHERE p.co_holding_id = co_holding AND NOT evenhand_assigned(p.party_id)) $$;

-- Whether no fact rests on a source, behind whatever wall: hence asked as the detection role.
CREATE FUNCTION evenhand_uncited(source uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT NOT EXISTS (SELECT FROM fact_source f WHERE f.source_id = source)
    AND NOT EXISTS (SELECT FROM participation_report r WHERE r.source_id = source) $$;

RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM evenhand_detection;

-- The title of a document tells of the facts that it states: it is seen by whom at least one of them is seen by, and
-- by everybody while nobody has cited it. Reading fact_source and participation_report applies their own walls.
DROP POLICY everybody ON source;
CREATE POLICY wall ON source
  USING ((SELECT evenhand_above())
    OR EXISTS (SELECT FROM fact_source f WHERE f.source_id = source.id)
    OR EXISTS (SELECT FROM participation_report r WHERE r.source_id = source.id)
    OR evenhand_uncited(id));
