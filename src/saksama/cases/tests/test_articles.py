"""Articles to check on a case: found, chosen, marked; never a verdict, never a note in the journal."""

import pytest
from django.urls import reverse

from saksama.cases import operations as acts
from saksama.cases.models import ArticleToCheck
from saksama.cases.operations.articles import MarkIn
from saksama.cases.testing import wita
from saksama.cases.tests.test_papers import refused
from saksama.journal.models import Line

pytestmark = pytest.mark.django_db


def test_the_words_of_the_report_lead_to_articles_and_their_elements_are_marked(desk, stage):
    case = stage.registered()
    desk.at(wita(6, 10))
    officer, address = desk.of(stage.cast.officer), reverse("cases:articles", args=[case.pk])
    page = officer.get(address).content.decode()
    assert "187A ayat (1)" in page
    assert "karena kata: amplop, dibagikan" in page
    assert officer.post(address, {"choose": "P187A-1"}).status_code == 302
    article = ArticleToCheck.objects.get()
    sent = {
        "mark": article.pk,
        "state-1": "shown",
        "note-1": "Identitas pemberi",
        "state-4": "missing",
        "state-5": "x",
    }
    assert officer.post(address, sent).status_code == 302
    shown = officer.get(address).content.decode()
    assert "1 dari 6 unsur tampak dalam berkas." in shown
    assert "Identitas pemberi" in shown
    assert "bersalah" not in shown
    assert officer.post(address, {"drop": article.pk}).status_code == 302
    assert "1 dari 6" not in officer.get(address).content.decode()
    officer.post(address, {"choose": "P187A-1"})
    assert "1 dari 6" in officer.get(address).content.decode()


def test_the_journal_keeps_each_state_and_no_note(stage):
    case = stage.registered()
    article = acts.choose_article(case, "P188", actor=stage.officer, at=wita(6))
    acts.mark_elements(article, {1: MarkIn("shown", "Budi Santoso")}, actor=stage.officer, at=wita(6))
    facts = Line.objects.get(act="elements_marked").facts
    assert facts == {"article": "P188", "marks": {"1": "shown"}}


def test_an_article_of_another_day_or_none_is_refused(desk, stage):
    case = stage.registered()
    with refused("unknown_article"):
        acts.choose_article(case, "P999", actor=stage.officer, at=wita(6))
    desk.at(wita(6, 10))
    address = reverse("cases:articles", args=[case.pk])
    officer = desk.of(stage.cast.officer)
    assert officer.post(address, {"choose": "P999"}).status_code == 422
    assert officer.post(address, {"mark": "x"}).status_code == 404
    assert officer.post(address, {"search": "1", "words": "zzz"}).status_code == 200
    assert desk.of(stage.cast.secretary).get(address).status_code == 403
    assert desk.of(stage.cast.neighbour).get(address).status_code == 404
