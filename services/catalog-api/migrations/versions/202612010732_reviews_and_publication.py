"""Reviews, index numbers, withdrawals; and that nothing unreviewed becomes public, whoever asks.

New tables, and triggers on a table that no released code writes.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from gongkai.db.migrations import app_role, make_append_only

revision = "202612010732"
down_revision = "202612010731"
branch_labels = None
depends_on = None

LEVELS = """
CREATE FUNCTION entry_review_levels(organ uuid) RETURNS integer LANGUAGE sql STABLE RETURN 3
"""
GUARD = """
CREATE FUNCTION refuse_unreviewed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted integer := greatest(entry_review_levels(NEW.organ_id), 2);
    levels integer;
    people integer;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.organ_id <> OLD.organ_id
            OR (OLD.index_number IS NOT NULL AND NEW.index_number IS DISTINCT FROM OLD.index_number)
            OR (OLD.state = 'withdrawn' AND NEW.published_version IS NOT NULL)
        THEN
            RAISE EXCEPTION 'entry %: organ, index number and withdrawal stand', NEW.id
                USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.published_version IS NOT DISTINCT FROM OLD.published_version THEN
            RETURN NEW;
        END IF;
    END IF;
    IF NEW.published_version IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT count(DISTINCT r.level), count(DISTINCT r.reviewer) INTO levels, people
    FROM entry_versions v
    JOIN entry_reviews r
        ON r.entry_id = v.entry_id AND r.content_version = v.version AND r.digest = v.digest
    WHERE v.entry_id = NEW.id AND v.version = NEW.published_version
        AND r.conclusion IN ('public', 'partly_public') AND r.level BETWEEN 1 AND wanted;
    IF levels < wanted OR people < wanted THEN
        RAISE EXCEPTION 'entry %: version % has not been agreed to on every level',
            NEW.id, NEW.published_version USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
TRIGGER = """
CREATE TRIGGER entries_reviewed BEFORE INSERT OR UPDATE ON entries
FOR EACH ROW EXECUTE FUNCTION refuse_unreviewed()
"""
_AGREEING = sa.text("conclusion IN ('public', 'partly_public')")


def upgrade() -> None:
    _reviews()
    _publications()
    connection = op.get_bind()
    make_append_only(connection, "entry_reviews")
    make_append_only(connection, "entry_withdrawals")
    op.create_check_constraint(
        op.f("ck_entries_published_state"),
        "entries",
        "(state <> 'published' OR published_version IS NOT NULL)"
        " AND (state <> 'withdrawn' OR published_version IS NULL)",
    )
    for statement in (
        LEVELS,
        GUARD,
        TRIGGER,
        f"REVOKE DELETE, TRUNCATE ON entries FROM {app_role(connection)}",
    ):
        op.execute(statement)


def downgrade() -> None:
    op.execute(f"GRANT DELETE, TRUNCATE ON entries TO {app_role(op.get_bind())}")
    op.execute("DROP TRIGGER entries_reviewed ON entries")
    op.execute("DROP FUNCTION refuse_unreviewed()")
    op.execute("DROP FUNCTION entry_review_levels(uuid)")
    op.drop_constraint(op.f("ck_entries_published_state"), "entries", type_="check")
    for table in ("entry_withdrawals", "index_number_counters", "entry_reviews"):
        op.drop_table(table)


def _reviews() -> None:
    op.create_table(
        "entry_reviews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("content_version", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("level", sa.BigInteger(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("checks", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id", "content_version"],
            ["entry_versions.entry_id", "entry_versions.version"],
            name="fk_entry_reviews_version",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_entry_reviews"),
    )
    op.create_index("ix_entry_reviews_entry_id", "entry_reviews", ["entry_id", "id"])
    for name in ("level", "reviewer"):
        op.create_index(
            f"uq_entry_reviews_{name}",
            "entry_reviews",
            ["entry_id", "content_version", name],
            unique=True,
            postgresql_where=_AGREEING,
        )


def _publications() -> None:
    op.create_table(
        "index_number_counters",
        sa.Column("organ_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organ_id"], ["organs.id"], name="fk_index_number_counters_organ_id"
        ),
        sa.PrimaryKeyConstraint("organ_id", "year", name="pk_index_number_counters"),
    )
    op.create_table(
        "entry_withdrawals",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_by", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_entry_withdrawals_entry_id"),
        sa.PrimaryKeyConstraint("entry_id", "seq", name="pk_entry_withdrawals"),
    )
