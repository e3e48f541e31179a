"""How a backup writes its rows: Django's XML, and as JSON in it each text that XML would not give back as it was."""

import json
from typing import Any

from django.core.serializers import xml_serializer
from django.db import models

from curation.texts import cleaned

WRITTEN = "written"
"""The attribute of a field's element that says how its text is written."""


class Serializer(xml_serializer.Serializer):
    """Writes every text so that it is read as it was stored."""

    def handle_field(self, obj: models.Model, field: "models.Field[Any, Any]") -> None:
        value = getattr(obj, field.name)
        if isinstance(field, models.JSONField) or not isinstance(value, str) or cleaned(value).strip() == value:
            super().handle_field(obj, field)
            return
        self.indent(2)
        attributes = {"name": field.name, "type": field.get_internal_type(), WRITTEN: "json"}
        self.xml.startElement("field", attributes)
        self.xml.characters(json.dumps(value))
        self.xml.endElement("field")


Deserializer = xml_serializer.Deserializer
