"""The default order of facts in one place, instead of a position in each row."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Ids sort by code point on every database.
Id = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.drop_index(op.f("ix_facts_position"), table_name="facts")
    op.drop_column("facts", "position")
    op.create_table(
        "selection_orders",
        sa.Column("name", Id, nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_selection_orders")),
    )


def downgrade() -> None:
    op.drop_table("selection_orders")
    op.add_column("facts", sa.Column("position", sa.Integer(), nullable=False, server_default="-1"))
    op.create_index(op.f("ix_facts_position"), "facts", ["position"], unique=False)
