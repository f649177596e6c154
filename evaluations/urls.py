"""Addresses of the evaluation screens. `tw/2024-3/` is TW III 2024; every screen of a quarter lives below it."""

from django.urls import path, register_converter

from evaluations.converters import PeriodConverter
from evaluations.views import (
    answers,
    board,
    deadlines,
    desk,
    differences,
    follow_up_files,
    follow_ups,
    history_log,
    participation,
    periods,
    question,
    recommendation_writing,
    recommendations,
    repairs,
    sheet,
    snapshots,
    steps,
    unit,
)

register_converter(PeriodConverter, "period")

app_name = "evaluations"
urlpatterns = [
    path("tw/<period:period>/", board.show, name="board"),
    path("tw/<period:period>/meja/", desk.show, name="desk"),
    path("tw/<period:period>/pertanyaan/<str:code>/", question.show, name="question"),
    path("tw/<period:period>/unit/<slug:unit>/", unit.show, name="unit"),
    path("tw/<period:period>/unit/<slug:unit>/batas/", deadlines.extend, name="extend"),
    path("tw/<period:period>/unit/<slug:unit>/rekomendasi/", recommendation_writing.write, name="recommend"),
    path("tw/<period:period>/unit/<slug:unit>/selisih/", differences.show, name="differences"),
    path("tw/<period:period>/unit/<slug:unit>/rekaman/", snapshots.index, name="snapshots"),
    path("tw/<period:period>/unit/<slug:unit>/rekaman/<int:number>/", snapshots.show, name="snapshot"),
    path("tw/<period:period>/unit/<slug:unit>/rekaman/<int:number>/json/", snapshots.download, name="snapshot_file"),
    path("tw/<period:period>/unit/<slug:unit>/lke/", sheet.show, name="sheet"),
    path("tw/<period:period>/unit/<slug:unit>/lke/simpan/", answers.save_sheet, name="save_sheet"),
    path("tw/<period:period>/unit/<slug:unit>/lke/setuju-bagian/<str:node>/", answers.agree_part, name="agree_part"),
    path("tw/<period:period>/unit/<slug:unit>/lke/<str:code>/", answers.save, name="answer"),
    path("tw/<period:period>/unit/<slug:unit>/lke/<str:code>/setuju/", answers.agree, name="agree"),
    path("tw/<period:period>/unit/<slug:unit>/lke/<str:code>/tandai/", repairs.mark, name="mark"),
    path("tw/<period:period>/unit/<slug:unit>/lke/<str:code>/riwayat/", sheet.history, name="history"),
    path("tw/<period:period>/unit/<slug:unit>/lke/<str:code>/hitung/", answers.preview, name="preview"),
    path("tw/<period:period>/unit/<slug:unit>/langkah/<slug:action>/", steps.take, name="step"),
    path("rekomendasi/", recommendations.index, name="recommendations"),
    path("rekomendasi/<int:pk>/", recommendations.show, name="recommendation"),
    path("rekomendasi/<int:pk>/ubah/", recommendation_writing.change, name="recommendation_change"),
    path("rekomendasi/<int:pk>/sampaikan/", recommendation_writing.send, name="recommendation_send"),
    path("rekomendasi/<int:pk>/hapus/", recommendation_writing.remove, name="recommendation_remove"),
    path("rekomendasi/<int:pk>/berkas/<int:version>/", follow_up_files.download, name="follow_up_file"),
    path("rekomendasi/<int:pk>/<slug:action>/", follow_ups.take, name="follow_up"),
    path("pengelolaan/riwayat/", history_log.show, name="log"),
    path("pengelolaan/riwayat/unduh/", history_log.export, name="log_export"),
    path("periode/", periods.index, name="periods"),
    path("periode/baru/", periods.create, name="period_create"),
    path("periode/<period:period>/", periods.change, name="period_change"),
    path("periode/<period:period>/buka/", periods.open_, name="period_open"),
    path("periode/<period:period>/buka-kembali/", periods.reopen, name="period_reopen"),
    path("periode/<period:period>/unit/", participation.show, name="period_units"),
    path("periode/<period:period>/unit/<slug:unit>/tambah/", participation.join, name="period_join"),
    path("periode/<period:period>/unit/<slug:unit>/keluar/", participation.leave, name="period_leave"),
    path("periode/<period:period>/kunci/", periods.lock, name="period_lock"),
]
