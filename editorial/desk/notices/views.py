"""What somebody was told, and how they want to be told."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from editorial.desk.notices.models import Notice, NoticeChoice
from editorial.desk.pages import page_context

SHOWN = 50


class ChoiceForm(forms.ModelForm):
    """How somebody wants to be told."""

    class Meta:
        model = NoticeChoice
        fields = ["how"]
        labels = {"how": "Write to me"}
        widgets = {"how": forms.RadioSelect}


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """Show what somebody was told lately, and let them choose how."""
    context = page_context(request, "What you were told")
    user = cast(Any, request.user)
    choice = NoticeChoice.objects.filter(user=user).first() or NoticeChoice(user=user)
    form = ChoiceForm(request.POST or None, instance=choice)
    if form.is_valid():
        form.save()
        messages.success(request, "That is how you are told from now on.")
        return redirect("desk:notices")
    context |= {
        "form": form,
        "notices": Notice.objects.filter(user=user).select_related("change")[:SHOWN],
        "email": user.email,
    }
    return TemplateResponse(request, "desk/notices/page.html", context, status=400 if form.errors else 200)
