"""Addresses of standing, ways and trends, below those of the quarter and its units."""

from django.urls import path

from insights.views import trace

app_name = "insights"
urlpatterns = [
    path("tw/<period:period>/unit/<slug:unit>/nilai/", trace.show, name="trace"),
]
