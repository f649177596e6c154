"""Addresses of the reports, below their quarter. The `period` converter is registered by evaluations.urls."""

from django.urls import path, register_converter

from reports.converters import PlaceConverter
from reports.views import (
    desk,
    editions,
    evidence,
    narratives,
    plan,
    prepared,
    quarterly,
    signed_copies,
    slides,
    verification,
    visit,
    word_templates,
)

register_converter(PlaceConverter, "place")

app_name = "reports"
urlpatterns = [
    path("tw/<period:period>/laporan/", quarterly.index, name="index"),
    path("tw/<period:period>/paparan/", slides.show, name="slides"),
    path("tw/<period:period>/laporan/susun/<slug:paper>/<slug:form>/", prepared.ask_for, name="ask"),
    path("tw/<period:period>/unit/<slug:unit>/laporan/susun/<slug:paper>/<slug:form>/", prepared.ask_for, name="ask"),
    path("tw/<period:period>/unit/<slug:unit>/bahan-desk/", desk.show, name="desk"),
    path("laporan/berkas/<int:pk>/", prepared.fetch, name="prepared"),
    path("laporan/berkas/<int:pk>/kemajuan/", prepared.progress, name="progress"),
    path("tw/<period:period>/laporan/terbitan/", editions.card, name="editions"),
    path("tw/<period:period>/laporan/terbitkan/<slug:paper>/", editions.create, name="edition_create"),
    path("tw/<period:period>/unit/<slug:unit>/terbitan/", editions.of_unit, name="editions_of_unit"),
    path("terbitan/<int:pk>/", editions.show, name="edition"),
    path("terbitan/<int:pk>/berkas/", editions.pdf, name="edition_pdf"),
    path("terbitan/<int:pk>/perbaiki/", editions.replace, name="edition_correct"),
    path("terbitan/<int:pk>/batalkan/", editions.give_up, name="edition_cancel"),
    path("terbitan/<int:pk>/salinan/", signed_copies.add, name="copy_add"),
    path("terbitan/<int:pk>/salinan/<int:copy>/berkas/", signed_copies.pdf, name="copy_pdf"),
    path("terbitan/<int:pk>/salinan/<int:copy>/tarik/", signed_copies.withdraw, name="copy_withdraw"),
    path("verifikasi/<str:token>/", verification.verify, name="verify"),
    path("tw/<period:period>/laporan/narasi/", narratives.index, name="narratives"),
    path("tw/<period:period>/laporan/narasi/<place:place>/", narratives.show, name="narrative"),
    path("tw/<period:period>/laporan/narasi/<place:place>/simpan/", narratives.save, name="narrative_save"),
    path("tw/<period:period>/laporan/narasi/<place:place>/sesuai/", narratives.confirm, name="narrative_confirm"),
    path("tw/<period:period>/laporan/narasi/<place:place>/kembalikan/", narratives.reset, name="narrative_reset"),
    path("tw/<period:period>/laporan/narasi/<place:place>/riwayat/", narratives.history, name="narrative_history"),
    path("tw/<period:period>/laporan/narasi/<place:place>/pakai/", narratives.restore, name="narrative_restore"),
    path("pengelolaan/templat-word/", word_templates.index, name="word_templates"),
    path("pengelolaan/templat-word/<int:pk>/berkas/", word_templates.docx, name="word_template"),
    path("pengelolaan/templat-word/<slug:paper>/", word_templates.add, name="word_add"),
    path("pengelolaan/templat-word/<slug:paper>/bawaan/", word_templates.reset, name="word_reset"),
    path("pengelolaan/templat-word/<slug:paper>/templat.docx", word_templates.ours_docx, name="word_ours"),
    path("pengelolaan/templat-word/<slug:paper>/nama/", word_templates.names, name="word_names"),
    path("tw/<period:period>/unit/<slug:unit>/unduh-bukti/", evidence.evidence, name="evidence"),
    path("tw/<period:period>/unit/<slug:unit>/bukti.zip", evidence.evidence_zip, name="evidence_zip"),
    path("unit/<slug:unit>/rencana/rencana-aksi.xlsx", plan.plan_xlsx, name="plan_xlsx"),
    path("pendampingan/<int:pk>/berita-acara.pdf", visit.visit_pdf, name="visit_pdf"),
]
