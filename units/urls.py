"""Addresses of the administration, below /pengelolaan/."""

from django.urls import path

from units.views import duties, manage, organisation, units, users, users_import

app_name = "units"
urlpatterns = [
    path("", manage.index, name="manage"),
    path("unit/", units.index, name="units"),
    path("unit-baru/", units.create, name="unit_create"),
    path("unit/<slug:unit>/", units.show, name="unit"),
    path("unit/<slug:unit>/ubah/", units.change, name="unit_change"),
    path("unit/<slug:unit>/nonaktifkan/", units.switch, {"active": False}, name="unit_deactivate"),
    path("unit/<slug:unit>/aktifkan/", units.switch, {"active": True}, name="unit_activate"),
    path("peran/", duties.grants, name="grants"),
    path("peran/baru/", duties.grant, name="grant"),
    path("peran/<int:pk>/", duties.grant_change, name="grant_change"),
    path("peran/<int:pk>/batal/", duties.grant_cancel, name="grant_cancel"),
    path("penugasan/", duties.assignments, name="assignments"),
    path("penugasan/baru/", duties.assign, name="assign"),
    path("penugasan/<int:pk>/", duties.assignment_change, name="assignment_change"),
    path("penugasan/<int:pk>/batal/", duties.assignment_cancel, name="assignment_cancel"),
    path("pengguna/", users.index, name="users"),
    path("pengguna/baru/", users.create, name="user_create"),
    path("pengguna/impor/", users_import.upload, name="users_import"),
    path("pengguna/impor/templat.xlsx", users_import.template, name="users_template"),
    path("pengguna/impor/pratinjau/", users_import.preview, name="users_preview"),
    path("pengguna/impor/buang/", users_import.give_up, name="users_import_give_up"),
    path("pengguna/<int:pk>/", users.show, name="user"),
    path("pengguna/<int:pk>/ubah/", users.change, name="user_change"),
    path("pengguna/<int:pk>/kata-sandi/", users.reset, name="user_reset"),
    path("pengguna/<int:pk>/nonaktifkan/", users.switch, {"active": False}, name="user_deactivate"),
    path("pengguna/<int:pk>/aktifkan/", users.switch, {"active": True}, name="user_activate"),
    path("instansi/", organisation.settings, name="organisation"),
    path("instansi/logo/", organisation.logo, name="logo"),
    path("dasar-hukum/baru/", organisation.create_basis, name="basis_create"),
    path("dasar-hukum/<int:pk>/", organisation.change_basis, name="basis_change"),
    path("dasar-hukum/<int:pk>/hapus/", organisation.delete_basis, name="basis_delete"),
]
