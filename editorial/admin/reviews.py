"""Curating what is said: guides, their ratings, remarks, recommendations and answers."""

from typing import Any

from django.contrib import admin
from django.forms import Field
from django.http import HttpRequest

from editorial.admin.base import CuratedAdmin, CuratedInline, KeyedAdmin
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


class LevelInline(CuratedInline):
    model = Level


class PickInline(CuratedInline):
    model = Pick
    autocomplete_fields = ["framework"]


class SideInline(CuratedInline):
    model = Side
    autocomplete_fields = ["guide"]


class PassageInline(CuratedInline):
    model = Passage
    autocomplete_fields = ["rating", "remark", "recommendation", "answer"]


class ProofInline(CuratedInline):
    model = Proof
    autocomplete_fields = ["support", "fact", "source"]


class QuestionInline(CuratedInline):
    model = Question


class AnswerInline(CuratedInline):
    model = Answer
    autocomplete_fields = ["guide"]


class MentionInline(CuratedInline):
    model = Mention
    autocomplete_fields = ["guide"]


@admin.register(Guide)
class GuideAdmin(KeyedAdmin):
    list_display = ["voice", "code", "source", "author", "form", "interest", "status"]
    list_filter = ["status", "interest"]
    list_select_related = ["source"]
    search_fields = ["voice", "key", "code", "author", "source__name"]
    autocomplete_fields = ["source"]
    prepopulated_fields = {"key": ["code"]}


@admin.register(Criterion)
class CriterionAdmin(KeyedAdmin):
    list_display = ["name", "question", "subject", "group", "scale", "better", "status"]
    list_filter = ["subject", "group", "scale", "better", "status"]
    search_fields = ["name", "key", "question", "definition"]
    prepopulated_fields = {"key": ["name"]}
    inlines = [LevelInline]


@admin.register(Level)
class LevelAdmin(CuratedAdmin):
    list_display = ["key", "label", "rank", "meaning"]
    list_filter = ["criterion"]
    search_fields = ["key", "label", "criterion__name"]
    autocomplete_fields = ["criterion"]


@admin.register(Rating)
class RatingAdmin(CuratedAdmin):
    list_display = ["key", "level", "label", "summary", "basis", "second_checked"]
    list_filter = ["guide", "basis", "stated", "second_checked", "thin", "criterion", "framework"]
    list_select_related = ["level"]
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
    autocomplete_fields = ["resource", "criterion", "guide"]


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
    list_select_related = ["point"]
    search_fields = ["key", "text", "framework__name", "resource__name"]
    autocomplete_fields = ["guide", "framework", "resource", "criterion", "point"]
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
    list_select_related = ["use_case"]
    search_fields = ["key", "situation", "reason", "use_case__name"]
    autocomplete_fields = ["guide", "use_case"]
    inlines = [PickInline]


@admin.register(Pick)
class PickAdmin(CuratedAdmin):
    list_display = ["key", "recommendation", "role"]
    list_filter = ["role", "framework"]
    list_select_related = ["recommendation"]
    search_fields = ["key", "framework__name", "recommendation__situation"]
    autocomplete_fields = ["recommendation", "framework"]


@admin.register(Topic)
class TopicAdmin(CuratedAdmin):
    list_display = ["title", "introduction", "position", "status"]
    list_filter = ["status"]
    search_fields = ["title", "key", "introduction"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [QuestionInline]


@admin.register(Question)
class QuestionAdmin(CuratedAdmin):
    list_display = ["key", "topic", "text", "position"]
    list_filter = ["topic"]
    list_select_related = ["topic"]
    search_fields = ["key", "text"]
    autocomplete_fields = ["topic"]
    inlines = [AnswerInline]


@admin.register(Answer)
class AnswerAdmin(CuratedAdmin):
    list_display = ["key", "question", "guide", "text", "locator"]
    list_filter = ["guide", "question__topic"]
    list_select_related = ["question", "guide"]
    search_fields = ["key", "text"]
    autocomplete_fields = ["question", "guide"]


@admin.register(Technology)
class TechnologyAdmin(KeyedAdmin):
    list_display = ["name", "role"]
    search_fields = ["name", "key", "role"]
    prepopulated_fields = {"key": ["name"]}
    inlines = [MentionInline]


@admin.register(Conflict)
class ConflictAdmin(KeyedAdmin):
    list_display = ["title", "extent", "framework", "position"]
    list_filter = ["extent", "framework"]
    list_select_related = ["framework"]
    search_fields = ["title", "key", "text"]
    autocomplete_fields = ["framework"]
    prepopulated_fields = {"key": ["title"]}
    inlines = [SideInline]


@admin.register(Side)
class SideAdmin(CuratedAdmin):
    list_display = ["key", "conflict", "guide", "text"]
    list_filter = ["guide"]
    list_select_related = ["conflict", "guide"]
    search_fields = ["key", "text"]
    autocomplete_fields = ["conflict", "guide"]


@admin.register(Statement)
class StatementAdmin(CuratedAdmin):
    list_display = ["key", "framework", "text", "verdict", "by_hand", "rule", "thin", "checked_on"]
    list_filter = ["guide", "verdict", "by_hand", "thin", "framework", "checked_on"]
    list_select_related = ["framework"]
    search_fields = ["key", "text", "explanation", "rule"]
    autocomplete_fields = ["guide", "framework"]
    date_hierarchy = "checked_on"
    inlines = [ProofInline, PassageInline]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "rule":
            field.help_text = rules_help()
        return field


@admin.register(Passage)
class PassageAdmin(CuratedAdmin):
    list_display = ["key", "statement", "rating", "remark", "recommendation", "answer"]
    list_filter = ["statement__guide", "statement__verdict"]
    list_select_related = ["statement", "rating", "remark", "recommendation", "answer"]
    search_fields = ["key", "statement__text"]
    autocomplete_fields = ["statement", "rating", "remark", "recommendation", "answer"]


@admin.register(Proof)
class ProofAdmin(CuratedAdmin):
    list_display = ["key", "statement", "support", "fact", "source", "locator"]
    list_select_related = ["statement", "support", "fact", "source"]
    search_fields = ["key", "statement__text", "locator"]
    autocomplete_fields = ["statement", "support", "fact", "source"]
