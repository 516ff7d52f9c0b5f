"""What a letter puts right and when its addressee was told; what organs decide of remedies.

Nullable columns without default: old code goes on beside them. How many letters a case has is what
its steps of serving them are judged by: the cases that have some get it here.
"""

import sqlalchemy as sa
from alembic import op

revision = "202612010204"
down_revision = "202612010203"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organ_parameters", sa.Column("court_for_all", sa.Boolean(), nullable=True))
    op.add_column(
        "organ_parameters", sa.Column("party_information_remedy", sa.Text(), nullable=True)
    )
    op.add_column("letters", sa.Column("about_id", sa.Uuid(), nullable=True))
    op.create_foreign_key("fk_letters_about_id", "letters", "letters", ["about_id"], ["id"])
    op.add_column("letters", sa.Column("told_on", sa.Date(), nullable=True))
    op.add_column("replies", sa.Column("letter_dated_on", sa.Date(), nullable=True))
    op.add_column("cases", sa.Column("letters_drawn", sa.BigInteger(), nullable=True))
    op.execute(
        """
        UPDATE cases SET letters_drawn = drawn.number
        FROM (SELECT case_id, count(*) AS number FROM letters GROUP BY case_id) drawn
        WHERE drawn.case_id = cases.id
        """
    )


def downgrade() -> None:
    op.drop_column("cases", "letters_drawn")
    op.drop_column("replies", "letter_dated_on")
    op.drop_column("letters", "told_on")
    op.drop_constraint("fk_letters_about_id", "letters", type_="foreignkey")
    op.drop_column("letters", "about_id")
    op.drop_column("organ_parameters", "party_information_remedy")
    op.drop_column("organ_parameters", "court_for_all")
