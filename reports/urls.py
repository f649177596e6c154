"""Addresses of the reports, below their quarter. The `period` converter is registered by evaluations.urls."""

from django.urls import path

from reports.views import plan, quarterly

app_name = "reports"
urlpatterns = [
    path("tw/<period:period>/laporan/", quarterly.index, name="index"),
    path("tw/<period:period>/laporan/triwulan.pdf", quarterly.quarterly_pdf, name="quarterly_pdf"),
    path("unit/<slug:unit>/rencana/rencana-aksi.xlsx", plan.plan_xlsx, name="plan_xlsx"),
]
