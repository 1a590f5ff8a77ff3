"""Initial study (kajian awal), notice of shortcomings, and study (kajian)."""

from django.db import models

from saksama.evidence.crypto import EncryptedTextField


class InitialStudy(models.Model):
    """One round of checking a report against the formal and material requirements."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="initial_studies")
    round = models.PositiveSmallIntegerField(help_text="1 for the first study, 2 after completion ...")
    is_complete = models.BooleanField()
    note = models.TextField(blank=True)
    concluded_on = models.DateField()

    class Meta:
        ordering = ["case_id", "round"]
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="one_study_per_round")]

    def __str__(self) -> str:
        return f"round {self.round}"


class RequirementCheck(models.Model):
    """One requirement in one round: met or not, and what is missing."""

    study = models.ForeignKey(InitialStudy, on_delete=models.PROTECT, related_name="checks")
    requirement = models.CharField(max_length=40, help_text="id in law requirements data")
    is_met = models.BooleanField()
    missing = models.CharField(max_length=300, blank=True, help_text="what is missing, told to the reporter")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["study", "requirement"], name="one_check_per_requirement"),
            models.CheckConstraint(
                condition=models.Q(is_met=True) | ~models.Q(missing=""), name="what_is_missing_is_named"
            ),
        ]

    def __str__(self) -> str:
        return self.requirement


class ShortcomingsNotice(models.Model):
    """Proof that the reporter was told what is missing."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="shortcomings_notices")
    study = models.OneToOneField(InitialStudy, on_delete=models.PROTECT, related_name="notice")
    channel = models.CharField(max_length=12)
    number = models.CharField(max_length=80, blank=True, help_text="letter or message number")
    given_at = models.DateTimeField()
    proof = models.ForeignKey(
        "cases.CaseFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.channel} {self.given_at:%Y-%m-%d}"


class Study(models.Model):
    """The study of the alleged violation; confidential until decided, and may name witnesses."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="studies")
    version = models.PositiveSmallIntegerField(help_text="1, 2 ...; the newest counts, older stay")
    facts = EncryptedTextField()
    legal_basis = EncryptedTextField()
    analysis = EncryptedTextField()
    conclusion = EncryptedTextField()
    recommendation = EncryptedTextField()
    written_on = models.DateField()
    author = models.CharField(max_length=64)

    class Meta:
        ordering = ["case_id", "version"]
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="one_study_per_version")]

    def __str__(self) -> str:
        return f"v{self.version}"
