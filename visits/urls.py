"""Addresses of visits and eksposes. The `period` converter is registered by evaluations.urls."""

from django.urls import path

from visits.views import ekspose, photos, plans, records, visits

app_name = "visits"
urlpatterns = [
    path("pendampingan/", visits.index, name="index"),
    path("pendampingan/kalender/", visits.month, name="calendar"),
    path("pendampingan/baru/", plans.create, name="create"),
    path("pendampingan/<int:pk>/", visits.show, name="show"),
    path("pendampingan/<int:pk>/ubah/", plans.change, name="change"),
    path("pendampingan/<int:pk>/batal/", plans.cancel, name="cancel"),
    path("pendampingan/<int:pk>/hasil/", records.record, name="record"),
    path("pendampingan/<int:pk>/foto/", photos.add, name="photos"),
    path("pendampingan/<int:pk>/foto/<int:photo>/", photos.picture, name="photo"),
    path("pendampingan/<int:pk>/foto/<int:photo>/hapus/", photos.remove, name="photo_remove"),
    path("tw/<period:period>/unit/<slug:unit>/pendampingan/", visits.of_unit, name="of_unit"),
    path("tw/<period:period>/ekspose/", ekspose.show, name="ekspose"),
    path("tw/<period:period>/ekspose/ubah/", ekspose.edit, name="ekspose_edit"),
]
