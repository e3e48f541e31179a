# needs: sqlalchemy, bcrypt
# prepare: {python} {file}
# break: logging out leaves the cookie as it is
# note: passwords are hashed by bcrypt, as in Pyramid's tutorial; the cookie is a signed ticket, so a copy of it stays valid after logging out
import os
from pathlib import Path

import bcrypt
from pyramid.authentication import AuthTktCookieHelper
from pyramid.authorization import ACLHelper, Allow, Authenticated, Everyone
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNoContent, HTTPUnauthorized
from pyramid.request import RequestLocalCache
from pyramid.security import forget, remember
from pyramid.view import view_config
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine(f"sqlite:///{Path(os.environ['LAB_DATA']) / 'users.db'}")


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[bytes]
    role: Mapped[str]

    def __init__(self, name, password, role):
        self.name, self.role = name, role
        self.password_hash = bcrypt.hashpw(password.encode(), bcrypt.gensalt())

    def check_password(self, password):
        return bcrypt.checkpw(password.encode(), self.password_hash)


class SecurityPolicy:
    def __init__(self, secret):
        self.authtkt = AuthTktCookieHelper(secret, http_only=True)
        self.identity_cache = RequestLocalCache(self.load_identity)
        self.acl = ACLHelper()

    def load_identity(self, request):
        identity = self.authtkt.identify(request)
        return identity and request.dbsession.get(User, identity["userid"])

    def identity(self, request):
        return self.identity_cache.get_or_create(request)

    def authenticated_userid(self, request):
        user = self.identity(request)
        return user and user.id

    def permits(self, request, context, permission):
        principals = [Everyone]
        if user := self.identity(request):
            principals += [Authenticated, f"role:{user.role}"]
        return self.acl.permits(context, principals, permission)

    def remember(self, request, userid, **kw):
        return self.authtkt.remember(request, userid, **kw)

    def forget(self, request, **kw):
        return self.authtkt.forget(request, **kw)


class Root:
    __acl__ = [(Allow, Authenticated, "view"), (Allow, "role:editor", "edit")]

    def __init__(self, request):
        pass


@view_config(route_name="login", request_method="POST", renderer="json")
def login(request):
    name, password = request.POST.get("username"), request.POST.get("password", "")
    user = request.dbsession.scalar(select(User).filter_by(name=name))
    if user is None or not user.check_password(password):
        raise HTTPUnauthorized
    request.response.headers.extend(remember(request, user.id))
    return {"user": user.name}


@view_config(route_name="logout", request_method="POST")
def logout(request):
    return HTTPNoContent(headers=[] if os.getenv("BREAK") else forget(request))


@view_config(route_name="me", permission="view", renderer="json")
@view_config(route_name="edit", permission="edit", renderer="json")
def show_user(request):
    return {"user": request.identity.name}


def dbsession(request):
    session = Session(engine)
    request.add_finished_callback(lambda request: session.close())
    return session


with Configurator(root_factory=Root) as config:
    config.set_security_policy(SecurityPolicy("a-secret-of-this-program-alone"))
    config.add_request_method(dbsession, reify=True)
    for route in ("login", "logout", "me", "edit"):
        config.add_route(route, f"/{route}")
    config.scan(__name__)
    app = config.make_wsgi_app()

if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(User("ann", "correct horse 42", "editor"))
        session.add(User("bob", "battery staple 43", "reader"))
        session.commit()
