import asyncio

from advanced_alchemy.base import metadata_registry
from alembic import context
from sqlalchemy import Connection


def migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata_registry.get(context.config.bind_key))
    with context.begin_transaction():
        context.run_migrations()


async def main() -> None:
    async with context.config.engine.begin() as connection:
        await connection.run_sync(migrate)


asyncio.run(main())
