"""The index from which a city's cases are counted holds the row that an office chose.

It is made under its own name beside the former one, which old code reads until it is gone.
"""

import sqlalchemy as sa
from alembic import op

revision = "202612010202"
down_revision = "202612010201"
branch_labels = None
depends_on = None

COUNTED = ["applicant_kind", "decision", "counted_late_entry", "counted_awaiting"]


def _make(name: str, included: list[str]) -> None:
    op.drop_index(name, "cases", if_exists=True, postgresql_concurrently=True)
    op.create_index(
        name,
        "cases",
        ["counted_organ_id", "counted_until", "counted_from"],
        postgresql_include=included,
        postgresql_where=sa.text("counted_from IS NOT NULL"),
        postgresql_concurrently=True,
    )


def upgrade() -> None:
    with op.get_context().autocommit_block():
        _make("ix_cases_counted_rows", [*COUNTED, "report_row"])
        op.drop_index("ix_cases_counted", "cases", if_exists=True, postgresql_concurrently=True)


def downgrade() -> None:
    with op.get_context().autocommit_block():
        _make("ix_cases_counted", COUNTED)
        op.drop_index(
            "ix_cases_counted_rows", "cases", if_exists=True, postgresql_concurrently=True
        )
