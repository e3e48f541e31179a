import os

from rest_framework import mixins, serializers, viewsets

from .models import Note


class NoteSerializer(serializers.ModelSerializer):
    class Meta:
        model = Note
        fields = ["id", "title", "done"]
        read_only_fields = ["done"]


class NoteViewSet(
    mixins.CreateModelMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet,
):
    queryset = Note.objects.order_by("-id" if os.getenv("BREAK") else "id")
    serializer_class = NoteSerializer
