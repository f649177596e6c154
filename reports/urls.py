"""Addresses of the reports, below their quarter. The `period` converter is registered by evaluations.urls."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("tw/<period:period>/laporan/", views.index, name="index"),
    path("tw/<period:period>/laporan/triwulan.pdf", views.quarterly_pdf, name="quarterly_pdf"),
]
