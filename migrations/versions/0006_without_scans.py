"""What needs no scan: words as sets, figures by their values, the log of changes by its places."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Ids sort by code point on every database.
Id = sa.String().with_variant(sa.String(collation="C"), "postgresql")

ORDER = "ORDER BY release_sequence, change, fact_id"
RUNS = """
    INSERT INTO change_runs (release_sequence, change, first_place, count)
    SELECT release_sequence, change, min(place), count(*) FROM fact_changes
    GROUP BY release_sequence, change
"""


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
    op.create_table(
        "change_runs",
        sa.Column("release_sequence", sa.Integer(), nullable=False),
        sa.Column("change", Id, nullable=False),
        sa.Column("first_place", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_sequence"],
            ["releases.sequence"],
            name=op.f("fk_change_runs_release_sequence_releases"),
        ),
        sa.PrimaryKeyConstraint("release_sequence", "change", name=op.f("pk_change_runs")),
    )
    op.execute(
        f"CREATE TABLE numbered AS SELECT row_number() OVER ({ORDER}) - 1 AS place, "
        "release_sequence, fact_id, change FROM fact_changes"
    )
    op.drop_table("fact_changes")
    _create_log(
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False), key=("place",)
    )
    _fill_log("place, release_sequence, fact_id, change")
    op.execute(RUNS)


def downgrade() -> None:
    op.execute("CREATE TABLE numbered AS SELECT * FROM fact_changes")
    op.drop_table("fact_changes")
    op.drop_table("change_runs")
    _create_log(key=("release_sequence", "fact_id"))
    _fill_log("release_sequence, fact_id, change")
    op.drop_index("ix_fact_figures_unit_value", table_name="fact_figures")
    op.drop_table("word_sets")


def _create_log(*columns: sa.Column[int], key: tuple[str, ...]) -> None:
    op.create_table(
        "fact_changes",
        *columns,
        sa.Column("release_sequence", sa.Integer(), nullable=False),
        sa.Column("fact_id", Id, nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_sequence"],
            ["releases.sequence"],
            name=op.f("fk_fact_changes_release_sequence_releases"),
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_fact_changes")),
    )


def _fill_log(columns: str) -> None:
    op.execute(f"INSERT INTO fact_changes ({columns}) SELECT {columns} FROM numbered")
    op.drop_table("numbered")
