-- AlterTable
ALTER TABLE "overlap" ADD COLUMN     "fact_ids" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "own_products" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "products" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "words" TEXT NOT NULL DEFAULT '';

-- ---------------------------------------------------------------- from here on written by hand
-- A queue of thousands is filtered, sorted and counted without opening the path of a single overlap.

-- Words as people sort and find them: without regard to case, numbers in them by value. A Postgres without ICU takes code points.
DO $$
BEGIN
  CREATE COLLATION evenhand_words (provider = icu, locale = 'en-u-kn-ks-level1', deterministic = false);
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value OR undefined_object THEN
  CREATE COLLATION evenhand_words FROM "C";
END $$;

CREATE FUNCTION evenhand_texts(found jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE
  AS $$ SELECT coalesce(array_agg(value ORDER BY first), '{}') FROM (
    SELECT value, min(place) AS first FROM jsonb_array_elements_text(found) WITH ORDINALITY AS t (value, place) GROUP BY value) u $$;

CREATE FUNCTION evenhand_read_path() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.products := evenhand_texts(jsonb_path_query_array(NEW.path, '$[*] ? (@.relation == "owns").key'));
  NEW.own_products := evenhand_texts(jsonb_path_query_array(NEW.path, '$[*] ? (@.relation == "owns" && @.links[*].to.own == true).label'));
  NEW.fact_ids := evenhand_texts(jsonb_path_query_array(NEW.path, '$[*].id'))::uuid[];
  -- Everything on the path by key and name: who looks for a model finds what it is part of. A renaming writes the path anew.
  NEW.words := lower(concat_ws(' ', 'OV-' || lpad(NEW.number::text, greatest(4, length(NEW.number::text)), '0'), NEW.title, NEW.kind, NEW.rule,
    array_to_string(evenhand_texts(jsonb_path_query_array(NEW.path, '$[*].links[*].*.key')), ' '),
    array_to_string(evenhand_texts(jsonb_path_query_array(NEW.path, '$[*].links[*].*.label')), ' ')) COLLATE evenhand_words);
  RETURN NEW;
END $$;
CREATE TRIGGER overlap_path BEFORE INSERT OR UPDATE OF path, title, kind, rule ON overlap FOR EACH ROW EXECUTE FUNCTION evenhand_read_path();

-- The owner of the tables passes the policies as somebody.
SELECT set_config('evenhand.actor', 'system:operator', true), set_config('evenhand.above', 'on', true);
UPDATE overlap SET path = path;
SELECT set_config('evenhand.actor', '', true), set_config('evenhand.above', '', true);

-- The queue's own order, with all that counting, the wall and the day ask for.
CREATE INDEX overlap_queue ON overlap (severity DESC, points DESC, number) INCLUDE (status, visibility, id, segment_id, kind, detected_at);
CREATE INDEX overlap_segment ON overlap (segment_id);
CREATE INDEX review_in_force ON review (overlap_id, decided_at DESC, number DESC) INCLUDE (recertify_on, status)
  WHERE status IN ('approved', 'stale');

-- What an actor sees of overlap_party, by one join: its policy asks for the overlap of every single row, which thousands feel.
CREATE FUNCTION evenhand_sides() RETURNS TABLE (overlap_id uuid, party_id uuid, role text) LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp
  AS $$ SELECT op.overlap_id, op.party_id, op.role FROM overlap_party op JOIN overlap o ON o.id = op.overlap_id
    WHERE (SELECT evenhand_actor()) AND (o.visibility <> 'confidential' OR (SELECT evenhand_above()) OR evenhand_inside_overlap(o.id)) $$;

-- Overlaps that an actor sees and that concern a party which the person of this address manages.
CREATE FUNCTION evenhand_managed(address text) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT DISTINCT o.id FROM party_manager m JOIN overlap_party op ON op.party_id = m.party_id JOIN overlap o ON o.id = op.overlap_id
    WHERE lower(m.email) = lower(address) AND (SELECT evenhand_actor())
      AND (o.visibility <> 'confidential' OR (SELECT evenhand_above()) OR evenhand_inside_overlap(o.id)) $$;

-- Overlaps that wait for a decision and rest on a record that this person last edited: evenhand_fact_editors of all of them at once.
CREATE FUNCTION evenhand_edited(person text) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ WITH refs AS (SELECT evenhand_edited.person AS ref UNION ALL SELECT 'key:' || k.id FROM api_key k WHERE k.created_by = evenhand_edited.person),
    theirs AS (SELECT id FROM party WHERE NOT 'platform' = ANY (kinds) AND updated_by IN (SELECT ref FROM refs)),
    record AS (SELECT id FROM product WHERE updated_by IN (SELECT ref FROM refs) OR owner_id IN (SELECT id FROM theirs)
      UNION ALL SELECT id FROM policy WHERE updated_by IN (SELECT ref FROM refs)
      UNION ALL SELECT id FROM partnership WHERE updated_by IN (SELECT ref FROM refs)
      UNION ALL SELECT id FROM contract_right WHERE updated_by IN (SELECT ref FROM refs)
      UNION ALL SELECT id FROM investment_round WHERE updated_by IN (SELECT ref FROM refs)
      UNION ALL SELECT id FROM co_holding WHERE updated_by IN (SELECT ref FROM refs)),
    waiting AS (SELECT o.id, o.fact_ids FROM review r JOIN overlap o ON o.id = r.overlap_id WHERE r.status = 'submitted')
    SELECT w.id FROM waiting w CROSS JOIN LATERAL unnest(w.fact_ids) AS f (id) WHERE f.id IN (SELECT id FROM record)
    UNION SELECT op.overlap_id FROM waiting w JOIN overlap_party op ON op.overlap_id = w.id WHERE op.party_id IN (SELECT id FROM theirs)
    UNION SELECT w.id FROM waiting w WHERE (SELECT e.actor FROM overlap_fact_edit e WHERE e.overlap_id = w.id ORDER BY e.id DESC LIMIT 1)
      IN (SELECT ref FROM refs) $$;

GRANT CREATE ON SCHEMA public TO evenhand_detection;
ALTER FUNCTION evenhand_edited(text) OWNER TO evenhand_detection;
ALTER FUNCTION evenhand_sides() OWNER TO evenhand_detection;
ALTER FUNCTION evenhand_managed(text) OWNER TO evenhand_detection;
REVOKE CREATE ON SCHEMA public FROM evenhand_detection;
