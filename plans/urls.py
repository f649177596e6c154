"""Addresses of plans. A unit's pages lie below `unit/<code>/`: a plan goes on from quarter to quarter."""

from django.urls import path

from plans.views import actions, area_owners, plan

app_name = "plans"
urlpatterns = [
    path("rencana/", plan.first, name="first"),
    path("rencana/semua/", plan.everything, name="all"),
    path("rencana/saya/", plan.my_actions, name="mine"),
    path("rencana/<int:pk>/", actions.show, name="action"),
    path("rencana/<int:pk>/ubah/", actions.change, name="change"),
    path("rencana/<int:pk>/langkah/<slug:step>/", actions.take, name="take"),
    path("unit/<slug:unit>/rencana/", plan.show, name="plan"),
    path("unit/<slug:unit>/rencana/baru/", actions.add, name="add"),
    path("unit/<slug:unit>/pokja/", area_owners.show, name="area_owners"),
]
