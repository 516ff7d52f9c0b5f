"""The facts by which statistics count a case stand beside it, in one index.

Nullable columns: old code goes on beside them. The cases that there are get theirs here: what they
are made of stands in their rows.
"""

import sqlalchemy as sa
from alembic import op

revision = "202611301540"
down_revision = "202611301531"
branch_labels = None
depends_on = None

COLUMNS = {
    "counted_organ_id": sa.Uuid(),
    "counted_from": sa.Date(),
    "counted_until": sa.Date(),
    "counted_late_entry": sa.Boolean(),
    "counted_awaiting": sa.Boolean(),
}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("cases", sa.Column(name, kind, nullable=True))
    op.execute(
        """
        UPDATE cases SET
            counted_organ_id = m.organ_id,
            counted_from = m.received_on,
            counted_until = CASE WHEN m.closed_on IS NOT NULL
                THEN greatest(m.closed_on, m.received_on) END,
            counted_late_entry = coalesce(jsonb_array_length(m.late_entries) > 0, false),
            counted_awaiting =
                coalesce(m.late_entries @> '[{"awaits_confirmation": true}]', false)
        FROM matters m WHERE m.id = cases.id
        """
    )


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("cases", name)
