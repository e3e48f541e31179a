import bcrypt
from t06_models import Base, Session, User, engine


def make_user(name, password, role):
    return User(name=name, password_hash=bcrypt.hashpw(password.encode(), bcrypt.gensalt()), role=role)


Base.metadata.create_all(engine)
with Session.begin() as session:
    session.add(make_user("ann", "correct horse 42", "editor"))
    session.add(make_user("bob", "battery staple 43", "reader"))
