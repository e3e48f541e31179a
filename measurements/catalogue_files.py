"""Which file of the catalogue holds which rows of what is measured; all but the tasks come from the lab's results."""

from curation.files.layout import FileLayout
from measurements.models import Task

LAYOUTS = (FileLayout("tasks/{key}", Task),)
