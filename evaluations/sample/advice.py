"""The recommendations of the sample and what became of them: every state, some settled, some overdue."""

from dataclasses import dataclass, field

from evaluations.enums import Priority

H, M, L = Priority.HIGH, Priority.MEDIUM, Priority.LOW
FIRST, SECOND, NOW = (2024, 1), (2024, 2), (2024, 3)


@dataclass(frozen=True, slots=True)
class Turn:
    """A step of the follow-up with its text. `day`: so many days after the recommendation was given; below 0, so many
    before the day of loading. `shows` is the title of a document that goes along with a report ("" = none)."""

    action: str
    text: str
    day: int
    shows: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation: given by the unit's evaluator when the quarter's sheet was approved (or returned).

    `part` is a question or node. `due` counts days from the day of loading for what is still open, from the day it was
    given for what is closed. `sent` False: the evaluator is still writing it.
    """

    unit: str
    quarter: tuple[int, int]
    part: str
    priority: Priority
    text: str
    due: int
    turns: tuple[Turn, ...] = field(default=())
    sent: bool = True


ADVICE: tuple[Advice, ...] = (
    # --- 01: finishes what it begins ---
    Advice(
        "01",
        FIRST,
        "A.I.5.i.b",
        H,
        "Bentuk Unit Pengendalian Gratifikasi di tingkat unit kerja dan laporkan kegiatannya setiap triwulan.",
        60,
        (
            Turn("report", "Rancangan keputusan sudah disusun dan sedang diperiksa bagian hukum.", 12),
            Turn(
                "claim_done", "Keputusan sudah ditetapkan dan laporan kegiatan triwulan pertama sudah disampaikan.", 40
            ),
            Turn("settle", "Keputusan dan laporan kegiatan sudah diperiksa dan memadai.", 47),
        ),
    ),
    Advice(
        "01",
        SECOND,
        "A.I.6.iv.b",
        M,
        "Umumkan hasil survei kepuasan masyarakat tiap triwulan di laman unit, tidak hanya di papan pengumuman.",
        21,
        (Turn("report", "Halaman khusus hasil survei sedang disiapkan bersama pengelola laman.", -9),),
    ),
    Advice(
        "01",
        NOW,
        "A.I.2.i.c",
        M,
        "Lakukan evaluasi SOP bersama pengguna layanan dan tuangkan hasilnya dalam laporan berkala.",
        45,
        sent=False,
    ),
    # --- 02 ---
    Advice(
        "02",
        FIRST,
        "A.I.3.iv.c",
        M,
        "Ukur kinerja pegawai setiap bulan sampai jenjang pelaksana dan simpan rekapnya per bidang.",
        75,
        (
            Turn("claim_done", "Rekap bulanan seluruh instalasi sudah tersedia sejak April.", 50),
            Turn("not_yet", "Rekap instalasi rawat jalan belum ada. Lengkapi, lalu laporkan kembali.", 58),
            Turn("claim_done", "Rekap instalasi rawat jalan sudah dilengkapi.", 66),
            Turn("settle", "Rekap lengkap untuk semua instalasi.", 70),
        ),
    ),
    Advice(
        "02",
        SECOND,
        "A.I.5.v.c",
        H,
        "Lengkapi surat pernyataan bebas benturan kepentingan bagi seluruh petugas pengadaan dan loket.",
        14,
        (
            Turn("report", "Pernyataan sudah ditandatangani 84 dari 120 petugas.", -16),
            Turn(
                "claim_done",
                "Seluruh petugas sudah menandatangani; berkas terlampir.",
                -4,
                "Rekap surat pernyataan bebas benturan kepentingan",
            ),
        ),
    ),
    # --- 03: has just got its sheet back ---
    Advice(
        "03",
        SECOND,
        "A.I.1.iii.c",
        H,
        "Tindak lanjuti setiap rekomendasi tim internal dan catat hasilnya dalam laporan pemantauan.",
        -6,
        (Turn("report", "Enam dari sembilan rekomendasi sudah selesai; sisanya menunggu anggaran perubahan.", -20),),
    ),
    Advice(
        "03",
        NOW,
        "A.I.4.i.c",
        M,
        "Hadirkan pimpinan dalam rapat capaian kinerja dan lampirkan notula yang ditandatangani.",
        30,
    ),
    # --- 04 ---
    Advice(
        "04",
        FIRST,
        "A.I.6.ii.d",
        L,
        "Sediakan kompensasi uang bagi wajib pajak yang layanannya terlambat.",
        90,
        (
            Turn("report", "Pemberian kompensasi uang tidak mempunyai dasar dalam peraturan daerah.", 20),
            Turn("impossible", "Tidak ada dasar hukum. Kompensasi diganti layanan prioritas yang sudah berjalan.", 33),
        ),
    ),
    Advice(
        "04",
        SECOND,
        "A.I.5.ii.b",
        M,
        "Perbarui register risiko setiap triwulan dan libatkan petugas loket dalam identifikasinya.",
        35,
    ),
    # --- 05: nobody leads the change ---
    Advice(
        "05",
        FIRST,
        "A.I.1.iv.b",
        H,
        "Tetapkan agen perubahan dan rencana aksi individunya paling lambat triwulan berikutnya.",
        -12,
        (Turn("report", "Calon agen perubahan sudah diusulkan, keputusan belum ditetapkan.", 35),),
    ),
    Advice(
        "05",
        SECOND,
        "A.I.1",
        H,
        "Kepala unit memimpin sendiri rapat pemantauan Zona Integritas setiap bulan.",
        10,
        (
            Turn(
                "report",
                "Rapat pertama dipimpin kepala unit; notula terlampir.",
                -11,
                "Notula rapat pemantauan Zona Integritas",
            ),
        ),
    ),
    # --- 06 ---
    Advice(
        "06",
        FIRST,
        "A.I.2.i.a",
        M,
        "Selaraskan peta proses bisnis dengan perangkat daerah induk dan tetapkan SOP untuk proses utama.",
        -20,
    ),
    Advice(
        "06",
        SECOND,
        "A.I.3.iii.c",
        M,
        "Ukur kesenjangan kompetensi seluruh pegawai dan susun rencana pelatihannya.",
        28,
    ),
    # --- 07: the service survey ---
    Advice(
        "07",
        FIRST,
        "A.I.6.i.d",
        M,
        "Pasang standar dan maklumat pelayanan di ruang layanan dan di laman unit.",
        45,
        (
            Turn("claim_done", "Standar dan maklumat sudah dipasang di ruang layanan.", 25),
            Turn("settle", "Sudah dilihat di ruang layanan saat pendampingan.", 31),
        ),
    ),
    Advice(
        "07",
        SECOND,
        "B.II.a",
        H,
        "Susun tindak lanjut atas tiga unsur survei terendah: waktu, biaya, dan penanganan pengaduan.",
        7,
        (Turn("report", "Rencana tindak lanjut disusun; waktu layanan mulai dipantau harian.", -8),),
    ),
    # --- 08 ---
    Advice(
        "08",
        SECOND,
        "A.I.4.ii.d",
        H,
        "Lengkapi indikator kinerja utama dengan definisi, rumus, sumber data, dan target.",
        -3,
    ),
    Advice(
        "08",
        SECOND,
        "B.I.b",
        M,
        "Bandingkan capaian kinerja dengan tahun sebelumnya dan jelaskan sebab penurunannya.",
        40,
        (Turn("report", "Pembandingan dua tahun terakhir sedang disusun bagian perencanaan.", -13),),
    ),
    # --- 09: the corruption survey ---
    Advice(
        "09",
        FIRST,
        "A.I.5.iv.b",
        M,
        "Evaluasi penerapan saluran pelaporan pelanggaran dan sampaikan hasilnya kepada pegawai.",
        80,
        (
            Turn("claim_done", "Evaluasi selesai dan sudah dipaparkan dalam apel bulanan.", 61),
            Turn("settle", "Laporan evaluasi sudah diterima.", 72),
            Turn("reopen", "Laporan tidak memuat tindak lanjut atas dua laporan yang masuk.", -14),
        ),
    ),
    Advice(
        "09",
        SECOND,
        "B.I.a",
        H,
        "Bahas hasil survei persepsi antikorupsi dengan petugas layanan dan pasang larangan pungutan di loket.",
        18,
    ),
    # --- 10 ---
    Advice(
        "10",
        SECOND,
        "A.I.5.iii.b",
        H,
        "Jawab setiap pengaduan paling lambat lima hari kerja dan catat jawabannya.",
        -1,
        (
            Turn(
                "report",
                "Petugas pengaduan ditunjuk; enam pengaduan sudah dijawab.",
                -7,
                "Rekap pengaduan yang dijawab",
            ),
        ),
    ),
    Advice(
        "10",
        SECOND,
        "A.I.6.ii.a",
        M,
        "Jadwalkan pelatihan pelayanan prima bagi seluruh petugas loket.",
        50,
    ),
    # --- 11 ---
    Advice(
        "11",
        FIRST,
        "A.II.1.ii.a",
        M,
        "Cantumkan target Zona Integritas dalam rencana kerja unit.",
        55,
        (
            Turn("claim_done", "Rencana kerja perubahan sudah memuat target Zona Integritas.", 38),
            Turn("settle", "Target dan penanggung jawab sudah tercantum.", 46),
        ),
    ),
    Advice(
        "11",
        SECOND,
        "",
        M,
        "Angkat setiap area sedikit di atas nilai minimal: pilih dua pertanyaan terendah per area untuk diperbaiki.",
        25,
        (Turn("report", "Dua belas pertanyaan sudah dipilih dan dibagi kepada penanggung jawab area.", -10),),
    ),
    # --- 12: formed late ---
    Advice(
        "12",
        FIRST,
        "A.I.1.ii.a",
        H,
        "Sahkan rencana kerja pembangunan Zona Integritas yang memuat target, waktu, dan penanggung jawab.",
        -30,
    ),
    Advice(
        "12",
        SECOND,
        "A.I.5.i.a",
        M,
        "Pasang larangan gratifikasi di ruang layanan dan unggah di media sosial unit.",
        12,
        (Turn("report", "Spanduk sudah dipesan.", -5),),
    ),
)
