from django.urls import path

from curation.web.exports.addresses import SUMMARY, with_alternates
from reviews.comparisons.parts.views import comparison_part
from reviews.comparisons.views import comparison, comparison_picker
from reviews.comparisons.whole.record import comparison_record
from reviews.comparisons.whole.since import comparison_since
from reviews.comparisons.whole.views import comparison_exports, whole_comparison
from reviews.evidence.views import evidence
from reviews.features.views import feature_detail, feature_list
from reviews.finder.record import finder_record
from reviews.finder.since.views import finder_since
from reviews.finder.situations.views import situation_detail, situation_list
from reviews.finder.views import finder
from reviews.guides.disagreements.views import disagreement_list
from reviews.guides.fact_checks.views import fact_check_list
from reviews.guides.topics.views import topic_detail, topic_list
from reviews.guides.views import guide_detail, guide_list, guide_topics
from reviews.learning.views import resource_detail, resource_list
from reviews.profiles.part_views import framework_part
from reviews.profiles.views import framework_detail, framework_exports, framework_list
from reviews.search.views import search, suggestions
from reviews.sharing.assistants.views import mcp
from reviews.sharing.briefs.views import comparison_summary, finder_summary, framework_summary
from reviews.sharing.embeds.views import badge_image, embed
from reviews.sharing.records.views import decision_record
from reviews.site.home.views import home
from reviews.site.method.views import method
from reviews.site.quality.views import quality
from reviews.site.uncompared.views import not_compared

urlpatterns = [
    path("", home, name="home"),
    *with_alternates("choose/", situation_list, name="situations"),
    *with_alternates("choose/<slug:slug>/", situation_detail, name="situation"),
    *with_alternates("frameworks/", framework_list, name="frameworks"),
    *with_alternates("frameworks/<slug:slug>/", framework_detail, name="framework", exports=framework_exports),
    path(f"frameworks/<slug:slug>/{SUMMARY}", framework_summary, name="framework-summary"),
    path("frameworks/<slug:slug>/<slug:part>/", framework_part, name="framework-part"),
    *with_alternates("not-compared/", not_compared, name="not-compared"),
    *with_alternates("features/", feature_list, name="features"),
    *with_alternates("features/<slug:slug>/", feature_detail, name="feature"),
    path("compare/", comparison_picker, name="compare"),
    *with_alternates("compare/<slug:slugs>/", comparison, name="comparison", exports=comparison_exports),
    *with_alternates("finder/", finder, name="finder"),
    path(f"finder/{SUMMARY}", finder_summary, name="finder-summary"),
    path("finder/record.md", decision_record(finder, finder_record), name="finder-record"),
    *with_alternates("finder/since/", finder_since, name="finder-since"),
    path(f"compare/<slug:slugs>/{SUMMARY}", comparison_summary, name="comparison-summary"),
    path(
        "compare/<slug:slugs>/record.md", decision_record(whole_comparison, comparison_record), name="comparison-record"
    ),
    *with_alternates("compare/<slug:slugs>/since/", comparison_since, name="comparison-since"),
    path("compare/<slug:slugs>/<slug:part>/", comparison_part, name="comparison-part"),
    path("embed/<slug:slugs>/", embed, name="embed"),
    path("badges/<slug:slug>/<slug:kind>.svg", badge_image, name="badge"),
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
    path("mcp", mcp, name="mcp"),
    path("search/", search, name="search"),
    path("search/suggestions/", suggestions, name="search-suggestions"),
    *with_alternates("method/", method, name="method"),
    *with_alternates("quality/", quality, name="quality"),
]
