from django.urls import path

from frameworks.alternates.addresses import with_alternates
from reviews.records.comparison import comparison_record
from reviews.records.finder import finder_record
from reviews.views.comparison import comparison, comparison_picker
from reviews.views.disagreements import disagreement_list
from reviews.views.evidence import evidence
from reviews.views.fact_checks import fact_check_list
from reviews.views.finder import finder
from reviews.views.frameworks import framework_detail, framework_list
from reviews.views.guides import guide_detail, guide_list, guide_topics
from reviews.views.home import home
from reviews.views.method import method
from reviews.views.quality import quality
from reviews.views.records import comparison_since, decision_record, finder_since
from reviews.views.resources import resource_detail, resource_list
from reviews.views.search import search
from reviews.views.topics import topic_detail, topic_list

app_name = "reviews"
urlpatterns = [
    path("", home, name="home"),
    *with_alternates("frameworks/", framework_list, name="frameworks"),
    *with_alternates("frameworks/<slug:slug>/", framework_detail, name="framework"),
    path("compare/", comparison_picker, name="compare"),
    *with_alternates("compare/<slug:slugs>/", comparison, name="comparison"),
    *with_alternates("finder/", finder, name="finder"),
    path("finder/record.md", decision_record(finder, finder_record), name="finder-record"),
    *with_alternates("finder/since/", finder_since, name="finder-since"),
    path("compare/<slug:slugs>/record.md", decision_record(comparison, comparison_record), name="comparison-record"),
    *with_alternates("compare/<slug:slugs>/since/", comparison_since, name="comparison-since"),
    *with_alternates("learn/", resource_list, name="resources"),
    *with_alternates("learn/<slug:slug>/", resource_detail, name="resource"),
    *with_alternates("sources/", guide_list, name="guides"),
    *with_alternates("sources/<slug:key>/", guide_detail, name="guide"),
    *with_alternates("sources/<slug:key>/topics/", guide_topics, name="guide-topics"),
    *with_alternates("disagreements/", disagreement_list, name="disagreements"),
    *with_alternates("fact-checks/", fact_check_list, name="fact-checks"),
    *with_alternates("evidence/<path:key>/", evidence, name="evidence"),
    *with_alternates("topics/", topic_list, name="topics"),
    *with_alternates("topics/<slug:slug>/", topic_detail, name="topic"),
    path("search/", search, name="search"),
    *with_alternates("method/", method, name="method"),
    *with_alternates("quality/", quality, name="quality"),
]
