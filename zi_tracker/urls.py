"""All addresses. Every page needs login unless its view says otherwise (zi_tracker.middleware)."""

from django.contrib import admin
from django.urls import include, path

from zi_tracker import home_views, job_views, views

urlpatterns = [
    path("", home_views.home, name="home"),
    path("", include("evaluations.urls")),
    path("", include("plans.urls")),
    path("", include("visits.urls")),
    path("", include("workbooks.urls")),
    path("", include("insights.urls")),
    path("", include("reports.urls")),
    path("kotak-masuk/", include("inbox.urls")),
    path("akun/", include("accounts.urls")),
    path("pengelolaan/", include("units.urls")),
    path("kelola/", admin.site.urls),
    path("galeri/", views.gallery, name="gallery"),
    path("pekerjaan/", job_views.index, name="jobs"),
    path("pekerjaan/<int:pk>/kemajuan/", job_views.progress, name="job_progress"),
    path("pekerjaan/<int:pk>/coba-lagi/", job_views.retry, name="job_retry"),
    path("sehat/", views.health, name="health"),
    path("sehat/pekerja/", job_views.worker_health, name="worker_health"),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
