"""Alembic asks this file how to run; `policyfacts.migrate` hands it the connection.

No logging is set up here: that would switch off the loggers of a host application.
"""

from alembic import context

from policyfacts.models import Base

settings = context.config.attributes
context.configure(
    connection=settings["connection"],
    target_metadata=Base.metadata,
    version_table=settings["version_table"],
)
context.run_migrations()
