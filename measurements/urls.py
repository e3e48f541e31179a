from django.urls import path, re_path

from curation.web.exports.addresses import with_alternates
from measurements.code.views import task_archive, task_detail, task_list
from measurements.speed.feeds import run_feed
from measurements.speed.views import measuring_method, run_list, speed, speed_part

urlpatterns = [
    *with_alternates("code/", task_list, name="tasks"),
    *with_alternates("code/<slug:slug>/", task_detail, name="task"),
    re_path(r"^code/(?P<slug>[-\w]+)/(?P<name>[-\w.]+)\.zip$", task_archive, name="task-archive"),
    *with_alternates("speed/", speed, name="speed"),
    *with_alternates("speed/method/", measuring_method, name="speed-method"),
    *with_alternates("speed/runs/", run_list, name="lab-runs"),
    path("speed/runs/feed.atom", run_feed, name="lab-run-feed"),
    *with_alternates("speed/<slug:part>/", speed_part, name="speed-part"),
]
