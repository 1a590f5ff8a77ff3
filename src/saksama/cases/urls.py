"""Routes of the casework room, below ``/meja/``. Every view is marked with the permission that opens it."""

from django.urls import path

from saksama.cases.advice import urls as advice
from saksama.cases.importing import urls as importing
from saksama.cases.neutrality import urls as neutrality
from saksama.cases.sittings import urls as sittings
from saksama.cases.tracks import urls as tracks
from saksama.cases.views import (
    acting,
    articles,
    bundle,
    case,
    chronicle,
    files,
    intake,
    issuing,
    papers,
    parties,
    supervision,
    templates,
    transfers,
)

app_name = "cases"
urlpatterns = [
    path("catat/laporan/", intake.report, name="report"),
    path("catat/informasi/", intake.information, name="information"),
    path("catat/batas/", intake.last_day, name="last_day"),
    path("catat/sebelum-kirim/", intake.before_sending, name="before_sending"),
    path("catat/<uuid:pk>/tanda-terima/", intake.receipt, name="receipt"),
    path("perkara/<uuid:pk>/", case.case, name="case"),
    path("perkara/<uuid:pk>/tindakan/<slug:act>/", acting.act, name="act"),
    path("perkara/<uuid:pk>/berkas/<int:file>/", files.view, name="file"),
    path("perkara/<uuid:pk>/berkas/<int:file>/asli/", files.original, name="file_original"),
    path("perkara/<uuid:pk>/berkas/<int:file>/riwayat/", files.history, name="file_history"),
    path("perkara/<uuid:pk>/berkas/<int:file>/periksa/", files.check, name="file_check"),
    path("perkara/<uuid:pk>/pihak/<int:party>/buka/", parties.reveal, name="reveal"),
    path("perkara/<uuid:pk>/dokumen/<slug:kind>.pdf", papers.paper, name="paper"),
    path("perkara/<uuid:pk>/pasal/", articles.articles, name="articles"),
    path("perkara/<uuid:pk>/berkas-sidang/", bundle.bundle, name="bundle"),
    path("perkara/<uuid:pk>/jurnal/", chronicle.chronicle, name="chronicle"),
    path("perkara/<uuid:pk>/surat/", issuing.papers, name="papers"),
    path("perkara/<uuid:pk>/surat/terbit/<uuid:document>/", issuing.issued, name="issued_paper"),
    path("perkara/<uuid:pk>/surat/<slug:sheet>/", issuing.issue, name="issue"),
    path("perkara/<uuid:pk>/surat/<slug:sheet>/pratinjau.<slug:file>", issuing.preview, name="paper_preview"),
    path("pengawasan/", supervision.records, name="records"),
    path("pengawasan/baru/", supervision.new, name="record_new"),
    path("pengawasan/<uuid:pk>/", supervision.record, name="record"),
    path("pengawasan/<uuid:pk>/berkas/<int:file>/", supervision.record_file, name="record_file"),
    path("pengawasan/konsep/", supervision.keep_draft, name="record_draft"),
    path("pengawasan/<uuid:pk>/formulir-a.<slug:file>", supervision.record_form, name="record_form"),
    path("pengawasan/<uuid:pk>/terbit/<uuid:document>/", supervision.issued_form, name="record_issued"),
    path("pengawasan/<uuid:pk>/temuan/", supervision.propose, name="propose"),
    path("templat/", templates.templates, name="templates"),
    path("templat/<slug:kind>/<slug:which>.docx", templates.template_preview, name="template_preview"),
    path("pelimpahan/", transfers.transfers, name="transfers"),
    *importing.urlpatterns,
    *tracks.urlpatterns,
    *neutrality.urlpatterns,
    *advice.urlpatterns,
    *sittings.urlpatterns,
]
