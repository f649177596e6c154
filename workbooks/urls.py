"""Addresses of the workbooks, below their quarter. The `period` converter is registered by evaluations.urls."""

from django.urls import URLPattern

app_name = "workbooks"
urlpatterns: list[URLPattern] = []
