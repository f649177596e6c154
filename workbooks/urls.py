"""Addresses of the workbooks, below their quarter. The `period` converter is registered by evaluations.urls."""

from django.urls import path

from workbooks.views import export

app_name = "workbooks"
urlpatterns = [
    path("tw/<period:period>/rekap.xlsx", export.recap, name="recap"),
    path("tw/<period:period>/unit/<slug:unit>/buku-kerja/", export.index, name="index"),
    path("tw/<period:period>/unit/<slug:unit>/buku-kerja/lke.xlsx", export.lke, name="lke"),
    path("tw/<period:period>/unit/<slug:unit>/buku-kerja/portalrb.xlsx", export.portalrb, name="portalrb"),
]
