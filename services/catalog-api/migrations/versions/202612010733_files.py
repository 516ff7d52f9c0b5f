"""Files with their scans and removals, and the attachments of entries.

New tables: old code goes on beside them.
"""

import sqlalchemy as sa
from alembic import op

from gongkai.db.migrations import make_append_only

revision = "202612010733"
down_revision = "202612010732"
branch_labels = None
depends_on = None

WORK = ("file_removals", "file_scans")


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("key_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("scan", sa.Text(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    _work("file_removals")
    _work(
        "file_scans",
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_file_scans_file_id")),
    )
    op.create_table(
        "entry_attachments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["files.id"], name=op.f("fk_entry_attachments_id")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_entry_attachments_entry_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_attachments")),
    )
    op.create_index("ix_entry_attachments_entry_id", "entry_attachments", ["entry_id", "id"])
    make_append_only(op.get_bind(), "entry_attachments")


def _work(table: str, *more: sa.schema.SchemaItem) -> None:
    """A table of due work on files."""
    op.create_table(
        table,
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("lease", sa.Uuid(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'done', 'dead', 'withdrawn', 'discarded')",
            name=op.f(f"ck_{table}_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("file_id", name=op.f(f"uq_{table}_file_id")),
        *more,
    )
    op.create_index(
        f"ix_{table}_due", table, ["due_at", "id"], postgresql_where=sa.text("state = 'pending'")
    )
    op.create_index(f"ix_{table}_dead", table, ["id"], postgresql_where=sa.text("state = 'dead'"))


def downgrade() -> None:
    op.drop_table("entry_attachments")
    for table in WORK:
        op.drop_table(table)
    op.drop_table("files")
