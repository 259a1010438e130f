"""Ids that entities bore once."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Ids sort by code point on every database.
Id = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "former_ids",
        sa.Column("former", Id, nullable=False),
        sa.Column("entity_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entities.id"], name=op.f("fk_former_ids_entity_id_entities")
        ),
        sa.PrimaryKeyConstraint("former", name=op.f("pk_former_ids")),
    )


def downgrade() -> None:
    op.drop_table("former_ids")
