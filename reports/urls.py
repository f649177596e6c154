"""Addresses of the reports, below their quarter. The `period` converter is registered by evaluations.urls."""

from django.urls import path

from reports.views import evidence, plan, quarterly, visit

app_name = "reports"
urlpatterns = [
    path("tw/<period:period>/laporan/", quarterly.index, name="index"),
    path("tw/<period:period>/laporan/triwulan.pdf", quarterly.quarterly_pdf, name="quarterly_pdf"),
    path("tw/<period:period>/unit/<slug:unit>/unduh-bukti/", evidence.evidence, name="evidence"),
    path("tw/<period:period>/unit/<slug:unit>/bukti.zip", evidence.evidence_zip, name="evidence_zip"),
    path("unit/<slug:unit>/rencana/rencana-aksi.xlsx", plan.plan_xlsx, name="plan_xlsx"),
    path("pendampingan/<int:pk>/berita-acara.pdf", visit.visit_pdf, name="visit_pdf"),
]
