"""The words of the law that the citizen's pages use, each with a plain explanation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: tuple[tuple[str, Any], ...] = (
    (
        "Laporan",
        _(
            "Report: you tell the supervisors, with name and address, about something that may be a violation."
        ),
    ),
    ("Temuan", _("Finding: the same, but seen by a supervisor on duty.")),
    (
        "Informasi awal",
        _("Preliminary information: a message without a name. It is traced, but not registered."),
    ),
    ("Pelapor", _("Reporter: the person who reports.")),
    (
        "Terlapor",
        _("Reported party: the person or team the report is about. Nobody is guilty before a decision."),
    ),
    ("Saksi", _("Witness: somebody who saw, heard or lived through the event.")),
    ("Kuasa", _("Attorney: somebody who reports for another person, with a power of attorney.")),
    ("Syarat formal", _("Formal requirement: who reports, about whom, in time, with identity card.")),
    ("Syarat materiel", _("Material requirement: when and where it happened, what happened, with evidence.")),
    ("Kajian awal", _("Initial study: the office looks whether the report is complete.")),
    ("Perbaikan", _("Completion: the reporter hands in what was missing.")),
    ("Registrasi", _("Registration: the report gets its number in the register and handling begins.")),
    ("Klarifikasi", _("Clarification: the office hears reporter, witnesses and the reported party.")),
    ("Rapat pleno", _("Plenary: the meeting in which the members of the office decide together.")),
    ("Masa tenang", _("Quiet period: the last days before the vote, without campaigning.")),
    ("TPS", _("Polling station (tempat pemungutan suara).")),
    ("Panwaslu Kecamatan", _("Supervisors of the sub-district; reports can be handed to them too.")),
    ("Gakkumdu", _("Centre where supervisors, police and prosecutors handle election crimes together.")),
)


def words() -> list[tuple[str, str]]:
    """``[(word, explanation)]`` in the order of the alphabet, in the reader's language."""
    return sorted((word, str(meaning)) for word, meaning in WORDS)
