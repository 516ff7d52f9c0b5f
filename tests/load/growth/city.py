"""The organs of a city, and the functions by which SQL makes what belongs to them."""

CITY, DISTRICT, BUSY, SMALL = (f"00000000-0000-7000-8000-{n:012d}" for n in (1, 5, 100, 399))
"""Organs: the city, a district with 25 offices, the city's busiest office, and one that got one
application of a thousand.
"""
OFFICES = 314
"""How many organs there are."""

ORGANS = f"""
INSERT INTO reference_organs
  (id, revision, epoch, parent_id, path, name, short_name, code, region_code)
SELECT id, 1, 'e', parent, path, '测试机关' || n, '测' || n, NULL, '610100' FROM (
  SELECT 1 AS n, '{CITY}'::uuid AS id, NULL::uuid AS parent, ARRAY['{CITY}'::uuid] AS path
  UNION ALL
  SELECT d + 1, pg_temp.organ(d + 1), '{CITY}', ARRAY['{CITY}', pg_temp.organ(d + 1)]
    FROM generate_series(1, 12) d
  UNION ALL
  SELECT o, pg_temp.organ(o), pg_temp.organ(2 + (o - 100) % 12),
         ARRAY['{CITY}', pg_temp.organ(2 + (o - 100) % 12), pg_temp.organ(o)]
    FROM generate_series(100, 399) o
) tree;
"""

FUNCTIONS = """
CREATE FUNCTION pg_temp.organ(n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql
  RETURN ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid;
CREATE FUNCTION pg_temp.matter(n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql
  RETURN ('01900000-' || lpad(to_hex(n / 65536), 4, '0') || '-7' || '000-8000-'
          || lpad(to_hex(n), 12, '0'))::uuid;
CREATE FUNCTION pg_temp.mixed(n bigint, salt bigint, modulus bigint) RETURNS bigint
  IMMUTABLE LANGUAGE sql RETURN abs(hashint8extended(n, salt)) % modulus;
"""
