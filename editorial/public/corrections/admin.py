"""What readers say is wrong: read here, and accepted as a draft or declined with a reply."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from curation.changes.applying import Refused
from editorial.admin.changes.admin import ReadOnlyAdmin
from editorial.admin.changes.decisions import require
from editorial.desk.pages import admin_page
from editorial.models import Correction
from editorial.public.corrections.models import CorrectionAnswer
from editorial.public.corrections.receiving import accept, decline, is_address

ACCEPTED = "Accepted. This draft holds the claim as it is, on the reader’s source: put it right and submit it."


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    """The letters of readers; nobody alters them."""

    change_form_template = "desk/corrections/form.html"
    list_display = ["__str__", "answer", "source", "created_at", "decided_by", "change"]
    list_filter = ["answer", "created_at"]
    list_select_related = ["decided_by", "change"]
    search_fields = ["key", "text", "source", "reply"]
    date_hierarchy = "created_at"
    view_on_site = False

    def get_fields(self, request: HttpRequest, obj: Correction | None = None) -> list[Any]:
        """What the reader wrote, and the decision once there is one."""
        decision = ["reply", "decided_by", "decided_at", "change"]
        waits = obj is None or obj.answer == CorrectionAnswer.WAITING
        return ["claim", "text", "readers_source", "created_at", "answer", *([] if waits else decision)]

    def get_readonly_fields(self, request: HttpRequest, obj: Correction | None = None) -> list[Any]:
        return self.get_fields(request, obj)

    @admin.display(description="Claim")
    def claim(self, correction: Correction) -> str:
        """The claim's evidence as readers see it, and its form."""
        form = admin_page(correction.model, "change", correction.key)
        # The admin draws a read-only field from what its method returns; there is no template to put a link into.
        links = '<a href="{}">{}</a> (<a href="{}">edit it</a>)'
        return format_html(links, correction.get_absolute_url(), correction.key, form)

    @admin.display(description="The reader’s source")
    def readers_source(self, correction: Correction) -> str:
        if not is_address(correction.source):
            return correction.source
        # As above.
        return format_html('<a href="{0}" rel="nofollow noreferrer">{0}</a>', correction.source)

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(self.decide)
        return [path("<int:pk>/decide/", decide, name="editorial_correction_decide"), *super().get_urls()]

    @method_decorator(require_POST)
    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accept or decline, as the button says."""
        require(request.user.has_perm("editorial.change_correction"))
        correction = get_object_or_404(Correction, pk=pk)
        editor, reply = cast(User, request.user), request.POST.get("reply", "")
        try:
            if "accept" in request.POST:
                change = accept(correction, editor, reply)
                self.message_user(request, ACCEPTED)
                return redirect(change)
            decline(correction, editor, reply)
            self.message_user(request, "Declined. The reader sees your reply behind their link.")
        except Refused as error:
            self.message_user(request, str(error), messages.ERROR)
        return redirect("admin:editorial_correction_change", correction.pk)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        waits = context["original"].answer == CorrectionAnswer.WAITING
        context["may_decide"] = waits and request.user.has_perm("editorial.change_correction")
        context["title"] = "A reader’s correction"
        return super().render_change_form(request, context, *args, **kwargs)
