"""Addresses of the reports, below their quarter. The `period` converter is registered by evaluations.urls."""

from django.urls import path

from reports.views import quarterly

app_name = "reports"
urlpatterns = [
    path("tw/<period:period>/laporan/", quarterly.index, name="index"),
    path("tw/<period:period>/laporan/triwulan.pdf", quarterly.quarterly_pdf, name="quarterly_pdf"),
]
