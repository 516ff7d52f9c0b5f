"""An index for each order and each narrowing of a worklist, so that it reads what it shows."""

import sqlalchemy as sa
from alembic import op

revision = "202611301531"
down_revision = "202611301530"
branch_labels = None
depends_on = None

ORDER = ("organ_id", "due_order", "id")
INDEXES = {
    "due_order": {"columns": ("due_order", "id")},
    "state": {
        "columns": ("organ_id", "state", "due_order", "id"),
        "postgresql_include": ["kind"],
    },
    "assignee": {"columns": ("organ_id", "assignee", "due_order", "id")},
    "unassigned": {"columns": ORDER, "postgresql_where": sa.text("assignee IS NULL")},
    "waiting": {"columns": ORDER, "postgresql_where": sa.text("waiting_for <> '[]'::jsonb")},
    "frequent": {"columns": ORDER, "postgresql_where": sa.text("frequency IS NOT NULL")},
    "arrived_on": {"columns": ("organ_id", "arrived_on", "id")},
    "number_order": {"columns": ("organ_id", sa.text("coalesce(number, '')"), "id")},
    "search": {"columns": (sa.text("grams(search_text, organ_id)"),), "postgresql_using": "gin"},
}


def upgrade() -> None:
    with op.get_context().autocommit_block():
        for name, options in INDEXES.items():
            index, given = f"ix_matters_{name}", dict(options)
            columns = list(given.pop("columns"))
            op.drop_index(index, "matters", if_exists=True, postgresql_concurrently=True)
            op.create_index(index, "matters", columns, postgresql_concurrently=True, **given)


def downgrade() -> None:
    for name in reversed(INDEXES):
        op.drop_index(f"ix_matters_{name}", table_name="matters")
