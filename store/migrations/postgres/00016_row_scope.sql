-- +goose Up

-- What the serving role may read of the documents hangs on the scope that it sets for the transaction: nothing, where it sets
-- none. So a mistake in what the program asks for shows nothing. Settings, all of them texts:
--   thrive.families   the families that are read; thrive.places the copies of their parts
--   thrive.scopes, thrive.relations, thrive.partners, thrive.holders   in which scope a holding puts a family
--   thrive.day        on which it must hold; thrive.sensitive 'shown' where sensitive records count
--   thrive.parts      SCOPE/CLASS/PARTNER
--   thrive.opened     FAMILY/CLASS/PARTNER, what a broken glass shows
--   thrive.writes     'on' while documents are made anew
-- The owner of the tables is not bound by it.
ALTER TABLE family_documents ENABLE ROW LEVEL SECURITY;

CREATE POLICY reading ON family_documents FOR SELECT USING (
    places = ANY ((SELECT nullif(current_setting('thrive.places', true), '')::text[])::text[])
    AND (family_id, class || '/' || partner) IN (
        SELECT near.family_id, substr(part, length(near.scope) + 2)
        FROM (SELECT DISTINCT h.family_id, w.scope
            FROM unnest(nullif(current_setting('thrive.scopes', true), '')::text[], nullif(current_setting('thrive.relations', true), '')::text[],
                nullif(current_setting('thrive.partners', true), '')::text[], nullif(current_setting('thrive.holders', true), '')::text[])
                AS w (scope, relation, partner, holder)
            JOIN holdings h ON h.family_id = ANY (nullif(current_setting('thrive.families', true), '')::text[])
                AND h.relation = w.relation AND h.partner = w.partner AND (w.holder = '' OR h.holder IN ('', w.holder))
            WHERE (h.ends_on IS NULL OR h.ends_on >= (SELECT nullif(current_setting('thrive.day', true), '')::date))
                AND (NOT h.sensitive OR (SELECT current_setting('thrive.sensitive', true) = 'shown'))) near
        JOIN unnest(nullif(current_setting('thrive.parts', true), '')::text[]) AS part ON starts_with(part, near.scope || '/')
        UNION ALL
        SELECT split_part(part, '/', 1), substr(part, strpos(part, '/') + 1) FROM unnest(nullif(current_setting('thrive.opened', true), '')::text[]) AS part));

CREATE POLICY writing ON family_documents
    USING ((SELECT current_setting('thrive.writes', true) = 'on'))
    WITH CHECK ((SELECT current_setting('thrive.writes', true) = 'on'));

-- The serving role may have the planner look again at the tables that it has filled, which else only their owner can.
-- +goose StatementBegin
CREATE FUNCTION thrive_analyse(tables regclass[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    filled regclass;
BEGIN
    FOREACH filled IN ARRAY tables LOOP
        EXECUTE 'ANALYZE ' || filled::text;
    END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION thrive_analyse FROM PUBLIC;
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'thrive_app') THEN
        GRANT EXECUTE ON FUNCTION thrive_analyse TO thrive_app;
    END IF;
END
$$;
-- +goose StatementEnd
