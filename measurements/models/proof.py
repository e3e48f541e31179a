from django.db import models

from curation.dates import day_field
from curation.rows import Claim, key_is, one_of
from frameworks.models import Feature, Framework, SupportLevel
from measurements.models.forms import TEXTS, WORDS
from measurements.models.run import LabRun


class ProofVerdict(models.TextChoices):
    """What a program or a probe says of its cell; none of them changes a cell, an editor does."""

    PROVED = "proved", "Proved"
    PROVED_WITH_EXTRA = "proved-with-extra", "Proved with an extra"
    PROPOSED = "proposed", "Proposed"
    NOT_FOUND = "tried-not-found", "Tried, not found"
    CONTESTED = "contested", "Contested"
    FAILS = "fails", "Fails"
    INCONCLUSIVE = "inconclusive", "Inconclusive"


HOLDS = (ProofVerdict.PROVED, ProofVerdict.PROVED_WITH_EXTRA)
DOUBTS = (ProofVerdict.CONTESTED, ProofVerdict.FAILS)


class CellProof(Claim):
    """A program that used a feature and asserted its effect, or a probe that says what was tried in vain."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="proofs")
    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="proofs")
    name = models.SlugField(max_length=120, help_text="What the program shows, in words joined by hyphens.")
    level = models.CharField(
        max_length=20, choices=SupportLevel, help_text="The level of support that it was written for."
    )
    is_probe = models.BooleanField(default=False, help_text="It tries what users would try, and finds nothing.")
    verdict = models.CharField(max_length=20, choices=ProofVerdict)
    packages = models.JSONField(
        default=list, blank=True, validators=[TEXTS], help_text="What its environment holds beside the framework."
    )
    versions = models.JSONField(
        default=dict, blank=True, validators=[WORDS], help_text="The packages that it loaded, with versions."
    )
    says = models.TextField(blank=True, help_text="What was tried, in the words of the program.")
    text = models.TextField(help_text="The program.")
    sha256 = models.CharField(max_length=64, help_text="The hash of the program.")
    output = models.TextField(blank=True, help_text="What it printed, and the assertion that failed.")
    proved_on = day_field("The UTC day on which it ran.")
    run = models.ForeignKey(LabRun, on_delete=models.PROTECT, related_name="proofs")

    named_by = "feature"
    key_fields = ("framework", "feature", "name")

    class Meta:
        ordering = ["key"]
        verbose_name = "proof of a cell"
        verbose_name_plural = "proofs of cells"
        constraints = [
            key_is("framework", "feature", "name", name="cell_proof_key_is_framework_feature_name"),
            one_of("level", SupportLevel, name="cell_proof_level_valid"),
            one_of("verdict", ProofVerdict, name="cell_proof_verdict_valid"),
        ]
