"""Addresses of standing, ways and trends, below those of the quarter and its units."""

from django.urls import path

from insights.views import leaders, scenarios, standing, trace, trends, unit_trend, way

app_name = "insights"
urlpatterns = [
    path("tw/<period:period>/perkembangan/", trends.show, name="trends"),
    path("tw/<period:period>/perkembangan/pertanyaan/", trends.questions, name="questions"),
    path("tw/<period:period>/pimpinan/", leaders.show, name="leaders"),
    path("tw/<period:period>/pimpinan/papan-pimpinan.csv", leaders.csv, name="leaders_csv"),
    path("tw/<period:period>/pimpinan/papan-pimpinan.xlsx", leaders.xlsx, name="leaders_xlsx"),
    path("tw/<period:period>/unit/<slug:unit>/jalur/", way.show, name="way"),
    path("tw/<period:period>/unit/<slug:unit>/jalur/awal/", way.first, name="first"),
    path("tw/<period:period>/unit/<slug:unit>/jalur/rencana/", way.plan, name="plan_steps"),
    path("tw/<period:period>/unit/<slug:unit>/minimal/", standing.gates, name="gates"),
    path("tw/<period:period>/unit/<slug:unit>/nilai/", trace.show, name="trace"),
    path("tw/<period:period>/unit/<slug:unit>/pengaruh/", standing.influence, name="influence"),
    path("tw/<period:period>/unit/<slug:unit>/perkembangan/", unit_trend.show, name="unit_trend"),
    path("tw/<period:period>/unit/<slug:unit>/rentang/", standing.band, name="band"),
    path("tw/<period:period>/unit/<slug:unit>/skenario/", scenarios.show, name="scenarios"),
    path("tw/<period:period>/unit/<slug:unit>/skenario/hitung/", scenarios.compute, name="scenario_compute"),
    path("tw/<period:period>/unit/<slug:unit>/skenario/simpan/", scenarios.keep, name="scenario_keep"),
    path("tw/<period:period>/unit/<slug:unit>/skenario/<int:pk>/", scenarios.scenario, name="scenario"),
    path("tw/<period:period>/unit/<slug:unit>/skenario/<int:pk>/simpan/", scenarios.change, name="scenario_change"),
    path("tw/<period:period>/unit/<slug:unit>/skenario/<int:pk>/nama/", scenarios.rename, name="scenario_rename"),
    path("tw/<period:period>/unit/<slug:unit>/skenario/<int:pk>/hapus/", scenarios.remove, name="scenario_remove"),
    path("tw/<period:period>/unit/<slug:unit>/upaya/", standing.efforts, name="efforts"),
]
