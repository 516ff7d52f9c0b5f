"""The index from which a city's cases are counted."""

import sqlalchemy as sa
from alembic import op

revision = "202611301541"
down_revision = "202611301540"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index("ix_cases_counted", "cases", if_exists=True, postgresql_concurrently=True)
        op.create_index(
            "ix_cases_counted",
            "cases",
            ["counted_organ_id", "counted_until", "counted_from"],
            postgresql_include=[
                "applicant_kind",
                "decision",
                "counted_late_entry",
                "counted_awaiting",
            ],
            postgresql_where=sa.text("counted_from IS NOT NULL"),
            postgresql_concurrently=True,
        )


def downgrade() -> None:
    op.drop_index("ix_cases_counted", table_name="cases")
