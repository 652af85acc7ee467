"""A released answer stays as it is, but for words that are blacked out with the voice that told them."""

from django.db import migrations

# Nothing but letters that are black squares now: every other character stands where it stood.
KEEP = """
CREATE FUNCTION answers_blackened(before text, after text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT before LIKE replace(regexp_replace(after, '([\\\\%_])', '\\\\\\1', 'g'), '█', '_')
$$;
CREATE OR REPLACE FUNCTION answers_released_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    words text[] := ARRAY['text', 'reason', 'legal_basis', 'passage', 'remark'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - words = to_jsonb(OLD) - words
        AND answers_blackened(OLD.text, NEW.text) AND answers_blackened(OLD.reason, NEW.reason)
        AND answers_blackened(OLD.legal_basis, NEW.legal_basis) AND answers_blackened(OLD.passage, NEW.passage)
        AND answers_blackened(OLD.remark, NEW.remark)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a released answer never changes';
END $$;
"""
BACK = """
CREATE OR REPLACE FUNCTION answers_released_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a released answer never changes';
END $$;
DROP FUNCTION answers_blackened(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("answers", "0002_a_set_aside")]

    operations = [migrations.RunSQL(KEEP, BACK)]
