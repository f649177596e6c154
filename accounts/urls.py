"""Addresses of the account screens."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("masuk/", views.Login.as_view(), name="login"),
    path("keluar/", login_not_required(LogoutView.as_view()), name="logout"),
    path("kata-sandi/", views.change_password, name="password_change"),
    path("kata-sandi-baru/<str:uid>/<str:token>/", views.set_by_link, name="password_link"),
    path("lupa-kata-sandi/", views.forgotten, name="forgotten"),
    path("lupa-kata-sandi/terkirim/", views.forgotten_sent, name="forgotten_sent"),
    path("profil/", views.profile, name="profile"),
]
