"""Which facts hold which word, as sets; figures by their values."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Ids sort by code point on every database.
Id = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "word_sets",
        sa.Column("word", Id, nullable=False),
        sa.Column("field", Id, nullable=False),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("word", "field", name=op.f("pk_word_sets")),
    )
    op.create_index(
        "ix_fact_figures_unit_value", "fact_figures", ["unit", "value", "position", "fact_number"]
    )


def downgrade() -> None:
    op.drop_index("ix_fact_figures_unit_value", table_name="fact_figures")
    op.drop_table("word_sets")
