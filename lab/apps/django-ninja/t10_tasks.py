import os
import time

from django.tasks import task


@task
def square(n):
    time.sleep(0.3)
    return n ** (3 if os.getenv("BREAK") else 2)
