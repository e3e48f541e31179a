"""What the steps ask for."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.text import slugify

from curation.dates import today, validate_not_future, validate_partial_date
from curation.web.forms import TextField
from curation.web.outward import problem_with, refusal
from editorial.admin.forms.fields import LinesField
from frameworks.models import Framework, Kind, LearningResource, Source, SourceKind
from frameworks.models.resource import Access, ResourceKind
from frameworks.package_index.addresses import normalised
from reviews.models import Guide
from reviews.models.guide import Interest

FEW_LINES = AdminTextareaWidget(attrs={"rows": 2})


class WebAddressField(TextField):
    """An address of the public web."""

    def clean(self, value: Any) -> Any:
        address = super().clean(value)
        if address and (problem := problem_with(address)):
            raise forms.ValidationError(refusal(address, problem))
        return address


class NewForm(forms.Form):
    """The first step of adding something; ``own`` is the key that it has in a draft already."""

    def __init__(self, *args: Any, own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own

    def key(self) -> str:
        return self.own or slugify(self.cleaned_data["name"].replace("_", "-"))[:50].strip("-")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.key():
            self.add_error(None, "Its name has no letter or digit that an address could have.")
        return cleaned


class FrameworkForm(NewForm):
    """A framework by its package."""

    package = TextField(
        max_length=80,
        required=False,
        help_text="Its name on the package index, which a program then reads. Blank where it has none.",
    )
    name = TextField(max_length=80)
    kind = forms.ModelChoiceField(Kind.objects.all())
    tagline = TextField(widget=FEW_LINES, help_text="One or two sentences on what it is, in our own words.")

    def clean_package(self) -> str:
        package = str(self.cleaned_data["package"]).strip()
        known = [row for row in Framework.objects.exclude(package="") if normalised(row.package) == normalised(package)]
        if package and known:
            raise forms.ValidationError(f"{known[0].name} is here already, with that package.")
        return package

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if Framework.objects.filter(name__iexact=name).exists() or Framework.objects.filter(pk=slugify(name)).exists():
            raise forms.ValidationError(f"There is a framework “{name}” already.")
        return name


class SourceForm(forms.Form):
    """A source by its address; kind and name are guessed, to be corrected."""

    url = WebAddressField(label="Address", max_length=400, required=False)
    name = TextField(max_length=160, required=False, help_text="What a reader would call it.")
    kind = forms.ChoiceField(choices=SourceKind, required=False)
    use = forms.BooleanField(required=False, label="I read it today")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("use") and not self.errors:
            for name in ("url", "name", "kind"):
                if not cleaned.get(name):
                    self.add_error(name, "This field is required.")
            if same := Source.objects.filter(url=cleaned.get("url") or " ").first():
                self.add_error("url", f"The source “{same.name}” has that address already; just name it.")
        return cleaned


class GuideForm(NewForm):
    """A guide and the text it is read from."""

    name = TextField(label="Title", max_length=160, help_text="The title of the text.")
    voice = TextField(max_length=80, help_text="Who speaks, as sentences name them.")
    code = TextField(max_length=4, help_text="Two letters that stand for it on discs and chips.")
    url = WebAddressField(label="Address", max_length=400, required=False)
    author = TextField(max_length=120, required=False)
    published = TextField(
        required=False,
        validators=[validate_partial_date, validate_not_future],
        help_text="YYYY, YYYY-MM or YYYY-MM-DD, as the text prints it; blank where it prints none.",
    )
    dated = TextField(
        label="How it is dated",
        widget=FEW_LINES,
        help_text="What its date rests on, or what is known where it prints none.",
    )
    read_on = forms.DateField(
        label="Read on", initial=today, validators=[validate_not_future], help_text="When you last read it."
    )
    interest = forms.ChoiceField(choices=Interest)
    commercial_interest = TextField(widget=FEW_LINES, required=False, help_text="What it sells, and where it says so.")
    gaps = LinesField(widget=FEW_LINES, required=False, help_text="What to know when reading it. One to a line.")

    def key(self) -> str:
        return self.own or slugify(self.cleaned_data["code"])

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).upper()
        if Guide.objects.filter(code__iexact=code).exists() or Guide.objects.filter(pk=slugify(code)).exists():
            raise forms.ValidationError(f"There is a guide with the letters {code} already.")
        return code


class ResourceForm(NewForm):
    """A place to learn a framework or to get it, and the source that says so."""

    name = TextField(max_length=80)
    kind = forms.ChoiceField(choices=ResourceKind)
    website = WebAddressField(max_length=200)
    tagline = TextField(widget=FEW_LINES, help_text="What it is, in our own words.")
    access = forms.ChoiceField(choices=Access, initial=Access.UNKNOWN)
    price = TextField(required=False, help_text="What the source says of the price.")
    source = forms.ModelChoiceField(
        Source.objects.order_by("name"), required=False, help_text="Blank for its own web site, read today."
    )
    frameworks = forms.ModelMultipleChoiceField(
        Framework.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Those that the source says it teaches or offers.",
    )

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        known = LearningResource.objects.filter(name__iexact=name) | LearningResource.objects.filter(pk=slugify(name))
        if known.exists():
            raise forms.ValidationError(f"There is a resource “{name}” already.")
        return name
