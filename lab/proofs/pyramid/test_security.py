"""Sessions, users and tokens of Pyramid, asked in process by its own request class."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from importlib import metadata

from absent import SECOND_STEPS
from proof import BROKEN, cell
from pyramid.authentication import AuthTktCookieHelper
from pyramid.authorization import ACLHelper, Allow
from pyramid.config import Configurator
from pyramid.csrf import get_csrf_token
from pyramid.httpexceptions import HTTPUnauthorized
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import remember
from pyramid.session import SignedCookieSessionFactory
from webob.cookies import Base64Serializer, CookieProfile, SignedCookieProfile


def get(app, path, cookie=None, **options):
    """The answer to a request, with a cookie if one is given as name=value."""
    headers = {"Cookie": cookie} if cookie else {}
    return Request.blank(path, headers=headers, **options).get_response(app)


def cookie_of(response):
    return response.headers["Set-Cookie"].partition(";")[0]


def changed(cookie):
    return cookie[:-8] + ("A" if cookie[-8] != "A" else "B") + cookie[-7:]


class CookiePolicy:
    """A security policy with the cookie helper; Pyramid calls it and keeps no users."""

    cookie, acl = AuthTktCookieHelper("for this test alone"), ACLHelper()

    def identity(self, request):
        return self.cookie.identify(request)

    def authenticated_userid(self, request):
        identity = self.identity(request)
        return identity and identity["userid"]

    def permits(self, request, context, permission):
        user = self.authenticated_userid(request)
        return self.acl.permits(context, [user] if user else [], permission)

    def remember(self, request, userid, **options):
        return self.cookie.remember(request, userid, **options)

    def forget(self, request, **options):
        return self.cookie.forget(request, **options)


def log_in(request):
    request.response.headers.extend(remember(request, request.params["name"]))
    return request.response


@cell("authentication", "builtin")
def test_a_view_knows_who_logged_in():
    def me(request):
        if request.authenticated_userid is None:
            raise HTTPUnauthorized
        return Response(request.authenticated_userid)

    with Configurator() as config:
        if not BROKEN:
            config.set_security_policy(CookiePolicy())
        for route, view in (("login", log_in), ("me", me)):
            config.add_route(route, f"/{route}")
            config.add_view(view, route_name=route)
    app = config.make_wsgi_app()
    answer = get(app, "/login?name=ann")
    assert "Set-Cookie" in answer.headers
    cookie = cookie_of(answer)
    assert get(app, "/me", cookie).text == "ann"
    assert get(app, "/me").status_code == 401
    assert get(app, "/me", changed(cookie)).status_code == 401


@cell("permissions", "builtin")
def test_an_access_list_decides_who_may_edit():
    class Root:
        __acl__ = [(Allow, "ann", "edit")]

        def __init__(self, request):
            pass

    with Configurator(root_factory=Root) as config:
        config.set_security_policy(CookiePolicy())
        config.add_route("login", "/login")
        config.add_view(log_in, route_name="login")
        config.add_route("edit", "/edit")
        config.add_view(lambda r: Response("edited"), route_name="edit", permission=None if BROKEN else "edit")
    app = config.make_wsgi_app()
    cookies = {name: cookie_of(get(app, f"/login?name={name}")) for name in ("ann", "bob")}
    assert get(app, "/edit", cookies["ann"]).text == "edited"
    assert get(app, "/edit", cookies["bob"]).status_code == 403


@cell("csrf", "builtin")
def test_a_form_without_its_token_is_refused():
    with Configurator(session_factory=SignedCookieSessionFactory("for this test alone")) as config:
        config.set_default_csrf_options(require_csrf=not BROKEN)
        config.add_route("form", "/form")
        config.add_view(lambda r: Response(get_csrf_token(r)), route_name="form", request_method="GET")
        config.add_view(lambda r: Response("taken"), route_name="form", request_method="POST")
    app = config.make_wsgi_app()
    page = get(app, "/form")
    cookie, token = cookie_of(page), page.text
    assert get(app, "/form", cookie, POST={"csrf_token": token}).text == "taken"
    assert get(app, "/form", cookie, POST={"text": "none"}).status_code == 400
    assert get(app, "/form", cookie, POST={"csrf_token": changed(token)}).status_code == 400
    assert get(app, "/form", POST={"csrf_token": token}).status_code == 400


@cell("sessions", "builtin")
def test_a_session_keeps_a_value_between_requests():
    def remember_word(request):
        if not BROKEN:
            request.session["word"] = "tea"
        request.session.changed()
        return Response("kept")

    with Configurator(session_factory=SignedCookieSessionFactory("for this test alone")) as config:
        config.add_route("keep", "/keep")
        config.add_view(remember_word, route_name="keep")
        config.add_route("word", "/word")
        config.add_view(lambda r: Response(r.session.get("word", "nothing")), route_name="word")
    app = config.make_wsgi_app()
    cookie = cookie_of(get(app, "/keep"))
    assert get(app, "/word", cookie).text == "tea"
    assert get(app, "/word").text == "nothing"
    assert get(app, "/word", changed(cookie)).text == "nothing"


@cell("signed-cookies", "builtin")
def test_a_changed_cookie_is_not_believed():
    profile = (
        CookieProfile("word", serializer=Base64Serializer())
        if BROKEN
        else SignedCookieProfile("for this test alone", "salt", "word")
    )

    def keep(request):
        response = Response("kept")
        profile.bind(request).set_cookies(response, "tea")
        return response

    with Configurator() as config:
        config.add_route("keep", "/keep")
        config.add_view(keep, route_name="keep")
        config.add_route("word", "/word")
        config.add_view(lambda r: Response(str(profile.bind(r).get_value())), route_name="word")
    app = config.make_wsgi_app()
    cookie = cookie_of(get(app, "/keep"))
    value = urlsafe_b64decode(cookie.partition("=")[2].strip('"') + "==")
    forged = urlsafe_b64encode(value.replace(b"tea", b"pea")).decode()
    assert get(app, "/word", cookie).text == "tea"
    assert get(app, "/word", f"word={forged}").text == "None"


@cell("second-factor", "none-found")
def test_the_password_alone_signs_in():
    """Tried: a security policy with its helper for cookies, which the password alone opens; the usual addresses of a
    second step; and the source, for one-time passwords and passkeys by their names."""

    class Policy(CookiePolicy):
        def identity(self, request):
            return super().identity(request) if not BROKEN or request.headers.get("X-Code") == "123456" else None

    def log_in_with_password(request):
        return log_in(request) if request.params["password"] == "tea" else HTTPUnauthorized()

    with Configurator() as config:
        config.set_security_policy(Policy())
        for route, view in (("login", log_in_with_password), ("me", lambda r: Response(str(r.authenticated_userid)))):
            config.add_route(route, f"/{route}")
            config.add_view(view, route_name=route)
    app = config.make_wsgi_app()
    cookie = cookie_of(get(app, "/login?name=ann&password=tea"))
    assert get(app, "/me", cookie).text == "ann"
    assert {get(app, path, cookie).status_code for path in SECOND_STEPS} == {404}
    files = [file for file in metadata.files("pyramid") if file.suffix == ".py" and "tests" not in file.parts]
    words = re.compile(r"totp|webauthn|passkey|two.factor|\bmfa\b|\b2fa\b", re.IGNORECASE)
    assert [str(file) for file in files if words.search(file.read_text())] == []
