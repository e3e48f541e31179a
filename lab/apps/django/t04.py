# break: the CSRF middleware is left out
import os
from pathlib import Path

from django import forms
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    MIDDLEWARE=[] if os.getenv("BREAK") else ["django.middleware.csrf.CsrfViewMiddleware"],
    ROOT_URLCONF=__name__,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
        }
    ],
)


class ContactForm(forms.Form):
    name = forms.CharField(max_length=100)
    message = forms.CharField(max_length=1000, widget=forms.Textarea)


def contact(request):
    if request.method == "POST":
        form = ContactForm(request.POST)
        if form.is_valid():
            return redirect("thanks")
    else:
        form = ContactForm()
    return render(request, "t04_contact.html", {"form": form})


def thanks(request):
    return HttpResponse("Thank you.")


urlpatterns = [
    path("contact", contact),
    path("contact/thanks", thanks, name="thanks"),
]

app = get_wsgi_application()
