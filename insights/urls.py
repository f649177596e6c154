"""Addresses of standing, ways and trends, below those of the quarter and its units."""

from django.urls import path

from insights.views import leaders, trace, trends, unit_trend

app_name = "insights"
urlpatterns = [
    path("tw/<period:period>/perkembangan/", trends.show, name="trends"),
    path("tw/<period:period>/perkembangan/pertanyaan/", trends.questions, name="questions"),
    path("tw/<period:period>/pimpinan/", leaders.show, name="leaders"),
    path("tw/<period:period>/pimpinan/papan-pimpinan.csv", leaders.csv, name="leaders_csv"),
    path("tw/<period:period>/pimpinan/papan-pimpinan.xlsx", leaders.xlsx, name="leaders_xlsx"),
    path("tw/<period:period>/unit/<slug:unit>/nilai/", trace.show, name="trace"),
    path("tw/<period:period>/unit/<slug:unit>/perkembangan/", unit_trend.show, name="unit_trend"),
]
