import t06  # noqa: F401
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

call_command("migrate")
permission = Permission.objects.create(
    codename="edit", name="Can edit", content_type=ContentType.objects.get_for_model(User)
)
ann = User.objects.create_user("ann", password="correct horse 42")
ann.user_permissions.add(permission)
User.objects.create_user("bob", password="battery staple 43")
