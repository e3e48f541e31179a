"""What a node looks at before it serves: whether it has the same secret key as the other nodes, and the time of day."""

import hashlib
import hmac
import logging
import time

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from editorial.operation.nodes.models import SiteIdentity

MOST_SECONDS_APART = 5
REFUSAL = (
    "This node has another secret key than the others: what one signs, the other would refuse. Give all of them the "
    "same DJANGO_SECRET_KEY. Where the key was changed on purpose, run `manage.py adopt_secret` once, then start all."
)

log = logging.getLogger(__name__)


def look_around() -> None:
    """Refuse to start with a second secret key, and warn of a clock that differs; a database out of reach says nothing.

    Nodes share a database that is a server; a file is one machine's own.
    """
    if connection.vendor != "postgresql":
        return
    try:
        if not has_the_secret():
            raise ImproperlyConfigured(REFUSAL)
        warn_of_clock()
    except DatabaseError as error:
        log.warning("Secret key and clock were not compared with other nodes’: %s", str(error).partition("\n")[0])
    finally:
        connection.close()


def has_the_secret() -> bool:
    """Tell whether this node's key is the site's; the first node's becomes that."""
    known, _new = SiteIdentity.objects.get_or_create(pk=1, defaults={"secret": own_secret()})
    return hmac.compare_digest(known.secret, own_secret())


def own_secret() -> str:
    """Return what says which key this is and not what it is."""
    return hmac.new(settings.SECRET_KEY.encode(), b"which secret key is this", hashlib.sha256).hexdigest()


def warn_of_clock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(cursor.fetchone()[0]) - time.time())
    if apart > MOST_SECONDS_APART:
        log.warning("The clock of this node is %.0f seconds from the database's: set both by one source.", apart)
