async def migrate(connection):
    await connection.execute(
        """CREATE TABLE users (
               name TEXT PRIMARY KEY,
               password_hash TEXT NOT NULL,
               can_edit BOOLEAN NOT NULL
           )"""
    )


async def valid_migration(connection):
    return await connection.fetch_val("SELECT COUNT(*) FROM users") == 0
