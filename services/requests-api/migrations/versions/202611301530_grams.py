"""Pairs of characters, by which a worklist is searched."""

from alembic import op

revision = "202611301530"
down_revision = "202611300932"
branch_labels = None
depends_on = None

GRAMS = r"""
CREATE FUNCTION grams(searched text, owner uuid) RETURNS tsvector
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
    op.execute("DROP FUNCTION grams(text, uuid)")
