from alembic import context
from sqlalchemy import create_engine

from t05 import DATABASE, Base

with create_engine(f"sqlite:///{DATABASE}").connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()
