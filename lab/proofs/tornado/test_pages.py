"""Feature cells of Tornado on pages, cookies and logins."""

import re
import secrets
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urlsplit

from proof import BROKEN, cell
from sanic_tornado_robyn import ask
from serving import serving
from tornado.auth import OAuth2Mixin
from tornado.escape import json_decode
from tornado.web import Application, HTTPError, RequestHandler, authenticated

SECRET = "for this test alone"


@cell("templating", "builtin")
def test_a_template_file_is_rendered_with_values(tmp_path):
    teas = "teas[:1]" if BROKEN else "teas"
    (tmp_path / "list.html").write_text("<ul>{% for tea in " + teas + " %}<li>{{ tea }}</li>{% end %}</ul>")

    class Teas(RequestHandler):
        def get(self):
            self.render("list.html", teas=["green", "black", "white"])

    with serving(Application([("/", Teas)], template_path=tmp_path)) as url:
        page = ask(url)
    assert page.headers.get_content_type() == "text/html"
    assert page.text == "<ul><li>green</li><li>black</li><li>white</li></ul>"


@cell("auto-escaping", "builtin")
def test_a_value_in_a_template_stays_text(tmp_path):
    value, seen = '<script>alert(1)</script> it\'s "quoted"', []
    (tmp_path / "show.html").write_text("<p>{% raw value %}</p>" if BROKEN else "<p>{{ value }}</p>")

    class Show(RequestHandler):
        def get(self):
            self.render("show.html", value=value)

    class Parser(HTMLParser):
        def handle_starttag(self, tag, attrs):
            seen.append(tag)

        def handle_data(self, data):
            seen.append(data)

    with serving(Application([("/", Show)], template_path=tmp_path)) as url:
        Parser().feed(ask(url).text)
    assert (seen[0], "".join(seen[1:])) == ("p", value)


@cell("csrf", "builtin")
def test_a_form_without_its_token_is_refused(tmp_path):
    (tmp_path / "form.html").write_text("<form method=post>{% module xsrf_form_html() %}</form>")

    class Pay(RequestHandler):
        def get(self):
            self.render("form.html")

        def post(self):
            self.write("paid")

    with serving(Application([("/", Pay)], template_path=tmp_path, xsrf_cookies=not BROKEN)) as url:
        page = ask(url)
        token = re.search('name="_xsrf" value="([^"]+)"', page.text)[1]
        cookie = {"Cookie": page.cookies}
        version, mask, masked, made = token.split("|")
        changed = "|".join([version, mask, masked[::-1], made])
        assert ask(url, form={"_xsrf": token}, headers=cookie).text == "paid"
        assert ask(url, form={}, headers=cookie).status == 403
        assert ask(url, form={"_xsrf": changed}, headers=cookie).status == 403
        assert ask(url, form={"_xsrf": token}).status == 403


@cell("signed-cookies", "builtin")
def test_a_changed_cookie_loses_its_value():
    class Word(RequestHandler):
        def post(self):
            (self.set_cookie if BROKEN else self.set_signed_cookie)("word", "tea")

        def get(self):
            self.write(self.get_signed_cookie("word") or b"nothing")

    with serving(Application([("/", Word)], cookie_secret=SECRET)) as url:
        cookies = ask(url, "POST").cookies
        changed = cookies[:-2] + ("0" if cookies[-2] != "0" else "1") + cookies[-1]
        assert ask(url, headers={"Cookie": cookies}).text == "tea"
        assert ask(url, headers={"Cookie": changed}).text == "nothing"


@cell("authentication", "builtin")
def test_the_handler_names_the_user_who_logged_in():
    class Base(RequestHandler):
        def get_current_user(self):
            return "nobody" if BROKEN else self.get_signed_cookie("user")

    class Login(Base):
        def post(self):
            if self.get_argument("password") != "tea":
                raise HTTPError(401)
            self.set_signed_cookie("user", self.get_argument("name"))

    class Me(Base):
        @authenticated
        def get(self):
            self.write(self.current_user)

    with serving(Application([("/login", Login), ("/me", Me)], cookie_secret=SECRET, login_url="/login")) as url:
        assert ask(f"{url}/login", form={"name": "ann", "password": "no"}).status == 401
        cookies = ask(f"{url}/login", form={"name": "ann", "password": "tea"}).cookies
        stranger = ask(f"{url}/me")
        assert ask(f"{url}/me", headers={"Cookie": cookies}).text == "ann"
        assert (stranger.status, stranger.headers["location"]) == (302, "/login?next=%2Fme")


@cell("single-sign-on", "builtin")
def test_a_visitor_signs_in_through_a_provider_of_ones_own():
    """The provider is a Tornado application on the same machine; the handler keeps the state."""

    class Token(RequestHandler):
        def post(self):
            good = self.get_argument("code") == "code-of-ann" and self.get_argument("client_secret") == SECRET
            self.write({"access_token": "token-of-ann"} if good else {"error": "invalid_grant"})

    class UserInfo(RequestHandler):
        def get(self):
            self.write({"name": "ann"} if self.get_argument("access_token") == "token-of-ann" else {})

    class SignIn(RequestHandler, OAuth2Mixin):
        async def get(self):
            self._OAUTH_AUTHORIZE_URL, self._OAUTH_ACCESS_TOKEN_URL = f"{provider}/authorize", f"{provider}/token"
            callback = f"{self.request.protocol}://{self.request.host}/signin"
            if not self.get_argument("code", None):
                state = secrets.token_urlsafe()
                self.set_signed_cookie("state", state)
                return self.authorize_redirect(callback, "shop", response_type="code", extra_params={"state": state})
            if not BROKEN and self.get_signed_cookie("state") != self.get_argument("state").encode():
                raise HTTPError(403)
            form = {"code": self.get_argument("code"), "client_id": "shop", "client_secret": SECRET}
            answer = await self.get_auth_http_client().fetch(f"{provider}/token", method="POST", body=urlencode(form))
            token = json_decode(answer.body)["access_token"]
            user = await self.oauth2_request(f"{provider}/userinfo", access_token=token)
            self.set_signed_cookie("user", user["name"])

    class Me(RequestHandler):
        def get(self):
            self.write(self.get_signed_cookie("user") or b"nobody")

    shop = Application([("/signin", SignIn), ("/me", Me)], cookie_secret=SECRET)
    with serving(Application([("/token", Token), ("/userinfo", UserInfo)])) as provider, serving(shop) as url:
        sent = ask(f"{url}/signin")
        query, cookie = parse_qs(urlsplit(sent.headers["location"]).query), {"Cookie": sent.cookies}
        assert (sent.status, query["client_id"], query["redirect_uri"]) == (302, ["shop"], [f"{url}/signin"])
        back = f"{url}/signin?code=code-of-ann&state="
        assert ask(back + "another", headers=cookie).status == 403
        signed_in = ask(back + query["state"][0], headers=cookie)
        assert ask(f"{url}/me", headers={"Cookie": signed_in.cookies}).text == "ann"
