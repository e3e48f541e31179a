import os

from django.shortcuts import get_object_or_404
from ninja import Field, ModelSchema, NinjaAPI, Schema, Status

from .models import Note

ORDER = "-id" if os.getenv("BREAK") else "id"

api = NinjaAPI()


class NoteIn(Schema):
    title: str = Field(min_length=1, max_length=80)


class NoteOut(ModelSchema):
    class Meta:
        model = Note
        fields = ["id", "title", "done"]


@api.get("/notes", response=list[NoteOut])
def list_notes(request):
    return Note.objects.order_by(ORDER)


@api.post("/notes", response={201: NoteOut})
def create_note(request, payload: NoteIn):
    return Status(201, Note.objects.create(**payload.dict()))


@api.get("/notes/{int:note_id}", response=NoteOut)
def get_note(request, note_id: int):
    return get_object_or_404(Note, id=note_id)
