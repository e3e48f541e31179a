"""Login with a session, and a right that one user has."""

from lab.checks.checker import Checker
from lab.serving.client import HttpAnswer, HttpClient

READY = "/me"
PASSWORDS = {"ann": "correct horse 42", "bob": "battery staple 43"}
DENIED = (401, 403)


def log_in(check: Checker, user: str, password: str = "") -> tuple[HttpClient, HttpAnswer]:
    client = check.client()
    return client, client.post_form("/login", {"username": user, "password": password or PASSWORDS[user]})


def set_cookies(answer: HttpAnswer) -> list[str]:
    return [value.lower() for name, value in answer.headers if name.lower() == "set-cookie"]


def strangers_are_kept_out(check: Checker) -> None:
    for path in ("/me", "/edit"):
        answer = check.client().get(path)
        check.must(answer.status in DENIED, f"{path} refuses a stranger", answer)


def users_log_in(check: Checker) -> None:
    for user in PASSWORDS:
        client, answer = log_in(check, user)
        check.must(answer.status in (200, 204, 302, 303), f"{user} logs in", answer)
        cookies = set_cookies(answer)
        check.must(any("httponly" in cookie for cookie in cookies), "the cookie is HttpOnly", cookies)
        check.note("the cookie is SameSite by default", any("samesite" in cookie for cookie in cookies))
        answer = client.get("/me")
        check.must(answer.status == 200 and answer.json() == {"user": user}, f"/me knows {user}", answer)


def wrong_passwords(check: Checker) -> None:
    for user, password in (("ann", "wrong"), ("ann", PASSWORDS["bob"]), ("nobody", "wrong"), ("ann' or '1'='1", "x")):
        client, answer = log_in(check, user, password)
        check.must(answer.status in (400, *DENIED), f"{user!r} with a wrong password is refused", answer)
        check.must(client.get("/me").status in DENIED, "a refused login leaves a stranger", answer)


def rights(check: Checker) -> None:
    answer = log_in(check, "ann")[0].get("/edit")
    check.must(answer.status == 200, "ann may edit", answer)
    answer = log_in(check, "bob")[0].get("/edit")
    check.must(answer.status == 403, "bob may not edit", answer)


def logout(check: Checker) -> None:
    client, _ = log_in(check, "ann")
    old = HttpClient(client.port, cookies=dict(client.cookies))
    answer = client.post_form("/logout", {})
    check.must(200 <= answer.status < 400, "ann logs out", answer)
    answer = client.get("/me")
    check.must(answer.status in DENIED, "after logging out ann is a stranger", answer)
    check.note("a copied cookie ends with the logout", old.get("/me").status in DENIED)


def changed_cookie(check: Checker) -> None:
    client, _ = log_in(check, "ann")
    check.must(bool(client.cookies), "a login sets a cookie", client.cookies)
    for name, value in client.cookies.items():
        client.cookies[name] = ("x" if value[0] != "x" else "y") + value[1:]
    answer = client.get("/me")
    check.must(answer.status in DENIED, "a changed cookie is refused", answer)


def passwords_are_hashed(check: Checker) -> None:
    stored = b"".join(path.read_bytes() for path in check.server.copy.data.rglob("*") if path.is_file())
    check.must(b"ann" in stored, "the users are stored below LAB_DATA", f"{len(stored)} bytes")
    clear = [user for user, password in PASSWORDS.items() if password.encode() in stored]
    check.must(not clear, "no password is stored in clear", clear)


STEPS = [strangers_are_kept_out, users_log_in, wrong_passwords, rights, logout, changed_cookie, passwords_are_hashed]
