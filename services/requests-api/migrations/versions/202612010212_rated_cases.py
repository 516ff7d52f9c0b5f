"""The index by which ratings are counted; without a lock on the table."""

import sqlalchemy as sa
from alembic import op

revision = "202612010212"
down_revision = "202612010211"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(
            "ix_cases_rated", if_exists=True, postgresql_concurrently=True
        )  # of a broken attempt
        op.create_index(
            "ix_cases_rated",
            "cases",
            ["counted_organ_id", "counted_until"],
            postgresql_include=["rating"],
            postgresql_where=sa.text("rating IS NOT NULL"),
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index("ix_cases_rated", if_exists=True, postgresql_concurrently=True)
