from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from editorial.desk.views import page_context
from frameworks.models import Feature, Framework
from reviews.models import Guide


@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """Every sheet there is."""
    context = page_context(request, "Sheets")
    context |= {
        "frameworks": list(Framework.objects.all()),
        "features": list(Feature.objects.all()),
        "guides": list(Guide.objects.all()),
    }
    return TemplateResponse(request, "desk/sheets/list.html", context)
