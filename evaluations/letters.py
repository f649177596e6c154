"""What each message says: data, no logic.

In a unit's letters stands nothing that the unit may not see yet: no value of the TPI, and no reason but that of a
return, which is meant for it.
"""

from dataclasses import dataclass

from evaluations.enums import Work
from evaluations.workflow import Audience
from inbox.events import Event


@dataclass(frozen=True, slots=True)
class Letter:
    """Title and text with places: {unit} (or several), {period}, {by} the actor, {reason}, last days {fill}, ..."""

    title: str
    text: str


A = Audience

LETTERS: dict[tuple[Event, Audience], Letter] = {
    (Event.SUBMITTED, A.EVALUATORS): Letter(
        "{unit}: penilaian {period} diajukan",
        "{by} mengajukan penilaian mandiri unit ini. Verifikasi dapat dimulai.{verify_by}",
    ),
    (Event.SUBMITTED, A.SUPERVISORS): Letter(
        "{unit}: penilaian {period} diajukan, belum ada evaluator",
        "{by} mengajukan penilaian mandiri unit ini, tetapi belum ada evaluator yang ditugaskan untuk "
        "memverifikasinya. Mintalah administrator menugaskan evaluator.{verify_by}",
    ),
    (Event.RETURNED, A.UNIT): Letter(
        "{unit}: penilaian {period} perlu diperbaiki",
        "TPI mengembalikan penilaian dengan alasan:\n“{reason}”\n\n"
        "Perbaiki jawaban, lalu ajukan kembali paling lambat {repair}.",
    ),
    (Event.REVIEWED, A.SUPERVISORS): Letter(
        "{unit}: verifikasi {period} menunggu persetujuan",
        "{by} menyelesaikan verifikasi. Tinjau hasilnya, lalu setujui atau kembalikan kepada evaluator.",
    ),
    (Event.SENT_BACK, A.EVALUATORS): Letter(
        "{unit}: verifikasi {period} dikembalikan pengendali",
        "{by} mengembalikan hasil verifikasi dengan alasan:\n“{reason}”\n\n"
        "Perbaiki nilai TPI, lalu selesaikan verifikasi kembali.",
    ),
    (Event.APPROVED, A.UNIT): Letter(
        "{unit}: penilaian {period} disetujui",
        "Hasil verifikasi TPI disetujui dan menjadi nilai akhir triwulan ini. Nilai dan catatannya dapat Anda lihat.",
    ),
    (Event.APPROVED, A.EVALUATORS): Letter(
        "{unit}: verifikasi {period} disetujui",
        "{by} menyetujui hasil verifikasi unit ini.",
    ),
    (Event.REOPENED, A.UNIT): Letter(
        "{unit}: penilaian {period} diverifikasi kembali",
        "Persetujuan penilaian dicabut. Hasil verifikasi dapat Anda lihat lagi setelah disetujui kembali.",
    ),
    (Event.REOPENED, A.EVALUATORS): Letter(
        "{unit}: persetujuan {period} dicabut",
        "{by} membuka kembali verifikasi dengan alasan:\n“{reason}”\n\n"
        "Periksa nilai TPI, lalu selesaikan verifikasi kembali.",
    ),
    (Event.PERIOD_OPENED, A.UNIT): Letter(
        "{period} dibuka",
        "Penilaian mandiri {unit} dapat mulai diisi.\nIsi dan ajukan paling lambat {fill}. Batas perbaikan: {repair}."
        "{advice}",
    ),
    (Event.PERIOD_OPENED, A.EVALUATORS): Letter(
        "{period} dibuka",
        "Unit kerja yang Anda verifikasi: {unit}.\nBatas pengisian oleh unit: {fill}. Batas verifikasi: {verify}.",
    ),
    (Event.PERIOD_LOCKED, A.READERS): Letter(
        "{period} dikunci",
        "Jawaban dan nilai tidak dapat diubah lagi. Penilaian yang belum disetujui tercatat “tidak selesai”.",
    ),
    (Event.PERIOD_REOPENED, A.READERS): Letter(
        "{period} dibuka kembali",
        "Penilaian dapat dilanjutkan sesuai statusnya masing-masing. Periksa batas waktunya.",
    ),
}

