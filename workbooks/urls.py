"""Addresses of the workbooks, below their quarter. The `period` converter is registered by evaluations.urls."""

from django.urls import path

from workbooks.views import export, imports

app_name = "workbooks"
urlpatterns = [
    path("tw/<period:period>/rekap.xlsx", export.recap, name="recap"),
    path("tw/<period:period>/unit/<slug:unit>/buku-kerja/", export.index, name="index"),
    path("tw/<period:period>/unit/<slug:unit>/buku-kerja/lke.xlsx", export.lke, name="lke"),
    path("tw/<period:period>/unit/<slug:unit>/buku-kerja/portalrb.xlsx", export.portalrb, name="portalrb"),
    path("tw/<period:period>/unit/<slug:unit>/buku-kerja/impor/", imports.start, name="import_start"),
    path("tw/<period:period>/unit/<slug:unit>/buku-kerja/impor/<int:pk>/", imports.show, name="import"),
    path(
        "tw/<period:period>/unit/<slug:unit>/buku-kerja/impor/<int:pk>/buang/", imports.give_up, name="import_give_up"
    ),
]
