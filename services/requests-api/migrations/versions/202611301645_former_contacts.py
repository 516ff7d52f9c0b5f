"""A mail address that was given up is told so: kept sealed until it has been.

A new table: old code goes on beside it.
"""

import sqlalchemy as sa
from alembic import op

revision = "202611301645"
down_revision = "202611301640"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_contacts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["contact_changes.id"], name=op.f("fk_former_contacts_id")),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matters.id"], name=op.f("fk_former_contacts_matter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_contacts")),
    )
    op.create_index("ix_former_contacts_changed_at", "former_contacts", ["changed_at"])


def downgrade() -> None:
    op.drop_table("former_contacts")
