async def migrate(connection):
    await connection.execute(
        """CREATE TABLE notes (
               id INTEGER PRIMARY KEY AUTOINCREMENT,
               title TEXT NOT NULL CHECK (LENGTH(title) BETWEEN 1 AND 80),
               done BOOLEAN NOT NULL DEFAULT FALSE
           )"""
    )


async def valid_migration(connection):
    return await connection.fetch_val("SELECT COUNT(*) FROM notes") == 0
