import json
import os

from django import forms
from django.forms.models import model_to_dict
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from .models import Note

ORDER = "-id" if os.getenv("BREAK") else "id"


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["title"]


@require_http_methods(["GET", "POST"])
def note_list(request):
    if request.method == "GET":
        return JsonResponse(list(Note.objects.order_by(ORDER).values()), safe=False)
    try:
        data = json.loads(request.body)
    except ValueError:
        return JsonResponse({"error": "The body is not JSON."}, status=400)
    if not isinstance(data, dict):
        return JsonResponse({"error": "The body is not an object."}, status=400)
    form = NoteForm(data)
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    return JsonResponse(model_to_dict(form.save()), status=201)


@require_GET
def note_detail(request, note_id):
    return JsonResponse(model_to_dict(get_object_or_404(Note, id=note_id)))
