"""Search by grams of one to three signs: what is typed is found from its first sign on."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # The index is derived: after all migrations it is made, and filled from what is there.
        op.execute("DROP TABLE IF EXISTS search_text")
