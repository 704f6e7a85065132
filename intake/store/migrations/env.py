"""How Alembic reaches the database: over the connection that `Database.upgrade` hands it."""

from alembic import context

from intake.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
