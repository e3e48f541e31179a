"""What an editor posted after their session had ended: kept through signing in and shown in the form again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, QueryDict

KEPT = "kept_form"
COOKIE = "was_editor"
"""The cookie of a browser in which somebody gave both factors; a stranger's post is never stored."""
KNOWN_FOR = timedelta(days=30)
MOST_CHARACTERS = 200_000
SIGNED_OUT = (
    "You were signed out before this was sent. Nothing of it is lost and nothing is proposed yet: look through it, "
    "then propose it."
)


class KeptFormMiddleware:
    """Keep in the session what a browser that was signed in once posts to a form without permission."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/") and admin.site.has_permission(request) and not was_editor(request):
            response.set_signed_cookie(
                COOKIE,
                "1",
                max_age=KNOWN_FOR,
                path="/admin/",
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        if request.method != "POST" or not request.path.startswith("/admin/") or "base_version" not in request.POST:
            return
        if admin.site.has_permission(request) or not was_editor(request):
            return
        posted = request.POST.urlencode()
        if len(posted) <= MOST_CHARACTERS:
            request.session[KEPT] = {"address": request.get_full_path(), "posted": posted}


def was_editor(request: HttpRequest) -> bool:
    """Tell whether somebody gave both factors in this browser lately."""
    return bool(request.get_signed_cookie(COOKIE, default="", max_age=KNOWN_FOR))


def give_back(request: HttpRequest) -> bool:
    """Turn a request for a form into the post that was kept for it; tell whether there was one."""
    kept = request.session.get(KEPT) if request.method == "GET" else None
    if not kept or kept["address"] != request.get_full_path():
        return False
    del request.session[KEPT]
    # Django reads both at once, so the files must have been read before the text is put in their place.
    request.FILES.clear()
    request.method, request.POST = "POST", QueryDict(kept["posted"])
    return True