VERIFY_BY = " Batas verifikasi: {date}."

# Recommendations: {name} as in "07/R-3", {text} what was recommended, {said} what was written now, if anything,
# {moved} from which last day to which.
RECOMMENDED = Letter(
    "{unit}: rekomendasi baru {name}",
    "TPI memberi rekomendasi:\n“{text}” {due}\n\nLaporkan tindak lanjutnya pada halaman rekomendasi ini.",
)
RECOMMENDED_MANY = Letter(
    "{unit}: {count} rekomendasi baru",
    "TPI memberi {count} rekomendasi:\n{lines}\n\nLaporkan tindak lanjutnya pada halaman tiap rekomendasi.",
)
FOLLOW_UPS: dict[str, Letter] = {
    "report": Letter(
        "{unit}: kemajuan tindak lanjut {name}",
        "{by} melaporkan kemajuan atas rekomendasi “{text}”:{said}",
    ),
    "claim_done": Letter(
        "{unit}: {name} dilaporkan selesai",
        "{by} melaporkan selesai atas rekomendasi “{text}”:{said}\n\nNilai apakah sudah tuntas.",
    ),
    "settle": Letter(
        "{unit}: {name} dinyatakan tuntas",
        "TPI menyatakan tuntas rekomendasi “{text}”.{said}",
    ),
    "not_yet": Letter(
        "{unit}: {name} belum tuntas",
        "TPI menilai tindak lanjut rekomendasi “{text}” belum tuntas:{said}\n\nLanjutkan dan laporkan kembali.",
    ),
    "impossible": Letter(
        "{unit}: {name} tidak dapat ditindaklanjuti",
        "TPI menyatakan rekomendasi “{text}” tidak dapat ditindaklanjuti, dengan alasan:{said}",
    ),
    "reopen": Letter(
        "{unit}: {name} dibuka kembali",
        "TPI membuka kembali rekomendasi “{text}” dengan alasan:{said}\n\nTindak lanjuti dan laporkan kembali.",
    ),
    "move": Letter(
        "{unit}: batas waktu {name} diubah",
        "TPI mengubah batas waktu rekomendasi “{text}” {moved}, dengan alasan:{said}",
    ),
}

ADVICE_NEAR = Letter(
    "{unit}: batas {what} {words}",
    "Belum dilaporkan selesai:\n{lines}\n\nHari terakhir: {date}.",
)
ADVICE_OVERDUE = Letter(
    "{unit}: batas {what} sudah lewat",
    "Belum dilaporkan selesai sampai batasnya, {date}:\n{lines}\n\nLaporkan tindak lanjutnya sekarang.",
)
ADVICE_OVERDUE_TPI = Letter(
    "{unit}: {what} lewat batas",
    "Unit kerja belum melaporkan selesai sampai batasnya, {date}:\n{lines}",
)
OPEN_ADVICE = "\nRekomendasi yang masih terbuka: {count}."

# Reminders: {work} as in "pengisian", {words} as in "3 hari lagi", {date} the last day.
NEAR = Letter("Batas {work} {period}: {words}", "{deed} {unit} belum selesai. Hari terakhir: {date}.")
PASSED = Letter(
    "Batas {work} {period} sudah lewat",
    "{deed} {unit} belum selesai sampai batasnya, {date}. Hubungi {whom} bila perlu perpanjangan.",
)
DEEDS: dict[Work, str] = {
    Work.FILL: "Pengisian dan pengajuan penilaian",
    Work.VERIFY: "Verifikasi penilaian",
    Work.REPAIR: "Perbaikan penilaian",
}
