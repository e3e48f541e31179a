from werkzeug.security import generate_password_hash


async def execute(connection):
    users = [("ann", "correct horse 42", True), ("bob", "battery staple 43", False)]
    for name, password, can_edit in users:
        await connection.execute(
            "INSERT INTO users VALUES (:name, :password_hash, :can_edit)",
            {
                "name": name,
                "password_hash": generate_password_hash(password),
                "can_edit": can_edit,
            },
        )
