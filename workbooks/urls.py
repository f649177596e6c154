"""Addresses of the workbooks, below their quarter. The `period` converter is registered by evaluations.urls."""

from django.urls import path

from workbooks.views import export

app_name = "workbooks"
urlpatterns = [
    path("tw/<period:period>/unit/<slug:unit>/lke.xlsx", export.lke, name="lke"),
]
