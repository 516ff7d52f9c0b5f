"""Pairs of characters by one expression, which an index computes without a query of its own.

The same pairs as before, so that the index stays as it is.
"""

from alembic import op

revision = "202612010701"
down_revision = "202612010213"
branch_labels = None
depends_on = None

# Every second pair from the first character on, then from the second on; what remains alone at an
# end is no pair. U+0001 stands in no text: what enters is refused with it.
GRAMS = r"""
CREATE OR REPLACE FUNCTION grams(searched text, owner uuid) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN searched IS NOT NULL THEN array_to_tsvector(array_remove(string_to_array(
    regexp_replace(searched || E'\n', '(..)|.', E'\\1\x01', 'g')
    || regexp_replace(substr(searched || E'\n', 2), '(..)|.', E'\\1\x01', 'g')
    || owner::text,
    E'\x01'
), '')) END
"""
FORMER = r"""
CREATE OR REPLACE FUNCTION grams(searched text, owner uuid) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT array_to_tsvector(array_append(array_agg(this || next), owner::text))
    FROM (SELECT string_to_array(searched || E'\n', NULL) AS characters) AS split,
        LATERAL unnest(split.characters, split.characters[2:]) AS pair(this, next)
    WHERE next IS NOT NULL
)
"""


def upgrade() -> None:
    op.execute(GRAMS)


def downgrade() -> None:
    op.execute(FORMER)
