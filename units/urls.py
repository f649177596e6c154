"""Addresses of the administration, below /pengelolaan/."""

from django.urls import path

from units.views import manage

app_name = "units"
urlpatterns = [
    path("", manage.index, name="manage"),
]
