"""What this room refuses, and what a person can do about it.

``code`` is stable and may be stored; ``message`` says what is wrong and ``advice`` what to do, both in the
language of the page being written. The keyword arguments fill the sentences and stay readable in ``params``.
"""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


class DocumentProblem(Exception):
    """A number, template or document that cannot be given."""

    code: ClassVar[str] = "document_problem"
    sentence: ClassVar[Sentence] = _("The document cannot be made.")
    remedy: ClassVar[Sentence] = _("Try again, or ask the administrator.")

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.code, params)

    @property
    def message(self) -> str:
        return str(self.sentence) % self.params

    @property
    def advice(self) -> str:
        return str(self.remedy) % self.params

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class ReasonNeeded(DocumentProblem):
    """A number was chosen, skipped or dated back without saying why (domain sheet section 4)."""

    code = "number_reason_needed"
    sentence = _("Number %(number)s is out of order, and no reason is given.")
    remedy = _("Write why this number is used. The reason is kept in the register.")


class NumberTaken(DocumentProblem):
    """The number asked for is already in the register."""

    code = "number_taken"
    sentence = _("Number %(number)s has already been issued on %(issued_on)s.")
    remedy = _("Choose another number, or leave it empty to take the next one.")


class NumberOutOfRange(DocumentProblem):
    """A number below 1, or a series moved backwards over numbers already given."""

    code = "number_out_of_range"
    sentence = _("Number %(number)s cannot be used; the next in this series is %(next)s.")
    remedy = _("Use a number of at least %(least)s.")


class BrokenTemplate(DocumentProblem):
    """The office's number template has unbalanced braces, or lacks the running number."""

    code = "number_template_broken"
    sentence = _("The number template “%(template)s” cannot be read.")
    remedy = _("Write each placeholder once, in braces, and include {number}. Known placeholders: %(known)s.")


class UnknownPlaceholder(DocumentProblem):
    """The office's number template names something that a number does not have."""

    code = "number_placeholder_unknown"
    sentence = _("The number template has an unknown placeholder: {%(placeholder)s}.")
    remedy = _("Known placeholders: %(known)s.")


class UnknownTemplate(DocumentProblem):
    """No document template carries this name. A fault of the program, never of a user."""

    code = "document_template_unknown"
    sentence = _("There is no document template named %(name)s.")
    remedy = _("The templates are: %(known)s.")


class CannotRender(DocumentProblem):
    """The typesetter refused the template or its data. A fault of the program, never of a user."""

    code = "document_not_rendered"
    sentence = _("The document %(name)s could not be set: %(detail)s")
    remedy = _("The record itself is safe. Try again, or ask the administrator.")


class BrokenWordTemplate(DocumentProblem):
    """An office's Word template that cannot be filled: a fault in it, or something it may not hold."""

    code = "word_template_broken"
    sentence = _("The Word template cannot be used: %(detail)s")
    remedy = _(
        "Correct that place in the file and bring it again. Until then the template in use stays; nothing is lost."
    )
