"""The first tables: vocabulary, entities, reviews, facts, what is derived from them, releases."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Ids sort by code point on every database.
Id = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "entities",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", Id, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", Id, nullable=True),
        sa.Column("country_id", Id, nullable=True),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("acronym", sa.String(), nullable=True),
        sa.Column("alpha3", sa.String(), nullable=True),
        sa.Column("m49", sa.String(), nullable=True),
        sa.Column("scheme", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["country_id"], ["entities.id"], name=op.f("fk_entities_country_id_entities")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["entities.id"], name=op.f("fk_entities_parent_id_entities")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entities")),
    )
    op.create_table(
        "fact_types",
        sa.Column("id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("plover", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_types")),
    )
    op.create_table(
        "measures",
        sa.Column("id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
    )
    op.create_table(
        "releases",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts_count", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("license", sa.String(), nullable=False),
        sa.Column("license_url", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("citation", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_releases")),
    )
    op.create_table(
        "selection_sets",
        sa.Column("dimension", Id, nullable=False),
        sa.Column("value", Id, nullable=False),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("dimension", "value", name=op.f("pk_selection_sets")),
    )
    op.create_table(
        "topics",
        sa.Column("id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", Id, nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("plover", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["topics.id"], name=op.f("fk_topics_parent_id_topics")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
    )
    op.create_table(
        "entity_names",
        sa.Column("entity_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entities.id"], name=op.f("fk_entity_names_entity_id_entities")
        ),
        sa.PrimaryKeyConstraint("entity_id", "position", name=op.f("pk_entity_names")),
    )
    op.create_table(
        "fact_changes",
        sa.Column("release_sequence", sa.Integer(), nullable=False),
        sa.Column("fact_id", Id, nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_sequence"],
            ["releases.sequence"],
            name=op.f("fk_fact_changes_release_sequence_releases"),
        ),
        sa.PrimaryKeyConstraint("release_sequence", "fact_id", name=op.f("pk_fact_changes")),
    )
    op.create_table(
        "memberships",
        sa.Column("group_id", Id, nullable=False),
        sa.Column("country_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["country_id"], ["entities.id"], name=op.f("fk_memberships_country_id_entities")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["entities.id"], name=op.f("fk_memberships_group_id_entities")
        ),
        sa.PrimaryKeyConstraint("group_id", "country_id", "position", name=op.f("pk_memberships")),
    )
    op.create_table(
        "offices",
        sa.Column("person_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("of_id", Id, nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["of_id"], ["entities.id"], name=op.f("fk_offices_of_id_entities")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["entities.id"], name=op.f("fk_offices_person_id_entities")
        ),
        sa.PrimaryKeyConstraint("person_id", "position", name=op.f("pk_offices")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", Id, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("country_id", Id, nullable=False),
        sa.Column("publisher_id", Id, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["country_id"], ["entities.id"], name=op.f("fk_reviews_country_id_entities")
        ),
        sa.ForeignKeyConstraint(
            ["publisher_id"], ["entities.id"], name=op.f("fk_reviews_publisher_id_entities")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_table(
        "facts",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("review_id", Id, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type_id", Id, nullable=False),
        sa.Column("form", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("date_edtf", sa.String(), nullable=False),
        sa.Column("date_start", sa.Date(), nullable=False),
        sa.Column("date_end", sa.Date(), nullable=False),
        sa.Column("date_precision", sa.String(), nullable=False),
        sa.Column("date_stated", sa.Boolean(), nullable=False),
        sa.Column("term_edtf", sa.String(), nullable=True),
        sa.Column("term_start", sa.Date(), nullable=True),
        sa.Column("term_end", sa.Date(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("trend", sa.String(), nullable=True),
        sa.Column("parties_complete", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_facts_review_id_reviews")
        ),
        sa.ForeignKeyConstraint(
            ["type_id"], ["fact_types.id"], name=op.f("fk_facts_type_id_fact_types")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_facts")),
        sa.UniqueConstraint("id", name=op.f("uq_facts_id")),
    )
    op.create_index(op.f("ix_facts_position"), "facts", ["position"], unique=False)
    op.create_index(op.f("ix_facts_review_id"), "facts", ["review_id"], unique=False)
    op.create_table(
        "sections",
        sa.Column("review_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_sections_review_id_reviews")
        ),
        sa.PrimaryKeyConstraint("review_id", "id", name=op.f("pk_sections")),
    )
    op.create_table(
        "withdrawn_facts",
        sa.Column("id", Id, nullable=False),
        sa.Column("review_id", Id, nullable=False),
        sa.Column("replaced_by", Id, nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_withdrawn_facts_review_id_reviews")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawn_facts")),
    )
    op.create_table(
        "fact_bodies",
        sa.Column("fact_number", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fact_number"], ["facts.number"], name=op.f("fk_fact_bodies_fact_number_facts")
        ),
        sa.PrimaryKeyConstraint("fact_number", name=op.f("pk_fact_bodies")),
    )
    op.create_table(
        "fact_figures",
        sa.Column("fact_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("measure_id", Id, nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("bound", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("period_edtf", sa.String(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("of", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["fact_number"], ["facts.number"], name=op.f("fk_fact_figures_fact_number_facts")
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measures.id"], name=op.f("fk_fact_figures_measure_id_measures")
        ),
        sa.PrimaryKeyConstraint("fact_number", "position", name=op.f("pk_fact_figures")),
    )
    op.create_table(
        "fact_links",
        sa.Column("fact_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("target_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["fact_number"], ["facts.number"], name=op.f("fk_fact_links_fact_number_facts")
        ),
        sa.PrimaryKeyConstraint("fact_number", "position", name=op.f("pk_fact_links")),
    )
    op.create_table(
        "fact_parties",
        sa.Column("fact_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("entity_id", Id, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entities.id"], name=op.f("fk_fact_parties_entity_id_entities")
        ),
        sa.ForeignKeyConstraint(
            ["fact_number"], ["facts.number"], name=op.f("fk_fact_parties_fact_number_facts")
        ),
        sa.PrimaryKeyConstraint("fact_number", "position", name=op.f("pk_fact_parties")),
    )
    op.create_index("ix_fact_parties_entity_id", "fact_parties", ["entity_id"], unique=False)
    op.create_table(
        "fact_topics",
        sa.Column("fact_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("topic_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["fact_number"], ["facts.number"], name=op.f("fk_fact_topics_fact_number_facts")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.id"], name=op.f("fk_fact_topics_topic_id_topics")
        ),
        sa.PrimaryKeyConstraint("fact_number", "position", name=op.f("pk_fact_topics")),
    )
    op.create_table(
        "sentences",
        sa.Column("review_id", Id, nullable=False),
        sa.Column("locator", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section_id", Id, nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["review_id", "section_id"],
            ["sections.review_id", "sections.id"],
            name=op.f("fk_sentences_review_id_section_id_sections"),
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_sentences_review_id_reviews")
        ),
        sa.PrimaryKeyConstraint("review_id", "locator", name=op.f("pk_sentences")),
    )
    op.create_table(
        "fact_evidence",
        sa.Column("fact_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("review_id", Id, nullable=False),
        sa.Column("locator", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["fact_number"], ["facts.number"], name=op.f("fk_fact_evidence_fact_number_facts")
        ),
        sa.ForeignKeyConstraint(
            ["review_id", "locator"],
            ["sentences.review_id", "sentences.locator"],
            name=op.f("fk_fact_evidence_review_id_locator_sentences"),
        ),
        sa.PrimaryKeyConstraint("fact_number", "position", name=op.f("pk_fact_evidence")),
    )


def downgrade() -> None:
    op.drop_table("fact_evidence")
    op.drop_table("sentences")
    op.drop_table("fact_topics")
    op.drop_index("ix_fact_parties_entity_id", table_name="fact_parties")
    op.drop_table("fact_parties")
    op.drop_table("fact_links")
    op.drop_table("fact_figures")
    op.drop_table("fact_bodies")
    op.drop_table("withdrawn_facts")
    op.drop_table("sections")
    op.drop_index(op.f("ix_facts_review_id"), table_name="facts")
    op.drop_index(op.f("ix_facts_position"), table_name="facts")
    op.drop_table("facts")
    op.drop_table("reviews")
    op.drop_table("offices")
    op.drop_table("memberships")
    op.drop_table("fact_changes")
    op.drop_table("entity_names")
    op.drop_table("topics")
    op.drop_table("selection_sets")
    op.drop_table("releases")
    op.drop_table("measures")
    op.drop_table("fact_types")
    op.drop_table("entities")
