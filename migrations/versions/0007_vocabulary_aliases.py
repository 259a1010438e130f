"""Other names of topics, types of facts and measures."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = ("topics", "fact_types", "measures")


def upgrade() -> None:
    # What was loaded before has none.
    for table in TABLES:
        op.add_column(table, sa.Column("aliases", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "aliases")
