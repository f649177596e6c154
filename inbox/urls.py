"""Addresses of the inbox."""

from django.urls import path

from inbox import views

app_name = "inbox"
urlpatterns = [
    path("", views.index, name="index"),
    path("semua-dibaca/", views.read_all, name="read_all"),
    path("pengaturan/", views.settings, name="settings"),
    path("<int:pk>/buka/", views.open_, name="open"),
]
