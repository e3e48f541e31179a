"""Curating what is said: guides, their ratings, remarks, recommendations and answers."""

from typing import Any

from django.contrib import admin
from django.forms import Field
from django.http import HttpRequest

from editorial.admin.base import CuratedAdmin, KeyedAdmin, lines_of
from editorial.admin.forms.rows import LevelField, RatingForm
from reviews.guides.fact_checks.rules.lines import rules_help
from reviews.models import (
    Answer,
    Assessment,
    CommonSituation,
    Conflict,
    Criterion,
    Guide,
    Level,
    Mention,
    Passage,
    Pick,
    Point,
    Proof,
    Question,
    Rating,
    Recommendation,
    Remark,
    Side,
    Statement,
    Technology,
    Topic,
    UseCase,
)


@admin.register(Guide)
class GuideAdmin(KeyedAdmin):
    list_display = ["voice", "code", "source", "author", "form", "interest", "status"]
    list_filter = ["status", "interest"]
    search_fields = ["voice", "key", "code", "author", "source__name"]
    prepopulated_fields = {"key": ["code"]}


@admin.register(Criterion)
class CriterionAdmin(KeyedAdmin):
    list_display = ["name", "question", "subject", "group", "scale", "better", "status"]
    list_filter = ["subject", "group", "scale", "better", "status"]
    search_fields = ["name", "key", "question", "definition"]
    prepopulated_fields = {"key": ["name"]}
    inlines = [lines_of(Level)]


@admin.register(Level)
class LevelAdmin(CuratedAdmin):
    list_display = ["key", "label", "rank", "meaning"]
    list_filter = ["criterion"]
    search_fields = ["key", "label", "criterion__name"]


@admin.register(Rating)
class RatingAdmin(CuratedAdmin):
    list_display = ["key", "level", "label", "summary", "basis", "second_checked"]
    list_filter = ["guide", "basis", "stated", "second_checked", "thin", "criterion", "framework"]
    search_fields = ["key", "framework__name", "criterion__name", "label", "summary"]
    autocomplete_fields = ["framework", "criterion", "guide", "shared_with"]
    form = RatingForm

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "level":
            kwargs["form_class"] = LevelField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Assessment)
class AssessmentAdmin(CuratedAdmin):
    list_display = ["key", "label", "summary", "second_checked"]
    list_filter = ["guide", "second_checked", "criterion", "resource"]
    search_fields = ["key", "resource__name", "criterion__name", "label", "summary"]


@admin.register(Point)
class PointAdmin(KeyedAdmin):
    list_display = ["text", "polarity", "reason"]
    list_filter = ["polarity"]
    search_fields = ["key", "text", "reason"]
    prepopulated_fields = {"key": ["text"]}


@admin.register(Remark)
class RemarkAdmin(CuratedAdmin):
    list_display = ["key", "polarity", "text", "point", "second_checked"]
    list_filter = ["guide", "polarity", "basis", "second_checked", "framework", "resource"]
    search_fields = ["key", "text", "framework__name", "resource__name"]
    fixed_fields = ("guide", "framework", "resource", "name")


@admin.register(CommonSituation)
class CommonSituationAdmin(KeyedAdmin):
    list_display = ["name", "question", "answers", "position", "status"]
    list_filter = ["status"]
    search_fields = ["name", "key", "question", "audience"]
    autocomplete_fields = ["use_case"]
    prepopulated_fields = {"key": ["name"], "slug": ["name"]}


@admin.register(UseCase)
class UseCaseAdmin(KeyedAdmin):
    list_display = ["name", "reason", "position"]
    search_fields = ["name", "key", "reason"]
    prepopulated_fields = {"key": ["name"]}


@admin.register(Recommendation)
class RecommendationAdmin(CuratedAdmin):
    list_display = ["key", "situation", "use_case", "place", "stated", "second_checked"]
    list_filter = ["guide", "use_case", "stated", "second_checked"]
    search_fields = ["key", "situation", "reason", "use_case__name"]
    inlines = [lines_of(Pick)]


@admin.register(Pick)
class PickAdmin(CuratedAdmin):
    list_display = ["key", "recommendation", "role"]
    list_filter = ["role", "framework"]
    search_fields = ["key", "framework__name", "recommendation__situation"]


@admin.register(Topic)
class TopicAdmin(CuratedAdmin):
    list_display = ["title", "introduction", "position", "status"]
    list_filter = ["status"]
    search_fields = ["title", "key", "introduction"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [lines_of(Question)]


@admin.register(Question)
class QuestionAdmin(CuratedAdmin):
    list_display = ["key", "topic", "text", "position"]
    list_filter = ["topic"]
    search_fields = ["key", "text"]
    inlines = [lines_of(Answer)]


@admin.register(Answer)
class AnswerAdmin(CuratedAdmin):
    list_display = ["key", "question", "guide", "text", "locator"]
    list_filter = ["guide", "question__topic"]
    search_fields = ["key", "text"]


@admin.register(Technology)
class TechnologyAdmin(KeyedAdmin):
    list_display = ["name", "role"]
    search_fields = ["name", "key", "role"]
    prepopulated_fields = {"key": ["name"]}
    inlines = [lines_of(Mention)]


@admin.register(Conflict)
class ConflictAdmin(KeyedAdmin):
    list_display = ["title", "extent", "framework", "position"]
    list_filter = ["extent", "framework"]
    search_fields = ["title", "key", "text"]
    prepopulated_fields = {"key": ["title"]}
    inlines = [lines_of(Side)]


@admin.register(Side)
class SideAdmin(CuratedAdmin):
    list_display = ["key", "conflict", "guide", "text"]
    list_filter = ["guide"]
    search_fields = ["key", "text"]


@admin.register(Statement)
class StatementAdmin(CuratedAdmin):
    list_display = ["key", "framework", "text", "verdict", "by_hand", "rule", "thin", "checked_on"]
    list_filter = ["guide", "verdict", "by_hand", "thin", "framework", "checked_on"]
    search_fields = ["key", "text", "explanation", "rule"]
    date_hierarchy = "checked_on"
    inlines = [lines_of(Proof), lines_of(Passage)]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "rule":
            field.help_text = rules_help()
        return field


@admin.register(Passage)
class PassageAdmin(CuratedAdmin):
    list_display = ["key", "statement", "rating", "remark", "recommendation", "answer"]
    list_filter = ["statement__guide", "statement__verdict"]
    search_fields = ["key", "statement__text"]


@admin.register(Proof)
class ProofAdmin(CuratedAdmin):
    list_display = ["key", "statement", "support", "fact", "source", "locator"]
    search_fields = ["key", "statement__text", "locator"]
