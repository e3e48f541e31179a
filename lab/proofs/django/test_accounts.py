"""Feature cells of Django: packages for tokens, second factors, single sign-on and tenants."""

import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.http import HttpResponse, JsonResponse
from django.urls import include, path
from django_project import project, tables
from django_provider import provider
from proof import BROKEN, cell


def whoami(request):
    return HttpResponse(request.user.username)


@cell("jwt", "third-party", packages=["djangorestframework-simplejwt"])
def test_only_a_signed_token_that_has_not_expired_names_the_user():
    from rest_framework.decorators import api_view, authentication_classes
    from rest_framework.response import Response
    from rest_framework_simplejwt.authentication import JWTAuthentication
    from rest_framework_simplejwt.tokens import AccessToken

    @api_view(["GET"])
    @authentication_classes([] if BROKEN else [JWTAuthentication])
    def name(request):
        return Response(request.user.username, status=200 if request.auth else 401)

    with project(path("", name), apps=["rest_framework"]) as client:
        tables()
        token, expired = (AccessToken.for_user(User.objects.create_user(user)) for user in ("ann", "bob"))
        expired.set_exp(lifetime=-timedelta(minutes=1))
        head, signature = str(token).rsplit(".", 1)
        changed = f"{head}.{signature[::-1]}"
        headers = [{"authorization": f"Bearer {sent}"} for sent in (token, changed, expired)]
        answers = [client.get("/", headers=sent) for sent in ({}, *headers)]
    assert [answer.status_code for answer in answers] == [401, 200, 401, 401]
    assert answers[1].json() == "ann"


@cell("second-factor", "third-party", packages=["django-allauth[mfa]"])
def test_the_password_alone_does_not_sign_in_and_the_code_of_an_app_does():
    apps, middleware = ["allauth", "allauth.account", "allauth.mfa"], ["allauth.account.middleware.AccountMiddleware"]
    with (
        project(apps=apps, MIDDLEWARE=[*settings.MIDDLEWARE, *middleware], ACCOUNT_EMAIL_VERIFICATION="none"),
        project(path("accounts/", include("allauth.urls")), path("", whoami)) as client,
    ):
        from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

        tables()
        secret = generate_totp_secret()
        user = User.objects.create_user("ann", password="right")
        if not BROKEN:
            TOTP.activate(user, secret)
        names = []
        client.post("/accounts/login/", {"login": "ann", "password": "right"})
        names.append(client.get("/").text)
        code = hotp_value(secret, int(time.time()) // 30)
        for sent in ((code + 1) % 1_000_000, code):
            client.post("/accounts/2fa/authenticate/", {"code": format_hotp_value(sent)})
            names.append(client.get("/").text)
    assert names == ["", "", "ann"]


@cell("single-sign-on", "third-party", packages=["django-allauth[socialaccount]"])
def test_a_provider_signs_a_visitor_in_and_a_foreign_state_does_not():
    apps = ["allauth", "allauth.account", "allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    middleware = ["allauth.account.middleware.AccountMiddleware"]
    application = {"provider_id": "here", "name": "Here", "client_id": "shop", "secret": "s"}
    with (
        provider("zofia") as address,
        project(apps=apps, MIDDLEWARE=[*settings.MIDDLEWARE, *middleware], ACCOUNT_EMAIL_VERIFICATION="none"),
        project(path("accounts/", include("allauth.urls")), path("", whoami)) as client,
    ):
        application["settings"] = {"server_url": f"{address}/.well-known/openid-configuration"}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [application]}}
        tables()
        way = client.post("/accounts/oidc/here/login/")["Location"]
        asked = {name: values[0] for name, values in parse_qs(urlsplit(way).query).items()}
        back, names = urlsplit(asked["redirect_uri"]).path, []
        for state in ("foreign", "foreign" if BROKEN else asked["state"]):
            client.get(back, {"code": "good", "state": state})
            names.append(client.get("/").text)
    assert way.startswith(f"{address}/authorize?")
    assert (asked["client_id"], back) == ("shop", "/accounts/oidc/here/login/callback/")
    assert names == ["", "zofia"]


@cell("multi-tenancy", "third-party", packages=["django-easy-tenants"])
def test_each_tenant_sees_its_own_row_alone():
    with project(apps=["easy_tenants"], EASY_TENANTS_TENANT_MODEL=f"{__name__}.Customer"):
        from easy_tenants import tenant_context
        from easy_tenants.models import TenantAwareAbstract, TenantManager

    class Customer(models.Model):
        name = models.TextField()

        class Meta:
            app_label = __name__

    class Note(TenantAwareAbstract):
        tenant = models.ForeignKey(Customer, on_delete=models.CASCADE, editable=False)
        text = models.TextField()
        objects = models.Manager() if BROKEN else TenantManager()

        class Meta:
            app_label = __name__

    global choose_tenant

    def choose_tenant(get_response):
        def middleware(request):
            with tenant_context(Customer.objects.filter(name=request.headers.get("x-customer")).first()):
                return get_response(request)

        return middleware

    def notes(request):
        if request.method == "POST":
            Note.objects.create(text=request.POST["text"])
        return JsonResponse([note.text for note in Note.objects.all()], safe=False)

    with project(path("", notes), apps=["easy_tenants"], MIDDLEWARE=[f"{__name__}.choose_tenant"]) as client:
        tables(Customer, Note)
        for name in ("a", "b"):
            Customer.objects.create(name=name)
            client.post("/", {"text": f"of {name}"}, headers={"x-customer": name})
        lists = [client.get("/", headers={"x-customer": name}).json() for name in ("a", "b")]
        nobody = client.get("/").status_code
    assert (lists, nobody) == ([["of a"], ["of b"]], 500)
