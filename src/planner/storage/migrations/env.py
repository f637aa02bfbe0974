"""How Alembic reaches the library: the caller hands over the connection."""

from __future__ import annotations

from alembic import context

from planner.storage.schema import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction holds all of it
)
context.run_migrations()
